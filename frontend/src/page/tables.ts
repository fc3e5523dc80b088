// Tables for readers without a mouse, or who hear the page: what scrolls does so by keyboard, and headers have names.

import { asLine } from "./plain_mathematics.ts";
import { scrollableByKey } from "./scrollable.ts";

/** Material's own, called for the first page and after each instant navigation, when its boxes round tables are in place. */
declare const document$: { subscribe(listener: () => void): void };

export function mendTables(): void {
  let page = new AbortController();
  document$.subscribe(() => {
    page.abort();
    page = new AbortController();
    for (const box of document.querySelectorAll<HTMLElement>(".md-typeset__scrollwrap")) scrollableByKey(box, page.signal);
    for (const formula of document.querySelectorAll("th math")) formula.setAttribute("aria-label", asLine(formula));
  });
}
