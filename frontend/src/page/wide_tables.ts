// Material lays each table into a box that scrolls where the table is too wide, and forgets those who have no mouse.

import { scrollableByKey } from "./scrollable.ts";

/** Material's own, called for the first page and after each instant navigation, when its boxes are in place. */
declare const document$: { subscribe(listener: () => void): void };

export function keepTablesScrollable(): void {
  let page = new AbortController();
  document$.subscribe(() => {
    page.abort();
    page = new AbortController();
    for (const box of document.querySelectorAll<HTMLElement>(".md-typeset__scrollwrap")) scrollableByKey(box, page.signal);
  });
}
