// A value that shows itself: a figure drawn, an SVG as an image, HTML in a frame where no script runs and nothing is fetched.
// The build makes the same elements (`render_rich`), for readers without JavaScript.

import { FIGURE, type Rich } from "../protocol/index.ts";
import { showFigure } from "./figure.ts";
import { make } from "./make.ts";
import frameDocument from "./rich_frame.html";

export function showRich(rich: Rich, title: string): HTMLElement {
  if (rich.type === FIGURE) return showFigure(rich.data);
  if (rich.type === "image/svg+xml") {
    const image = make("img", "");
    image.alt = rich.alt;
    image.src = `data:image/svg+xml,${encodeURIComponent(rich.data)}`;
    return make("div", "lesson-rich", image);
  }
  const frame = make("iframe", "");
  frame.sandbox.value = "";
  frame.srcdoc = frameDocument.replace("{{body}}", () => rich.data);
  frame.title = `Output of ${title}`;
  return make("div", "lesson-rich", frame);
}

/** What is shown, as text to compare; null for nothing. */
export function contentOf(shown: Element | null): string | null {
  const made = shown?.firstElementChild;
  return made?.getAttribute("src") ?? made?.getAttribute("srcdoc") ?? made?.getAttribute("data-figure") ?? null;
}

/**
 * Gives a frame the height of what is in it. To be asked for it, the document must be of the page's origin; that is
 * no danger as long as it may run no script, and it may not: `allow-scripts` is never set, and its policy allows none.
 */
export function fitFrame(shown: Element, signal: AbortSignal): void {
  const closed = shown.querySelector("iframe");
  if (closed === null) return;
  // What the sandbox allows counts from a document's start, and this one may have begun: a new frame begins with it.
  const frame = closed.cloneNode() as HTMLIFrameElement;
  frame.sandbox.value = "allow-same-origin";
  const fit = (): void => {
    const height = frame.contentDocument?.documentElement?.getBoundingClientRect().height;
    if (height) frame.style.blockSize = `${Math.ceil(height)}px`;
  };
  const resized = new ResizeObserver(fit);
  resized.observe(shown);
  frame.addEventListener("load", () => {
    fit();
    // A document may not be laid out yet when it has loaded.
    if (frame.contentDocument) resized.observe(frame.contentDocument.documentElement);
  }, { signal });
  closed.replaceWith(frame);
  signal.addEventListener("abort", () => resized.disconnect());
}
