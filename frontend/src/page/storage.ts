// The page's own corner of localStorage. Sites of one owner may share an origin, so every key begins with
// the base path of this site; then come the page and, after a "#", the element: the key reads like its address.

import { notice } from "./notice.ts";
import { Shelf, type Backend } from "./shelf.ts";

/** This script lies in <base>/assets/lesson/. */
const BASE = new URL("../../", import.meta.url).pathname;
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

/** The key of an element on the page that is open now. Ask when connecting: navigation changes the address. */
export function keyOf(id: string): string {
  const path = location.pathname.replace(/index\.html$/, "");
  return `${path.startsWith(BASE) ? path.slice(BASE.length) : path}#${id}`;
}

/** Calls back when another tab of this site wrote or removed a key that `concerns` this one. */
export function onForeignChange(concerns: (key: string) => boolean, listener: () => void, signal: AbortSignal): void {
  window.addEventListener("storage", (event) => {
    if (event.key === null || (event.key.startsWith(PREFIX) && concerns(event.key.slice(PREFIX.length)))) listener();
  }, { signal });
}
