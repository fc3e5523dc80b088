// The output region of a cell: what was published, and what the reader's own run shows in its place.

import type { OutputKind, OutputPart, Rich } from "../protocol/index.ts";
import { difference } from "./difference.ts";
import { loadDrawing } from "./figure.ts";
import { make, makeButton, whileConnected } from "./make.ts";
import { contentOf, fitFrame, showRich } from "./rich.ts";
import { scrollableByKey } from "./scrollable.ts";
import { placesIn, type Place } from "./traceback.ts";
import { sameShown, type Shown } from "./verdict.ts";

/** Output that must not be told apart by colour alone carries its word. */
const WORDS: Partial<Record<OutputKind, string>> = { stderr: "stderr", error: "Error" };

export interface OutputOwner {
  title: string;
  /** The way to a place that a traceback names; null where there is none on this page. */
  wayTo(place: Place): (() => void) | null;
  /** Shows a value in what is there already; null for one that takes its place. */
  showIn?(rich: Rich): HTMLElement | null;
}

export class Output {
  readonly published: Shown;
  readonly #owner: OutputOwner;
  readonly #region: HTMLElement;
  readonly #pre: HTMLElement;
  readonly #builtRich: HTMLElement | null;
  readonly #signal: AbortSignal;
  #rich: HTMLElement | null;
  #fitted = new AbortController();
  #details: HTMLElement | null = null;
  #below = new AbortController();
  /** Chunks that wait for the next frame: a cell may print faster than a page can be laid out. */
  #waiting: OutputPart[] = [];
  #frame = 0;
  #last: { kind: OutputKind; part: HTMLElement | null; node: Text } | null = null;
  #streamed = "";
  #running = false;

  constructor(region: HTMLElement, owner: OutputOwner, signal: AbortSignal) {
    this.#region = region;
    this.#owner = owner;
    this.#signal = signal;
    const built = region.querySelector<HTMLElement>(":scope > .lesson-text");
    this.#pre = built ?? whileConnected(make("pre", "lesson-text"), signal);
    this.#builtRich = this.#rich = region.querySelector<HTMLElement>(":scope > .lesson-rich");
    this.published = { text: built?.textContent ?? "", rich: contentOf(this.#rich) };
    if (built === null) {
      this.#pre.hidden = true;
      if (this.#rich === null) region.append(this.#pre);
      else this.#rich.before(this.#pre);
    }
    this.#fit();
    scrollableByKey(this.#pre, `Output, ${owner.title}`, signal);
    signal.addEventListener("abort", () => {
      cancelAnimationFrame(this.#frame);
      this.restore();
      this.#fitted.abort();
      this.#below.abort();
    });
  }

  /** The output shown does not belong to the code shown. */
  set stale(stale: boolean) {
    this.#pre.toggleAttribute("data-stale", stale);
    this.#rich?.toggleAttribute("data-stale", stale);
  }

  get isEmptyAsPublished(): boolean {
    return this.published.text === "" && this.published.rich === null;
  }

  /** What is shown stays, dimmed, until something new comes. */
  begin(): void {
    this.#flush();
    this.stale = true;
    this.#details?.remove();
    this.#last = null;
    this.#streamed = "";
    this.#running = true;
    if (this.#builtRich?.querySelector(":scope > .lesson-figure")) void loadDrawing().catch(() => {}); // whoever draws says it
  }

  write(kind: OutputKind, text: string): void {
    if (!this.#running || text === "") return;
    this.#streamed += text;
    this.#waiting.push([kind, text]);
    if (this.#waiting.length === 1) this.#frame = requestAnimationFrame(() => this.#stream());
  }

  /** The run is over: shows all that came of it, and nothing else. True: it is what was published. */
  end(parts: OutputPart[], rich: Rich | null = null): boolean {
    this.#flush();
    // A value that shows itself does so in the place of its text.
    const shown = rich === null ? parts : parts.filter(([kind]) => kind !== "value");
    const text = shown.map(([, chunk]) => chunk).join("");
    if (this.#streamed !== text) {
      this.#last = null;
      this.#pre.replaceChildren();
      for (const [kind, chunk] of shown) this.#append(kind, chunk);
    }
    if (text === "") this.#pre.replaceChildren();
    this.#pre.hidden = text === "";
    this.#pre.style.minHeight = "";
    this.#putRich(rich === null ? null : this.#owner.showIn?.(rich) ?? showRich(rich, this.#owner.title));
    this.stale = false;
    this.#running = false;
    return sameShown({ text, rich: contentOf(this.#rich) }, this.published);
  }

  /** The run broke off. False: it had printed nothing, and what is shown is from before. */
  breakOff(): boolean {
    this.#flush();
    this.#running = false;
    this.#pre.style.minHeight = "";
    return this.#last !== null;
  }

  /** Keeps the published output at hand below one that is of other code. */
  showPublished(): void {
    if (this.isEmptyAsPublished) return;
    this.#showBelow("Published output", make("pre", "lesson-text", this.published.text));
  }

  /** The same code gave something else: what, line by line. */
  showDifference(): void {
    const lines = difference(this.published.text, this.#text());
    if (lines === null) return this.showPublished();
    const marked = make("pre", "lesson-text lesson-difference", ...lines.flatMap(({ kind, text }) => {
      if (kind === "same") return [`  ${text}\n`];
      return [make(kind === "removed" ? "del" : "ins", "", `${kind === "removed" ? "−" : "+"} ${text}`), "\n"];
    }));
    this.#showBelow("Difference: − published, + yours", marked).open = true;
  }

  restore(): void {
    this.#details?.remove();
    this.#pre.replaceChildren(this.published.text);
    this.#pre.hidden = this.published.text === "";
    this.#pre.style.minHeight = "";
    this.#putRich(this.#builtRich);
    this.stale = false;
  }

  #showBelow(summary: string, text: HTMLElement): HTMLDetailsElement {
    this.#details?.remove();
    this.#below.abort();
    this.#below = new AbortController();
    const details = make("details", "lesson-published", make("summary", "", summary));
    if (text.textContent !== "") details.append(text);
    scrollableByKey(text, `${summary}, ${this.#owner.title}`, this.#below.signal);
    if (this.#builtRich !== null && this.#rich !== this.#builtRich) details.append(this.#builtRich.cloneNode(true));
    this.#details = details;
    this.#region.append(details);
    return details;
  }

  #text(): string {
    // The words beside errors are not part of the output.
    const copy = this.#pre.cloneNode(true) as HTMLElement;
    for (const word of copy.querySelectorAll(".lesson-word")) word.remove();
    return copy.textContent ?? "";
  }

  #putRich(rich: HTMLElement | null): void {
    if (rich === this.#rich) return;
    // The same again stays as it is: a frame would be loaded anew.
    if (rich !== null && rich !== this.#builtRich && contentOf(rich) === contentOf(this.#rich)) return;
    this.#rich?.remove();
    this.#rich = rich;
    if (rich !== null) this.#pre.after(rich);
    this.#fit();
  }

  #fit(): void {
    this.#fitted.abort();
    this.#fitted = new AbortController();
    if (this.#rich !== null && !this.#signal.aborted) fitFrame(this.#rich, this.#fitted.signal);
  }

  /** More may come: what is below stays where it is until the run is over. */
  #stream(): void {
    if (this.#last === null) this.#pre.style.minHeight = `${this.#pre.offsetHeight}px`;
    this.#flush();
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
    if (this.#last?.kind === kind && kind !== "error") return this.#last.node.appendData(text);
    const node = document.createTextNode(text);
    const word = WORDS[kind];
    const part = word === undefined ? null : make("span", "lesson-part", make("span", "lesson-word", word), ...this.#linked(kind, text, node));
    if (part !== null) part.dataset["kind"] = kind;
    this.#last = { kind, part, node };
    this.#pre.append(part ?? node);
  }

  /** An error's text, in which the places that it names lead there. */
  #linked(kind: OutputKind, text: string, node: Text): Node[] {
    if (kind !== "error") return [node];
    return placesIn(text).map((piece) => {
      const go = typeof piece === "string" ? null : this.#owner.wayTo(piece);
      if (typeof piece === "string") return document.createTextNode(piece);
      if (go === null) return document.createTextNode(piece.label);
      const button = makeButton("place", piece.label);
      button.className = "lesson-place";
      button.addEventListener("click", go);
      return button;
    });
  }
}
