// Python at work for this page: one reader's wish at a time, and Stop for all of them.

import { make, makeButton } from "./make.ts";
import { python, RuntimeFailure, Stopped } from "./python.ts";
import type { StateLine } from "./state_line.ts";
import { statusText } from "./status_text.ts";
import { Turns } from "./turns.ts";

/** A cell cannot be run, since one above it ended with an error; `link` leads there. */
export class EarlierFailed extends Error {
  readonly link: HTMLAnchorElement;

  constructor(link: HTMLAnchorElement) {
    super("An earlier cell failed.");
    this.link = link;
  }
}

const turns = new Turns(() => new Stopped());

let working = 0;

export function takeTurn<T>(task: () => Promise<T>): Promise<T> {
  return turns.take(async () => {
    working++;
    try {
      return await task();
    } finally {
      working--;
    }
  });
}

/** Python is there and has nothing to do. */
export function isIdle(): boolean {
  return working === 0 && python.status.state === "ready";
}

export function stopAll(): void {
  turns.cancel();
  python.stop();
}

/** While `work` lasts, the line shows what Python is doing: bytes, phases, then `running`. */
export async function reporting<T>(line: StateLine, running: () => string, work: () => Promise<T>): Promise<T> {
  line.tell("busy", statusText(python.status) ?? running());
  const stopListening = python.onStatus((status) => line.show("busy", statusText(status) ?? running()));
  try {
    return await work();
  } finally {
    stopListening();
  }
}

/** Says why a run did not come to its end. `retry` is offered where trying again may help. */
export function explain(error: unknown, line: StateLine, printedNothing: boolean, retry: (() => void) | null): void {
  if (error instanceof Stopped) {
    line.tell("stopped", printedNothing ? "Stopped. The output is from before." : "Stopped");
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (retry === null) line.tell("failed", message);
  else line.tell("failed", message, retryButton(retry));
  if (!(error instanceof RuntimeFailure)) reportError(error); // not foreseen: also for the browser's console
}

export function retryButton(retry: () => void): HTMLButtonElement {
  const button = makeButton("retry", "Retry");
  button.addEventListener("click", retry);
  return button;
}

export function linkTo(element: HTMLElement, text: string): HTMLAnchorElement {
  const link = make("a", "", text);
  link.href = `#${element.id}`;
  return link;
}
