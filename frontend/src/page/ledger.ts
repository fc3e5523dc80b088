// Which items of the open page the reader has begun and done, and how its sections stand.

import { describe, parseNeeds, sectionState, type ItemState, type Need, type SectionState, type Tally } from "./progress.ts";
import { keyOf, onForeignChange, storage } from "./storage.ts";

const ELEMENTS: Record<Exclude<Need, "read">, string> = {
  cells: "lesson-cell", tour: "lesson-tour", quiz: "lesson-quiz", challenge: "lesson-challenge",
};

const changes = new EventTarget();

const isMark = (value: unknown): value is "started" | "done" => value === "started" || value === "done";

export function itemState(id: string): ItemState {
  return storage.read(`${keyOf(id)}:progress`, isMark) ?? "new";
}

/** Never takes back: what was done once stays done, except through `unmark`. */
export function mark(id: string, state: "started" | "done"): void {
  const now = itemState(id);
  if (now === state || now === "done") return;
  storage.write(`${keyOf(id)}:progress`, state);
  changes.dispatchEvent(new Event("change"));
}

export function unmark(id: string): void {
  storage.remove(`${keyOf(id)}:progress`);
  changes.dispatchEvent(new Event("change"));
}

export interface Section {
  id: string;
  state: SectionState;
  /** What is still missing, in words; empty when nothing is. */
  missing: string;
}

/** A section that is only read is an item of its own, named like its heading. */
export function readSection(done: HTMLElement): Section {
  const id = done.dataset["section"] ?? "";
  const tallies = parseNeeds(done.dataset["needs"] ?? "").map((need): Tally => {
    const ids = need === "read" ? [id] : itemsOf(id, ELEMENTS[need]);
    return { need, items: ids.map(itemState) };
  });
  return { id, state: sectionState(tallies), missing: describe(tallies) };
}

export function pageSections(): Section[] {
  return [...document.querySelectorAll<HTMLElement>("lesson-done")].map(readSection);
}

function itemsOf(section: string, element: string): string[] {
  return [...document.querySelectorAll(`${element}[data-section="${CSS.escape(section)}"]`)].map((item) => item.id);
}

/** Calls back at once and whenever progress changes, here or in another tab. */
export function onProgress(listener: () => void, signal: AbortSignal): void {
  changes.addEventListener("change", listener, { signal });
  onForeignChange((key) => key.endsWith(":progress"), listener, signal);
  listener();
}
