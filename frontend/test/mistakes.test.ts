import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestOutcome } from "../src/protocol/index.ts";
import { parseMistakes, recognise } from "../src/page/mistakes.ts";

const outcome = (name: string, passed: boolean, got: string | null = null, call: string | null = null): TestOutcome =>
  ({ name, title: name, passed, call, got, expected: null, message: null, printed: "" });
const known = [
  { test: "test_b", call: null, got: "7.0", message: "seven" }, { test: "test_b", call: null, got: null, message: "nothing" },
  { test: "test_b", call: "f(1)", got: "7.0", message: "one" }, { test: "test_b", call: "f(2)", got: "7.0", message: "two" },
  { test: "test_c", call: null, got: "7.0", message: "late" },
];

test("a mistake is known by the first failing test and what it got", () => {
  assert.equal(recognise([outcome("test_a", true), outcome("test_b", false, "7.0"), outcome("test_c", false, "7.0")], known)?.message, "seven");
  assert.equal(recognise([outcome("test_b", false)], known)?.message, "nothing");
  assert.equal(recognise([outcome("test_b", false, "7.0", "f(2)")], known)?.message, "two");
});

test("another value, another first failure or none at all is no known mistake", () => {
  assert.equal(recognise([outcome("test_b", false, "8.0")], known), null);
  assert.equal(recognise([outcome("test_b", false, "7.0", "f(3)")], known), null);
  assert.equal(recognise([outcome("test_a", false, "7.0"), outcome("test_b", false, "7.0")], known), null);
  assert.equal(recognise([outcome("test_b", true)], known), null);
  assert.equal(recognise([], known), null);
});

test("the list must be what the build writes", () => {
  assert.deepEqual(parseMistakes(JSON.stringify(known)), known);
  assert.throws(() => parseMistakes('[{"test": 1}]'), TypeError);
});
