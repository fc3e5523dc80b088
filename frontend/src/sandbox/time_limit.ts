// A limit to a step's time that leaves Python alive. Python asks now and then whether it is to be interrupted;
// the answer is computed when it asks, so no shared memory is needed, which plain hosts do not allow.

import type { PyodideAPI } from "pyodide";
import type { StepResult } from "../protocol/index.ts";

const SIGINT = 2;
const INTERRUPTED = "KeyboardInterrupt";

export class TimeLimit {
  #deadline = Infinity;
  #passed = false;

  constructor(pyodide: PyodideAPI) {
    const buffer = new Proxy(new Uint8Array(1), {
      get: (target, key) => (key === "0" ? this.#answer() : Reflect.get(target, key)),
      set: () => true,
    });
    pyodide.setInterruptBuffer(buffer);
  }

  /** Runs `work`, interrupting the Python in it once when the time is over. */
  within(seconds: number, work: () => StepResult): StepResult {
    this.#deadline = performance.now() + seconds * 1000;
    this.#passed = false;
    try {
      const result = work();
      return this.#passed ? explain(result, `It was ended after ${seconds} seconds, the time limit.`) : result;
    } finally {
      this.#deadline = Infinity;
    }
  }

  #answer(): number {
    if (performance.now() < this.#deadline) return 0;
    // Once: a second interrupt would hit the telling of the first.
    this.#deadline = Infinity;
    this.#passed = true;
    return SIGINT;
  }
}

/** Python reports an interrupt from the keyboard, which nobody has touched. */
function explain(result: StepResult, sentence: string): StepResult {
  if (!("error" in result)) return result;
  const interrupted = result.error?.type === INTERRUPTED;
  const error = interrupted ? { ...result.error!, type: "TimeLimit", message: sentence } : result.error;
  if ("tests" in result) {
    const tests = result.tests.map((test) => (test.got === INTERRUPTED ? { ...test, message: sentence } : test));
    return { ...result, error, tests };
  }
  if (!("parts" in result) || !interrupted) return { ...result, error } as StepResult;
  const line = `${sentence}\n`;
  return { ...result, error, text: result.text + line, parts: [...result.parts, ["error", line]] };
}
