// What makes a snapshot serve its readers: modules that the first error would import are there, old rubbish is not.

import type { PyodideAPI } from "pyodide";
import { Interpreter } from "../interpreter/interpreter.ts";
import type { Step } from "../protocol/index.ts";

const cell = (source: string): Step => ({ do: "cell", name: "warm-up", source });

// Between them they use all that the runner and Python's own messages import on their way.
const STEPS: Step[] = [
  cell("import sys\nprint(1, 'text')\nprint('told', file=sys.stderr)\n{'a': [1.5, None]}"),
  cell("def f(n): return f(n + 1)\nf(0)"),
  cell("number = 1\nnumbr"),
  cell("(1 +"),
  cell("try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise ValueError('why') from error"),
  cell("raise ExceptionGroup('both', [ValueError(1), TypeError(2)])"),
  cell("import warnings\nwarnings.warn('old')"),
  cell("'a'.b"),
  cell("import no_such_module"),
  cell("input()"),
  cell("[].append(1, 2)"),
  { do: "value", name: "warm-up", expression: "1 + 1" },
  { do: "program", name: "warm-up", source: "def f(): return 1", tests: "def test_f():\n    'f'\n    assert f() == 2" },
];

/** Carry out a few steps of each kind, and forget their names. */
export function warmUp(pyodide: PyodideAPI): void {
  const interpreter = new Interpreter(pyodide);
  for (const step of STEPS) interpreter.answer(step);
  pyodide.pyimport("linecache").clearcache();
  interpreter.newSession();
}

/** The parts of Emscripten's module that hold memory. */
interface Memory {
  HEAPU8: Uint8Array;
  _malloc(size: number): number;
  _free(place: number): void;
  _emscripten_stack_get_end(): number;
  _emscripten_stack_get_current(): number;
}

/** Memory that was given back still holds what was in it, which would be shipped: a fifth of a snapshot. */
export function wipeFreeMemory(pyodide: PyodideAPI): void {
  const memory = (pyodide as unknown as { _module: Memory })._module;
  const taken: number[] = [];
  const { grow } = WebAssembly.Memory.prototype;
  // All that is free is to be taken, nothing is to be added: a snapshot beyond 30 MiB cannot be restored.
  WebAssembly.Memory.prototype.grow = () => {
    throw new RangeError("no more memory now");
  };
  try {
    for (let size = 1 << 24; size >= 16; size >>= 1) {
      for (let place = memory._malloc(size); place !== 0; place = memory._malloc(size)) {
        memory.HEAPU8.fill(0, place, place + size);
        taken.push(place);
      }
    }
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
  }
  for (const place of taken) memory._free(place);
  // The stack grows downwards: below its top lies what calls have left.
  memory.HEAPU8.fill(0, memory._emscripten_stack_get_end(), memory._emscripten_stack_get_current());
}
