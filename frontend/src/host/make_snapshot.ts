// Saves the memory of a freshly started Python, libraries imported: starting from it takes a tenth of the time.
// The same Pyodide and wheels give the same bytes.

import crypto from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { importAll, install, loadLateLibrary } from "../interpreter/interpreter.ts";
import { packSnapshot } from "../interpreter/packed_snapshot.ts";
import { guard, loadFrom, readWheels } from "./boot.ts";
import { warmUp, wipeFreeMemory } from "./tidy.ts";
import { write } from "./write.ts";

/** Make the clock stand still everywhere alike, and chance predictable: both leave marks in the memory that is saved. */
function freezeTheWorld(): void {
  process.env["TZ"] = "UTC";
  Date.now = () => 0;
  performance.now = () => 0;
  crypto.randomFillSync = ((view: Uint8Array) => view.fill(1)) as typeof crypto.randomFillSync;
}

const { values } = parseArgs({
  options: {
    pyodide: { type: "string" },
    wheel: { type: "string", multiple: true, default: [] },
    out: { type: "string" },
    packed: { type: "string" },
  },
});
const usage = "Usage: make_snapshot --pyodide DIR [--wheel FILE]… --out FILE [--packed FILE]";
if (!values.pyodide || !values.out) throw new Error(usage);

guard();
// Node would show the line that failed: of Pyodide, a million characters.
process.on("uncaughtException", (error) => {
  write(2, `${String(error)}\n`);
  process.exit(1);
});
freezeTheWorld();
// Emscripten puts the program's path, which is another in each build, into the memory that is saved.
process.argv.splice(1, process.argv.length, "make_snapshot");
const pyodide = await loadFrom(values.pyodide, { _makeSnapshot: true });
importAll(pyodide, install(pyodide, await readWheels(values.wheel)));
loadLateLibrary(pyodide);
warmUp(pyodide);
pyodide.pyimport("random").seed(0);
// Among them is the directory of the standard library's archive, which readers don't have yet.
pyodide.pyimport("importlib").invalidate_caches();
pyodide.pyimport("gc").collect();
wipeFreeMemory(pyodide);
const snapshot = pyodide.makeMemorySnapshot();
// Pyodide saves more than it can restore (30 MiB): better to fail here than to boot slowly ever after.
await loadFrom(values.pyodide, { _loadSnapshot: snapshot });
await writeFile(values.out, snapshot);
if (values.packed) {
  await writeFile(values.packed, packSnapshot(snapshot, await readFile(join(values.pyodide, "pyodide.asm.wasm"))));
}
process.exit(0);
