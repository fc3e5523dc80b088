// What the cells of the page call things, as published.

import { namesIn } from "./names_in.ts";

export function namesOfPage(): string[] {
  return [...document.querySelectorAll("lesson-cell .lesson-code pre code")].flatMap((code) => namesIn(code.textContent ?? ""));
}
