// The worker inside the sandboxed frame: starts Pyodide from the bytes it is given, then answers step after step.

import type { PyodideAPI, PyodideConfig, loadPyodide } from "pyodide";
import { CONFIG, Interpreter, importAll, install } from "../interpreter/interpreter.ts";
import type { FromWorker, StartFiles, ToFrame, ToWorker } from "../protocol/index.ts";
import { OutputBuffer } from "./output_buffer.ts";

type Loader = { loadPyodide: typeof loadPyodide };
type AsmModule = { default: NonNullable<PyodideConfig["createPyodideModule"]> };

// Pyodide asks for its files below this address; nothing of it ever leaves the worker.
const NOWHERE = "https://pyodide.invalid/";

self.onmessage = async ({ data: { files, port } }: MessageEvent<ToFrame>): Promise<void> => {
  self.onmessage = null;
  const tell = (message: FromWorker): void => port.postMessage(message);
  try {
    tell({ type: "phase", phase: "starting Python" });
    const pyodide = await load(files);
    removePowers();
    tell({ type: "phase", phase: "loading packages" });
    const packages = install(pyodide, wheelsOf(files));
    const interpreter = new Interpreter(pyodide);
    tell({ type: "ready", ...interpreter.versions });
    if (files.snapshot === null) handOverSnapshot(pyodide, packages, port);
    // Messages have been waiting in the port since the page asked: they are handled in order, one at a time.
    port.onmessage = ({ data: message }: MessageEvent<ToWorker>) => obey(message, interpreter, tell);
  } catch (error) {
    tell({ type: "failed", message: `Python could not be started. ${error}` });
  }
};

function obey(message: ToWorker, interpreter: Interpreter, tell: (message: FromWorker) => void): void {
  try {
    if (message.type === "session") return interpreter.newSession();
    const { id, step } = message;
    const output = new OutputBuffer((kind, text) => tell({ type: "output", id, kind, text }));
    const result = interpreter.answer(step, output.add);
    output.flush();
    tell({ type: "result", id, result });
  } catch (error) {
    // Errors of the reader's code are results. This is Python's own end: memory or stack ran out.
    tell({ type: "failed", message: `Python broke down and has to start again. ${error}` });
  }
}

/** For the next start in this visit. Not having one only makes that start slower. */
function handOverSnapshot(pyodide: PyodideAPI, packages: string[], port: MessagePort): void {
  try {
    importAll(pyodide, packages);
    const snapshot = pyodide.makeMemorySnapshot().buffer as ArrayBuffer;
    port.postMessage({ type: "snapshot", snapshot } satisfies FromWorker, [snapshot]);
  } catch (error) {
    console.warn("Python's memory could not be saved:", error);
  }
}

async function load(files: StartFiles): Promise<PyodideAPI> {
  answerFetchFrom(files);
  const [{ loadPyodide }, asm] = await Promise.all([
    importBytes<Loader>(files["pyodide.mjs"]),
    importBytes<AsmModule>(files["pyodide.asm.mjs"]),
  ]);
  const options: PyodideConfig = {
    ...CONFIG,
    indexURL: NOWHERE,
    createPyodideModule: asm.default,
    lockFileContents: new TextDecoder().decode(files.lock),
    stdout: () => {}, // What is printed goes through the cell runner; only raw writes to descriptor 1 arrive here.
    stderr: () => {},
  };
  if (files.snapshot) {
    try {
      return await loadPyodide({ ...options, _loadSnapshot: files.snapshot });
    } catch (error) {
      console.warn("Python starts without its snapshot, which could not be used:", error);
    }
  }
  return loadPyodide({ ...options, _makeSnapshot: true });
}

function wheelsOf(files: StartFiles): ArrayBuffer[] {
  const lock: { packages: Record<string, { file_name: string }> } = JSON.parse(new TextDecoder().decode(files.lock));
  return Object.values(lock.packages).map(({ file_name: name }) => {
    const wheel = files.wheels[name];
    if (!wheel) throw new Error(`The package ${name} is missing.`);
    return wheel;
  });
}

async function importBytes<Module>(bytes: ArrayBuffer): Promise<Module> {
  const url = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Pyodide insists on fetching what we already hold. */
function answerFetchFrom(files: StartFiles): void {
  const answers: Record<string, [ArrayBuffer, string]> = {
    "pyodide.asm.wasm": [files["pyodide.asm.wasm"], "application/wasm"],
    "python_stdlib.zip": [files["python_stdlib.zip"], "application/zip"],
  };
  self.fetch = async (input) => {
    const answer = answers[String(input).replace(NOWHERE, "")];
    if (!answer) throw new TypeError("There is no network here.");
    return new Response(answer[0], { headers: { "Content-Type": answer[1] } });
  };
}

/** The frame's policy already forbids all of these; without them even the attempt is not there. */
function removePowers(): void {
  const powers = ["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "Worker"];
  powers.push("indexedDB", "caches", "BroadcastChannel", "importScripts", "postMessage");
  for (const power of powers) Object.defineProperty(self, power, { value: undefined });
}
