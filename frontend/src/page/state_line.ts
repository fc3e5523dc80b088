// The line of small text that says how things stand: a shape (by the style sheet), words, and what to do next.

import { announce } from "./announce.ts";
import { makeButton } from "./make.ts";

export type Tone = "verified" | "busy" | "same" | "differs" | "edited" | "stopped" | "failed" | "passed" | "plain";

export class StateLine {
  readonly #line: HTMLElement;
  readonly #title: string;

  constructor(line: HTMLElement, title: string, signal: AbortSignal) {
    this.#line = line;
    this.#title = title;
    const built = [...line.childNodes];
    signal.addEventListener("abort", () => {
      line.replaceChildren(...built);
      delete line.dataset["tone"];
    });
  }

  show(tone: Tone, text: string, ...more: Node[]): void {
    this.#line.dataset["tone"] = tone;
    this.#line.replaceChildren(text, ...more.flatMap((node) => [" ", node]));
  }

  /** As `tell`; the words `line N` in the text lead to that line. */
  tellPlace(tone: Tone, text: string, line: number | null, goTo: (line: number) => void): void {
    this.tell(tone, text);
    const words = `line ${line}`;
    const at = line === null ? -1 : text.indexOf(words);
    if (line === null || at < 0) return;
    const button = makeButton("place", words);
    button.className = "lesson-place";
    button.addEventListener("click", () => goTo(line));
    this.#line.replaceChildren(text.slice(0, at), button, text.slice(at + words.length));
  }

  /** Shows it and has it read out, for what a reader waits for. */
  tell(tone: Tone, text: string, ...more: Node[]): void {
    this.show(tone, text, ...more);
    if (this.#line.getAttribute("role") !== "status") announce(`${this.#title}: ${text}`);
  }
}
