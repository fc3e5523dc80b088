// The page's own corner of localStorage. Sites of one owner may share an origin, so every key begins with
// the base path of this site; then come the page and, after a "#", the element: the key reads like its address.

import { notice } from "./notice.ts";
import { Shelf, type Backend } from "./shelf.ts";

/** This script lies in <base>/assets/lesson/. */
export const BASE = new URL("../../", import.meta.url).pathname;
const PREFIX = `lesson:1:${BASE}`;

export const storage = new Shelf(localBackend(), PREFIX, () =>
  notice("This browser keeps nothing for this site, so your progress and your edits last only until you close or reload this page."));

function localBackend(): Backend | null {
  try {
    return window.localStorage;
  } catch {
    return null; // denied by the reader's settings; the shelf says so when there is something to keep
  }
}

/** A page as keys name it: its path below that of the site. */
export function pageAt(path: string): string {
  const plain = path.replace(/index\.html$/, "");
  return plain.startsWith(BASE) ? plain.slice(BASE.length) : plain;
}

/** The key of an element, on the page that is open now or on another. Ask when connecting: navigation changes the address. */
export function keyOf(id: string, page = pageAt(location.pathname)): string {
  return `${page}#${id}`;
}

const anything = (value: unknown): value is unknown => value !== undefined;

/** All that is kept for this site, by key. What could not be understood and was set aside is no part of it. */
export function keptEntries(): Map<string, unknown> {
  return new Map(storage.keys().filter((key) => !key.includes("!")).map((key) => [key, storage.read(key, anything)]));
}

/** Writes many values at once, null for none; the page hears of it as if another tab had. Returns what was there before. */
export function writeAll(values: ReadonlyMap<string, unknown>): Map<string, unknown> {
  const before = new Map([...values.keys()].map((key) => [key, storage.read(key, anything)]));
  for (const [key, value] of values) {
    if (value === null) storage.remove(key);
    else storage.write(key, value);
  }
  for (const key of values.keys()) dispatchEvent(new StorageEvent("storage", { key: PREFIX + key }));
  return before;
}

/** Calls back when another tab of this site wrote or removed a key that `concerns` this one. */
export function onForeignChange(concerns: (key: string) => boolean, listener: () => void, signal: AbortSignal): void {
  window.addEventListener("storage", (event) => {
    if (event.key === null || (event.key.startsWith(PREFIX) && concerns(event.key.slice(PREFIX.length)))) listener();
  }, { signal });
}
