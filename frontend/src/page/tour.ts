// A guided tour through a diagram: one step at a time, its node marked. Without it, all steps stand below the diagram.

import { announce } from "./announce.ts";
import { LessonElement } from "./element.ts";
import { mark } from "./ledger.ts";
import { make, makeButton, whileConnected } from "./make.ts";
import { asLine } from "./plain_mathematics.ts";
import { scrollableByKey } from "./scrollable.ts";
import { openNodes } from "./tour_nodes.ts";
import { stepAt, stepByKey } from "./tour_steps.ts";

export class LessonTour extends LessonElement {
  #steps: HTMLElement[] = [];
  #nodes: string[] = [];
  #start!: HTMLButtonElement;
  #bar!: HTMLElement;
  #count!: HTMLElement;
  #back!: HTMLButtonElement;
  #next!: HTMLButtonElement;
  /** Index of the step shown, or null when no tour is on. */
  #at: number | null = null;

  protected connect(signal: AbortSignal): void {
    const list = this.built(".lesson-steps");
    const diagram = this.built(".lesson-diagram");
    this.#steps = [...list.querySelectorAll<HTMLElement>(":scope > li")];
    this.#nodes = this.#steps.map((step) => step.dataset["node"] ?? "");
    this.#start = this.built("[data-action=start]");
    this.#count = make("span", "lesson-count");
    this.#back = makeButton("back", "Back");
    this.#next = makeButton("next", "Next");
    this.#next.className = "lesson-primary";
    const stop = makeButton("stop", "Stop");
    this.#bar = whileConnected(make("div", "lesson-tour-bar", this.#count, make("span", "lesson-actions", this.#back, this.#next, stop)), signal);
    this.#bar.hidden = true;
    list.before(this.#bar);
    scrollableByKey(diagram, null, signal);
    openNodes(diagram, new Set(this.#nodes), (node) => this.#open(node), signal);

    this.#start.addEventListener("click", () => this.#begin(), { signal });
    this.#back.addEventListener("click", () => this.#move(-1), { signal });
    this.#next.addEventListener("click", () => this.#move(1), { signal });
    stop.addEventListener("click", () => this.#stop(), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    signal.addEventListener("abort", () => {
      if (this.#at !== null) this.#stop();
    });
  }

  #begin(): void {
    this.#show(0);
    this.#next.focus();
  }

  /** A node stands for itself: whoever opens it stays there. */
  #open(node: string): void {
    const at = stepAt(this.#nodes, node, this.#at);
    if (at !== null) this.#show(at);
  }

  #move(by: 1 | -1): void {
    if (this.#at === null) return;
    const to = this.#at + by;
    if (to === this.#steps.length) this.#stop();
    else if (to >= 0) this.#show(to);
  }

  #stop(): void {
    this.#at = null;
    this.#mark();
    this.#start.focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent): void {
    if (this.#at === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = stepByKey(event.key, this.#at, this.#steps.length);
    if (event.key === "Escape") this.#stop();
    else if (to === null) return;
    else if (to !== this.#at) this.#show(to);
    event.preventDefault();
    event.stopPropagation();
  }

  #show(at: number): void {
    const last = this.#steps.length - 1;
    // Whoever jumps to the end has not been on the way; whoever walks the last step has.
    const walked = at === last && (last === 0 || this.#at === last - 1);
    this.#at = at;
    this.#mark();
    this.#count.textContent = `Step ${at + 1} of ${this.#steps.length}`;
    this.#back.setAttribute("aria-disabled", String(at === 0));
    this.#next.textContent = at === last ? "Finish" : "Next";
    announce(`${this.#count.textContent}. ${inWords(this.#steps[at]!)}`);
    mark(this.id, walked ? "done" : "started");
    this.querySelector("g.node[data-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  /** Shows in text and diagram where the tour is; all of the text when there is none. */
  #mark(): void {
    const at = this.#at;
    this.toggleAttribute("data-touring", at !== null);
    this.#bar.hidden = at === null;
    this.#start.hidden = at !== null;
    const visited = at === null ? [] : this.#nodes.slice(0, at);
    const current = at === null ? null : this.#nodes[at];
    this.#steps.forEach((step, index) => (step.hidden = at !== null && index !== at));
    for (const node of this.querySelectorAll<SVGElement>("g.node")) {
      const is = node.dataset["node"] === current;
      node.toggleAttribute("data-current", is);
      node.toggleAttribute("data-visited", visited.includes(node.dataset["node"] ?? ""));
      if (is) node.setAttribute("aria-current", "step");
      else node.removeAttribute("aria-current");
    }
    const walked = this.#nodes.slice(1).map((name, index) => `${this.#nodes[index]}-${name}`);
    for (const edge of this.querySelectorAll<SVGElement>("g.edge")) {
      edge.toggleAttribute("data-visited", at !== null && walked.slice(0, at).includes(edge.dataset["edge"] ?? ""));
    }
  }
}

/** A step as it is heard: what it says, then the numbers that are known. */
function inWords(step: HTMLElement): string {
  const told = step.querySelector(".lesson-told") ?? step;
  const numbers = [...step.querySelectorAll(".lesson-numbers > div")].map((pair) => [...pair.children].map(line));
  const known = numbers.filter(([, value]) => value !== "–").map((pair) => pair.join(" "));
  return [line(told), known.join(", ")].filter((part) => part !== "").join(" ");
}

const line = (node: Node): string => asLine(node).replace(/\s+/g, " ").trim();
