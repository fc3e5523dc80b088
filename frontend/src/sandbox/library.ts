// The standard library's archive comes after the first output: until then, whatever needs it has to wait.

import type { PyodideAPI } from "pyodide";
import type { Step } from "../protocol/index.ts";
import program from "./library.py";

interface Program {
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
  readonly #program: Program;
  #isHere = false;

  /** For a Python that has started from a snapshot, with an empty archive. */
  constructor(pyodide: PyodideAPI) {
    this.#pyodide = pyodide;
    const names = pyodide.toPy({});
    pyodide.runPython(program, { globals: names, filename: "library.py" });
    this.#program = Object.fromEntries(
      ["ARCHIVE", "begin", "end", "wants", "take_missed"].map((name) => [name, names.get(name)]),
    ) as unknown as Program;
    this.#program.begin();
  }

  /** A step that names a module that is not imported yet. */
  isWantedBy(step: Step): boolean {
    return !this.#isHere && this.#program.wants(...sourcesOf(step));
  }

  /** The step that was just run looked for a module that was not there: its result is not what it should be. */
  wasMissed(): boolean {
    return !this.#isHere && this.#program.take_missed();
  }

  arrive(bytes: ArrayBuffer): void {
    if (this.#isHere) return;
    this.#pyodide.FS.writeFile(this.#program.ARCHIVE, new Uint8Array(bytes));
    this.#program.end();
    this.#isHere = true;
  }
}
