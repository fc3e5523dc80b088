// The steps that made a session's names, so that another interpreter can make them again.

import type { Step } from "../protocol/index.ts";

export interface Past {
  step: Step;
  /** How long it was allowed to run. */
  seconds: number;
}

export class History {
  readonly steps: Past[] = [];
  #taken = 0;
  #allowed = Infinity;
  #since = performance.now();

  /** A step begins now. */
  begin(): void {
    this.#since = performance.now();
  }

  /** The step has come to its end; challenges and values leave no names. */
  add(step: Step, seconds: number): void {
    if (step.do !== "cell") return;
    this.steps.push({ step, seconds });
    this.#taken += performance.now() - this.#since;
    this.#allowed = seconds * 1000;
  }

  /** To run all of it again would take longer than one run may. */
  get tooLong(): boolean {
    return this.#taken >= this.#allowed;
  }
}
