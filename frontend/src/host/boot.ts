// Starts Pyodide under Node, from its npm folder, with everything but the protocol kept off standard output.

import { Console } from "node:console";
import childProcess from "node:child_process";
import { readFile } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PyodideAPI, PyodideConfig, loadPyodide } from "pyodide";
import { CONFIG, Interpreter, install } from "../interpreter/interpreter.ts";

/** What a page's Python must not do to the machine that builds it, or to the lines that the build reads. */
export function guard(): void {
  globalThis.console = new Console(process.stderr, process.stderr);
  // Emscripten gives `os.system` a real shell under Node: let it find none, as in a browser.
  childProcess.spawnSync = (() => ({ status: 127 })) as unknown as typeof childProcess.spawnSync;
  // … and sockets that lead out.
  Socket.prototype.connect = () => {
    throw new Error("A lesson has no network.");
  };
}

export async function loadFrom(folder: string, options: PyodideConfig = {}): Promise<PyodideAPI> {
  const loader = (await import(pathToFileURL(join(folder, "pyodide.mjs")).href)) as { loadPyodide: typeof loadPyodide };
  const toStderr = (text: string): boolean => process.stderr.write(`${text}\n`);
  return loader.loadPyodide({ ...CONFIG, env: { ...CONFIG.env }, stdout: toStderr, stderr: toStderr, ...options });
}

export async function readWheels(paths: string[]): Promise<ArrayBuffer[]> {
  return Promise.all(paths.map(async (path) => new Uint8Array(await readFile(path)).buffer));
}

/** Boot from the snapshot when there is one, plainly when there is none or it does not fit. */
export async function boot(folder: string, wheelPaths: string[], snapshot: string | null): Promise<Interpreter> {
  const wheels = await readWheels(wheelPaths);
  if (snapshot !== null) {
    try {
      return await start(folder, wheels, { _loadSnapshot: await readFile(snapshot) });
    } catch (error) {
      process.stderr.write(`The snapshot ${snapshot} could not be used, Python starts without it: ${error}\n`);
    }
  }
  return start(folder, wheels, {});
}

async function start(folder: string, wheels: ArrayBuffer[], options: PyodideConfig): Promise<Interpreter> {
  const pyodide = await loadFrom(folder, options);
  // A snapshot holds Python's memory, not its files.
  install(pyodide, wheels);
  return new Interpreter(pyodide);
}
