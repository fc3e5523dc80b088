// Terms, each on its card, and a test of oneself: a definition is shown, the reader recalls its term (or the other way
// round), reveals and rates. What was not known comes again. Without it, all cards stand there.

import { announce } from "./announce.ts";
import { LessonElement } from "./element.ts";
import { fingerprint } from "./fingerprint.ts";
import { makeMark, whileConnected } from "./make.ts";
import { asLine } from "./plain_mathematics.ts";
import { begin, fit, isRecall, isRound, rate, type Rating, type Round } from "./recall.ts";
import { inWords, RecallPanel, shapeOf } from "./recall_panel.ts";
import { keyOf, onForeignChange, storage } from "./storage.ts";

export class LessonTerms extends LessonElement {
  readonly #cards = new Map<string, HTMLElement>();
  #start!: HTMLButtonElement;
  #panel!: RecallPanel;
  #round: Round | null = null;
  #roundKey = "";

  protected connect(signal: AbortSignal): void {
    const list = this.built(".lesson-words");
    this.#start = this.built("[data-action=test]");
    this.#cards.clear();
    for (const card of list.querySelectorAll<HTMLElement>(":scope > [data-term]")) this.#cards.set(card.id, card);
    this.#roundKey = `${keyOf(this.id)}:round`;
    this.#round = null;
    this.#panel = new RecallPanel(`${this.id}-show`, {
      show: (show) => this.#show(show),
      reveal: () => this.#reveal(),
      rate: (rating) => this.#rate(rating),
      next: () => this.#ask(this.#begin()),
      stop: () => this.#stop(),
    });
    const panel = whileConnected(this.#panel.element, signal);
    panel.hidden = true;
    list.before(panel);

    this.#start.addEventListener("click", () => this.#ask(this.#kept() ?? this.#begin()), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    // A link to a card leads to the card, whatever is going on.
    window.addEventListener("hashchange", () => {
      if (this.#round !== null && this.#cards.has(decodeURIComponent(location.hash.slice(1)))) this.#stop();
    }, { signal });
    onForeignChange((key) => key.endsWith(":recall") || key.endsWith(":round"), () => this.#mark(), signal);
    signal.addEventListener("abort", () => {
      this.#round = null;
      this.toggleAttribute("data-testing", false);
      this.#start.hidden = false;
      this.#start.textContent = "Test yourself";
      for (const card of this.#cards.values()) card.querySelector(".lesson-recalled")?.remove();
    });
    this.#mark();
  }

  #begin(): Round {
    const before = storage.read(this.#roundKey, isRound);
    return begin([...this.#cards.keys()], (id) => this.#rated(id), (before?.number ?? 0) + 1, before?.show ?? "definition");
  }

  /** The round that was left before it was over. */
  #kept(): Round | null {
    const kept = storage.read(this.#roundKey, isRound);
    if (kept === null || kept.queue.length === 0) return null;
    const fitted = fit(kept, [...this.#cards.keys()]);
    return fitted.queue.length === 0 ? null : fitted;
  }

  #rated(id: string): Rating | null {
    const kept = storage.read(`${keyOf(id)}:recall`, isRecall);
    return kept !== null && kept.of === this.#textOf(id) ? kept.rating : null;
  }

  #textOf(id: string): string {
    return fingerprint(line(this.#cards.get(id)?.querySelector("dd") ?? null));
  }

  #ask(round: Round): void {
    this.#round = round;
    storage.write(this.#roundKey, round);
    this.toggleAttribute("data-testing", true);
    this.#start.hidden = true;
    this.#panel.element.hidden = false;
    const left = new Set(round.queue).size;
    const card = this.#cards.get(round.queue[0] ?? "");
    const count = `Round ${round.number}. ${this.#cards.size - left} known, ${left} to go.`;
    if (card === undefined) {
      const sure = round.answered.filter((id) => this.#rated(id) === "knew").length;
      const summary = `You knew ${sure} of ${round.answered.length} at once. ${sure === round.answered.length ? "Come back tomorrow." : "The next round begins with the others."}`;
      this.#panel.finish(`Round ${round.number} is over.`, summary);
      announce(`Round ${round.number} is over. ${summary}`);
      return;
    }
    const [term, definition] = [copy(card.querySelector("dt")), copy(card.querySelector("dd"))];
    const more = [...card.querySelectorAll("dd")].slice(1).map(copy);
    const [prompt, answer] = round.show === "definition" ? [definition, term] : [term, definition];
    this.#panel.ask({ count, prompt: [prompt], answer: [answer, ...more] }, round.show);
    announce(`${count} ${line(prompt)}`);
  }

  #show(show: Round["show"]): void {
    if (this.#round !== null) this.#ask({ ...this.#round, show });
  }

  #reveal(): void {
    this.#panel.reveal();
    const answer = this.#panel.element.querySelector(".lesson-recall-answer");
    announce([...(answer?.children ?? [])].map(line).join(" "));
  }

  #rate(rating: Rating): void {
    const [id] = this.#round?.queue ?? [];
    if (this.#round === null || id === undefined) return;
    // What counts is whether it was known at once, not after it was read a minute ago.
    if (!this.#round.answered.includes(id)) storage.write(`${keyOf(id)}:recall`, { rating, of: this.#textOf(id) });
    this.#ask(rate(this.#round, rating));
  }

  #stop(): void {
    this.#round = null;
    this.toggleAttribute("data-testing", false);
    this.#panel.element.hidden = true;
    this.#start.hidden = false;
    this.#mark();
    this.#start.focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent): void {
    if (this.#round === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rating = this.#panel.ratingByKey(event.key);
    const onControl = event.target instanceof Element && event.target.closest("button, input, a, label") !== null;
    if (event.key === "Escape") this.#stop();
    else if (rating !== null) this.#rate(rating);
    else if (!onControl && !this.#panel.isRevealed && (event.key === " " || event.key === "Enter")) this.#reveal();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** On each card how well it was known, and on the button where the test goes on. */
  #mark(): void {
    if (this.#round !== null) return;
    const left = new Set(this.#kept()?.queue).size;
    this.#start.textContent = left === 0 ? "Test yourself" : `Go on with the test (${left} to go)`;
    for (const [id, card] of this.#cards) {
      card.querySelector(".lesson-recalled")?.remove();
      const rating = this.#rated(id);
      if (rating === null) continue;
      const mark = makeMark(shapeOf(rating), inWords(rating), true);
      mark.classList.add("lesson-recalled");
      card.querySelector("dt")?.append(mark);
    }
  }
}

/** Of a card's part, without what belongs to the card alone. */
function copy(part: Element | null): HTMLElement {
  const made = document.createElement("div");
  made.className = `lesson-recall-part ${part?.className ?? ""}`.trim();
  made.dataset["part"] = part?.localName ?? "";
  made.append(...[...(part?.childNodes ?? [])].map((node) => node.cloneNode(true)));
  for (const element of made.querySelectorAll("[id]")) element.removeAttribute("id");
  made.querySelector(".lesson-recalled")?.remove();
  return made;
}

const line = (node: Node | null): string => (node === null ? "" : asLine(node).replace(/\s+/g, " ").trim());
