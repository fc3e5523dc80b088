// The button that opens what this browser keeps for the site.

import { makeButton } from "./make.ts";
import { notice } from "./notice.ts";
import { loadPart } from "./part.ts";

export function progressButton(lesson: boolean, signal: AbortSignal): HTMLButtonElement {
  const button = makeButton("progress", "Your progress");
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", () => void open(lesson, signal), { signal });
  return button;
}

async function open(lesson: boolean, signal: AbortSignal): Promise<void> {
  try {
    const { ProgressDialog } = await loadPart("src/page/progress_dialog.ts");
    if (!signal.aborted) new ProgressDialog(lesson, signal);
  } catch (error) {
    const { message } = error as Error;
    notice(`This part of the page could not be loaded. ${message}`, "Retry", () => void open(lesson, signal));
  }
}
