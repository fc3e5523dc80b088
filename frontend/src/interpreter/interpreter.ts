// Python with a lesson's libraries and the cell runner: what Node at build time and the worker have in common.

import type { PyodideAPI, PyodideConfig } from "pyodide";
import cellRunner from "../../../site_hooks/cell_runner.py";
import type { OutputKind, Step, StepResult } from "../protocol/index.ts";
import lateLibrary from "./late_library.py";
import { filesOf } from "./wheel.ts";

export type Emit = (kind: OutputKind, text: string) => void;

interface CellRunner {
  open_session(): Session;
  answer(session: Session, step: string, emit: Emit | undefined): string;
}
interface Session {
  destroy(): void;
}

/** The options that must not differ between build and page, or the same lesson would give different results. */
export const CONFIG = {
  // The order of a set of strings depends on it.
  env: { PYTHONHASHSEED: "0" },
  // `input()` meets the end of the file instead of the reader's terminal or a dialog.
  stdin: (): null => null,
  // Lessons have no business with JavaScript; this keeps `import js` empty.
  jsglobals: Object.freeze({}),
} satisfies PyodideConfig;

export class Interpreter {
  readonly #pyodide: PyodideAPI;
  readonly #runner: CellRunner;
  #session: Session;

  constructor(pyodide: PyodideAPI) {
    this.#pyodide = pyodide;
    this.#runner = pyodide.pyimport("cell_runner") as unknown as CellRunner;
    this.#session = this.#runner.open_session();
  }

  get versions(): { python: string; pyodide: string } {
    const [major, minor, micro] = this.#pyodide.pyimport("sys").version_info;
    return { python: `${major}.${minor}.${micro}`, pyodide: this.#pyodide.version };
  }

  newSession(): void {
    this.#session.destroy();
    this.#session = this.#runner.open_session();
  }

  /** Carry out a step. It throws only when Python itself is broken: errors of the step's code are results. */
  answer(step: Step, emit?: Emit): StepResult {
    return JSON.parse(this.#runner.answer(this.#session, JSON.stringify(step), emit)) as StepResult;
  }
}

const sitePackagesOf = (pyodide: PyodideAPI): string => pyodide.pyimport("site").getsitepackages()[0];

/** Put wheels where Python finds them. */
export function unpackWheels(pyodide: PyodideAPI, wheels: ArrayBuffer[]): void {
  const sitePackages = sitePackagesOf(pyodide);
  for (const { path, bytes } of wheels.flatMap(filesOf)) {
    const place = `${sitePackages}/${path}`;
    pyodide.FS.mkdirTree(place.slice(0, place.lastIndexOf("/")));
    pyodide.FS.writeFile(place, bytes);
  }
  pyodide.pyimport("importlib").invalidate_caches();
}

/** Put the library and the cell runner where Python finds them; returns the names of what can now be imported. */
export function install(pyodide: PyodideAPI, wheels: ArrayBuffer[]): string[] {
  const sitePackages = sitePackagesOf(pyodide);
  const there = new Set(pyodide.FS.readdir(sitePackages));
  pyodide.FS.writeFile(`${sitePackages}/cell_runner.py`, cellRunner);
  unpackWheels(pyodide, wheels);
  return pyodide.FS.readdir(sitePackages)
    .filter((name: string) => !there.has(name) && !name.includes("-"))
    .map((name: string) => name.replace(/\.py$/, ""))
    .sort();
}

/** Import them now, with all that is in them, so that a snapshot taken after it holds them. */
export function importAll(pyodide: PyodideAPI, packages: string[]): void {
  const { import_modules } = pyodide.runPython(IMPORT_MODULES) as { import_modules(names: string[]): void };
  import_modules(packages);
}

/** Load it without a file that lessons would find. */
export function loadLateLibrary(pyodide: PyodideAPI): void {
  const file = `${sitePackagesOf(pyodide)}/late_library.py`;
  pyodide.FS.writeFile(file, lateLibrary);
  pyodide.pyimport("importlib").invalidate_caches();
  importAll(pyodide, ["late_library"]);
  pyodide.FS.unlink(file);
}

// A library may load its modules only when they are used; compiling them then would cost every page that uses them.
// One that needs what is not here is left to whoever asks for it.
const IMPORT_MODULES = `
import contextlib, importlib, pkgutil, types

def import_modules(names):
    for name in names:
        module = importlib.import_module(name)
        for found in pkgutil.walk_packages(getattr(module, "__path__", ()), name + "."):
            if not found.name.endswith("__main__"):
                with contextlib.suppress(ImportError):
                    importlib.import_module(found.name)

types.SimpleNamespace(import_modules=import_modules)
`;
