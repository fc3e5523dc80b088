import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { PyodideAPI, PyodideConfig, loadPyodide } from "pyodide";
import { packSnapshot, unpackSnapshot } from "../src/interpreter/packed_snapshot.ts";
import { fromPages } from "../src/sandbox/sparse_snapshot.ts";
import { pyodide } from "./built.ts";

interface Memory {
  HEAPU8: Uint8Array;
  _emscripten_stack_get_end(): number;
  _emscripten_stack_get_current(): number;
}

const load = async (name: string) => import(pathToFileURL(join(pyodide, name)).href);
const { loadPyodide: start } = (await load("pyodide.mjs")) as { loadPyodide: typeof loadPyodide };
const { default: create } = (await load("pyodide.asm.mjs")) as { default: NonNullable<PyodideConfig["createPyodideModule"]> };

async function makeSnapshot(): Promise<Uint8Array> {
  const made = await start({ _makeSnapshot: true });
  made.runPython("import fractions\nnumber = fractions.Fraction(1, 3)");
  return (made as PyodideAPI & { makeMemorySnapshot(): Uint8Array }).makeMemorySnapshot();
}

test("Python starts from pages with the memory that a whole snapshot would give it", async () => {
  const snapshot = await makeSnapshot();
  const packed = packSnapshot(snapshot, new Uint8Array(readFileSync(join(pyodide, "pyodide.asm.wasm"))));
  const pages = unpackSnapshot(packed, new Uint8Array(readFileSync(join(pyodide, "pyodide.asm.wasm"))));
  let memory: Memory;
  let wrong: number[] | undefined;
  const settings = fromPages(pages, ((module: Memory) => {
    memory = module;
    return (create as unknown as (module: Memory) => unknown)(module);
  }) as unknown as typeof create);
  const given = settings._loadSnapshot as Uint8Array;
  const begin = new DataView(snapshot.buffer, snapshot.byteOffset).getUint32(4, true);
  const { subarray } = given;
  given.subarray = (from?: number, to?: number) => {
    const answer = subarray.call(given, from, to) as Uint8Array<ArrayBuffer>;
    // It has just been written, and nothing has run since.
    if (to === undefined) wrong = differences(memory, snapshot.subarray(begin));
    return answer as ReturnType<typeof subarray>;
  };
  const python = await start(settings);
  assert.deepEqual(wrong, []);
  assert.equal(python.runPython("str(number + fractions.Fraction(1, 6))"), "1/2");
});

/** Places that are not as in the snapshot, but for what calls have left below the top of the stack: the first few. */
function differences({ HEAPU8: heap, ...stack }: Memory, memory: Uint8Array): number[] {
  const [low, high] = [stack._emscripten_stack_get_end(), stack._emscripten_stack_get_current()];
  const found: number[] = [];
  for (let place = 0; place < heap.length && found.length < 10; place++) {
    if (heap[place] !== (memory[place] ?? 0) && (place < low || place >= high)) found.push(place);
  }
  return found;
}
