// The lessons of the site: how far the reader is in all of them, and on their map. The list beside it is the source.

import { LessonElement } from "./element.ts";
import { onProgress } from "./ledger.ts";
import { make, whileConnected } from "./make.ts";
import { isComplete, sayStanding, type SectionState, type Standing } from "./progress.ts";
import { progressButton } from "./progress_button.ts";
import { scrollableByKey } from "./scrollable.ts";
import { standingBehind } from "./standing.ts";

const SVG = "http://www.w3.org/2000/svg";
const RING = "M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0";
/** Of the 16 by 16 in which the shapes of marks.css are drawn; "fill" is filled, the others are lines. */
const SHAPES: Record<SectionState, [how: "fill" | "line" | "dashes", path: string][]> = {
  "not started": [["line", RING]],
  "in progress": [["line", RING], ["fill", "M8 2.5a5.5 5.5 0 0 0 0 11z"]],
  changed: [["dashes", RING], ["line", "m5.4 8.2 1.9 1.8 3.3-3.9"]],
  complete: [["fill", "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8m3.8 4.7L7.3 11.2 4.3 8.3l1.1-1.1 1.9 1.8 3.4-3.5z"]],
};

export class LessonCourse extends LessonElement {
  protected connect(signal: AbortSignal): void {
    const line = whileConnected(make("p", ""), signal);
    const button = whileConnected(progressButton(false, signal), signal);
    this.built(".lesson-course-state").append(line, button);
    scrollableByKey(this.built(".lesson-diagram"), null, signal);
    const nodes = [...this.querySelectorAll<SVGAElement>("svg a[data-node]")].map((link) => new MapNode(link, signal));
    const lessons = [...this.querySelectorAll<HTMLElement>(".lesson-list-title lesson-standing")];

    onProgress(() => {
      const all = lessons.map(standingBehind);
      const sum = (count: (each: Standing) => number): number => all.reduce((total, each) => total + count(each), 0);
      const complete = sum(({ state }) => (isComplete(state) ? 1 : 0));
      line.textContent = `${complete} of ${all.length} lessons complete, ${sum((each) => each.complete)} of ${sum((each) => each.of)} sections`;
      for (const node of nodes) {
        const at = lessons.findIndex((lesson) => lesson.querySelector("a")?.href === node.href);
        const standing = all[at];
        if (standing !== undefined) node.show(standing);
      }
    }, signal);
  }
}

/** A lesson on the map: its last line says how long it takes or, here, how far the reader is. */
class MapNode {
  readonly href: string;
  readonly #link: SVGAElement;
  readonly #name: string;
  readonly #text: SVGTextElement;
  readonly #x: number;
  #mark: SVGGElement | null = null;

  constructor(link: SVGAElement, signal: AbortSignal) {
    const texts = link.querySelectorAll<SVGTextElement>("text");
    const text = texts[texts.length - 1];
    if (text === undefined) throw new Error("a lesson on the map has no text");
    this.#link = link;
    this.#text = text;
    this.#x = Number(text.getAttribute("x"));
    this.#name = link.getAttribute("aria-label") ?? "";
    this.href = new URL(link.href.baseVal, document.baseURI).href;
    const built = text.textContent;
    signal.addEventListener("abort", () => {
      this.#mark?.remove();
      text.textContent = built;
      text.setAttribute("x", String(this.#x));
      link.setAttribute("aria-label", this.#name);
      delete link.dataset["state"];
    });
  }

  show(standing: Standing): void {
    const { complete, of, state } = standing;
    this.#link.dataset["state"] = state;
    this.#link.setAttribute("aria-label", `${this.#name}, ${sayStanding(standing)}`);
    this.#text.textContent = `${complete}/${of} ${state === "changed" ? "changed since" : state}`;
    // The mark and the words stand in the middle together.
    this.#text.setAttribute("x", String(this.#x + 10));
    const start = this.#x + 10 - this.#text.getComputedTextLength() / 2;
    this.#mark?.remove();
    this.#mark = draw(state, start - 20, Number(this.#text.getAttribute("y")) - 13);
    this.#text.before(this.#mark);
  }
}

function draw(state: SectionState, x: number, y: number): SVGGElement {
  const mark = document.createElementNS(SVG, "g");
  mark.setAttribute("class", "lesson-map-mark");
  mark.setAttribute("transform", `translate(${x} ${y})`);
  for (const [how, path] of SHAPES[state]) {
    const shape = document.createElementNS(SVG, "path");
    shape.setAttribute("d", path);
    shape.setAttribute("fill-rule", "evenodd");
    shape.dataset["how"] = how;
    mark.append(shape);
  }
  return mark;
}
