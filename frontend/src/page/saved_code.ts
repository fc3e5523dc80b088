// What is kept of a reader's changes to one piece of code, and what to show of it. No DOM here.

import { fingerprint } from "./fingerprint.ts";

export interface SavedCode {
  /** The reader's text; null when the published one is shown. */
  edit: string | null;
  /** Fingerprint of the published text that the edit began from; empty when it is not known. */
  of: string;
  /** What the last Reset took away. */
  undo: string | null;
  /** Other edits of the same code, from other devices: none is thrown away but by the reader. Sorted by text. */
  others?: Version[];
}

export interface Version {
  text: string;
  of: string;
}

export function isSavedCode(value: unknown): value is SavedCode {
  if (typeof value !== "object" || value === null) return false;
  const { edit, of, undo, others = [] } = value as Record<string, unknown>;
  const textOrNull = (part: unknown): boolean => part === null || typeof part === "string";
  return textOrNull(edit) && typeof of === "string" && textOrNull(undo) && Array.isArray(others) && others.every(isVersion);
}

function isVersion(value: unknown): value is Version {
  if (typeof value !== "object" || value === null) return false;
  const { text, of } = value as Record<string, unknown>;
  return typeof text === "string" && typeof of === "string";
}

/** The published text changed after the reader had begun to edit it. */
export function originalChanged(saved: SavedCode | null, original: string): boolean {
  return saved !== null && saved.edit !== null && saved.of !== "" && saved.of !== fingerprint(original);
}

/** After typing. Null: nothing is left that needs keeping. */
export function afterEdit(saved: SavedCode | null, original: string, text: string): SavedCode | null {
  if (text === original) return kept({ edit: null, of: fingerprint(original), undo: saved?.undo ?? null }, saved);
  // The reader's edit stays tied to the text it began from, until Reset brings the new one.
  const of = saved !== null && saved.edit !== null ? saved.of : fingerprint(original);
  return kept({ edit: text, of, undo: saved?.undo ?? null }, saved);
}

export function afterReset(saved: SavedCode | null, original: string): SavedCode | null {
  return kept({ edit: null, of: fingerprint(original), undo: saved?.edit ?? saved?.undo ?? null }, saved);
}

/** The reader has seen that the published text is new, and keeps the edit. */
export function afterKeeping(saved: SavedCode, original: string): SavedCode {
  return { ...saved, of: fingerprint(original) };
}

export function afterUndo(saved: SavedCode, original: string): SavedCode {
  return { ...saved, edit: saved.undo, of: fingerprint(original), undo: null };
}

function kept(saved: SavedCode, before: SavedCode | null): SavedCode | null {
  const others = before?.others ?? [];
  if (saved.edit === null && saved.undo === null && others.length === 0) return null;
  return others.length === 0 ? saved : { ...saved, others };
}
