// The last line of a section: what completes it, how far the reader is, and the section's mark in the table of contents.

import { LessonElement } from "./element.ts";
import { mark, markSection, onProgress, outlineOf, readSection, unmark, type Section } from "./ledger.ts";
import { make, makeButton, makeMark, whileConnected } from "./make.ts";
import { inWords, type Outline } from "./progress.ts";

export class LessonDone extends LessonElement {
  protected connect(signal: AbortSignal): void {
    const rule = this.built("p:not(.lesson-done-state)");
    const outline = outlineOf(this);
    const line = this.built(".lesson-done-state");
    const built = [...line.childNodes];
    const read = outline.items.every((item) => item.need === "read") ? this.#readButton(outline, signal) : null;
    const again = whileConnected(makeButton("again", "Mark as complete again"), signal);
    again.addEventListener("click", () => markSection(outline), { signal });
    signal.addEventListener("abort", () => {
      rule.hidden = false;
      line.replaceChildren(...built);
    });

    onProgress(() => {
      const section = readSection(outline);
      const { state } = section;
      line.replaceChildren(makeMark(state), make("span", "", make("strong", "", said(section)), rest(section, read !== null)));
      rule.hidden = state !== "not started";
      if (read !== null) read.textContent = state === "complete" ? "Mark as unread" : state === "changed" ? "Mark as read again" : "Mark as read";
      else if (state === "changed") this.append(again);
      else again.remove();
      markContents(section, signal);
    }, signal);
  }

  #readButton({ id }: Outline, signal: AbortSignal): HTMLButtonElement {
    const button = this.built<HTMLButtonElement>("[data-action=read]");
    button.addEventListener("click", () => (readSection(outlineOf(this)).state === "complete" ? unmark(id) : mark(id, "done")), { signal });
    signal.addEventListener("abort", () => (button.textContent = "Mark as read"));
    return button;
  }
}

function said({ state }: Section): string {
  return state === "changed" ? "Complete, but this section has changed since" : inWords(state);
}

/** What is missing, or the way to what has changed. */
function rest({ state, missing, next }: Section, isRead: boolean): Node | string {
  if (isRead || state === "complete" || state === "not started") return "";
  if (state === "in progress") return `: ${missing}`;
  const way = make("a", "", "Go to what is new");
  way.href = `#${next ?? ""}`;
  return make("span", "", ". ", way);
}

/** Material draws the contents twice, for wide and for narrow screens. */
function markContents({ outline, state }: Section, signal: AbortSignal): void {
  const links = document.querySelectorAll(`nav.md-nav--secondary a[href$="#${CSS.escape(outline.id)}"]`);
  for (const link of links) {
    link.querySelector(":scope > .lesson-marked")?.remove();
    link.append(whileConnected(makeMark(state, `(${inWords(state).toLowerCase()})`), signal));
  }
}
