// Starts Pyodide under Node, from its npm folder, with everything but the protocol kept off standard output.

import childProcess from "node:child_process";
import { constants } from "node:fs";
import { readFile } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PyodideAPI, PyodideConfig, loadPyodide } from "pyodide";
import { CONFIG, Interpreter, install } from "../interpreter/interpreter.ts";
import { write } from "./write.ts";

/** Pages of 64 KiB that a lesson's Python may take: 2 GiB, as the build allows CPython. */
const MEMORY_PAGES = 2 ** 15;

/** What every start of Python needs: read and compiled once, then handed from start to start. */
export interface Parts {
  /** The folder of the `pyodide` npm package. */
  folder: string;
  wheels: ArrayBuffer[];
  /** In shared memory, since it is large; null for a plain boot. */
  snapshot: SharedArrayBuffer | null;
  wasm: { bytes: number; module: WebAssembly.Module };
}

const toStderr = (text: string): void => write(2, `${text}\n`);

/** What a page's Python must not do to the machine that builds it, or to the lines that the build reads. */
export function guard(): void {
  for (const kind of ["log", "info", "warn", "error", "debug"] as const) {
    console[kind] = (...words: unknown[]) => toStderr(words.map(String).join(" "));
  }
  // Emscripten gives `os.system` a real shell under Node: let it find none, as in a browser.
  childProcess.spawnSync = (() => ({ status: 127 })) as unknown as typeof childProcess.spawnSync;
  // … and sockets that lead out.
  Socket.prototype.connect = () => {
    throw new Error("A lesson has no network.");
  };
  // Emscripten asks for the system's constants in an old way, which Node forbids under its permissions.
  Object.assign(process, { binding: () => ({ fs: constants }) });
  WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
    construct(Memory, [wanted]: [WebAssembly.MemoryDescriptor]) {
      return new Memory({ ...wanted, maximum: Math.min(wanted.maximum ?? MEMORY_PAGES, MEMORY_PAGES) });
    },
  });
}

/** From now on, remember what is to be done later; the answer is how to forget it all. */
export function holdTimers(): () => void {
  const held: (() => void)[] = [];
  const hold = <Handle>(start: (...what: never[]) => Handle, stop: (handle: Handle) => void) =>
    (...what: never[]): Handle => {
      const handle = start(...what);
      held.push(() => stop(handle));
      return handle;
    };
  globalThis.setTimeout = hold(setTimeout, clearTimeout) as typeof setTimeout;
  globalThis.setInterval = hold(setInterval, clearInterval) as typeof setInterval;
  globalThis.setImmediate = hold(setImmediate, clearImmediate) as typeof setImmediate;
  return () => held.splice(0).forEach((forget) => forget());
}

/** Take the compiled module whenever Pyodide would compile the same bytes again. */
export function shareCompiled({ bytes, module }: Parts["wasm"]): void {
  const instantiate = WebAssembly.instantiate as (source: unknown, imports: unknown) => unknown;
  const shared = async (source: BufferSource | WebAssembly.Module, imports?: WebAssembly.Imports) => {
    const isPyodide = !(source instanceof WebAssembly.Module) && source.byteLength === bytes;
    return isPyodide ? { module, instance: new WebAssembly.Instance(module, imports) } : instantiate(source, imports);
  };
  WebAssembly.instantiate = shared as typeof WebAssembly.instantiate;
}

export async function loadFrom(folder: string, options: PyodideConfig = {}): Promise<PyodideAPI> {
  const loader = (await import(pathToFileURL(join(folder, "pyodide.mjs")).href)) as { loadPyodide: typeof loadPyodide };
  return loader.loadPyodide({ ...CONFIG, env: { ...CONFIG.env }, stdout: toStderr, stderr: toStderr, ...options });
}

export async function readWheels(paths: string[]): Promise<ArrayBuffer[]> {
  return Promise.all(paths.map(async (path) => new Uint8Array(await readFile(path)).buffer));
}

/** Boot from the snapshot when there is one, plainly when there is none or it does not fit. */
export async function boot({ folder, wheels, snapshot }: Parts, packages: ArrayBuffer[]): Promise<Interpreter> {
  const all = [...wheels, ...packages];
  if (snapshot !== null) {
    try {
      return await start(folder, all, { _loadSnapshot: new Uint8Array(snapshot) });
    } catch (error) {
      toStderr(`The snapshot could not be used, Python starts without it: ${error}`);
    }
  }
  return start(folder, all, {});
}

async function start(folder: string, wheels: ArrayBuffer[], options: PyodideConfig): Promise<Interpreter> {
  const pyodide = await loadFrom(folder, options);
  // A snapshot holds Python's memory, not its files.
  install(pyodide, wheels);
  return new Interpreter(pyodide);
}
