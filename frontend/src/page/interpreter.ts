// One interpreter, from its download to its end: files, frame, and the port to the worker.

import type { FromWorker, ToWorker } from "../protocol/index.ts";
import { openSandbox, type Sandbox } from "../sandbox/frame.ts";
import type { Downloads } from "./download.ts";
import type { Past } from "./history.ts";

export interface Owner {
  heard(message: FromWorker): void;
  progress(loaded: number, total: number): void;
  /** It will not start, or is no more. The message is for the reader. */
  failed(message: string): void;
}

export class Interpreter {
  readonly #downloads: Downloads;
  readonly #owner: Owner;
  readonly #port: MessagePort;
  readonly #life = new AbortController();
  #sandbox: Sandbox | null = null;
  #filesCome = false;
  #libraryComes = false;
  readonly #packagesComing = new Set<string>();

  /** With the sandbox that another one has left behind, it starts in a fraction of the time. */
  constructor(downloads: Downloads, owner: Owner, left: Sandbox | null) {
    this.#downloads = downloads;
    this.#owner = owner;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#port.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === "wants files") this.#bringFiles(() => {}); // where the frame could keep nothing
      else owner.heard(data);
    };
    // Not at once: the owner has to know whom it hears.
    queueMicrotask(() => {
      this.#sandbox = left;
      if (left !== null) return left.restart(port2, this.#fail);
      // The frame opens while its files are on their way.
      const script = Promise.withResolvers<ArrayBuffer>();
      this.#sandbox = openSandbox(script.promise, port2, this.#fail);
      this.#bringFiles(script.resolve);
    });
  }

  /** The port keeps what is told until Python listens. */
  tell(message: ToWorker): void {
    this.#port.postMessage(message);
  }

  /** Run a step, for which all that it needs sets out now; `libraryFirst` as in the protocol. */
  run(id: number, { step, seconds, packages }: Past, libraryFirst: boolean): void {
    if (libraryFirst) this.bringLibrary();
    this.#bringPackages(packages);
    this.tell({ type: "run", id, step, seconds, libraryFirst, packages });
  }

  /** Fetch the standard library's archive and hand it over, once. */
  bringLibrary(): void {
    if (this.#libraryComes) return;
    this.#libraryComes = true;
    this.#downloads.fetchLibrary(this.#life.signal).then(
      (bytes) => {
        this.tell({ type: "library", bytes });
        void this.#downloads.prune(); // all is here: what other versions left can go
      },
      (error: Error) => this.#report(error),
    );
  }

  /** Fetch packages and hand them over, each once. */
  #bringPackages(names: string[]): void {
    for (const name of names.filter((each) => !this.#packagesComing.has(each))) {
      this.#packagesComing.add(name);
      this.#downloads.fetchPackage(name, this.#life.signal).then(
        (bytes) => this.tell({ type: "package", name, bytes }),
        (error: Error) => this.#report(error),
      );
    }
  }

  /** Ends it, whether it is still downloading or already computing. */
  end(): void {
    this.leave()?.remove();
  }

  /** Ends it but for its sandbox, in which another one can take its place; null when there is none yet. */
  leave(): Sandbox | null {
    this.#port.close();
    this.#life.abort();
    const sandbox = this.#sandbox;
    this.#sandbox = null;
    return sandbox;
  }

  /** All files of a start, each as it comes: the worker's script to `begin`, the others to the worker. */
  #bringFiles(begin: (script: ArrayBuffer) => void): void {
    if (this.#filesCome) return;
    this.#filesCome = true;
    const { signal } = this.#life;
    this.tell({ type: "wheels", names: this.#downloads.wheels });
    this.#downloads.fetchStart(
      (loaded, total) => !signal.aborted && this.#owner.progress(loaded, total),
      signal,
      (name, bytes) => {
        if (signal.aborted) return;
        if (name === "worker") begin(bytes);
        else this.tell({ type: "file", name, bytes });
      },
    ).catch((error: Error) => this.#report(error));
  }

  readonly #fail = (message: string): void => this.#report(new Error(`Python could not be started: ${message}.`));

  #report(error: Error): void {
    if (!this.#life.signal.aborted) this.#owner.failed(error.message);
  }
}
