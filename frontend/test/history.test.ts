import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../src/page/history.ts";
import type { Step } from "../src/protocol/index.ts";

const cell = (name: string): Step => ({ do: "cell", name, source: "" });
const past = (step: Step, seconds: number) => ({ step, seconds, packages: ["tabulate"] });

test("cells that ended are remembered in order, with the time and the packages that they were allowed", () => {
  const history = new History();
  for (const [name, seconds] of [["a", 10], ["b", 30]] as const) {
    history.begin();
    history.add(past(cell(name), seconds));
  }
  assert.deepEqual(history.steps, [past(cell("a"), 10), past(cell("b"), 30)]);
});

test("what leaves no names is not run again", () => {
  const history = new History();
  const others: Step[] = [
    { do: "value", name: "value", expression: "x" },
    { do: "program", name: "c", source: "", tests: "" },
    { do: "complete", text: "x." },
    { do: "describe", text: "x" },
  ];
  for (const step of others) {
    history.begin();
    history.add(past(step, 0));
  }
  assert.deepEqual(history.steps, []);
  assert.equal(history.tooLong, false);
});

test("to run it again is too long when all of it took longer than one run may", ({ mock }) => {
  let now = 1000;
  mock.method(performance, "now", () => now);
  const history = new History();
  const take = (milliseconds: number, seconds: number): void => {
    history.begin();
    now += milliseconds;
    history.add(past(cell("a"), seconds));
  };
  assert.equal(history.tooLong, false);
  take(600, 1);
  now += 60_000; // the reader thinks
  assert.equal(history.tooLong, false);
  take(399, 1);
  assert.equal(history.tooLong, false);
  take(1, 1);
  assert.equal(history.tooLong, true);
  take(0, 2); // a page with more time
  assert.equal(history.tooLong, false);
});
