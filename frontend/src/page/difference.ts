// Two texts, line by line: what is gone, what is new, what has stayed. No DOM here.

export interface Line {
  kind: "same" | "removed" | "added";
  text: string;
}

const MOST_CELLS = 1_000_000;

/** By the longest common subsequence of lines. Null when the texts are too long to be worth it. */
export function difference(before: string, after: string): Line[] | null {
  const [a, b] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const middle = between(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  if (middle === null) return null;
  const same = (text: string): Line => ({ kind: "same", text });
  return [...a.slice(0, head).map(same), ...middle, ...a.slice(a.length - tail).map(same)];
}

/** Blank space at the end of an output cannot be seen. */
function linesOf(text: string): string[] {
  const seen = text.trimEnd();
  return seen === "" ? [] : seen.split("\n");
}

function between(a: string[], b: string[]): Line[] | null {
  const width = b.length + 1;
  if ((a.length + 1) * width > MOST_CELLS) return null;
  /** At [i, j]: how many lines a from i and b from j have in common. */
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j] ? common[(i + 1) * width + j + 1]! + 1 : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && a[i] === b[j]) {
      lines.push({ kind: "same", text: a[i]! });
      i++;
      j++;
    } else if (i < a.length && (j === b.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) lines.push({ kind: "removed", text: a[i++]! });
    else lines.push({ kind: "added", text: b[j++]! });
  }
  return lines;
}
