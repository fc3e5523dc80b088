// Beside a link to a lesson: how far the reader is there.

import { LessonElement } from "./element.ts";
import { onProgress, readStanding } from "./ledger.ts";
import { make, makeMark, whileConnected } from "./make.ts";
import { parseOutlines, sayStanding, type Standing } from "./progress.ts";
import { pageAt } from "./storage.ts";

export class LessonStanding extends LessonElement {
  protected connect(signal: AbortSignal): void {
    const state = whileConnected(make("span", "lesson-standing-state"), signal);
    this.append(state);
    onProgress(() => {
      const now = standingBehind(this);
      state.replaceChildren(makeMark(now.state), make("span", "", sayStanding(now)));
    }, signal);
  }
}

/** How far the reader is in the lesson that a `<lesson-standing>` links to, whether that has come to life yet or not. */
export function standingBehind(element: HTMLElement): Standing {
  const { href } = element.querySelector("a") ?? location;
  return readStanding(parseOutlines(element.dataset["outlines"] ?? ""), pageAt(new URL(href).pathname));
}
