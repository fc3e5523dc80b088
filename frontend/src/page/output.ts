// The output region of a cell: what was published, and what the reader's own run prints in its place.

import type { OutputKind, OutputPart } from "../protocol/index.ts";
import { make, whileConnected } from "./make.ts";
import { scrollableByKey } from "./scrollable.ts";

/** Output that must not be told apart by colour alone carries its word. */
const WORDS: Partial<Record<OutputKind, string>> = { stderr: "stderr", error: "Error" };

export class Output {
  readonly published: string;
  readonly #region: HTMLElement;
  readonly #pre: HTMLElement;
  #details: HTMLElement | null = null;
  /** Chunks that wait for the next frame: a cell may print faster than a page can be laid out. */
  #waiting: OutputPart[] = [];
  #frame = 0;
  #last: { kind: OutputKind; text: Text } | null = null;
  #streamed = "";
  #running = false;

  constructor(region: HTMLElement, signal: AbortSignal) {
    this.#region = region;
    const built = region.querySelector<HTMLElement>(":scope > .lesson-text");
    this.#pre = built ?? whileConnected(make("pre", "lesson-text"), signal);
    this.published = built?.textContent ?? "";
    if (built === null) {
      this.#pre.hidden = true;
      region.append(this.#pre);
    }
    scrollableByKey(this.#pre, signal);
    signal.addEventListener("abort", () => {
      cancelAnimationFrame(this.#frame);
      if (built !== null) this.restore();
    });
  }

  /** The output shown does not belong to the code shown. */
  set stale(stale: boolean) {
    this.#pre.toggleAttribute("data-stale", stale);
  }

  /** What is shown stays, dimmed, until something new comes. */
  begin(): void {
    this.#flush();
    this.#pre.style.minHeight = `${this.#pre.offsetHeight}px`;
    this.stale = true;
    this.#details?.remove();
    this.#last = null;
    this.#streamed = "";
    this.#running = true;
  }

  write(kind: OutputKind, text: string): void {
    if (!this.#running || text === "") return;
    this.#streamed += text;
    this.#waiting.push([kind, text]);
    if (this.#waiting.length === 1) this.#frame = requestAnimationFrame(() => this.#flush());
  }

  /** The run is over: shows all it printed, and nothing else. */
  end(text: string, parts: OutputPart[]): void {
    this.#flush();
    if (this.#streamed !== text) {
      this.#last = null;
      this.#pre.replaceChildren();
      for (const [kind, chunk] of parts) this.#append(kind, chunk);
    }
    if (text === "") this.#pre.replaceChildren();
    this.#pre.hidden = text === "";
    this.#pre.style.minHeight = "";
    this.stale = false;
    this.#running = false;
  }

  /** The run broke off. False: it had printed nothing, and what is shown is from before. */
  breakOff(): boolean {
    this.#flush();
    this.#running = false;
    this.#pre.style.minHeight = "";
    return this.#last !== null;
  }

  /** Keeps the published output at hand below one that differs. */
  showPublished(): void {
    if (this.published === "") return;
    this.#details ??= make("details", "lesson-published",
      make("summary", "", "Published output"), make("pre", "lesson-text", this.published));
    this.#region.append(this.#details);
  }

  restore(): void {
    this.#details?.remove();
    this.#pre.replaceChildren(this.published);
    this.#pre.hidden = this.published === "";
    this.#pre.style.minHeight = "";
    this.stale = false;
  }

  #flush(): void {
    cancelAnimationFrame(this.#frame);
    for (const [kind, text] of this.#waiting) this.#append(kind, text);
    this.#waiting = [];
  }

  #append(kind: OutputKind, text: string): void {
    if (this.#last === null) {
      this.#pre.replaceChildren();
      this.#pre.hidden = false;
      this.stale = false;
    }
    if (this.#last?.kind === kind) return this.#last.text.appendData(text);
    const node = document.createTextNode(text);
    this.#last = { kind, text: node };
    const word = WORDS[kind];
    if (word === undefined) return this.#pre.append(node);
    const part = make("span", "lesson-part", make("span", "lesson-word", word), node);
    part.dataset["kind"] = kind;
    this.#pre.append(part);
  }
}
