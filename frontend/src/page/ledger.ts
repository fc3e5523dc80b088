// Which items of the open page the reader has begun and done, and how its sections stand.

import {
  asMark, describe, digestOf, isKeptMark, itemState as stateOf, joinMarks, parseOutline, sectionState, standing, tally,
  type ItemState, type Mark, type Outline, type SectionState, type Standing,
} from "./progress.ts";
import { keyOf, onForeignChange, storage } from "./storage.ts";

const changes = new EventTarget();

const changed = (): boolean => changes.dispatchEvent(new Event("change"));
const keyOfMark = (id: string, page?: string): string => `${keyOf(id, page)}:progress`;

function markOf(id: string, page?: string): Mark | null {
  const kept = storage.read(keyOfMark(id, page), isKeptMark);
  return kept === null ? null : asMark(kept);
}

function add(id: string, mark: Mark): void {
  const before = markOf(id);
  const after = before === null ? mark : joinMarks(before, mark);
  if (JSON.stringify(after) !== JSON.stringify(before)) storage.write(keyOfMark(id), after);
}

/** How an item stands: `changed` when it was done before it became what it is now. */
export function itemState(id: string): ItemState {
  return stateOf(markOf(id), digestOfItem(id));
}

/** Never takes back: what was done once stays done, except through `unmark`. */
export function mark(id: string, state: "started" | "done"): void {
  const digest = digestOfItem(id);
  add(id, { state, of: state === "done" && digest !== null ? [digest] : [] });
  for (const outline of pageOutlines()) {
    if (outline.items.some((item) => item.id === id) && sectionState(outline, markOf) === "complete") settle(outline);
  }
  changed();
}

export function unmark(id: string): void {
  storage.remove(keyOfMark(id));
  changed();
}

/** The reader takes the section for complete as it is now. */
export function markSection(outline: Outline): void {
  settle(outline);
  changed();
}

/** Completed once, a section stays so, whatever is added to it. */
function settle(outline: Outline): void {
  add(outline.id, { state: "done", of: [digestOf(outline)] });
}

function digestOfItem(id: string): string | null {
  return pageOutlines().flatMap((outline) => outline.items).find((item) => item.id === id)?.digest ?? null;
}

function pageOutlines(): Outline[] {
  return [...document.querySelectorAll<HTMLElement>("lesson-done")].map(outlineOf);
}

export function outlineOf(done: HTMLElement): Outline {
  return parseOutline(done.dataset["outline"] ?? "");
}

export interface Section {
  outline: Outline;
  state: SectionState;
  /** What is still missing, in words; empty when nothing is. */
  missing: string;
  /** The first item that is not done as it is now. */
  next: string | null;
}

export function readSection(outline: Outline): Section {
  const state = sectionState(outline, markOf);
  const next = outline.items.find(({ id, digest }) => stateOf(markOf(id), digest) !== "done")?.id ?? null;
  return { outline, state, missing: describe(tally(outline, markOf)), next };
}

export function pageSections(): Section[] {
  return pageOutlines().map(readSection);
}

/** How far the reader is in a lesson of the site. */
export function readStanding(outlines: Outline[], page: string): Standing {
  return standing(outlines.map((outline) => sectionState(outline, (id) => markOf(id, page))));
}

/** Calls back at once and whenever progress changes, here or in another tab. */
export function onProgress(listener: () => void, signal: AbortSignal): void {
  changes.addEventListener("change", listener, { signal });
  onForeignChange((key) => key.endsWith(":progress"), listener, signal);
  listener();
}
