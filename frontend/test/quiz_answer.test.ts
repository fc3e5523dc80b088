import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { afterAnswer, afterRetry, isQuizAnswer, judgeChoice, judgeTyped, standingOf, type QuizAnswer, type Standing } from "../src/page/quiz_answer.ts";
import { isView, place, score, shapeOf } from "../src/page/quiz_set.ts";
import { isNear, isPrinted, readNumber } from "../src/page/typed_answer.ts";

test("chosen options are judged as a whole", () => {
  assert.equal(judgeChoice([], ["1"]), "nothing chosen");
  assert.equal(judgeChoice(["1"], ["1"]), "right");
  assert.equal(judgeChoice(["0"], ["1", "2"]), "wrong");
  assert.equal(judgeChoice(["1"], ["1", "2"]), "incomplete");
  assert.equal(judgeChoice(["1", "0"], ["1", "2"]), "wrong");
  assert.equal(judgeChoice(["2", "1"], ["1", "2"]), "right");
});

test("numbers as people write them", () => {
  for (const text of ["2.4", " 2.4 ", "2,4", "+2.4", "2.40", "24e-1", "12/5", "12 / 5"]) assert.equal(readNumber(text), 2.4, text);
  assert.equal(readNumber("−0,5"), -0.5);
  assert.equal(readNumber("3."), 3);
  assert.equal(readNumber(".5"), 0.5);
  for (const text of ["", "x", "2.4.1", "1,000,000", "2 4", "1/0", "1/2/3", "0x10", "Infinity", "2.4 m", "e5", "-", "1e"]) assert.equal(readNumber(text), null, text);
});

test("a tolerance includes its ends, whatever floats make of them", () => {
  assert.ok(isNear(2.41, 2.4, 0.01) && isNear(2.39, 2.4, 0.01) && isNear(0.3, 0.1 + 0.2, 0) && isNear(31, 31, 0));
  assert.ok(!isNear(2.4101, 2.4, 0.01) && !isNear(30, 31, 0) && !isNear(31.001, 31, 0));
});

test("what code prints is compared as the build compares outputs", () => {
  const cases = JSON.parse(readFileSync(new URL("../../tests/golden/typed_answers.json", import.meta.url), "utf8")) as [string, string, boolean][];
  for (const [typed, printed, same] of cases) assert.equal(isPrinted(typed, printed), same, `${typed} for ${printed}`);
  assert.ok(isPrinted("  a   b ", "a b") && isPrinted("−8.0", "-8.0"));
  assert.ok(!isPrinted("...", "anything at all"));
});

test("a typed number is right, known, anything else, or none", () => {
  const key = { number: 2.4, tolerance: 0.01 };
  const wrong = ["2.7", "3.6", "3.615"];
  assert.deepEqual(judgeTyped("2,41", key, wrong), { judgement: "right", known: null });
  assert.deepEqual(judgeTyped("2.7", key, wrong), { judgement: "wrong", known: 0 });
  assert.deepEqual(judgeTyped("3.607", key, wrong), { judgement: "wrong", known: 1 });
  assert.deepEqual(judgeTyped("3.609", key, wrong), { judgement: "wrong", known: 2 });
  assert.deepEqual(judgeTyped("9", key, wrong), { judgement: "wrong", known: null });
  assert.deepEqual(judgeTyped("about 2", key, wrong), { judgement: "no number", known: null });
  assert.deepEqual(judgeTyped(" ", key, wrong), { judgement: "nothing typed", known: null });
});

test("typed output is right, known, or anything else", () => {
  const key = { printed: "8.0" };
  assert.deepEqual(judgeTyped("8.0", key, ["8"]), { judgement: "right", known: null });
  assert.deepEqual(judgeTyped("8", key, ["6", "8"]), { judgement: "wrong", known: 1 });
  assert.deepEqual(judgeTyped("nothing", key, ["8"]), { judgement: "wrong", known: null });
  assert.deepEqual(judgeTyped("", key, ["8"]), { judgement: "nothing typed", known: null });
});

const answered = (...steps: [chosen: string, right: boolean][]): QuizAnswer =>
  steps.reduce<QuizAnswer | null>((before, [chosen, right]) => afterAnswer(before, "q", [chosen], right), null)!;

test("the first try counts, and to check the same again is no other try", () => {
  assert.equal(standingOf(null), "not answered");
  assert.equal(standingOf(answered(["1", true])), "right at the first try");
  assert.equal(standingOf(answered(["0", false])), "not right yet");
  assert.equal(standingOf(answered(["0", false], ["1", true])), "right at a later try");
  assert.equal(standingOf(answered(["1", true], ["0", false], ["1", true])), "right at the first try");
  const once = answered(["0", false]);
  assert.equal(afterAnswer(once, "q", ["0"], false), once);
  assert.equal(answered(["0", false], ["2", false]).tries, 2);
});

test("a question is missed until a first try is right", () => {
  const missed = answered(["0", false], ["1", true]);
  assert.equal(missed.missed, true);
  const again = afterRetry(missed);
  assert.equal(standingOf(again), "to be answered again");
  assert.deepEqual([again.chosen, again.missed, again.first], [[], true, "wrong"]);
  assert.equal(afterAnswer(again, "q", ["1"], true).missed, false);
  assert.equal(standingOf(afterAnswer(again, "q", ["1"], true)), "right at a later try");
  const wrongAgain = afterAnswer(again, "q", ["0"], false);
  assert.equal(afterAnswer(wrongAgain, "q", ["1"], true).missed, true);
  assert.equal(answered(["1", true]).missed, false);
});

test("an answer to a question that has changed counts for nothing", () => {
  const changed = afterAnswer(answered(["0", false]), "other", ["1"], true);
  assert.deepEqual(changed, { chosen: ["1"], of: "other", right: true, tries: 1, first: "right", missed: false });
});

test("what is kept is checked; what an earlier page kept is understood", () => {
  assert.ok(isQuizAnswer({ chosen: ["1"], of: "q" }) && isQuizAnswer(answered(["1", true])));
  for (const other of [null, 1, {}, { chosen: "1", of: "q" }, { chosen: [1], of: "q" }, { chosen: [], of: "q", tries: "2" },
    { chosen: [], of: "q", first: "maybe" }, { chosen: [], of: "q", missed: 1 }, { chosen: [], of: "q", right: null }]) assert.ok(!isQuizAnswer(other));
});

test("a set of questions has a score, and a way through it", () => {
  assert.equal(score(["not answered", "not answered"]), "2 questions");
  assert.equal(score(["right at the first try", "not answered"]), "1 of 2 right at the first try, 1 still to be answered");
  assert.equal(score(["right at the first try", "right at a later try", "not right yet", "to be answered again"]),
    "1 of 4 right at the first try, 1 at a later one, 1 not right yet, 1 still to be answered");
  assert.equal(score(["right at the first try"]), "1 of 1 right at the first try");
  assert.deepEqual(place(["a", "b", "c"], "b"), { now: 1, previous: "a", next: "c" });
  assert.deepEqual(place(["a", "b"], "gone"), { now: 0, previous: null, next: "b" });
  assert.deepEqual(place(["a", "b"], "b"), { now: 1, previous: "a", next: null });
  assert.ok(isView({ one: true, at: "" }) && !isView({ one: 1, at: "" }) && !isView(null) && !isView({ one: true }));
  assert.deepEqual(["right at a later try", "not right yet", "not answered"].map((each) => shapeOf(each as Standing)), ["right", "wrong", "not started"]);
});
