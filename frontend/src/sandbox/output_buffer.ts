// Gathers a run's output into few messages: ten thousand prints must not become ten thousand changes of the page.

import type { OutputKind } from "../protocol/index.ts";

// The first chunks go out at once, so that a line printed before a long computation is seen before it.
const EAGER_CHUNKS = 100;
const MOST_CHARACTERS = 8_000;
const MOST_MILLISECONDS = 50;

export class OutputBuffer {
  readonly #send: (kind: OutputKind, text: string) => void;
  #kind: OutputKind = "stdout";
  #text = "";
  #chunks = 0;
  #sentAt = 0;

  constructor(send: (kind: OutputKind, text: string) => void) {
    this.#send = send;
  }

  readonly add = (kind: OutputKind, text: string): void => {
    if (kind !== this.#kind) this.flush();
    this.#kind = kind;
    this.#text += text;
    this.#chunks += 1;
    const isDue = this.#text.length >= MOST_CHARACTERS || performance.now() - this.#sentAt >= MOST_MILLISECONDS;
    if (this.#chunks <= EAGER_CHUNKS || isDue) this.flush();
  };

  flush(): void {
    if (this.#text !== "") this.#send(this.#kind, this.#text);
    this.#text = "";
    this.#sentAt = performance.now();
  }
}
