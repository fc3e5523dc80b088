import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, fit, isRecall, isRound, mergeRecall, rate, type Rating, type Recall, type Round } from "../src/page/recall.ts";

const terms = Array.from({ length: 12 }, (_, index) => `term-${index}`);
const unrated = (): null => null;

test("a round asks for every term once, in an order of its own that does not depend on chance", () => {
  const first = begin(terms, unrated, 1, "definition");
  assert.deepEqual([...first.queue].sort(), [...terms].sort());
  assert.notDeepEqual(first.queue, terms);
  assert.deepEqual(begin([...terms].reverse(), unrated, 1, "definition").queue, first.queue);
  assert.notDeepEqual(begin(terms, unrated, 2, "definition").queue, first.queue);
});

test("the weak come first, then what was never asked for, then what was known", () => {
  const rated: Record<string, Rating> = { "term-3": "knew", "term-5": "almost", "term-7": "again", "term-9": "almost" };
  const { queue } = begin(terms, (term) => rated[term] ?? null, 4, "term");
  assert.equal(queue[0], "term-7");
  assert.deepEqual(queue.slice(1, 3).sort(), ["term-5", "term-9"]);
  assert.equal(queue.at(-1), "term-3");
});

test("only a term that was known leaves the round", () => {
  const round: Round = { number: 1, show: "definition", queue: ["a", "b", "c", "d", "e"], answered: [] };
  assert.deepEqual(rate(round, "knew").queue, ["b", "c", "d", "e"]);
  assert.deepEqual(rate(round, "again").queue, ["b", "c", "d", "a", "e"]);
  assert.deepEqual(rate(round, "almost").queue, ["b", "c", "d", "e", "a"]);
  assert.deepEqual(rate({ ...round, queue: ["a"] }, "again").queue, ["a"]);
  assert.deepEqual(rate(rate({ ...round, queue: ["a"] }, "again"), "knew"), { ...round, queue: [], answered: ["a"] });
  assert.deepEqual(rate({ ...round, queue: [] }, "knew").queue, []);
});

test("a round goes on when the page has other terms", () => {
  const round: Round = { number: 2, show: "term", queue: ["b", "gone"], answered: ["a", "lost"] };
  assert.deepEqual(fit(round, ["a", "b", "new"]), { number: 2, show: "term", queue: ["b", "new"], answered: ["a"] });
  const over = { ...round, queue: [] };
  assert.deepEqual(fit(over, ["a", "new"]), over);
});

test("what is kept is checked", () => {
  assert.ok(isRecall({ rating: "almost", of: "1" }));
  for (const bad of [null, 1, [], { rating: "well", of: "1" }, { rating: "knew" }]) assert.ok(!isRecall(bad));
  const round = begin(terms, unrated, 1, "term");
  assert.ok(isRound(JSON.parse(JSON.stringify(round))));
  for (const bad of [null, { ...round, number: 0 }, { ...round, show: "all" }, { ...round, queue: [1] }, { ...round, answered: null }]) {
    assert.ok(!isRound(bad));
  }
});

test("two devices' results are joined alike in any order", () => {
  const some: Recall[] = ["1", "2"].flatMap((of) => (["again", "almost", "knew"] as const).map((rating) => ({ rating, of })));
  for (const a of some) {
    assert.deepEqual(mergeRecall(a, a), a);
    for (const b of some) {
      assert.deepEqual(mergeRecall(a, b), mergeRecall(b, a));
      for (const c of some) assert.deepEqual(mergeRecall(a, mergeRecall(b, c)), mergeRecall(mergeRecall(a, b), c));
    }
  }
  assert.deepEqual(mergeRecall({ rating: "knew", of: "1" }, { rating: "again", of: "1" }), { rating: "again", of: "1" });
});
