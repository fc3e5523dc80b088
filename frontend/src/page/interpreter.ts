// One interpreter, from its download to its end: files, frame, and the port to the worker.

import type { FromWorker, ToWorker } from "../protocol/index.ts";
import { openSandbox } from "../sandbox/frame.ts";
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
  #libraryComes = false;
  readonly #packagesComing = new Set<string>();

  constructor(downloads: Downloads, owner: Owner) {
    this.#downloads = downloads;
    this.#owner = owner;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#port.onmessage = ({ data }: MessageEvent<FromWorker>) => owner.heard(data);
    // Not at once: the owner has to know whom it hears.
    queueMicrotask(() => this.#boot(port2).catch((error: Error) => this.#report(error)));
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
    this.#port.close();
    this.#life.abort();
  }

  async #boot(port: MessagePort): Promise<void> {
    const { signal } = this.#life;
    const files = await this.#downloads.fetchStart((loaded, total) => {
      if (!signal.aborted) this.#owner.progress(loaded, total);
    }, signal);
    if (signal.aborted) return;
    const sandbox = openSandbox(files, port, (message) => this.#report(new Error(`Python could not be started: ${message}.`)));
    signal.addEventListener("abort", () => sandbox.remove());
  }

  #report(error: Error): void {
    if (!this.#life.signal.aborted) this.#owner.failed(error.message);
  }
}
