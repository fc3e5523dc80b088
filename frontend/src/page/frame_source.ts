// The file with a figure's frames, fetched when it is first wanted; what fails is tried again the next time.

import type { FramesFile } from "../protocol/control.ts";
import { Frames } from "./frames.ts";

export class FrameSource {
  readonly #file: string;
  readonly #onArrival: (frames: Frames) => void;
  readonly #signal: AbortSignal;
  #coming: Promise<Frames | null> | null = null;
  #known: Frames | null = null;

  /** `file` lies beside this script; without a name there are no frames. */
  constructor(file: string, onArrival: (frames: Frames) => void, signal: AbortSignal) {
    this.#file = file;
    this.#onArrival = onArrival;
    this.#signal = signal;
  }

  /** Null as long as they have not come. */
  get known(): Frames | null {
    return this.#known;
  }

  get(): Promise<Frames | null> {
    return (this.#coming ??= this.#fetch());
  }

  async #fetch(): Promise<Frames | null> {
    if (this.#file === "") return null;
    try {
      const response = await fetch(new URL(this.#file, import.meta.url), { signal: this.#signal });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      this.#known = new Frames((await response.json()) as FramesFile);
      this.#onArrival(this.#known);
      return this.#known;
    } catch (error) {
      this.#coming = null;
      if (!this.#signal.aborted) console.info("The pictures that were computed at build did not come:", error);
      return null;
    }
  }
}
