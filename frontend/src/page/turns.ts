// One thing at a time: a cell that runs its predecessors first must not be interleaved with another that does the same.

export class Turns {
  #tail: Promise<unknown> = Promise.resolve();
  #era = 0;
  readonly #cancelled: () => Error;

  /** `cancelled` makes the error with which a turn that was given up rejects. */
  constructor(cancelled: () => Error) {
    this.#cancelled = cancelled;
  }

  take<T>(task: () => Promise<T>): Promise<T> {
    const era = this.#era;
    const turn = this.#tail.then(() => {
      if (era !== this.#era) throw this.#cancelled();
      return task();
    });
    this.#tail = turn.catch(() => {}); // whoever took the turn hears of its failure; the next one need not
    return turn;
  }

  /** Gives up every turn that has not begun. */
  cancel(): void {
    this.#era++;
  }
}
