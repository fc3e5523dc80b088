// What Pyodide starts from, made of the files as they come: the program is compiled while the rest is unpacked.

import type { Kept, Pages } from "../protocol/files.ts";
import { unpackSnapshot } from "../interpreter/packed_snapshot.ts";
import type { Intake } from "./intake.ts";
import { readyToUnpack, unpack } from "./unpack.ts";

/** As `Kept`, each part as soon as it is there; the module may still be compiling, and a snapshot may be none. */
export interface Parts {
  module: Promise<WebAssembly.Module>;
  "pyodide.mjs": Promise<ArrayBuffer>;
  "pyodide.asm.mjs": Promise<ArrayBuffer>;
  lock: Promise<ArrayBuffer>;
  snapshot: Promise<Pages>;
  wheels: Promise<ArrayBuffer[]>;
}

export function partsOf(intake: Intake): Parts {
  const ready = readyToUnpack();
  const unpacked = async (file: Promise<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => (await ready, unpack(await file));
  const wasm = unpacked(intake.file("pyodide.asm.wasm"));
  const parts: Parts = {
    module: wasm.then((bytes) => WebAssembly.compile(bytes)),
    "pyodide.mjs": intake.file("pyodide.mjs"),
    "pyodide.asm.mjs": unpacked(intake.file("pyodide.asm.mjs")).then(({ buffer }) => buffer),
    lock: intake.file("lock"),
    // After the program, which is compiled meanwhile.
    snapshot: wasm.then(async (bytes) => unpackSnapshot(await unpacked(intake.file("snapshot")), bytes)),
    wheels: intake.wheels().then((wheels) => Promise.all(wheels.map(async (wheel) => (await unpacked(Promise.resolve(wheel))).buffer))),
  };
  // Whoever starts meets what went wrong; until then nobody listens.
  for (const part of Object.values(parts)) part.catch(() => {});
  return parts;
}

export function partsFrom(kept: Kept): Parts {
  // Packages that come later are unpacked with it.
  void readyToUnpack();
  return {
    module: Promise.resolve(kept.module),
    "pyodide.mjs": Promise.resolve(kept["pyodide.mjs"]),
    "pyodide.asm.mjs": Promise.resolve(kept["pyodide.asm.mjs"]),
    lock: Promise.resolve(kept.lock),
    snapshot: Promise.resolve(kept.snapshot),
    wheels: Promise.resolve(kept.wheels),
  };
}

/** For the workers after this one; nothing here needs these parts any more. */
export async function handOver(parts: Parts): Promise<void> {
  const [module, loader, asm, lock, snapshot, wheels] = await Promise.all([
    parts.module, parts["pyodide.mjs"], parts["pyodide.asm.mjs"], parts.lock, parts.snapshot, parts.wheels,
  ]);
  const kept: Kept = { module, "pyodide.mjs": loader, "pyodide.asm.mjs": asm, lock, snapshot, wheels };
  self.postMessage(kept, { transfer: [loader, asm, lock, snapshot.bytes.buffer, snapshot.indices.buffer, ...wheels] });
}
