import assert from "node:assert/strict";
import { test } from "node:test";
import { afterAgain, afterCommit, afterCompare, afterSkip, cameTrue, isPrediction, stageOf } from "../src/page/prediction.ts";

test("a prediction is committed, compared, and may be made again", () => {
  assert.equal(stageOf(null, "q"), "open");
  const committed = afterCommit(null, "q", ["1"], "31");
  assert.equal(stageOf(committed, "q"), "committed");
  const compared = afterCompare(committed);
  assert.equal(stageOf(compared, "q"), "compared");
  const again = afterAgain(compared);
  assert.equal(stageOf(again, "q"), "open");
  assert.deepEqual(again.earlier, ["31"]);
  assert.deepEqual(afterAgain(afterCompare(afterCommit(again, "q", ["0"], "30"))).earlier, ["31", "30"]);
  assert.deepEqual(afterAgain(afterCompare(afterCommit(again, "q", ["1"], "31"))).earlier, ["31"]);
});

test("who looks without predicting has said nothing", () => {
  const skipped = afterSkip(null, "q");
  assert.equal(stageOf(skipped, "q"), "skipped");
  assert.deepEqual(afterAgain(skipped).earlier, []);
  assert.deepEqual(afterSkip(afterAgain(afterCommit(null, "q", ["1"], "31")), "q").earlier, ["31"]);
});

test("a question that has changed is open again", () => {
  assert.equal(stageOf(afterCompare(afterCommit(null, "q", ["1"], "31")), "other"), "open");
});

test("a prediction is measured by options, by a number, or by eye", () => {
  assert.equal(cameTrue(["1"], { right: ["1"] }), true);
  assert.equal(cameTrue(["1"], { right: ["1", "2"] }), false);
  assert.equal(cameTrue(["0"], { right: ["1"] }), false);
  assert.equal(cameTrue(["0,2"], { number: 0.2, tolerance: 0.005 }), true);
  assert.equal(cameTrue(["0.21"], { number: 0.2, tolerance: 0.005 }), false);
  assert.equal(cameTrue(["few"], { number: 0.2, tolerance: 0.005 }), false);
  assert.equal(cameTrue(["it stays"], null), null);
});

test("what is kept is checked", () => {
  assert.ok(isPrediction(afterCommit(null, "q", ["1"], "31")) && isPrediction(afterSkip(null, "q")));
  for (const other of [null, 1, {}, { said: [], words: "", of: "q", compared: 1, earlier: [] }, { said: [1], words: "", of: "q", compared: true, earlier: [] },
    { said: [], words: "", of: "q", compared: true }]) assert.ok(!isPrediction(other));
});
