// Pyodide takes a snapshot as one array of thirty megabytes and copies all of it into its memory. Most of it is zero, and
// so is a new memory: what is not touched costs neither time nor the reader's memory.

import type { PyodideConfig } from "pyodide";
import { memoryStart, writePages } from "../interpreter/packed_snapshot.ts";
import type { Pages } from "../protocol/files.ts";
import type { CreateModule } from "./table.ts";

/** Emscripten's module, as far as its memory goes. */
interface Memory {
  HEAPU8: Uint8Array;
  HEAPU32: Uint32Array;
  _emscripten_get_sbrk_ptr(): number;
  _emscripten_stack_get_end(): number;
  _emscripten_stack_get_current(): number;
}

/** Settings for a start from these pages, of a module that `create` makes. */
export function fromPages(pages: Pages, create: CreateModule): Pick<PyodideConfig, "createPyodideModule" | "_loadSnapshot"> {
  let memory: Memory;
  // As long as a snapshot; its memory is given by the system when it is written to.
  const snapshot = new Uint8Array(pages.length);
  const start = memoryStart(pages.bytes);
  writePages(pages, 0, snapshot.subarray(0, start));
  // What Pyodide asks for without an end is what it will copy.
  snapshot.subarray = (begin = 0, end?: number) => {
    if (end !== undefined || begin !== start) return Uint8Array.prototype.subarray.call(snapshot, begin, end) as typeof snapshot;
    restore(pages, start, memory);
    return new Uint8Array();
  };
  const createPyodideModule = ((settings: object) => {
    memory = settings as Memory;
    return (create as unknown as (settings: object) => unknown)(settings);
  }) as unknown as CreateModule;
  return { createPyodideModule, _loadSnapshot: snapshot };
}

function restore(pages: Pages, start: number, memory: Memory): void {
  const { HEAPU8: heap } = memory;
  // Only these have been written to so far. Below the top of the stack lies nothing that anyone will read.
  heap.fill(0, 0, memory._emscripten_stack_get_end());
  heap.fill(0, memory._emscripten_stack_get_current(), memory.HEAPU32[memory._emscripten_get_sbrk_ptr() / 4]);
  writePages(pages, start, heap);
}
