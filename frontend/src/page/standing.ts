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
      const now = this.read();
      state.replaceChildren(makeMark(now.state), make("span", "", sayStanding(now)));
    }, signal);
  }

  read(): Standing {
    return readStanding(parseOutlines(this.dataset["outlines"] ?? ""), pageAt(new URL(this.built<HTMLAnchorElement>("a").href).pathname));
  }
}
