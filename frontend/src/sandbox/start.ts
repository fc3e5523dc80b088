// Starts Pyodide from bytes: from a snapshot of its memory, or plainly when that does not work.

import type { PyodideAPI, PyodideConfig, loadPyodide } from "pyodide";
import { CONFIG } from "../interpreter/interpreter.ts";
import type { Parts } from "./parts.ts";
import { fromPages } from "./sparse_snapshot.ts";
import { withOneObjectPerFunction } from "./table.ts";

type Loader = { loadPyodide: typeof loadPyodide };
type AsmModule = { default: NonNullable<PyodideConfig["createPyodideModule"]> };

// Pyodide asks for its files below this address; nothing of it ever leaves the worker.
const NOWHERE = "https://pyodide.invalid/";
/** The end-of-directory record of a zip archive, and nothing before it. */
const EMPTY_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array<number>(18).fill(0));

export interface Started {
  pyodide: PyodideAPI;
  /** It has the standard library's archive; started from a snapshot it does without. */
  isWhole: boolean;
}

/** `demandLibrary` is called when nothing goes without the standard library's archive. */
export async function start(parts: Parts, answers: Map<string, Response>, demandLibrary: () => Promise<ArrayBuffer>): Promise<Started> {
  refuseClassicScripts();
  takeCompiled(parts.module);
  const [{ loadPyodide }, asm] = await Promise.all([
    parts["pyodide.mjs"].then((bytes) => importBytes<Loader>(bytes)),
    parts["pyodide.asm.mjs"].then((bytes) => importBytes<AsmModule>(bytes)),
  ]);
  const lockFileContents = new TextDecoder().decode(await parts.lock);
  const createPyodideModule = withOneObjectPerFunction(asm.default);
  const load = (library: Uint8Array<ArrayBuffer>, more: PyodideConfig): Promise<PyodideAPI> => {
    answers.set("pyodide.asm.wasm", new Response());
    answers.set("python_stdlib.zip", new Response(library));
    return loadPyodide({
      ...CONFIG,
      env: { ...CONFIG.env },
      indexURL: NOWHERE,
      createPyodideModule,
      lockFileContents,
      stdout: () => {}, // What is printed goes through the cell runner; only raw writes to descriptor 1 arrive here.
      stderr: () => {},
      ...more,
    });
  };
  try {
    return { pyodide: await load(EMPTY_ZIP, fromPages(await parts.snapshot, createPyodideModule)), isWhole: false };
  } catch (error) {
    console.warn("Python starts without its snapshot, which could not be used:", error);
  }
  return { pyodide: await load(new Uint8Array(await demandLibrary()), {}), isWhole: true };
}

/** Pyodide compiles what it fetches: here that has begun long before, or was done by an earlier worker. */
function takeCompiled(compiled: Promise<WebAssembly.Module>): void {
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
}

async function importBytes<Module>(bytes: ArrayBuffer): Promise<Module> {
  const url = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

const DATA = /^data:[^,]*;base64,(.*)$/s;

/** Pyodide and the unpacker insist on fetching what we already hold. */
export function answerFetchFrom(answers: Map<string, Response>): void {
  self.fetch = async (input) => {
    const address = String(input);
    const inline = DATA.exec(address)?.[1];
    if (inline !== undefined) return new Response(Uint8Array.from(atob(inline), (letter) => letter.charCodeAt(0)));
    const answer = answers.get(address.replace(NOWHERE, ""));
    if (!answer) throw new TypeError("There is no network here.");
    return answer;
  };
}

/**
 * Pyodide runs in workers without this function only, and finds out by calling it. The frame's policy forbids the call,
 * but Firefox reports each thing that a policy forbids as an error of the page.
 */
function refuseClassicScripts(): void {
  self.importScripts = () => {
    throw new TypeError("There are no classic scripts here.");
  };
}
