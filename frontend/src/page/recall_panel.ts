// The panel in which one term is asked for: what is shown, Reveal, and how well it was known. It knows no storage.

import { make, makeButton } from "./make.ts";
import { RATINGS, type Rating, type Round } from "./recall.ts";

const WORDS: Record<Rating, string> = { again: "Again", almost: "Almost", knew: "Knew it" };
const SHAPES: Record<Rating, string> = { again: "wrong", almost: "in progress", knew: "right" };

export const inWords = (rating: Rating): string => WORDS[rating];
export const shapeOf = (rating: Rating): string => SHAPES[rating];

export interface Asked {
  /** "Round 2. 4 known, 11 to go." */
  count: string;
  prompt: Node[];
  answer: Node[];
}

export class RecallPanel {
  readonly element: HTMLElement;
  readonly #count = make("p", "lesson-count");
  readonly #prompt = make("div", "lesson-recall-prompt");
  readonly #answer = make("div", "lesson-recall-answer");
  readonly #reveal = makeButton("reveal", "Reveal");
  readonly #next = makeButton("next", "Next round");
  readonly #ratings: HTMLButtonElement[];
  readonly #rate = make("div", "lesson-actions");
  readonly #modes: HTMLFieldSetElement;
  #height = 0;

  /** `name` sets the radio buttons apart from those of another panel. */
  constructor(name: string, on: { show(show: Round["show"]): void; reveal(): void; rate(rating: Rating): void; next(): void; stop(): void }) {
    this.#modes = make("fieldset", "lesson-recall-modes", make("legend", "", "Show me"),
      ...(["definition", "term"] as const).map((show) => this.#mode(name, show, () => on.show(show))));
    this.#reveal.className = "lesson-primary";
    this.#next.className = "lesson-primary";
    this.#answer.tabIndex = -1;
    this.#answer.setAttribute("role", "group");
    this.#answer.setAttribute("aria-label", "Answer");
    this.#rate.setAttribute("role", "group");
    this.#rate.setAttribute("aria-label", "How well did you know it?");
    this.#ratings = RATINGS.map((rating, index) => this.#rating(rating, String(index + 1), () => on.rate(rating)));
    this.#rate.append(...this.#ratings);
    const stop = makeButton("stop", "Stop");
    this.#reveal.addEventListener("click", on.reveal);
    this.#next.addEventListener("click", on.next);
    stop.addEventListener("click", on.stop);
    const foot = make("div", "lesson-recall-foot", make("span", "lesson-actions", this.#reveal, this.#next, this.#rate), stop);
    const body = make("div", "lesson-recall-body", this.#prompt, this.#answer);
    this.element = make("div", "lesson-recall", make("div", "lesson-recall-head", this.#count, this.#modes), body, foot);
  }

  #mode(name: string, show: Round["show"], chosen: () => void): HTMLElement {
    const input = make("input", "");
    input.type = "radio";
    input.name = name;
    input.value = show;
    input.addEventListener("change", chosen);
    return make("label", "", input, ` the ${show}`);
  }

  #rating(rating: Rating, key: string, chosen: () => void): HTMLButtonElement {
    const button = makeButton(rating, WORDS[rating]);
    const hint = make("kbd", "", key);
    hint.setAttribute("aria-hidden", "true");
    button.append(" ", hint);
    button.setAttribute("aria-label", WORDS[rating]);
    button.setAttribute("aria-keyshortcuts", key);
    button.addEventListener("click", chosen);
    return button;
  }

  /** The rating that a key stands for, once the answer is seen. */
  ratingByKey(key: string): Rating | null {
    return this.#rate.hidden ? null : RATINGS[Number(key) - 1] ?? null;
  }

  get isRevealed(): boolean {
    return !this.#answer.hidden;
  }

  /** Shows what is asked; the answer waits. */
  ask(asked: Asked, show: Round["show"]): void {
    this.#set("asking", asked.count);
    this.#prompt.replaceChildren(...asked.prompt);
    this.#answer.replaceChildren(...asked.answer);
    for (const input of this.#modes.querySelectorAll("input")) input.checked = input.value === show;
    this.#reveal.focus({ preventScroll: true });
    this.#keepHeight();
  }

  reveal(): void {
    this.#answer.hidden = this.#rate.hidden = false;
    this.#reveal.hidden = true;
    this.#answer.focus({ preventScroll: true });
    this.#keepHeight();
  }

  /** The round is over. */
  finish(count: string, summary: string): void {
    this.#set("over", count);
    this.#prompt.replaceChildren(make("p", "", summary));
    this.#next.focus({ preventScroll: true });
  }

  #set(state: "asking" | "over", count: string): void {
    this.#count.textContent = count;
    this.#answer.hidden = this.#rate.hidden = true;
    this.#reveal.hidden = this.#modes.hidden = state === "over";
    this.#next.hidden = state === "asking";
  }

  /** As high as it ever was: what stands below does not jump from term to term. */
  #keepHeight(): void {
    this.#height = Math.max(this.#height, this.element.offsetHeight);
    this.element.style.minHeight = `${this.#height}px`;
  }
}
