// The last line of a section: what completes it, how far the reader is, and the section's mark in the table of contents.

import { LessonElement } from "./element.ts";
import { mark, onProgress, readSection, unmark, type Section } from "./ledger.ts";
import { make, makeButton, makeMark, whileConnected } from "./make.ts";
import { inWords } from "./progress.ts";

export class LessonDone extends LessonElement {
  protected connect(signal: AbortSignal): void {
    const rule = this.built("p");
    const line = whileConnected(make("p", "lesson-done-state"), signal);
    this.prepend(line);
    const button = this.dataset["needs"] === "read" ? this.#readButton(signal) : null;
    signal.addEventListener("abort", () => (rule.hidden = false));

    onProgress(() => {
      const section = readSection(this);
      const { state } = section;
      const missing = button === null && state === "in progress" ? `: ${section.missing}` : "";
      line.replaceChildren(makeMark(state), make("span", "", make("strong", "", inWords(state)), missing));
      rule.hidden = state !== "not started";
      if (button !== null) button.textContent = state === "complete" ? "Mark as unread" : "Mark as read";
      markContents(section, signal);
    }, signal);
  }

  #readButton(signal: AbortSignal): HTMLButtonElement {
    const button = whileConnected(makeButton("read", "Mark as read"), signal);
    const id = this.dataset["section"] ?? "";
    button.addEventListener("click", () => (readSection(this).state === "complete" ? unmark(id) : mark(id, "done")), { signal });
    this.append(button);
    return button;
  }
}

/** Material draws the contents twice, for wide and for narrow screens. */
function markContents(section: Section, signal: AbortSignal): void {
  const links = document.querySelectorAll(`nav.md-nav--secondary a[href$="#${CSS.escape(section.id)}"]`);
  for (const link of links) {
    link.querySelector(":scope > .lesson-marked")?.remove();
    link.append(whileConnected(makeMark(section.state, `(${section.state})`), signal));
  }
}
