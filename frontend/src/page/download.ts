// Fetches what Python needs, once per visit: with progress in bytes, checked, and kept for every later start.

import type { Asset, Manifest, RuntimeFiles } from "../protocol/index.ts";

/** Why a file did not arrive, as a sentence for the reader. */
export class DownloadFailure extends Error {}

export type Progress = (loaded: number, total: number) => void;

const STALLED_AFTER = 30_000;

export class Downloads {
  readonly #manifest: Manifest;
  readonly #base: string;
  /** Files that have arrived: a start after a failure fetches only the others. */
  readonly #kept = new Map<string, ArrayBuffer>();
  /** Files asked for in vain so far: a cache may have kept the wrong answer. */
  readonly #missed = new Set<string>();

  constructor(manifest: Manifest, base: string) {
    this.#manifest = manifest;
    this.#base = base;
  }

  /** All files; rejects with a DownloadFailure, or with the signal's reason when it is aborted. */
  async fetchAll(onProgress: Progress, signal: AbortSignal): Promise<RuntimeFiles> {
    const { worker, runtime, wheels } = this.#manifest;
    const assets = [worker, ...Object.values(runtime), ...Object.values(wheels)];
    const total = assets.reduce((sum, { bytes }) => sum + bytes, 0);
    const loaded = new Map<string, number>();
    const report = (file: string, bytes: number): void => {
      loaded.set(file, bytes);
      onProgress([...loaded.values()].reduce((sum, each) => sum + each, 0), total);
    };
    // One failure ends the other downloads; what has arrived by then is kept.
    const failure = new AbortController();
    const either = AbortSignal.any([signal, failure.signal]);
    const get = (asset: Asset) => this.#fetchOne(asset, (bytes) => report(asset.file, bytes), either);
    try {
      const buffers = new Map(await Promise.all(assets.map(async (asset) => [asset, await get(asset)] as const)));
      const named = <Key extends string>(group: Record<Key, Asset>) =>
        Object.fromEntries(Object.entries<Asset>(group).map(([name, asset]) => [name, buffers.get(asset)!])) as Record<
          Key,
          ArrayBuffer
        >;
      return { worker: buffers.get(worker)!, ...named(runtime), wheels: named(wheels) };
    } catch (error) {
      failure.abort(error);
      throw error;
    }
  }

  async #fetchOne(asset: Asset, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<ArrayBuffer> {
    let buffer = this.#kept.get(asset.file);
    if (!buffer) {
      // A name that contains the content's hash never goes stale: what a cache holds is used without asking the server.
      const cache = this.#missed.has(asset.file) ? "reload" : "force-cache";
      this.#missed.add(asset.file);
      buffer = await this.#read(asset, cache, onProgress, signal);
      if (!(await isIntact(buffer, asset))) buffer = await this.#read(asset, "reload", onProgress, signal);
      if (!(await isIntact(buffer, asset))) throw new DownloadFailure(describeDamage(buffer, asset));
      this.#kept.set(asset.file, buffer);
    }
    onProgress(asset.bytes);
    return buffer;
  }

  async #read(
    { file, bytes }: Asset,
    cache: RequestCache,
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<ArrayBuffer> {
    const stall = new AbortController();
    const giveUp = (): void =>
      stall.abort(new DownloadFailure(`The download of ${file} stopped: nothing arrived for half a minute.`));
    let timer = setTimeout(giveUp, STALLED_AFTER);
    try {
      const either = AbortSignal.any([signal, stall.signal]);
      const response = await fetch(new URL(file, this.#base), { cache, signal: either });
      if (!response.ok) {
        const answer = `${response.status} ${response.statusText}`.trim();
        throw new DownloadFailure(`The file ${file} could not be downloaded: the server answered “${answer}”.`);
      }
      const buffer = new Uint8Array(bytes);
      let loaded = 0;
      for (const reader = response.body!.getReader(); ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        clearTimeout(timer);
        timer = setTimeout(giveUp, STALLED_AFTER);
        // A longer file than promised is damaged: its length tells, its rest is not needed.
        if (loaded + value.length > bytes) return new ArrayBuffer(loaded + value.length);
        buffer.set(value, loaded);
        onProgress((loaded += value.length));
      }
      return buffer.buffer.slice(0, loaded);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof DownloadFailure) throw error;
      throw new DownloadFailure(`The file ${file} could not be downloaded: the connection failed.`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}

// Not fetch's own `integrity`: it holds the bytes back until the last has come, so that there is no progress to show,
// and its failure can't be told from that of the network. Without HTTPS a browser has no SHA-256: the length must do.
async function isIntact(buffer: ArrayBuffer, asset: Asset): Promise<boolean> {
  if (buffer.byteLength !== asset.bytes) return false;
  if (!globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", buffer));
  return btoa(String.fromCharCode(...digest)) === asset.sha256;
}

function describeDamage(buffer: ArrayBuffer, { file, bytes }: Asset): string {
  const { byteLength } = buffer;
  if (byteLength === bytes) return `The file ${file} arrived damaged: its content is not the published one.`;
  return `The file ${file} arrived damaged: ${byteLength} bytes arrived instead of ${bytes}.`;
}
