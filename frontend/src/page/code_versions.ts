// Two devices' edits of the same code: both are kept, one is shown. No DOM here.

import type { SavedCode, Version } from "./saved_code.ts";

/** What two devices have of one piece of code. Whichever comes first, and however many there are: the same. */
export function mergeCode(a: SavedCode, b: SavedCode): SavedCode {
  const edit = later(a.edit, b.edit);
  const undo = later(a.undo, b.undo);
  const all = [a, b].flatMap((saved) => [...versions(saved), ...lostUndo(saved, undo)]);
  const of = edit === null ? later(a.of, b.of) ?? "" : all.filter(({ text }) => text === edit).map((version) => version.of).sort().at(-1) ?? "";
  return withOthers({ edit, of, undo }, all);
}

/** After a merge, the edit that was shown before goes on being shown. */
export function showing(edit: string | null, merged: SavedCode): SavedCode {
  const all = versions(merged);
  const own = all.find(({ text }) => text === edit);
  return own === undefined ? merged : withOthers({ edit: own.text, of: own.of, undo: merged.undo }, all);
}

/** The next of the other edits takes the place of the one that is shown; null when there is none. */
export function nextVersion(saved: SavedCode): SavedCode | null {
  const others = saved.others ?? [];
  const next = others.find(({ text }) => text > (saved.edit ?? "")) ?? others[0];
  return next === undefined ? null : showing(next.text, saved);
}

export function withoutOthers({ edit, of, undo }: SavedCode): SavedCode | null {
  return edit === null && undo === null ? null : { edit, of, undo };
}

function versions({ edit, of, others = [] }: SavedCode): Version[] {
  return edit === null ? others : [{ text: edit, of }, ...others];
}

function lostUndo(saved: SavedCode, undo: string | null): Version[] {
  return saved.undo === null || saved.undo === undo ? [] : [{ text: saved.undo, of: "" }];
}

function withOthers(saved: SavedCode, all: Version[]): SavedCode {
  const texts = new Map<string, string>();
  for (const { text, of } of all) {
    if (text !== saved.edit) texts.set(text, later(of, texts.get(text) ?? null) ?? of);
  }
  const others = [...texts].map(([text, of]) => ({ text, of })).sort((a, b) => (a.text < b.text ? -1 : 1));
  return others.length === 0 ? saved : { ...saved, others };
}

/** A choice that does not depend on the order. */
function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
