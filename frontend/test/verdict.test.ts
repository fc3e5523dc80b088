import assert from "node:assert/strict";
import { test } from "node:test";
import type { CellResult, StepError } from "../src/protocol/index.ts";
import { judgeAnswer } from "../src/page/quiz_answer.ts";
import { statusText } from "../src/page/status_text.ts";
import { judge } from "../src/page/verdict.ts";

const result = (text: string, error: StepError | null = null, truncated = false): CellResult => ({ text, parts: [["stdout", text]], error, truncated });
const divided: StepError = { type: "ZeroDivisionError", message: "division by zero", line: 2 };

test("an unedited cell is compared with what was published", () => {
  assert.deepEqual(judge(result("8.0\n"), "8.0\n\n", false, null), { ok: true, same: true, text: "Same as published" });
  assert.equal(judge(result("8.1\n"), "8.0\n", false, null).text, "Differs from the published output");
  assert.equal(judge(result(" 8.0\n"), "8.0\n", false, null).same, false);
});

test("an error counts as a success only where it is expected", () => {
  assert.equal(judge(result("", divided), "", true, null).text, "You edited this cell; its output is as published: ZeroDivisionError in line 2");
  assert.equal(judge(result("x", divided), "", true, null).ok, false);
  assert.equal(judge(result("x", divided), "x", false, "ZeroDivisionError").ok, true);
  assert.equal(judge(result("x", divided), "x", false, "NameError").ok, false);
  assert.equal(judge(result("x"), "y", true, "NameError").text, "You edited this cell: NameError was expected");
});

test("an output that was cut says so", () => {
  assert.match(judge(result("x", null, true), "y", false, null).text, /is cut$/);
});

test("Python's status in words", () => {
  const loading = { state: "loading", phase: "downloading", loaded: 3_240_000, total: 13_100_000 } as const;
  assert.equal(statusText(loading), "Downloading Python: 3.2 of 13.1 MB");
  assert.equal(statusText({ ...loading, total: 0 }), "Downloading Python: 3.2 MB");
  assert.equal(statusText({ ...loading, phase: "starting Python" }), "Starting Python…");
  assert.equal(statusText({ state: "idle" }), null);
});

test("an answer is right when it names all that is right and nothing else", () => {
  assert.equal(judgeAnswer([], ["1"]), "nothing chosen");
  assert.equal(judgeAnswer(["1"], ["1"]), "right");
  assert.equal(judgeAnswer(["0"], ["1", "2"]), "wrong");
  assert.equal(judgeAnswer(["1"], ["1", "2"]), "incomplete");
  assert.equal(judgeAnswer(["1", "0"], ["1", "2"]), "wrong");
  assert.equal(judgeAnswer(["2", "1"], ["1", "2"]), "right");
});
