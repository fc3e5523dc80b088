// What to say about a cell that has run: one line under its code.

import type { CellResult } from "../protocol/index.ts";

export interface Judged {
  /** The cell did what it should: ran to its end, or raised the error it is there to show. */
  ok: boolean;
  same: boolean;
  text: string;
}

export function judge(result: CellResult, published: string, edited: boolean, expect: string | null): Judged {
  const { error } = result;
  const ok = expect === null ? error === null : error?.type === expect;
  const same = trimmed(result.text) === trimmed(published);
  const parts = [headline(edited, same)];
  if (error !== null && !ok) parts.push(error.line === null ? error.type : `${error.type} in line ${error.line}`);
  if (error === null && expect !== null) parts.push(`${expect} was expected`);
  if (result.truncated) parts.push("the output was too long and is cut");
  return { ok, same, text: parts.join(": ") };
}

function headline(edited: boolean, same: boolean): string {
  if (edited) return same ? "You edited this cell; its output is as published" : "You edited this cell";
  return same ? "Same as published" : "Differs from the published output";
}

/** Blank lines at the end of an output cannot be seen, so they make no difference. */
function trimmed(text: string): string {
  return text.replace(/\s+$/, "");
}

export function ranFirst(count: number): string {
  if (count === 0) return "";
  return count === 1 ? "Ran 1 earlier cell first." : `Ran ${count} earlier cells first.`;
}
