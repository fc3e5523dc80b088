// A slider that goes on by itself: Play, Pause, one step, back to its start. It never begins unasked.

import type { SliderData } from "../protocol/control.ts";
import { countOf, literalAt, placeOf } from "./control_values.ts";

export interface PlayerOwner {
  value(): string;
  /** The picture follows; `settled` when it is the last step for now. */
  onMove(literal: string, settled: boolean): void;
  /** The picture of the last step is still on its way: the next one waits for it. */
  isBehind(): boolean;
}

interface Buttons {
  play: HTMLButtonElement;
  step: HTMLButtonElement;
  rewind: HTMLButtonElement;
}

/** The whole range takes about so long, and each step is seen. */
const WHOLE = 6_000;
const [SHORTEST, LONGEST] = [60, 400];

export class Player {
  readonly #control: SliderData;
  readonly #owner: PlayerOwner;
  readonly #buttons: Buttons;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(control: SliderData, buttons: Buttons, owner: PlayerOwner, signal: AbortSignal) {
    this.#control = control;
    this.#owner = owner;
    this.#buttons = buttons;
    buttons.play.addEventListener("click", () => (this.playing ? this.pause() : this.#play()), { signal });
    buttons.step.addEventListener("click", () => {
      this.pause();
      this.#go(this.#place + 1, true);
    }, { signal });
    buttons.rewind.addEventListener("click", () => {
      this.pause();
      this.#go(0, true);
    }, { signal });
    signal.addEventListener("abort", () => this.#show(false));
  }

  get playing(): boolean {
    return this.#timer !== undefined;
  }

  pause(): void {
    if (!this.playing) return;
    this.#show(false);
    this.#owner.onMove(this.#owner.value(), true);
  }

  get #place(): number {
    return placeOf(this.#control, Number(this.#owner.value()));
  }

  #play(): void {
    // From the end it begins anew.
    if (this.#place === countOf(this.#control) - 1) this.#go(0, false);
    this.#show(true);
  }

  #tick(): void {
    if (!this.#owner.isBehind()) {
      const next = this.#place + 1;
      this.#go(next, false);
      if (next >= countOf(this.#control) - 1) return this.pause();
    }
    this.#wait();
  }

  #wait(): void {
    const pause = Math.min(LONGEST, Math.max(SHORTEST, WHOLE / countOf(this.#control)));
    this.#timer = setTimeout(() => this.#tick(), pause);
  }

  #go(place: number, settled: boolean): void {
    this.#owner.onMove(literalAt(this.#control, Math.min(countOf(this.#control) - 1, place)), settled);
  }

  #show(playing: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (playing) this.#wait();
    this.#buttons.play.textContent = playing ? "Pause" : "Play";
  }
}
