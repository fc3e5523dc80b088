// One piece of work for several who want its outcome: it is begun once, and given up when nobody waits any more.

export class JointWork<T> {
  readonly #abort = new AbortController();
  readonly #outcome: Promise<T>;
  readonly #listeners = new Set<(progress: number) => void>();
  #progress = 0;

  constructor(work: (onProgress: (progress: number) => void, signal: AbortSignal) => Promise<T>) {
    this.#outcome = work((progress) => {
      this.#progress = progress;
      for (const listener of this.#listeners) listener(progress);
    }, this.#abort.signal);
    this.#outcome.catch(() => {}); // whoever joined hears of it
  }

  /** The outcome; rejects with the signal's reason as soon as that is aborted. */
  async join(onProgress: (progress: number) => void, signal: AbortSignal): Promise<T> {
    const listener = (progress: number): void => onProgress(progress); // the same function may join twice
    this.#listeners.add(listener);
    listener(this.#progress);
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const leave = (): void => reject(signal.reason);
    signal.addEventListener("abort", leave);
    try {
      if (signal.aborted) throw signal.reason;
      return await Promise.race([this.#outcome, aborted]);
    } finally {
      signal.removeEventListener("abort", leave);
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#abort.abort(signal.reason);
    }
  }

  /** Nobody waits for it any more: who comes now has to begin anew. */
  get isGivenUp(): boolean {
    return this.#abort.signal.aborted;
  }
}
