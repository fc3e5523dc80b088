// What is kept of a reader's changes to one piece of code, and what to show of it. No DOM here.

import { fingerprint } from "./fingerprint.ts";

export interface SavedCode {
  /** The reader's text; null when the published one is shown. */
  edit: string | null;
  /** Fingerprint of the published text that the edit began from. */
  of: string;
  /** What the last Reset took away. */
  undo: string | null;
}

export function isSavedCode(value: unknown): value is SavedCode {
  if (typeof value !== "object" || value === null) return false;
  const { edit, of, undo } = value as Record<string, unknown>;
  const textOrNull = (part: unknown): boolean => part === null || typeof part === "string";
  return textOrNull(edit) && typeof of === "string" && textOrNull(undo);
}

/** The published text changed after the reader had begun to edit it. */
export function originalChanged(saved: SavedCode | null, original: string): boolean {
  return saved !== null && saved.edit !== null && saved.of !== fingerprint(original);
}

/** After typing. Null: nothing is left that needs keeping. */
export function afterEdit(saved: SavedCode | null, original: string, text: string): SavedCode | null {
  const undo = saved?.undo ?? null;
  if (text === original) return undo === null ? null : { edit: null, of: fingerprint(original), undo };
  // The reader's edit stays tied to the text it began from, until Reset brings the new one.
  const of = saved !== null && saved.edit !== null ? saved.of : fingerprint(original);
  return { edit: text, of, undo };
}

export function afterReset(saved: SavedCode | null, original: string): SavedCode | null {
  const undo = saved?.edit ?? saved?.undo ?? null;
  return undo === null ? null : { edit: null, of: fingerprint(original), undo };
}

/** The reader has seen that the published text is new, and keeps the edit. */
export function afterKeeping(saved: SavedCode, original: string): SavedCode {
  return { ...saved, of: fingerprint(original) };
}

export function afterUndo(saved: SavedCode, original: string): SavedCode {
  return { edit: saved.undo, of: fingerprint(original), undo: null };
}
