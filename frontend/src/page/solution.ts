// A solution: there once the tests pass, or when the reader insists; with the reader's own code beside it.

import { make, makeButton, whileConnected } from "./make.ts";
import { sideBySide, type Row } from "./side_by_side.ts";

export interface SolutionOwner {
  /** The reader's own code as it is now. */
  code(): string;
  /** The reader has passed what this solves. */
  passed(): boolean;
  /** False: not even to be asked for yet. */
  available?(): boolean;
}

export class Solution {
  readonly #details: HTMLDetailsElement;
  readonly #gate: HTMLElement;
  readonly #beside: HTMLElement;
  readonly #owner: SolutionOwner;
  readonly #name: string;
  #asked = false;

  constructor(details: HTMLDetailsElement, owner: SolutionOwner, signal: AbortSignal) {
    this.#details = details;
    this.#owner = owner;
    this.#name = details.querySelector("summary")?.textContent?.trim() ?? "Solution";
    this.#gate = whileConnected(make("div", "lesson-gate"), signal);
    details.before(this.#gate);
    this.#beside = whileConnected(make("div", "lesson-beside"), signal);
    details.append(this.#beside);
    details.addEventListener("toggle", () => this.update(), { signal });
    signal.addEventListener("abort", () => {
      details.hidden = false;
      details.open = false;
    });
    this.#close(false);
    this.update();
  }

  /** Code or progress has changed. */
  update(): void {
    const given = this.#owner.passed() || (this.#asked && this.#owner.available?.() !== false);
    this.#details.hidden = !given;
    this.#gate.hidden = given || this.#owner.available?.() === false;
    if (given && this.#details.open) this.#compare();
  }

  #close(focus: boolean): void {
    const show = makeButton("show-solution", `Show ${lower(this.#name)}`);
    show.addEventListener("click", () => this.#ask());
    this.#gate.replaceChildren(show);
    if (focus) show.focus();
  }

  #ask(): void {
    const back = makeButton("keep-trying", "Keep trying");
    const show = makeButton("show-anyway", "Show it anyway");
    back.addEventListener("click", () => this.#close(true));
    show.addEventListener("click", () => {
      this.#asked = true;
      this.#details.open = true;
      this.update();
      this.#details.querySelector("summary")?.focus();
    });
    this.#gate.replaceChildren(make("p", "", "Your code does not pass yet. A hint may be all you need."), back, show);
    back.focus();
  }

  #compare(): void {
    const solution = this.#details.querySelector(".highlight code")?.textContent ?? "";
    const rows = sideBySide(this.#owner.code(), solution);
    if (rows === null) return this.#beside.replaceChildren(make("p", "", "Your code is too long to be compared line by line."));
    const count = rows.filter(({ kind }) => kind === "different").length;
    const head = count === 0 ? "Your code is the same, line by line." : `Your code beside it: ${count} ${count === 1 ? "line differs" : "lines differ"}.`;
    const columns = make("div", "lesson-columns", make("span", "", "Your code"), make("span", "", this.#name));
    columns.setAttribute("aria-hidden", "true");
    this.#beside.replaceChildren(make("p", "", head), ...(count === 0 ? [] : [make("div", "lesson-rows", columns, ...rows.map((row) => this.#row(row)))]));
  }

  #row({ kind, left, right }: Row): HTMLElement {
    const row = make("div", "lesson-row");
    row.dataset["kind"] = kind;
    if (kind === "same") {
      const again = make("code", "lesson-again", right ?? "");
      again.setAttribute("aria-hidden", "true");
      row.append(make("code", "", left ?? ""), again);
    } else row.append(side("Yours", "−", left), side(this.#name, "+", right));
    return row;
  }
}

/** A line of one text alone: its sign is seen, its word heard. */
function side(word: string, sign: string, text: string | null): HTMLElement {
  if (text === null) return make("code", "lesson-nothing");
  const mark = make("span", "lesson-sign", sign);
  mark.setAttribute("aria-hidden", "true");
  return make("code", "", mark, make("span", "lesson-hidden", `${word}: `), text);
}

function lower(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}
