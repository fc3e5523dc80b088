import assert from "node:assert/strict";
import { test } from "node:test";
import type { CellResult, StepError } from "../src/protocol/index.ts";
import { statusText } from "../src/page/status_text.ts";
import { judge, sameShown, wentWrong } from "../src/page/verdict.ts";

const result = (error: StepError | null = null, truncated = false): CellResult => ({ text: "", parts: [], rich: null, error, truncated });
const divided: StepError = { type: "ZeroDivisionError", message: "division by zero", line: 2 };

test("outputs are the same when they look the same", () => {
  const text = (shown: string) => ({ text: shown, rich: null });
  assert.ok(sameShown(text("8.0\n"), text("8.0\n\n")));
  assert.ok(!sameShown(text(" 8.0\n"), text("8.0\n")));
  assert.ok(!sameShown(text(""), { text: "", rich: "data:image/svg+xml,x" }));
});

test("an unedited cell is compared with what was published", () => {
  assert.deepEqual(judge(result(), true, "published", null), { ok: true, text: "Same as published", line: null });
  assert.equal(judge(result(), false, "published", null).text, "Differs from the published output");
  assert.equal(judge(result(), false, "shared", null).text, "Code from a link");
});

test("an error counts as a success only where it is expected", () => {
  const failed = judge(result(divided), true, "edited", null);
  assert.deepEqual(failed, { ok: false, text: "You edited this cell; its output is as published: ZeroDivisionError in line 2", line: 2 });
  assert.deepEqual(judge(result(divided), true, "published", "ZeroDivisionError"), { ok: true, text: "Same as published", line: null });
  assert.equal(judge(result(divided), true, "published", "NameError").ok, false);
  assert.equal(judge(result(), false, "edited", "NameError").text, "You edited this cell: NameError was expected");
});

test("what a library raises on purpose reads as its advice", () => {
  const advice = { ...divided, message: "lr must be positive, got -1.", by: "tunekit" };
  assert.equal(wentWrong(advice), "About line 2, tunekit says: lr must be positive, got -1.");
  assert.equal(judge(result(advice), false, "edited", null).text, "You edited this cell. About line 2, tunekit says: lr must be positive, got -1.");
  assert.equal(wentWrong({ ...advice, line: null }), "tunekit says: lr must be positive, got -1.");
});

test("an output that was cut says so", () => {
  assert.match(judge(result(null, true), false, "published", null).text, /is cut$/);
});

test("Python's status in words", () => {
  const loading = { state: "loading", phase: "downloading", loaded: 3_240_000, total: 13_100_000 } as const;
  assert.equal(statusText(loading), "Downloading Python: 3.2 of 13.1 MB");
  assert.equal(statusText({ ...loading, total: 0 }), "Downloading Python: 3.2 MB");
  assert.equal(statusText({ ...loading, phase: "starting Python" }), "Starting Python…");
  assert.equal(statusText({ state: "idle" }), null);
});
