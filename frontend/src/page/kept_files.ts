// Files of Python from an earlier visit: kept under names that change with the content, so none is ever stale.

/** Sites of one owner may share an origin: the base path is part of the name. */
const NAME = `lesson:python:${new URL("../../", import.meta.url).pathname}`;

export interface KeptFiles {
  get(url: string): Promise<ArrayBuffer | null>;
  put(url: string, bytes: ArrayBuffer): Promise<void>;
  /** Forgets every file that `isWanted` does not want any more. */
  prune(isWanted: (url: string) => boolean): Promise<void>;
}

/** Browsers offer this store over HTTPS and on the reader's own machine; elsewhere nothing is kept. */
export const keptFiles: KeptFiles | null = "caches" in globalThis ? { get, put, prune } : null;

async function get(url: string): Promise<ArrayBuffer | null> {
  const found = await (await caches.open(NAME)).match(url);
  return found ? found.arrayBuffer() : null;
}

async function put(url: string, bytes: ArrayBuffer): Promise<void> {
  await (await caches.open(NAME)).put(url, new Response(bytes));
}

async function prune(isWanted: (url: string) => boolean): Promise<void> {
  const cache = await caches.open(NAME);
  const unwanted = (await cache.keys()).filter(({ url }) => !isWanted(url));
  await Promise.all(unwanted.map((request) => cache.delete(request)));
}
