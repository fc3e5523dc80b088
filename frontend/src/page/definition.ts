// A word that explains itself: pointed at, focused or tapped, it shows its definition, which stays until it is left or
// dismissed. Without the script, or in a browser without popovers, it is a link into the glossary.

import { soon } from "./arrival.ts";
import { make } from "./make.ts";

/** Long enough to pass over a word without meaning it, and to move the pointer from the word onto what it shows. */
const OPEN_AFTER = 180;
const CLOSE_AFTER = 300;

/** One at a time. */
let shown: LessonTerm | null = null;
let count = 0;

export class LessonTerm extends HTMLElement {
  #life: AbortController | null = null;
  #link!: HTMLAnchorElement;
  #popup: HTMLElement | null = null;
  #shown = new AbortController();
  /** It was asked for by a press, and goes only by another, by Escape, or by a press elsewhere. */
  #pinned = false;
  #timer = 0;

  connectedCallback(): void {
    if (this.#life !== null) return;
    this.#life = new AbortController();
    const { signal } = this.#life;
    soon(() => !signal.aborted && this.#connect(signal));
  }

  #connect(signal: AbortSignal): void {
    const link = this.querySelector("a");
    if (link === null || !("showPopover" in this) || this.#definition() === null) return;
    this.#link = link;
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");

    link.addEventListener("click", (event) => this.#press(event), { signal });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    }, { signal });
    link.addEventListener("focus", () => {
      // A press focuses first: it is for the click to decide.
      if (link.matches(":focus-visible")) this.#show();
    }, { signal });
    this.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") this.#later(OPEN_AFTER, () => this.#show());
    }, { signal });
    this.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") this.#later(CLOSE_AFTER, () => this.#left());
    }, { signal });
    this.addEventListener("focusout", () => this.#later(0, () => this.#left()), { signal });
  }

  disconnectedCallback(): void {
    this.#life?.abort();
    this.#life = null;
    this.#hide();
    if (this.#link === undefined) return;
    this.#link.removeAttribute("role");
    this.#link.removeAttribute("aria-expanded");
  }

  #definition(): HTMLElement | null {
    const all = document.querySelector<HTMLTemplateElement>("template.lesson-definitions");
    return all?.content.querySelector<HTMLElement>(`[data-term="${CSS.escape(this.dataset["term"] ?? "")}"]`) ?? null;
  }

  #press(event: MouseEvent): void {
    // With a key held, it is the link that is meant: a new tab, a download.
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#popup !== null && this.#pinned) return this.#hide();
    this.#show();
    this.#pinned = true;
  }

  #later(delay: number, act: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(act, delay);
  }

  /** The pointer or the focus has gone. What was pressed stays while nothing else has the focus. */
  #left(): void {
    const focused = document.activeElement;
    if (this.contains(focused)) return;
    if (this.#pinned ? focused !== document.body : !this.matches(":hover")) this.#hide();
  }

  #show(): void {
    clearTimeout(this.#timer);
    const definition = this.#definition();
    if (this.#popup !== null || definition === null) return;
    if (shown !== null) shown.#hide();
    shown = this;
    const id = `lesson-definition-${++count}`;
    const text = make("span", "lesson-definition-text", ...[...definition.childNodes].map((node) => node.cloneNode(true)));
    text.id = id;
    const more = make("a", "", "In the glossary");
    more.href = this.#link.href;
    // Beside the word, so that the Tab key gets from the word to what it shows; on the top layer, so that nothing cuts it off.
    this.#popup = make("span", "lesson-definition", text, more);
    this.#popup.setAttribute("popover", "manual");
    this.#popup.setAttribute("role", "group");
    this.#popup.setAttribute("aria-label", `Definition: ${this.#link.textContent ?? ""}`);
    this.append(this.#popup);
    this.#popup.showPopover();
    this.#link.setAttribute("aria-expanded", "true");
    this.#link.setAttribute("aria-describedby", id);
    this.#place();
    this.#listenWhileShown();
  }

  #listenWhileShown(): void {
    this.#shown = new AbortController();
    const { signal } = this.#shown;
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      if (this.#popup?.contains(document.activeElement)) this.#link.focus();
      this.#hide();
    }, { signal, capture: true });
    document.addEventListener("pointerdown", (event) => {
      if (!(event.target instanceof Node && this.contains(event.target))) this.#hide();
    }, { signal });
    for (const moved of ["scroll", "resize"]) window.addEventListener(moved, () => this.#place(), { signal, capture: true, passive: true });
  }

  #hide(): void {
    clearTimeout(this.#timer);
    this.#pinned = false;
    if (this.#popup === null) return;
    this.#shown.abort();
    this.#popup.remove();
    this.#popup = null;
    if (shown === this) shown = null;
    this.#link.setAttribute("aria-expanded", "false");
    this.#link.removeAttribute("aria-describedby");
  }

  /** Below the word, or above where there is no room; within the window. */
  #place(): void {
    if (this.#popup === null) return;
    const word = this.#link.getClientRects()[0] ?? this.#link.getBoundingClientRect();
    const { width, height } = this.#popup.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const margin = 8;
    const below = word.bottom + height + margin <= clientHeight || word.top - height < 0;
    this.#popup.style.left = `${Math.max(margin, Math.min(word.left, clientWidth - width - margin))}px`;
    this.#popup.style.top = `${below ? word.bottom : word.top - height}px`;
    this.#popup.toggleAttribute("data-above", !below);
  }
}
