// Something the reader has to know about the whole page, said once at the top of the article.

import { make, makeButton } from "./make.ts";

/** With a word for it, what the reader may do about it. */
export function notice(text: string, word?: string, act?: () => void): void {
  const dismiss = makeButton("dismiss", "Dismiss");
  const box = make("div", "lesson-notice", make("p", "", text), dismiss);
  if (word !== undefined && act !== undefined) {
    const button = makeButton("act", word);
    dismiss.before(button);
    button.addEventListener("click", () => {
      box.remove();
      act();
    });
  }
  box.setAttribute("role", "status");
  dismiss.addEventListener("click", () => box.remove());
  // A live region is heard when its content changes, not when it arrives full: hence last.
  (document.querySelector(".md-content__inner") ?? document.body).prepend(box);
}
