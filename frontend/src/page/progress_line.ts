// How far the reader is in the lesson, under its title: n/9, the state in words, and one small step per section.

import { LessonElement } from "./element.ts";
import { onProgress, pageSections } from "./ledger.ts";
import { make, makeMark } from "./make.ts";
import { inWords, standing } from "./progress.ts";
import { progressButton } from "./progress_button.ts";

export class LessonProgress extends LessonElement {
  protected connect(signal: AbortSignal): void {
    signal.addEventListener("abort", () => this.replaceChildren());
    const line = make("p", "");
    this.replaceChildren(line, progressButton(true, signal));
    onProgress(() => {
      const sections = pageSections();
      const { complete, of, state } = standing(sections.map((section) => section.state));

      const steps = make("span", "lesson-steps-bar", ...sections.map((section) => {
        const step = make("span", "");
        step.dataset["state"] = section.state;
        return step;
      }));
      steps.setAttribute("aria-hidden", "true");
      const count = make("strong", "", `${complete}/${of}`);
      line.replaceChildren(steps, count, make("span", "lesson-hidden", " sections complete."), makeMark(state), inWords(state));
    }, signal);
  }
}
