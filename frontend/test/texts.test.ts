// The small pure functions that read texts: differences, tracebacks, names.

import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../src/page/difference.ts";
import { namesIn } from "../src/page/names_in.ts";
import { placesIn } from "../src/page/traceback.ts";

const told = (before: string, after: string): string[] | undefined =>
  difference(before, after)?.map(({ kind, text }) => ({ same: "  ", removed: "- ", added: "+ " })[kind] + text);

test("a difference names the lines that changed and no others", () => {
  assert.deepEqual(told("a\nb\nc\n", "a\nB\nc\n"), ["  a", "- b", "+ B", "  c"]);
  assert.deepEqual(told("a\nb", "a\nx\nb"), ["  a", "+ x", "  b"]);
  assert.deepEqual(told("", "a\n"), ["+ a"]);
  assert.deepEqual(told("a\na\n", "a\n"), ["  a", "- a"]);
  assert.deepEqual(told("a\n\n", "a"), ["  a"]);
  assert.deepEqual(told("a\nb\nc\nd", "b\nd\ne"), ["- a", "  b", "- c", "  d", "+ e"]);
});

test("a difference gives both texts back, and keeps as much as can be kept", () => {
  // All words of up to five letters of two kinds, a letter a line.
  const words = Array.from({ length: 32 }, (_, n) => [...n.toString(2).slice(1)]);
  for (const a of words) {
    for (const b of words) {
      const lines = difference(a.join("\n"), b.join("\n"))!;
      const texts = (but: string): string[] => lines.filter(({ kind }) => kind !== but).map(({ text }) => text);
      assert.deepEqual(texts("added"), a);
      assert.deepEqual(texts("removed"), b);
      assert.equal(lines.filter(({ kind }) => kind === "same").length, longestCommon(a, b));
    }
  }
});

/** By trying every subsequence. */
function longestCommon(a: string[], b: string[]): number {
  let best = 0;
  for (let mask = 0; mask < 1 << a.length; mask++) {
    const chosen = a.filter((_, i) => mask & (1 << i));
    let at = 0;
    for (const letter of b) if (letter === chosen[at]) at++;
    if (at === chosen.length) best = Math.max(best, at);
  }
  return best;
}

test("texts too long to compare are not compared", () => {
  assert.equal(difference(Array.from({ length: 2000 }, (_, i) => `a${i}`).join("\n"), Array.from({ length: 2000 }, (_, i) => `b${i}`).join("\n")), null);
});

test("a traceback's places are found, and its text is kept", () => {
  const text = 'Traceback (most recent call last):\n  File "one-step.py", line 12, in <module>\n    f(\'File "x.py", line 1\')\n'
    + '  File "gdcore/points.py", line 3, in f\n    raise X\nValueError: File "y.py", line 2\n';
  const pieces = placesIn(text);
  assert.deepEqual(pieces.filter((piece) => typeof piece !== "string"), [{ label: 'File "one-step.py", line 12', name: "one-step", line: 12 }]);
  assert.equal(pieces.map((piece) => (typeof piece === "string" ? piece : piece.label)).join(""), text);
  const group = '  + Exception Group Traceback (most recent call last):\n  |   File "a.py", line 2, in <module>\n';
  assert.equal(placesIn(group).length, 3);
});

test("names are read off assignments, definitions, imports and loops", () => {
  const source = "import math, os.path as p\nfrom random import seed, gauss as g\nasync def go(): pass\nclass Big(list):\n    size: int = 3\nx, y = 1, 2\nif x == 3: pass\n"
    + "for step, z in []: pass\nf(x=1)\n# no = 1\na.b = 3\n";
  assert.deepEqual(namesIn(source), ["math", "p", "seed", "g", "go", "Big", "size", "x", "y", "step", "z"]);
});
