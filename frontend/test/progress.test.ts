import assert from "node:assert/strict";
import { test } from "node:test";
import {
  describe, digestOf, inWords, isMark, itemState, joinMarks, lessonState, parseOutline, sectionState, type Mark,
} from "../src/page/progress.ts";

const outline = parseOutline("do cells:cell-a:11 cells:cell-b:22 quiz:quiz-c:33");
const read = parseOutline("intro read:intro:77");
const done = (...of: string[]): Mark => ({ state: "done", of });
const started: Mark = { state: "started", of: [] };
const given = (marks: Record<string, Mark>) => (id: string): Mark | null => marks[id] ?? null;
const all = { "cell-a": done("11"), "cell-b": done("22"), "quiz-c": done("33") };

test("a section is complete when all its items are done, and begun when one is", () => {
  assert.equal(sectionState(outline, given(all)), "complete");
  assert.equal(sectionState(outline, given({ "cell-a": done("11") })), "in progress");
  assert.equal(sectionState(outline, given({ "quiz-c": started })), "in progress");
  assert.equal(sectionState(outline, given({})), "not started");
  assert.equal(sectionState(parseOutline("empty"), given({})), "not started");
  assert.equal(sectionState(read, given({ intro: done("77") })), "complete");
});

test("an item that is not as it was when it was done has changed", () => {
  assert.equal(itemState(done("11"), "11"), "done");
  assert.equal(itemState(done("10", "11"), "11"), "done");
  assert.equal(itemState(done("10"), "11"), "changed");
  // Of a mark without versions, or an item without a section, nothing can be said.
  assert.equal(itemState(done(), "11"), "done");
  assert.equal(itemState(done("10"), null), "done");
  assert.equal(itemState(started, "11"), "started");
  assert.equal(itemState(null, "11"), "new");
});

test("a section that was complete and has changed since is marked, not lost", () => {
  const complete = { ...all, do: done(digestOf(outline)) };
  const grown = parseOutline("do cells:cell-a:11 cells:cell-b:22 quiz:quiz-c:33 cells:cell-new:44");
  const other = parseOutline("do cells:cell-a:12 cells:cell-b:22 quiz:quiz-c:33");
  const smaller = parseOutline("do cells:cell-a:11");
  assert.equal(sectionState(grown, given(complete)), "changed");
  assert.equal(sectionState(other, given(complete)), "changed");
  assert.equal(sectionState(smaller, given(complete)), "complete");
  // The reader goes through it again, or says that it is complete.
  assert.equal(sectionState(grown, given({ ...complete, "cell-new": done("44") })), "complete");
  assert.equal(sectionState(other, given({ ...complete, do: joinMarks(complete.do, done(digestOf(other))) })), "complete");
  // Never complete: then nothing was.
  assert.equal(sectionState(other, given({ "cell-a": done("11") })), "in progress");
  assert.equal(sectionState(parseOutline("intro read:intro:78"), given({ intro: done("77") })), "changed");
});

test("a lesson follows its sections", () => {
  assert.equal(lessonState(["complete", "complete"]), "complete");
  assert.equal(lessonState(["complete", "changed"]), "changed");
  assert.equal(lessonState(["changed", "not started"]), "in progress");
  assert.equal(lessonState(["not started", "not started"]), "not started");
  assert.equal(lessonState([]), "not started");
});

test("only what is missing is named", () => {
  assert.equal(describe([{ need: "cells", items: ["done", "new", "changed"] }, { need: "tour", items: ["done"] }]), "1 of 3 cells run");
  assert.equal(describe([{ need: "cells", items: ["new"] }, { need: "quiz", items: ["done", "new"] }]),
    "the cell is still to be run; 1 of 2 questions answered right");
  assert.equal(inWords("not started"), "Not started");
  assert.equal(inWords("changed"), "Complete, but changed since");
});

test("outlines are read from the attribute", () => {
  assert.deepEqual(read, { id: "intro", items: [{ need: "read", id: "intro", digest: "77" }] });
  assert.deepEqual(parseOutline(" do  dance:x:1 tour:y:2 ").items, [{ need: "tour", id: "y", digest: "2" }]);
  assert.deepEqual(parseOutline(""), { id: "", items: [] });
});

test("only what this page wrote is taken for a mark", () => {
  assert.ok(isMark(started) && isMark(done("1", "2")));
  for (const other of [null, "done", {}, { state: "done" }, { state: "new", of: [] }, { state: "done", of: [1] }]) assert.ok(!isMark(other));
});

test("joining marks takes nothing back, in whatever order", () => {
  const marks = [started, done(), done("1"), done("2"), done("1", "3")];
  for (const a of marks) {
    assert.deepEqual(joinMarks(a, a), a);
    for (const b of marks) {
      assert.deepEqual(joinMarks(a, b), joinMarks(b, a));
      for (const c of marks) assert.deepEqual(joinMarks(joinMarks(a, b), c), joinMarks(a, joinMarks(b, c)));
    }
  }
  assert.deepEqual(joinMarks(started, done("2")), done("2"));
});
