// Making elements. Text always goes in as text.

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, className: string, ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...children);
  return element;
}

export function makeButton(action: string, label: string): HTMLButtonElement {
  const button = make("button", "", label);
  button.type = "button";
  button.dataset["action"] = action;
  return button;
}

/** The fields that the build has kept out of the page (`render_field`) take their places. */
export function bringFields(region: HTMLElement): void {
  for (const template of region.querySelectorAll("template")) template.replaceWith(template.content);
}

/** A sentence of an author: what stands between backticks is code, everything else is text. */
export function makeSentence(text: string): HTMLSpanElement {
  return make("span", "", ...text.split("`").map((part, place) => (place % 2 === 1 ? make("code", "", part) : part)));
}

/** A shape for a state (drawn by the style sheet) with the word for it, seen or only heard. */
export function makeMark(shape: string, word = "", seen = false): HTMLSpanElement {
  const mark = make("span", "lesson-mark");
  mark.dataset["shape"] = shape;
  mark.setAttribute("aria-hidden", "true");
  if (word === "") return mark;
  return make("span", "lesson-marked", mark, make("span", seen ? "" : "lesson-hidden", word));
}

/** Puts `node` into the page for as long as the element lives. */
export function whileConnected<T extends Element>(node: T, signal: AbortSignal): T {
  signal.addEventListener("abort", () => node.remove());
  return node;
}
