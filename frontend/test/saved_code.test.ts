import assert from "node:assert/strict";
import { test } from "node:test";
import { afterEdit, afterKeeping, afterReset, afterUndo, isSavedCode, originalChanged } from "../src/page/saved_code.ts";

test("an edit is kept, and typing back to the original leaves nothing to keep", () => {
  const saved = afterEdit(null, "x = 1", "x = 2");
  assert.equal(saved?.edit, "x = 2");
  assert.equal(originalChanged(saved, "x = 1"), false);
  assert.equal(afterEdit(saved, "x = 1", "x = 1"), null);
});

test("a new original is noticed until Reset, also while the reader goes on typing", () => {
  const saved = afterEdit(null, "old", "mine");
  assert.equal(originalChanged(saved, "new"), true);
  const typed = afterEdit(saved, "new", "mine too");
  assert.equal(originalChanged(typed, "new"), true);
  assert.equal(originalChanged(afterReset(typed, "new"), "new"), false);
});

test("Reset can be undone", () => {
  const reset = afterReset(afterEdit(null, "x", "mine"), "x");
  assert.deepEqual([reset?.edit, reset?.undo], [null, "mine"]);
  assert.ok(reset);
  assert.equal(afterUndo(reset, "x").edit, "mine");
});

test("what a Reset took away outlives further typing and an idle Reset", () => {
  const reset = afterReset(afterEdit(null, "x", "mine"), "x");
  assert.equal(afterReset(reset, "x")?.undo, "mine");
  assert.equal(afterEdit(reset, "x", "x = 3")?.undo, "mine");
  assert.equal(afterEdit(afterEdit(reset, "x", "x = 3"), "x", "x")?.undo, "mine");
});

test("only what this page wrote is taken for saved code", () => {
  assert.ok(isSavedCode({ edit: null, of: "1f", undo: "x" }));
  for (const other of [null, 1, "x", [], {}, { edit: 1, of: "", undo: null }, { edit: "x", undo: null }]) assert.ok(!isSavedCode(other));
});

test("an edit that is kept over a new original is tied to the new one", () => {
  const saved = afterEdit(null, "old", "mine");
  assert.ok(saved);
  assert.equal(originalChanged(afterKeeping(saved, "new"), "new"), false);
  assert.equal(afterKeeping(saved, "new").edit, "mine");
});
