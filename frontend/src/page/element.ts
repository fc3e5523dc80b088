// What the lesson's elements have in common: they settle around the built HTML and leave it as they found it.

import { soon } from "./arrival.ts";
import { python } from "./python.ts";

let present = 0;

/** Instant navigation swaps the page under the scripts. The first lesson element to arrive opens the new page. */
function arrived(): void {
  if (present++ === 0) python.newSession();
}

export abstract class LessonElement extends HTMLElement {
  #life: AbortController | null = null;
  #isSettled = false;
  /** It brings fields into the page, and a browser looks at once whether it could fill them in. */
  protected readonly bringsFields: boolean = false;

  connectedCallback(): void {
    if (this.#life !== null) return;
    arrived();
    this.#life = new AbortController();
    this.#isSettled = false;
    soon(() => this.settle(), this.bringsFields);
  }

  /** What it does soon after its arrival, now: for one that needs another. */
  settle(): void {
    if (this.#life === null || this.#isSettled) return;
    this.#isSettled = true;
    this.#bearTitle(this.#life.signal);
    this.connect(this.#life.signal);
  }

  disconnectedCallback(): void {
    if (this.#life === null) return;
    present--;
    this.#life.abort();
    this.#life = null;
  }

  /** A page has a dozen buttons called Run: the group they stand in says which is which to who can't see the frames. */
  #bearTitle(signal: AbortSignal): void {
    const title = this.querySelector(".lesson-title")?.textContent?.trim();
    if (!title) return;
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", title);
    signal.addEventListener("abort", () => {
      this.removeAttribute("role");
      this.removeAttribute("aria-label");
    });
  }

  /** Everything done here is undone when `signal` aborts. */
  protected abstract connect(signal: AbortSignal): void;

  /** A part of the built HTML that this element cannot do without. */
  protected built<E extends HTMLElement>(selector: string): E {
    const found = this.querySelector<E>(selector);
    if (found === null) throw new Error(`<${this.localName} id="${this.id}"> has no ${selector}`);
    return found;
  }
}
