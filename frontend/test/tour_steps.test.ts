import assert from "node:assert/strict";
import { test } from "node:test";
import { stepAt, stepByKey } from "../src/page/tour_steps.ts";

const nodes = ["start", "ask", "step", "ask", "step", "stop"];

test("a node opens at its next visit, and after its last at its first", () => {
  assert.equal(stepAt(nodes, "ask", null), 1);
  assert.equal(stepAt(nodes, "ask", 0), 1);
  assert.equal(stepAt(nodes, "ask", 1), 3);
  assert.equal(stepAt(nodes, "ask", 3), 1);
  assert.equal(stepAt(nodes, "start", 5), 0);
  assert.equal(stepAt(nodes, "start", 0), 0);
  assert.equal(stepAt(nodes, "elsewhere", 0), null);
});

test("keys stay within the tour", () => {
  const to = (key: string, at: number) => stepByKey(key, at, nodes.length);
  assert.deepEqual(["ArrowRight", "ArrowLeft", "Home", "End"].map((key) => to(key, 2)), [3, 1, 0, 5]);
  assert.equal(to("ArrowRight", 5), 5);
  assert.equal(to("ArrowLeft", 0), 0);
  assert.equal(to("Escape", 2), null);
  assert.equal(stepByKey("End", 0, 1), 0);
});
