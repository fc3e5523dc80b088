import assert from "node:assert/strict";
import { test } from "node:test";
import { describe, lessonState, parseNeeds, sectionState } from "../src/page/progress.ts";

test("a section is complete when all its items are done, and begun when one is", () => {
  assert.equal(sectionState([{ need: "cells", items: ["done", "done"] }, { need: "tour", items: ["done"] }]), "complete");
  assert.equal(sectionState([{ need: "cells", items: ["done", "new"] }]), "in progress");
  assert.equal(sectionState([{ need: "quiz", items: ["started"] }]), "in progress");
  assert.equal(sectionState([{ need: "quiz", items: ["new"] }]), "not started");
  assert.equal(sectionState([]), "not started");
});

test("a lesson follows its sections", () => {
  assert.equal(lessonState(["complete", "complete"]), "complete");
  assert.equal(lessonState(["complete", "not started"]), "in progress");
  assert.equal(lessonState(["not started", "not started"]), "not started");
});

test("only what is missing is named", () => {
  assert.equal(describe([{ need: "cells", items: ["done", "new", "new"] }, { need: "tour", items: ["done"] }]), "1 of 3 cells run");
  assert.equal(describe([{ need: "cells", items: ["new"] }, { need: "quiz", items: ["done", "new"] }]),
    "the cell is still to be run; 1 of 2 questions answered right");
});

test("needs are read from the attribute", () => {
  assert.deepEqual(parseNeeds("cells quiz"), ["cells", "quiz"]);
  assert.deepEqual(parseNeeds(" read "), ["read"]);
  assert.deepEqual(parseNeeds("nonsense"), []);
});
