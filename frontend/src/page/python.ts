// Python as the page sees it: one interpreter for the whole visit, started when first needed, replaced when stopped.

import type { FromWorker, Manifest, OutputKind, Step, StepResult, ToWorker } from "../protocol/index.ts";
import { openSandbox } from "../sandbox/frame.ts";
import { Downloads } from "./download.ts";

export type Status =
  | { state: "idle" }
  /** Bytes of all files together. */
  | { state: "loading"; phase: "downloading" | "starting Python" | "loading packages"; loaded: number; total: number }
  | { state: "ready"; python: string; pyodide: string }
  /** The message is a sentence for the reader; a further run tries again. */
  | { state: "failed"; message: string };

/** The reader pressed Stop. */
export class Stopped extends Error {}

/** Python could not be downloaded or started, or it died; the message is for the reader. */
export class RuntimeFailure extends Error {}

type OnOutput = (kind: OutputKind, text: string) => void;

interface Pending {
  resolve(result: StepResult): void;
  reject(reason: Error): void;
  onOutput: OnOutput | undefined;
}

/** An interpreter that runs or is about to. */
interface Live {
  port: MessagePort;
  /** Ends it, whether it is still downloading or already computing. */
  abort: AbortController;
}

const MUST_START_WITHIN = 120_000;

export class Python {
  readonly #downloads: Downloads;
  readonly #listeners = new Set<(status: Status) => void>();
  readonly #pending = new Map<number, Pending>();
  #status: Status = { state: "idle" };
  #live: Live | null = null;
  #session = 0;
  #lastId = 0;
  /** Python's memory as it was after its first start: with it, a start after Stop takes a fifth of the time. */
  #snapshot: ArrayBuffer | null = null;

  constructor(downloads: Downloads) {
    this.#downloads = downloads;
  }

  get status(): Status {
    return this.#status;
  }

  /** Goes up by one whenever the names were lost or renewed: a cell that ran before has to run again. */
  get session(): number {
    return this.#session;
  }

  /** Calls the listener at once with the status, and whenever it changes; returns the way to unsubscribe. */
  onStatus(listener: (status: Status) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#status);
    return () => void this.#listeners.delete(listener);
  }

  /** Run a step after those asked for before, starting Python if need be. Rejects with Stopped or RuntimeFailure. */
  run<Result extends StepResult>(step: Step, onOutput?: OnOutput): Promise<Result> {
    const id = ++this.#lastId;
    return new Promise<Result>((resolve, reject) => {
      this.#pending.set(id, { resolve: (result) => resolve(result as Result), reject, onOutput });
      this.#live ??= this.#start();
      // The port keeps the message until Python listens.
      this.#live.port.postMessage({ type: "run", id, step } satisfies ToWorker);
    });
  }

  /** Forget every name. Nothing is started for it. */
  newSession(): void {
    this.#session += 1;
    this.#live?.port.postMessage({ type: "session" } satisfies ToWorker);
  }

  /** End Python at once; what runs or waits rejects with Stopped. The next run starts it again, without a download. */
  stop(): void {
    if (this.#live) this.#end({ state: "idle" }, () => new Stopped("Stopped."));
  }

  #start(): Live {
    const { port1: port, port2: theirs } = new MessageChannel();
    const live = { port, abort: new AbortController() };
    port.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data, live);
    this.#setStatus({ state: "loading", phase: "downloading", loaded: 0, total: 0 });
    this.#boot(live, theirs).catch((error: Error) => this.#fail(error.message, live));
    return live;
  }

  async #boot(live: Live, port: MessagePort): Promise<void> {
    const { signal } = live.abort;
    let total = 0;
    const files = await this.#downloads.fetchAll((loaded, of) => {
      total = of;
      if (!signal.aborted) this.#setStatus({ state: "loading", phase: "downloading", loaded, total });
    }, signal);
    if (signal.aborted) return;
    this.#setStatus({ state: "loading", phase: "starting Python", loaded: total, total });
    const start = { ...files, snapshot: this.#snapshot };
    const sandbox = openSandbox(start, port, (message) => this.#fail(`Python could not be started: ${message}.`, live));
    signal.addEventListener("abort", () => sandbox.remove());
    setTimeout(() => {
      if (this.#status.state === "loading") this.#fail("Python did not start within two minutes.", live);
    }, MUST_START_WITHIN);
  }

  #hear(message: FromWorker, live: Live): void {
    if (live !== this.#live) return;
    switch (message.type) {
      case "phase":
        if (this.#status.state === "loading") this.#setStatus({ ...this.#status, phase: message.phase });
        break;
      case "ready":
        this.#setStatus({ state: "ready", python: message.python, pyodide: message.pyodide });
        break;
      case "snapshot":
        this.#snapshot = message.snapshot;
        break;
      case "output":
        this.#pending.get(message.id)?.onOutput?.(message.kind, message.text);
        break;
      case "result":
        this.#pending.get(message.id)?.resolve(message.result);
        this.#pending.delete(message.id);
        break;
      case "failed":
        this.#fail(message.message, live);
        break;
    }
  }

  #fail(message: string, live: Live): void {
    // An interpreter that has been replaced may still complain.
    if (live === this.#live) this.#end({ state: "failed", message }, () => new RuntimeFailure(message));
  }

  #end(status: Status, reason: () => Error): void {
    this.#live?.port.close();
    this.#live?.abort.abort();
    this.#live = null;
    this.#session += 1;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    this.#setStatus(status);
    for (const { reject } of pending) reject(reason());
  }

  #setStatus(status: Status): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }
}

/** Put in place by the build. */
declare const __MANIFEST__: Manifest;

/** The module outlives instant navigation, and Python with it. */
export const python = new Python(new Downloads(__MANIFEST__, import.meta.url));
