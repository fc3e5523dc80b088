// The standard library's archive comes after the first output: until then, whatever needs it has to wait.

import type { PyodideAPI } from "pyodide";
import type { Step } from "../protocol/index.ts";

/** `late_library.py`, which is in the snapshot. */
interface LateLibrary {
  ARCHIVE: string;
  begin(): void;
  end(): void;
  wants(...sources: string[]): boolean;
  take_missed(): boolean;
}

const sourcesOf = (step: Step): string[] => {
  if (!("source" in step)) return [];
  return step.do === "program" ? [step.source, step.tests] : [step.source];
};

export class Library {
  readonly #pyodide: PyodideAPI;
  readonly #late: LateLibrary;
  #isHere = false;

  /** For a Python that has started from a snapshot, with an empty archive. */
  constructor(pyodide: PyodideAPI) {
    this.#pyodide = pyodide;
    this.#late = pyodide.pyimport("late_library") as unknown as LateLibrary;
    this.#late.begin();
  }

  /** A step that names a module that is not imported yet. */
  isWantedBy(step: Step): boolean {
    return !this.#isHere && this.#late.wants(...sourcesOf(step));
  }

  /** The step that was just run looked for a module that was not there: its result is not what it should be. */
  wasMissed(): boolean {
    return !this.#isHere && this.#late.take_missed();
  }

  arrive(bytes: ArrayBuffer): void {
    if (this.#isHere) return;
    this.#pyodide.FS.writeFile(this.#late.ARCHIVE, new Uint8Array(bytes));
    this.#late.end();
    this.#isHere = true;
  }
}
