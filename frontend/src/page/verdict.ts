// What to say about a cell that has run: one line under its code.

import type { CellResult, StepError } from "../protocol/index.ts";

/** What an output shows: its text, and what a value shows of itself. */
export interface Shown {
  text: string;
  rich: string | null;
}

/** Whose code ran: as published, with the controls moved, as the reader changed or wrote it, or as a link brought it. */
export type Whose = "published" | "moved" | "edited" | "own" | "shared";

export interface Judged {
  /** The cell did what it should: ran to its end, or raised the error it is there to show. */
  ok: boolean;
  text: string;
  /** The line where it went wrong, which `text` names as `line N`. */
  line: number | null;
}

export function sameShown(a: Shown, b: Shown): boolean {
  return trimmed(a.text) === trimmed(b.text) && a.rich === b.rich;
}

export function judge(result: CellResult, same: boolean, whose: Whose, expect: string | null): Judged {
  const { error } = result;
  const ok = expect === null ? error === null : error?.type === expect;
  const parts = [HEADLINES[whose][same ? 0 : 1]];
  if (error !== null && !ok && error.by) return { ok, text: `${parts[0]}. ${wentWrong(error)}`, line: error.line };
  if (error !== null && !ok) parts.push(wentWrong(error));
  if (error === null && expect !== null) parts.push(`${expect} was expected`);
  if (result.truncated) parts.push("the output was too long and is cut");
  return { ok, text: parts.join(": "), line: error !== null && !ok ? error.line : null };
}

/** An error in a line of small text. What a library says to its user is advice, and said as such. */
export function wentWrong({ type, message, line, by }: StepError): string {
  if (by) return `${line === null ? "" : `About line ${line}, `}${by} says: ${message}`;
  return line === null ? type : `${type} in line ${line}`;
}

const HEADLINES: Record<Whose, [same: string, other: string]> = {
  published: ["Same as published", "Differs from the published output"],
  moved: ["Computed just now; it is as published", "Computed just now"],
  edited: ["You edited this cell; its output is as published", "You edited this cell"],
  own: ["Your own code", "Your own code"],
  shared: ["Code from a link; its output is as published", "Code from a link"],
};

/** Blank lines at the end of an output cannot be seen, so they make no difference. */
function trimmed(text: string): string {
  return text.replace(/\s+$/, "");
}

export function ranFirst(count: number): string {
  if (count === 0) return "";
  return count === 1 ? "Ran 1 earlier cell first." : `Ran ${count} earlier cells first.`;
}
