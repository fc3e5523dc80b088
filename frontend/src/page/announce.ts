// One polite live region for the page. It hangs on the body, which instant navigation leaves alone.

import { make } from "./make.ts";

let region: HTMLElement | null = null;

export function announce(text: string): void {
  if (region === null || !region.isConnected) {
    region = make("div", "lesson-hidden");
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = text;
}
