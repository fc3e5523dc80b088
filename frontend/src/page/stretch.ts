// The further tests of a challenge: there once the others pass, and never in the way of having solved it.

import type { ProgramResult } from "../protocol/index.ts";
import { make, whileConnected } from "./make.ts";
import { Solution } from "./solution.ts";
import { storage } from "./storage.ts";
import { TestList } from "./test_list.ts";

export interface StretchOwner {
  code(): string;
  /** The other tests passed, now or before. */
  passed(): boolean;
  /** The key of the challenge. */
  key: string;
}

export class Stretch {
  readonly source: string;
  readonly #parts: HTMLElement[];
  readonly #tests: TestList;
  readonly #state: HTMLElement;
  readonly #solution: Solution | null;
  readonly #owner: StretchOwner;
  readonly #key: string;

  constructor(challenge: HTMLElement, owner: StretchOwner, signal: AbortSignal) {
    this.#owner = owner;
    this.#key = `${owner.key}:stretch`;
    const box = need(challenge, ".lesson-stretch");
    const source = need(challenge, ".lesson-stretch-source");
    this.source = source.querySelector("code")?.textContent ?? "";
    this.#parts = [box, source];
    this.#tests = new TestList(need(box, ".lesson-tests"), signal);
    this.#state = whileConnected(make("p", "lesson-stretch-state"), signal);
    this.#state.setAttribute("role", "status");
    need(box, ".lesson-stretch-head").after(this.#state);
    const solution = challenge.querySelector<HTMLDetailsElement>(".lesson-stretch-solution");
    this.#solution = solution && new Solution(solution, { code: () => owner.code(), passed: () => this.#passed, available: () => owner.passed() }, signal);
    signal.addEventListener("abort", () => {
      for (const part of this.#parts) part.hidden = false;
    });
    this.changed();
  }

  /** `null`: the other tests do not pass, so these were not run. */
  show(result: ProgramResult | null): void {
    this.changed();
    if (result === null) return;
    this.#tests.show(result.tests);
    const passed = result.tests.filter((test) => test.passed).length;
    const all = result.error === null && passed === result.tests.length;
    if (all) storage.write(this.#key, true);
    const error = result.error === null ? "" : `They stopped with ${result.error.type}: ${result.error.message}`;
    this.#state.textContent = error || (all ? "All further tests passed, too." : `${passed} of ${result.tests.length} further tests passed. They are for pleasure: the challenge is solved.`);
    this.#solution?.update();
  }

  /** Code or progress has changed. */
  changed(): void {
    const there = this.#owner.passed();
    for (const part of this.#parts) part.hidden = !there;
    this.#tests.stale = true;
    this.#state.textContent = this.#passed ? "You have passed these, too." : "";
    this.#solution?.update();
  }

  get #passed(): boolean {
    return storage.read(this.#key, isTrue) ?? false;
  }
}

export const isTrue = (value: unknown): value is true => value === true;

function need(root: HTMLElement, selector: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`a challenge's further tests have no ${selector}`);
  return found;
}
