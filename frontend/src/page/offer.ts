// A line above the code that says of which two texts one is shown, with a button for each way on.

import { make, makeButton, whileConnected } from "./make.ts";

export class Offer {
  readonly #line: HTMLElement;
  readonly #region: HTMLElement;

  constructor(region: HTMLElement, signal: AbortSignal) {
    this.#region = region;
    this.#line = whileConnected(make("div", "lesson-offer"), signal);
    this.#line.hidden = true;
    // It is not part of the code that a click opens.
    region.before(this.#line);
  }

  show(text: string, ways: Record<string, () => void>): void {
    const focused = this.#line.contains(document.activeElement);
    const buttons = Object.entries(ways).map(([label, go]) => {
      const button = makeButton("offer", label);
      button.addEventListener("click", go);
      return button;
    });
    this.#line.replaceChildren(make("p", "", text), make("span", "lesson-actions", ...buttons));
    this.#line.hidden = false;
    // Who pressed a button that is gone stands at the first of those that took its place.
    if (focused) buttons[0]?.focus();
  }

  hide(): void {
    const focused = this.#line.contains(document.activeElement);
    this.#line.hidden = true;
    this.#line.replaceChildren();
    if (focused) this.#region.closest(".lesson-frame")?.querySelector<HTMLElement>(".lesson-primary")?.focus();
  }
}
