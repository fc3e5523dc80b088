import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dataSegments, packSnapshot, unpackSnapshot, writePages } from "../src/interpreter/packed_snapshot.ts";
import { pyodide } from "./built.ts";

const wasm = new Uint8Array(readFileSync(join(pyodide, "pyodide.asm.wasm")));
const MEMORY = 6_000_000;
const HEADER = 144;

/** A snapshot of a memory as WebAssembly leaves it, with a few bytes written into it. */
function makeSnapshot(length: number, written: [place: number, byte: number][]): Uint8Array {
  const snapshot = new Uint8Array(HEADER + length);
  new DataView(snapshot.buffer).setUint32(4, HEADER, true);
  for (const { offset, bytes } of dataSegments(wasm)) snapshot.set(bytes, HEADER + offset);
  for (const [place, byte] of written) snapshot[HEADER + place] = byte;
  return snapshot;
}

test("the data segments are those that the engine puts into memory", async () => {
  const segments = [...dataSegments(wasm)];
  const module = await WebAssembly.compile(wasm);
  assert.ok(WebAssembly.Module.imports(module).length > 0);
  assert.ok(segments.length > 1000);
  // Emscripten lays them out one after the other.
  for (const [index, { offset }] of segments.entries()) {
    const before = segments[index - 1];
    assert.ok(!before || offset >= before.offset + before.bytes.length);
  }
});

test("unpacking gives back every byte", () => {
  const snapshot = makeSnapshot(MEMORY, [[0, 7], [4095, 1], [4096, 2], [5_000_000, 255], [MEMORY - 1, 9]]);
  const packed = packSnapshot(snapshot, wasm);
  const pages = unpackSnapshot(packed, wasm);
  assert.equal(pages.length, snapshot.length);
  for (const from of [0, HEADER, 4096, 4_000_001]) {
    const target = new Uint8Array(snapshot.length - from);
    writePages(pages, from, target);
    assert.deepEqual(Buffer.from(target), Buffer.from(snapshot.subarray(from)));
  }
});

test("what WebAssembly puts there by itself is not packed", () => {
  assert.ok(packSnapshot(makeSnapshot(MEMORY, []), wasm).length <= 8 + 4100);
});
