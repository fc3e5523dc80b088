import assert from "node:assert/strict";
import { test } from "node:test";
import { afterAttempt, afterPuttingAside, isAttempts, mergeAttempts, MOST, NONE, tellAttempt, type Attempts } from "../src/page/attempts.ts";
import { sideBySide } from "../src/page/side_by_side.ts";

const made = (...codes: string[]): Attempts => codes.reduce((before, code) => afterAttempt(before, code, 1, 2), NONE);
const codes = ({ list }: Attempts): string[] => list.map(({ code }) => code);

test("every attempt is kept, the same code once", () => {
  const attempts = made("a", "b", "a", "c");
  assert.deepEqual(codes(attempts), ["b", "a", "c"]);
  assert.deepEqual(attempts.list.map(({ number }) => number), [2, 3, 4]);
  assert.deepEqual([attempts.made, attempts.dropped], [4, 0]);
});

test("too much lets the oldest go, and says so; the newest stays", () => {
  const long = (letter: string): string => letter.repeat(MOST / 2);
  const attempts = made(long("a"), long("b"), "c");
  assert.deepEqual(codes(attempts), [long("b"), "c"]);
  assert.equal(attempts.dropped, 1);
  const huge = afterAttempt(attempts, "d".repeat(MOST + 1), 0, 2);
  assert.deepEqual([huge.list.length, huge.dropped], [1, 3]);
  assert.equal(made(long("a"), long("b")).dropped, 0);
});

test("code that is replaced is put aside, unless it is an attempt already", () => {
  const attempts = made("a");
  assert.equal(afterPuttingAside(attempts, "a"), attempts);
  const aside = afterPuttingAside(attempts, "b");
  assert.deepEqual(aside.list.at(-1), { number: 2, code: "b", passed: null, of: 0 });
  assert.deepEqual(aside.list.map(tellAttempt), ["1: 1 of 2 tests passed", "2: put aside, not tested"]);
  assert.equal(tellAttempt({ number: 3, code: "(", passed: 0, of: 0 }), "3: stopped before the tests");
});

test("two devices' attempts are joined, in whichever order", () => {
  const [a, b, c] = [made("x", "y"), afterPuttingAside(made("z"), "x"), afterAttempt(NONE, "x", 2, 2)];
  assert.deepEqual(mergeAttempts(a, b), mergeAttempts(b, a));
  assert.deepEqual(mergeAttempts(mergeAttempts(a, b), c), mergeAttempts(a, mergeAttempts(b, c)));
  assert.deepEqual(mergeAttempts(a, a), a);
  assert.deepEqual(codes(mergeAttempts(a, b)), ["z", "x", "y"]);
  assert.equal(mergeAttempts(a, c).list.find(({ code }) => code === "x")?.passed, 2);
  assert.equal(mergeAttempts(b, NONE).list.find(({ code }) => code === "x")?.passed, null);
});

test("what is kept is checked", () => {
  assert.ok(isAttempts(made("a")) && isAttempts(NONE) && isAttempts(afterPuttingAside(NONE, "b")));
  for (const other of [null, 1, {}, { list: [{}], made: 1, dropped: 0 }, { list: [], made: -1, dropped: 0 }, { list: [], made: 1.5, dropped: 0 },
    { list: [{ number: 1, code: "a", passed: "1", of: 2 }], made: 1, dropped: 0 }]) assert.ok(!isAttempts(other));
});

test("lines stand beside what came in their place", () => {
  assert.deepEqual(sideBySide("a\nb\nc\n", "a\nB\nB2\nc\n"), [
    { kind: "same", left: "a", right: "a" },
    { kind: "different", left: "b", right: "B" },
    { kind: "different", left: null, right: "B2" },
    { kind: "same", left: "c", right: "c" },
  ]);
  assert.deepEqual(sideBySide("a\nb\n", "b\n"), [{ kind: "different", left: "a", right: null }, { kind: "same", left: "b", right: "b" }]);
  assert.deepEqual(sideBySide("", "a"), [{ kind: "different", left: null, right: "a" }]);
  assert.deepEqual(sideBySide("", ""), []);
  assert.equal(sideBySide("a\n".repeat(2000) + "x", "b\n".repeat(2000) + "y"), null);
});
