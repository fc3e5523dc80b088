// What of Python is published and fetched: the manifest that the build writes into the page, and the files of a start.

/** What Python starts from, as it was fetched. Names are those of the manifest. */
export interface StartFiles {
  worker: ArrayBuffer;
  "pyodide.mjs": ArrayBuffer;
  "pyodide.asm.mjs": ArrayBuffer;
  "pyodide.asm.wasm": ArrayBuffer;
  /** Python's memory right after a start, libraries imported: with it a start takes a tenth of the time. */
  snapshot: ArrayBuffer;
  lock: ArrayBuffer;
  /** Wheels named by the lock, by file name, compressed like the `.zst` files. */
  wheels: Record<string, ArrayBuffer>;
}

/** One published file: where it is (beside the page script), how long, and its SHA-256 in base64. */
export interface Asset {
  file: string;
  bytes: number;
  sha256: string;
}

export interface Manifest {
  pyodide: string;
  worker: Asset;
  runtime: Record<"pyodide.mjs" | "pyodide.asm.mjs" | "pyodide.asm.wasm" | "lock", Asset>;
  snapshot: Asset;
  wheels: Record<string, Asset>;
  /** The standard library: most of what lessons import of it is in the snapshot already, so it comes later. */
  library: Asset;
  /** Packages that a page may name in its front matter, by name: fetched where it does. */
  packages: Record<string, Asset>;
}

/** What the worker needs of a start, as it was fetched: by name as above, `.zst` files to be unpacked. */
export type StartFile = Exclude<keyof StartFiles, "worker" | "wheels"> | `wheel ${string}`;

/** The pages of a snapshot that are not zero: it is long, and most of it is. */
export interface Pages {
  /** Of the snapshot, in bytes. */
  length: number;
  /** Which pages they are, in ascending order. */
  indices: Uint32Array<ArrayBuffer>;
  /** One page after the other. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** What a worker has made of its files, so that another one after it starts in a fraction of the time. */
export interface Kept {
  /** The program, compiled. */
  module: WebAssembly.Module;
  "pyodide.mjs": ArrayBuffer;
  "pyodide.asm.mjs": ArrayBuffer;
  lock: ArrayBuffer;
  snapshot: Pages;
  wheels: ArrayBuffer[];
}
