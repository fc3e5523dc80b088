// Tables, code and formulas for readers without a mouse, or who hear the page: what scrolls does so by keyboard, and
// headers have names.

import { asLine } from "./plain_mathematics.ts";
import { scrollableByKey } from "./scrollable.ts";

/** Material's own, called for the first page and after each instant navigation, when its boxes round tables are in place. */
declare const document$: { subscribe(listener: () => void): void };

export function mendTables(): void {
  let page = new AbortController();
  document$.subscribe(() => {
    page.abort();
    page = new AbortController();
    for (const box of all<HTMLElement>(".md-typeset__scrollwrap, .lesson-scroll")) scrollableByKey(box, "Table", page.signal);
    for (const code of all<HTMLElement>("pre > code")) scrollableByKey(code, nameOfCode(code), page.signal);
    for (const box of all<HTMLElement>(".lesson-formula")) scrollableByKey(box, "Formula", page.signal);
    for (const formula of all<MathMLElement>("th math")) formula.setAttribute("aria-label", asLine(formula));
  });
}

const all = <E extends Element>(selector: string): NodeListOf<E> => document.querySelectorAll<E>(selector);

function nameOfCode(code: HTMLElement): string {
  const title = code.closest(".lesson-frame")?.querySelector(".lesson-title")?.textContent?.trim();
  return title ? `Code, ${title}` : "Code";
}
