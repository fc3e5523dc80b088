// Two texts beside one another, line by line. No DOM here.

import { difference, type Line } from "./difference.ts";

export interface Row {
  kind: "same" | "different";
  /** Null: nothing stands opposite. */
  left: string | null;
  right: string | null;
}

/** Lines that are gone stand opposite those that came in their place. Null when the texts are too long to be compared. */
export function sideBySide(left: string, right: string): Row[] | null {
  const lines = difference(left, right);
  if (lines === null) return null;
  const rows: Row[] = [];
  let [gone, come]: [string[], string[]] = [[], []];
  const flush = (): void => {
    for (let at = 0; at < Math.max(gone.length, come.length); at++) rows.push({ kind: "different", left: gone[at] ?? null, right: come[at] ?? null });
    [gone, come] = [[], []];
  };
  for (const { kind, text } of lines satisfies Line[]) {
    if (kind === "removed") gone.push(text);
    else if (kind === "added") come.push(text);
    else {
      flush();
      rows.push({ kind: "same", left: text, right: text });
    }
  }
  flush();
  return rows;
}
