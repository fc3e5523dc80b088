// Fetches files of the site, each once: with progress in bytes, checked, kept for later visits where they may be.

import type { Asset } from "../protocol/files.ts";
import type { KeptFiles } from "./kept_files.ts";
import { JointWork } from "./joint_work.ts";

/** Why a file did not arrive, as a sentence for the reader. */
export class DownloadFailure extends Error {}

const STALLED_AFTER = 30_000;

export class Files {
  readonly #base: string;
  readonly #keptFiles: KeptFiles | null;
  /** Files that have arrived in this visit: a start after a failure fetches only the others. */
  readonly #arrived = new Map<string, ArrayBuffer>();
  /** Files on their way. */
  readonly #coming = new Map<string, JointWork<ArrayBuffer>>();
  /** Files asked for in vain so far: a cache may have kept the wrong answer. */
  readonly #missed = new Set<string>();

  /** Files lie beside `base`. */
  constructor(base: string, keptFiles: KeptFiles | null) {
    this.#base = base;
    this.#keptFiles = keptFiles;
  }

  /** Forgets what other versions of the site have left in the browser. */
  async keepOnly(assets: Asset[]): Promise<void> {
    const wanted = new Set(assets.map(({ file }) => new URL(file, this.#base).href));
    await this.#keep("tidied", (files) => files.prune((url) => wanted.has(url)));
  }

  /** Rejects with a DownloadFailure, or with the signal's reason when it is aborted. */
  async fetch(asset: Asset, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<ArrayBuffer> {
    const { file } = asset;
    let buffer = this.#arrived.get(file);
    if (!buffer) {
      let coming = this.#coming.get(file);
      if (!coming || coming.isGivenUp) {
        coming = new JointWork((onBytes, either) => this.#obtain(asset, onBytes, either));
        this.#coming.set(file, coming);
      }
      buffer = await coming.join(onProgress, signal);
    }
    onProgress(asset.bytes);
    return buffer;
  }

  async #obtain(asset: Asset, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<ArrayBuffer> {
    try {
      const buffer = (await this.#fromEarlierVisit(asset)) ?? (await this.#fromServer(asset, onProgress, signal));
      this.#arrived.set(asset.file, buffer);
      return buffer;
    } finally {
      this.#coming.delete(asset.file);
    }
  }

  async #fromEarlierVisit(asset: Asset): Promise<ArrayBuffer | null> {
    const kept = await this.#keep("read", (files) => files.get(new URL(asset.file, this.#base).href));
    return kept && (await isIntact(kept, asset)) ? kept : null;
  }

  async #fromServer(asset: Asset, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<ArrayBuffer> {
    // A name that contains the content's hash never goes stale: what a cache holds is used without asking the server.
    const cache = this.#missed.has(asset.file) ? "reload" : "force-cache";
    this.#missed.add(asset.file);
    let buffer = await this.#read(asset, cache, onProgress, signal);
    let intact = await isIntact(buffer, asset);
    if (!intact) {
      buffer = await this.#read(asset, "reload", onProgress, signal);
      intact = await isIntact(buffer, asset);
    }
    if (!intact) throw new DownloadFailure(describeDamage(buffer, asset));
    void this.#keep("written", (files) => files.put(new URL(asset.file, this.#base).href, buffer));
    return buffer;
  }

  /** A store that is full or denied costs later visits a download; this one goes on. */
  async #keep<T>(what: string, use: (files: KeptFiles) => Promise<T>): Promise<T | null> {
    try {
      return this.#keptFiles && (await use(this.#keptFiles));
    } catch (error) {
      console.info(`The browser's store of files could not be ${what}:`, error);
      return null;
    }
  }

  async #read(
    { file, bytes }: Asset,
    cache: RequestCache,
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<ArrayBuffer> {
    const end = new AbortController();
    const passOn = (): void => end.abort(signal.reason);
    const giveUp = (): void =>
      end.abort(new DownloadFailure(`The download of ${file} stopped: nothing arrived for half a minute.`));
    // WebKit does not always end a reading whose fetch was aborted, and where it does, without the reason.
    const ended = new Promise<never>((_, reject) => end.signal.addEventListener("abort", () => reject(end.signal.reason)));
    ended.catch(() => {});
    signal.addEventListener("abort", passOn);
    if (signal.aborted) passOn();
    let timer = setTimeout(giveUp, STALLED_AFTER);
    try {
      const response = await Promise.race([ended, fetch(new URL(file, this.#base), { cache, signal: end.signal })]);
      if (!response.ok) {
        const answer = `${response.status} ${response.statusText}`.trim();
        throw new DownloadFailure(`The file ${file} could not be downloaded: the server answered “${answer}”.`);
      }
      const buffer = new Uint8Array(bytes);
      let loaded = 0;
      for (const reader = response.body!.getReader(); ; ) {
        const { done, value } = await Promise.race([ended, reader.read()]);
        if (done) break;
        clearTimeout(timer);
        timer = setTimeout(giveUp, STALLED_AFTER);
        // A longer file than promised is damaged: its length tells, its rest is not needed.
        if (loaded + value.length > bytes) return new ArrayBuffer(loaded + value.length);
        buffer.set(value, loaded);
        onProgress((loaded += value.length));
      }
      return loaded === bytes ? buffer.buffer : buffer.buffer.slice(0, loaded);
    } catch (error) {
      if (end.signal.aborted) throw end.signal.reason;
      if (error instanceof DownloadFailure) throw error;
      throw new DownloadFailure(`The file ${file} could not be downloaded: the connection failed.`, { cause: error });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", passOn);
    }
  }
}

// Not fetch's own `integrity`: it holds the bytes back until the last has come, so that there is no progress to show,
// and its failure can't be told from that of the network. Without HTTPS a browser has no SHA-256: the length must do.
async function isIntact(buffer: ArrayBuffer, asset: Asset): Promise<boolean> {
  if (buffer.byteLength !== asset.bytes) return false;
  if (!globalThis.crypto?.subtle) return true;
  // The browser copies it first: not in the task that has put it together.
  await new Promise((resolve) => setTimeout(resolve));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", buffer));
  return btoa(String.fromCharCode(...digest)) === asset.sha256;
}

function describeDamage(buffer: ArrayBuffer, { file, bytes }: Asset): string {
  const { byteLength } = buffer;
  if (byteLength === bytes) return `The file ${file} arrived damaged: its content is not the published one.`;
  return `The file ${file} arrived damaged: ${byteLength} bytes arrived instead of ${bytes}.`;
}
