// Work on the newest wish only: while one is worked on, of those that come meanwhile the last one waits and the others are dropped.

export class Newest<T> {
  readonly #work: (wish: T) => Promise<void>;
  #waiting: { wish: T } | null = null;
  #busy = false;

  /** `work` tells of its failures itself. */
  constructor(work: (wish: T) => Promise<void>) {
    this.#work = work;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** There is a newer wish than the one that is worked on. */
  get waits(): boolean {
    return this.#waiting !== null;
  }

  push(wish: T): void {
    this.#waiting = { wish };
    if (!this.#busy) void this.#go();
  }

  drop(): void {
    this.#waiting = null;
  }

  async #go(): Promise<void> {
    this.#busy = true;
    try {
      for (let next = this.#waiting; next !== null; next = this.#waiting) {
        this.#waiting = null;
        await this.#work(next.wish);
      }
    } finally {
      this.#busy = false;
    }
  }
}
