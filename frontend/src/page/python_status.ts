// How Python stands, and who wants to know.

export type Phase =
  | "downloading"
  | "starting Python"
  | "loading packages"
  | "downloading the library"
  | "downloading packages"
  | "running earlier cells again";

export type Loading = {
  state: "loading";
  phase: Phase;
  /** Bytes of all files together. */
  loaded: number;
  total: number;
};

export type Status =
  | { state: "idle" }
  | Loading
  | { state: "ready"; python: string; pyodide: string }
  /** The message is a sentence for the reader; a further run tries again. */
  | { state: "failed"; message: string };

export class StatusBoard {
  readonly #listeners = new Set<(status: Status) => void>();
  #status: Status = { state: "idle" };

  get status(): Status {
    return this.#status;
  }

  /** Calls the listener at once with the status, and whenever it changes; returns the way to unsubscribe. */
  listen(listener: (status: Status) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#status);
    return () => void this.#listeners.delete(listener);
  }

  show(status: Status): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }

  /** Loading, with the bytes told before unless there are newer ones. */
  showLoading(more: Partial<Loading>): void {
    const before = this.#status.state === "loading" ? this.#status : { loaded: 0, total: 0, phase: "downloading" as const };
    this.show({ ...before, ...more, state: "loading" });
  }
}
