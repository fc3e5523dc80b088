// A guided tour through a diagram: one step at a time, its node marked. Without it, all steps stand below the diagram.

import { announce } from "./announce.ts";
import { LessonElement } from "./element.ts";
import { mark } from "./ledger.ts";
import { make, makeButton, whileConnected } from "./make.ts";
import { scrollableByKey } from "./scrollable.ts";

export class LessonTour extends LessonElement {
  #steps: HTMLElement[] = [];
  #start!: HTMLButtonElement;
  #bar!: HTMLElement;
  #count!: HTMLElement;
  #back!: HTMLButtonElement;
  #next!: HTMLButtonElement;
  /** Index of the step shown, or null when no tour is on. */
  #at: number | null = null;

  protected connect(signal: AbortSignal): void {
    const list = this.built(".lesson-steps");
    this.#steps = [...list.querySelectorAll<HTMLElement>(":scope > li")];
    this.#start = this.built("[data-action=start]");
    this.#count = make("span", "lesson-count");
    this.#back = makeButton("back", "Back");
    this.#next = makeButton("next", "Next");
    this.#next.className = "lesson-primary";
    const end = makeButton("end", "End tour");
    this.#bar = whileConnected(make("div", "lesson-tour-bar", this.#count, make("span", "lesson-actions", this.#back, this.#next, end)), signal);
    this.#bar.hidden = true;
    scrollableByKey(this.built(".lesson-diagram"), null, signal);
    list.before(this.#bar);

    this.#start.addEventListener("click", () => this.#begin(), { signal });
    this.#back.addEventListener("click", () => this.#move(-1), { signal });
    this.#next.addEventListener("click", () => this.#move(1), { signal });
    end.addEventListener("click", () => this.#end(), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    signal.addEventListener("abort", () => {
      if (this.#at !== null) this.#end();
    });
  }

  #begin(): void {
    mark(this.id, "started");
    this.#show(0);
    this.#next.focus();
  }

  #move(by: 1 | -1): void {
    if (this.#at === null) return;
    const to = this.#at + by;
    if (to === this.#steps.length) this.#end();
    else if (to >= 0) this.#show(to);
  }

  #end(): void {
    this.#at = null;
    this.#mark();
    this.#start.focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent): void {
    if (this.#at === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Past the last step, the arrow stays where it is: only a button ends the tour.
    if (event.key === "ArrowRight" && this.#at < this.#steps.length - 1) this.#move(1);
    else if (event.key === "ArrowLeft") this.#move(-1);
    else if (event.key === "Escape") this.#end();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #show(at: number): void {
    this.#at = at;
    this.#mark();
    const last = at === this.#steps.length - 1;
    this.#count.textContent = `Step ${at + 1} of ${this.#steps.length}`;
    this.#back.setAttribute("aria-disabled", String(at === 0));
    this.#next.textContent = last ? "Finish" : "Next";
    announce(`${this.#count.textContent}. ${this.#steps[at]?.textContent?.trim() ?? ""}`);
    if (last) mark(this.id, "done");
    this.querySelector("g.node[data-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  /** Shows in text and diagram where the tour is; all of the text when there is none. */
  #mark(): void {
    const at = this.#at;
    this.toggleAttribute("data-touring", at !== null);
    this.#bar.hidden = at === null;
    this.#start.hidden = at !== null;
    const names = this.#steps.map((step) => step.dataset["node"] ?? "");
    const visited = at === null ? [] : names.slice(0, at);
    const current = at === null ? null : names[at];
    this.#steps.forEach((step, index) => (step.hidden = at !== null && index !== at));
    for (const node of this.querySelectorAll<SVGElement>("g.node")) {
      node.toggleAttribute("data-current", node.dataset["node"] === current);
      node.toggleAttribute("data-visited", visited.includes(node.dataset["node"] ?? ""));
    }
    const walked = names.slice(1).map((name, index) => `${names[index]}-${name}`);
    for (const edge of this.querySelectorAll<SVGElement>("g.edge")) {
      edge.toggleAttribute("data-visited", at !== null && walked.slice(0, at).includes(edge.dataset["edge"] ?? ""));
    }
  }
}
