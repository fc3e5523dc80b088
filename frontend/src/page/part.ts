// Parts of the page's script that come when they are needed: as well watched as the files of Python, and asked for again.

import type { Asset } from "../protocol/files.ts";
import { DownloadFailure, Files } from "./files.ts";

/** Put in place by the build once it knows them: the file of each part, by its source. */
declare const __PARTS__: string;
const assets = JSON.parse(__PARTS__) as Record<string, Asset>;

const LOADS = {
  "src/page/editor.ts": () => import("./editor.ts"),
  "src/figures/index.ts": () => import("../figures/index.ts"),
  "src/page/progress_dialog.ts": () => import("./progress_dialog.ts"),
};
type Name = keyof typeof LOADS;
type Part<Of extends Name> = Awaited<ReturnType<(typeof LOADS)[Of]>>;

const STALLED_AFTER = 30_000;
const files = new Files(import.meta.url, null);
const never = new AbortController().signal;
const loaded = new Map<Name, Promise<unknown>>();
/** How often the import of a part has failed: a browser may keep a failure for as long as the page is open. */
const failed = new Map<Name, number>();

/** The part, loaded once; rejects with a sentence for the reader, and the next call tries again. */
export function loadPart<Of extends Name>(name: Of): Promise<Part<Of>> {
  const loading = loaded.get(name) ?? load(name);
  loaded.set(name, loading);
  loading.catch(() => loaded.delete(name));
  return loading as Promise<Part<Of>>;
}

async function load(name: Name): Promise<unknown> {
  const asset = assets[name]!;
  // First as bytes, which can be checked; then the browser has it.
  await files.fetch(asset, () => {}, never);
  const count = failed.get(name) ?? 0;
  const again = `${new URL(asset.file, import.meta.url).href}?again=${count}`;
  const { promise: stalled, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DownloadFailure(`The file ${asset.file} could not be started.`)), STALLED_AFTER);
  try {
    return await Promise.race([count === 0 ? LOADS[name]() : import(again), stalled]);
  } catch (error) {
    failed.set(name, count + 1);
    throw error instanceof DownloadFailure ? error : new DownloadFailure(`The file ${asset.file} could not be started.`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
