// What Python needs, by the manifest: for a start, after it, and for pages with packages.

import type { Asset, Manifest, StartFile, StartFiles } from "../protocol/files.ts";
import type { KeptFiles } from "./kept_files.ts";
import { DownloadFailure, Files } from "./files.ts";

/** Told of each file of a start as it comes. */
export type OnFile = (name: StartFile | "worker", bytes: ArrayBuffer) => void;
export type Progress = (loaded: number, total: number) => void;

export class Downloads {
  readonly #manifest: Manifest;
  readonly #files: Files;

  constructor(manifest: Manifest, base: string, keptFiles: KeptFiles | null) {
    this.#manifest = manifest;
    this.#files = new Files(base, keptFiles);
  }

  /** What a start takes; rejects with a DownloadFailure, or with the signal's reason when it is aborted. */
  async fetchStart(onProgress: Progress, signal: AbortSignal, onFile: OnFile = () => {}): Promise<StartFiles> {
    const { worker, runtime, snapshot, wheels } = this.#manifest;
    const assets = [worker, snapshot, ...Object.values(runtime), ...Object.values(wheels)];
    const total = assets.reduce((sum, { bytes }) => sum + bytes, 0);
    const loaded = new Map<string, number>();
    const report = (file: string, bytes: number): void => {
      loaded.set(file, bytes);
      onProgress([...loaded.values()].reduce((sum, each) => sum + each, 0), total);
    };
    // One failure ends the other downloads; what has arrived by then is kept.
    const failure = new AbortController();
    const either = AbortSignal.any([signal, failure.signal]);
    const get = async (name: StartFile | "worker", asset: Asset): Promise<ArrayBuffer> => {
      const bytes = await this.#files.fetch(asset, (count) => report(asset.file, count), either);
      onFile(name, bytes);
      return bytes;
    };
    const all = async <Name extends string>(group: Record<Name, Asset>, nameOf: (name: Name) => StartFile) =>
      Object.fromEntries(await Promise.all(Object.entries<Asset>(group).map(
        async ([name, asset]) => [name, await get(nameOf(name as Name), asset)]))) as Record<Name, ArrayBuffer>;
    try {
      // What comes from the browser's own store comes in this order: the program first, which has to be compiled.
      const { "pyodide.asm.wasm": first, ...others } = runtime;
      const [script, program, libraries, memory] = await Promise.all([
        get("worker", worker),
        all({ "pyodide.asm.wasm": first, ...others }, (name) => name),
        all(wheels, (name) => `wheel ${name}`),
        get("snapshot", snapshot),
      ]);
      return { worker: script, snapshot: memory, ...program, wheels: libraries };
    } catch (error) {
      failure.abort(error);
      throw error;
    }
  }

  /** The names of the wheels of a start. */
  get wheels(): string[] {
    return Object.keys(this.#manifest.wheels).sort();
  }

  /** The standard library's archive, which may come after the start; rejects as `fetchStart` does. */
  fetchLibrary(signal: AbortSignal): Promise<ArrayBuffer> {
    return this.#files.fetch(this.#manifest.library, () => {}, signal);
  }

  /** A package that a page names; rejects as `fetchStart` does. */
  async fetchPackage(name: string, signal: AbortSignal): Promise<ArrayBuffer> {
    const asset = this.#manifest.packages[name];
    if (!asset) throw new DownloadFailure(`The package ${name} is not part of this site.`);
    return this.#files.fetch(asset, () => {}, signal);
  }

  /** Forgets files that earlier versions of the site have left in the browser. */
  async prune(): Promise<void> {
    const { worker, runtime, snapshot, library, ...groups } = this.#manifest;
    const assets = [worker, snapshot, library, ...Object.values(runtime), ...Object.values(groups.wheels)];
    assets.push(...Object.values(groups.packages));
    await this.#files.keepOnly(assets);
  }
}
