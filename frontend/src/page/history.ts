// The steps that made a session's names, so that another interpreter can make them again.

import type { Step } from "../protocol/index.ts";

export interface Past {
  step: Step;
  /** How long it was allowed to run. */
  seconds: number;
  /** What it may import beside the library. */
  packages: string[];
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
  add(past: Past): void {
    if (past.step.do !== "cell") return;
    this.steps.push({ step: past.step, seconds: past.seconds, packages: past.packages });
    this.#taken += performance.now() - this.#since;
    this.#allowed = past.seconds * 1000;
  }

  /** To run all of it again would take longer than one run may. */
  get tooLong(): boolean {
    return this.#taken >= this.#allowed;
  }
}
