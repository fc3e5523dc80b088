// Something the reader has to know about the whole page, said once at the top of the article.

import { make, makeButton } from "./make.ts";

export function notice(text: string): void {
  const dismiss = makeButton("dismiss", "Dismiss");
  const box = make("div", "lesson-notice", make("p", "", text), dismiss);
  box.setAttribute("role", "status");
  dismiss.addEventListener("click", () => box.remove());
  // A live region is heard when its content changes, not when it arrives full: hence last.
  (document.querySelector(".md-content__inner") ?? document.body).prepend(box);
}
