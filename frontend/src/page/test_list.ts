// The tests of a challenge, one line each, with what was printed; a failed one shows what was called, wanted and got.

import type { TestOutcome } from "../protocol/index.ts";
import { make, makeMark } from "./make.ts";

export class TestList {
  readonly #list: HTMLElement;
  readonly #built: Node[];

  constructor(list: HTMLElement, signal: AbortSignal) {
    this.#list = list;
    this.#built = [...list.children].map((item) => item.cloneNode(true));
    signal.addEventListener("abort", () => this.clear());
  }

  /** Only the titles, as built: no test has been run on the code shown. */
  clear(): void {
    this.stale = false;
    this.#list.replaceChildren(...this.#built.map((item) => item.cloneNode(true)));
  }

  set stale(stale: boolean) {
    this.#list.toggleAttribute("data-stale", stale);
  }

  show(tests: TestOutcome[]): void {
    this.clear();
    for (const test of tests) {
      const item = this.#item(test);
      item.dataset["verdict"] = test.passed ? "passed" : "failed";
      item.replaceChildren(
        makeMark(test.passed ? "right" : "wrong", test.passed ? "Passed" : "Failed", true),
        make("span", "lesson-test-title", test.title),
        ...details(test),
      );
    }
  }

  #item(test: TestOutcome): HTMLElement {
    const found = this.#list.querySelector<HTMLElement>(`[data-test="${CSS.escape(test.name)}"]`);
    if (found !== null) return found;
    const item = make("li", "");
    item.dataset["test"] = test.name;
    this.#list.append(item);
    return item;
  }
}

function details(test: TestOutcome): Node[] {
  const shown: Node[] = [];
  const printed = test.printed.trimEnd();
  const rows: [string, string | null][] = [["Call", test.call], ["Expected", test.expected], ["Got", test.got], ["Printed", printed === "" ? null : printed]];
  const known = rows.filter((row): row is [string, string] => row[1] !== null);
  if (known.length > 0) {
    shown.push(make("dl", "lesson-comparison", ...known.map(([word, text]) =>
      make("div", "", make("dt", "", word), make("dd", "", make("code", "", text))))));
  }
  if (test.message !== null) shown.push(make("p", "lesson-test-message", test.message));
  return shown;
}
