// Covers what must not be seen yet. It keeps its place, so that nothing moves when it is uncovered, and a word tells
// everybody, those who hear the page too, that something is there and how to see it. Paper is never covered.

import { make } from "./make.ts";

export class Veil {
  readonly #parts: { part: HTMLElement; cover: HTMLElement }[];
  #up = false;

  constructor(parts: HTMLElement[], words: string, signal: AbortSignal) {
    this.#parts = parts.map((part) => ({ part, cover: make("p", "lesson-veil", words) }));
    signal.addEventListener("abort", () => (this.up = false));
  }

  get up(): boolean {
    return this.#up;
  }

  set up(up: boolean) {
    this.#up = up;
    for (const { part, cover } of this.#parts) {
      part.toggleAttribute("data-veiled", up);
      if (up) part.append(cover);
      else cover.remove();
    }
  }
}
