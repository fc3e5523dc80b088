import assert from "node:assert/strict";
import { test } from "node:test";
import { runInOrder, type Runnable } from "../src/page/run_order.ts";
import { Turns } from "../src/page/turns.ts";

function page(count: number, failing = -1) {
  const ran: number[] = [];
  class Cell implements Runnable {
    ranIn: number | null = null;
    readonly index: number;

    constructor(index: number) {
      this.index = index;
    }

    async execute(): Promise<boolean> {
      ran.push(this.index);
      this.ranIn = 1;
      return this.index !== failing;
    }
  }
  const cells = Array.from({ length: count }, (_, index) => new Cell(index));
  return { cells, ran, at: (index: number) => cells[index] ?? assert.fail() };
}

test("earlier cells run first, and only those that have not run in this session", async () => {
  const { cells, ran, at } = page(4);
  at(0).ranIn = 1;
  at(1).ranIn = 0;
  const { earlier, failed } = await runInOrder(cells, at(2), () => 1);
  assert.deepEqual([ran, earlier.length, failed], [[1, 2], 1, null]);
});

test("an earlier cell that fails stops the way", async () => {
  const { cells, ran, at } = page(3, 0);
  const { failed } = await runInOrder(cells, at(2), () => 1);
  assert.deepEqual([ran, failed === at(0)], [[0], true]);
});

test("a cell that was run before runs again when it is asked for", async () => {
  const { cells, ran, at } = page(2);
  await runInOrder(cells, at(1), () => 1);
  await runInOrder(cells, at(1), () => 1);
  assert.deepEqual(ran, [0, 1, 1]);
});

test("turns follow one another, also after a failure, and can be given up", async () => {
  const turns = new Turns(() => new Error("given up"));
  const order: string[] = [];
  const first = turns.take(async () => { order.push("first"); throw new Error("broken"); });
  const second = turns.take(async () => order.push("second"));
  await assert.rejects(first, /broken/);
  await second;
  const waiting = turns.take(async () => order.push("never"));
  turns.cancel();
  await assert.rejects(waiting, /given up/);
  await turns.take(async () => order.push("after"));
  assert.deepEqual(order, ["first", "second", "after"]);
});
