// Python as the page sees it: one interpreter for the whole visit, started when first needed, replaced when stopped.

import type { Manifest } from "../protocol/files.ts";
import type { FromWorker, Step, StepResult } from "../protocol/index.ts";
import { Downloads } from "./download.ts";
import { History, type Past } from "./history.ts";
import type { Sandbox } from "../sandbox/frame.ts";
import { Interpreter } from "./interpreter.ts";
import { keptFiles } from "./kept_files.ts";
import { GRACE, MUST_START_WITHIN, NOT_STARTED, whyEnded } from "./overdue.ts";
import type { OnOutput, Pending } from "./pending.ts";
import { type Status, StatusBoard } from "./python_status.ts";
import { packages, timeLimit } from "./page_settings.ts";

export type { Status };

/** The reader pressed Stop. */
export class Stopped extends Error {}
/** Python could not be downloaded or started, or it died; the message is for the reader. */
export class RuntimeFailure extends Error {}

export class Python {
  readonly #downloads: Downloads;
  readonly #board = new StatusBoard();
  /** What was asked for and has not been answered, in order. */
  readonly #pending = new Map<number, Pending>();
  /** The cells that made the present names: a new interpreter runs them again. */
  #history = new History();
  /** Numbers of steps that a new interpreter is running again. */
  readonly #catchingUp = new Set<number>();
  /** The step that has begun last. */
  #begun = 0;
  /** Something was missed that the library holds: from now on it is awaited first. */
  #libraryFirst = false;
  #prefetch = new AbortController();
  #live: Interpreter | null = null;
  /** Null until it has started. */
  #versions: { python: string; pyodide: string } | null = null;
  #session = 0;
  #lastId = 0;
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(downloads: Downloads) {
    this.#downloads = downloads;
  }

  get status(): Status {
    return this.#board.status;
  }

  /** Goes up by one whenever the names were lost or renewed: a cell that ran before has to run again. */
  get session(): number {
    return this.#session;
  }

  /** Calls the listener at once with the status, and whenever it changes; returns the way to unsubscribe. */
  onStatus(listener: (status: Status) => void): () => void {
    return this.#board.listen(listener);
  }

  /** Fetch what a start takes, since the reader seems about to run something. What goes wrong, the run will tell. */
  prepare(): void {
    if (this.#live) return;
    this.#downloads.fetchStart(() => {}, this.#prefetch.signal).catch((error: Error) => console.info(error.message));
  }

  /** Run a step after those asked for before, starting Python if need be. Rejects with Stopped or RuntimeFailure. */
  run<Result extends StepResult>(step: Step, onOutput?: OnOutput): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const pending = { step, seconds: timeLimit(), packages: packages(), session: this.#session, reject, onOutput };
    const id = ++this.#lastId;
    this.#pending.set(id, { ...pending, resolve: (result) => resolve(result as Result) });
    this.#live ??= this.#start();
    this.#tell(id, pending);
    if (this.#pending.size === 1) this.#watch();
    return promise;
  }

  /** Forget every name. Nothing is started for it. */
  newSession(): void {
    this.#loseNames();
    this.#live?.tell({ type: "session" });
  }

  /**
   * End Python at once; what runs or waits rejects with Stopped. A new interpreter takes its place and runs again what
   * had come to its end, so that the names are as they were. Stopped in the midst of that, it gives them up.
   */
  stop(): void {
    this.#prefetch.abort();
    this.#prefetch = new AbortController();
    if (this.#versions !== null) this.#replace(() => new Stopped("Stopped."));
    else if (this.#live) this.#end({ state: "idle" }, () => new Stopped("Stopped."));
  }

  /** In the sandbox that another one has left, if there is one. */
  #start(left: Sandbox | null = null): Interpreter {
    const live: Interpreter = new Interpreter(this.#downloads, {
      heard: (message) => live === this.#live && this.#hear(message, live),
      progress: (loaded, total) => live === this.#live && this.#board.showLoading({ phase: "downloading", loaded, total }),
      failed: (message) => live === this.#live && this.#fail(message),
    }, left);
    this.#versions = null;
    this.#board.show({ state: "loading", phase: "downloading", loaded: 0, total: 0 });
    return live;
  }

  #tell(id: number, past: Past): void {
    // What a package imports of the standard library cannot be foreseen.
    this.#live!.run(id, past, this.#libraryFirst || past.packages.length > 0);
  }

  #hear(message: FromWorker, live: Interpreter): void {
    switch (message.type) {
      case "output":
        return this.#pending.get(message.id)?.onOutput?.(message.kind, message.text);
      case "too early":
        return this.#again();
      case "failed":
        return this.#fail(message.message);
      case "phase":
        this.#board.showLoading({ phase: message.phase });
        break;
      case "ready":
        this.#versions = { python: message.python, pyodide: message.pyodide };
        this.#settle();
        break;
      case "wants library":
        this.#board.showLoading({ phase: "downloading the library" });
        live.bringLibrary();
        break;
      case "begun":
        this.#history.begin();
        this.#begun = message.id;
        this.#settle();
        break;
      case "result":
        this.#finish(message.id, message.result);
        // The first output is there: what later steps may want can come now.
        live.bringLibrary();
        break;
    }
    this.#watch();
  }

  #finish(id: number, result: StepResult): void {
    if (this.#catchingUp.delete(id)) return this.#settle();
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (pending?.session === this.#session) this.#history.add(pending);
    pending?.resolve(result);
  }

  /** In the place of an interpreter that ended, one with the same names. */
  #replace(reason: () => Error): void {
    if (this.#catchingUp.size > 0 || this.#history.tooLong) this.#loseNames();
    const pending = this.#takePending();
    this.#live = this.#start(this.#live?.leave());
    this.#catchUp();
    for (const { reject } of pending) reject(reason());
  }

  /** The same for a step that has to be run again, since it needed what was not there yet. */
  #again(): void {
    this.#libraryFirst = true;
    this.#live = this.#start(this.#live?.leave());
    this.#catchUp();
    for (const [id, pending] of this.#pending) this.#tell(id, pending);
  }

  #catchUp(): void {
    this.#catchingUp.clear();
    for (const past of this.#history.steps) {
      this.#catchingUp.add(++this.#lastId);
      this.#tell(this.#lastId, past);
    }
  }

  #loseNames(): void {
    this.#session += 1;
    this.#history = new History();
  }

  #fail(message: string): void {
    const reason = (): Error => new RuntimeFailure(message);
    const hadStarted = this.status.state === "ready";
    // It may have taken its sandbox along: the next one gets a new one.
    this.#live?.end();
    // One that had started can be replaced; one that had not would fail again.
    if (hadStarted) this.#replace(reason);
    else this.#end({ state: "failed", message }, reason);
  }

  #end(status: Status, reason: () => Error): void {
    clearTimeout(this.#watchdog);
    this.#live?.end();
    this.#live = null;
    this.#versions = null;
    this.#catchingUp.clear();
    this.#loseNames();
    const pending = this.#takePending();
    this.#board.show(status);
    for (const { reject } of pending) reject(reason());
  }

  #takePending(): Pending[] {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    return pending;
  }

  /** Whoever does not answer in time is ended from outside. */
  #watch(): void {
    clearTimeout(this.#watchdog);
    const status = this.status;
    // Downloads watch over themselves.
    if (status.state === "loading" && status.phase.startsWith("downloading")) return;
    if (status.state === "loading" && this.#catchingUp.size === 0) {
      this.#watchdog = setTimeout(() => this.#fail(NOT_STARTED), MUST_START_WITHIN);
      return;
    }
    const [head] = this.#pending;
    if (!head && this.#catchingUp.size === 0) return;
    const seconds = head?.[1].seconds ?? timeLimit();
    this.#watchdog = setTimeout(() => this.#overdue(seconds, head?.[0]), seconds * 1000 + GRACE);
  }

  #overdue(seconds: number, head: number | undefined): void {
    const held = head !== undefined && head !== this.#begun && this.#catchingUp.size === 0;
    // To run those cells again would bring it back.
    if (held) this.#loseNames();
    this.#replace(() => new RuntimeFailure(whyEnded(seconds, held)));
  }

  /** Ready, unless cells are still to be run again. */
  #settle(): void {
    if (this.#catchingUp.size > 0) this.#board.showLoading({ phase: "running earlier cells again" });
    else this.#board.show({ state: "ready", ...this.#versions! });
  }
}

/** Put in place by the build. */
declare const __MANIFEST__: Manifest;

const downloads = new Downloads(__MANIFEST__, import.meta.url, keptFiles);

/** The module outlives instant navigation, and Python with it. */
export const python = new Python(downloads);
