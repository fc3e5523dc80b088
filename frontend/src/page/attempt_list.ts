// The attempts at a challenge as a list, each of which can be brought back.

import { afterAttempt, afterPuttingAside, isAttempts, NONE, tellAttempt, type Attempts } from "./attempts.ts";
import { make, makeButton, whileConnected } from "./make.ts";
import { onForeignChange, storage } from "./storage.ts";

export class AttemptList {
  readonly #key: string;
  readonly #details: HTMLDetailsElement;
  readonly #summary: HTMLElement;
  readonly #list: HTMLElement;
  readonly #note: HTMLElement;
  readonly #bring: (code: string, number: number) => void;

  /** `key` is where they are kept; `bring` shows the code of one. */
  constructor(place: HTMLElement, key: string, bring: (code: string, number: number) => void, signal: AbortSignal) {
    this.#key = key;
    this.#bring = bring;
    this.#summary = make("summary", "");
    this.#list = make("ol", "lesson-attempt-list");
    this.#note = make("p", "lesson-attempt-note");
    this.#details = whileConnected(make("details", "lesson-attempts", this.#summary, this.#note, this.#list), signal);
    place.after(this.#details);
    onForeignChange((changed) => changed === key, () => this.#draw(), signal);
    this.#draw();
  }

  add(code: string, passed: number, of: number): void {
    this.#keep(afterAttempt(this.#kept, code, passed, of));
  }

  /** Code that something else is going to replace. */
  putAside(code: string): void {
    this.#keep(afterPuttingAside(this.#kept, code));
  }

  /** As it is kept now: another tab may have added to it. */
  get #kept(): Attempts {
    return storage.read(this.#key, isAttempts) ?? NONE;
  }

  #keep(attempts: Attempts): void {
    storage.write(this.#key, attempts);
    this.#draw();
  }

  #draw(): void {
    const { list, dropped } = this.#kept;
    this.#details.hidden = list.length === 0;
    this.#summary.textContent = list.length === 1 ? "Your attempt" : `Your ${list.length} attempts`;
    this.#note.hidden = dropped === 0;
    this.#note.textContent = `The ${dropped === 1 ? "oldest attempt was" : `${dropped} oldest attempts were`} let go: together they were longer than what a browser keeps.`;
    this.#list.replaceChildren(...list.toReversed().map((attempt) => {
      const button = makeButton("bring-back", "Bring back");
      button.setAttribute("aria-label", `Bring back attempt ${attempt.number}`);
      button.addEventListener("click", () => this.#bring(attempt.code, attempt.number));
      return make("li", "", make("span", "", tellAttempt(attempt)), button);
    }));
  }
}
