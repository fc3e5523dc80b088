// Axes, for numbers of every size: laws that hold for all, tried with many.

import assert from "node:assert/strict";
import { test } from "node:test";
import { layOut } from "../src/figures/layout.ts";
import { makeScale, numberText, powerText, ticksOf } from "../src/figures/scales.ts";
import { axis, panel, range } from "./figure_samples.ts";
import type { AxisData } from "../src/protocol/index.ts";

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function* chance(seed: number): Generator<number, never> {
  for (;;) {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    yield ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
}

const random = chance(1);
const next = (low: number, high: number): number => low + (high - low) * random.next().value;
const six = (value: number): number => Number(value.toPrecision(6));

function anyAxis(): AxisData {
  if (next(0, 1) < 0.4) {
    const low = 10 ** next(-300, 250);
    return axis("", low, low * 10 ** next(0.001, 50), "log");
  }
  const size = 10 ** next(-300, 300);
  const low = six(next(-1, 1) * size);
  return axis("", low, low + Math.abs(low || size) * 10 ** next(-4, 4));
}

const axes = range(3000).map(anyAxis).filter(({ domain: [low, high] }) => low < high && high < Infinity);

test("ticks are finite, increasing, within the domain, few, and written differently", () => {
  assert.ok(axes.length > 2000);
  for (const each of axes) {
    const ticks = ticksOf(each, 5);
    const told = JSON.stringify([each, ticks]);
    const [low, high] = each.domain;
    assert.ok(ticks.length >= 1 && ticks.length <= 12, told);
    for (const [i, { value }] of ticks.entries()) {
      assert.ok(Number.isFinite(value), told);
      assert.ok(value >= low - Math.abs(low) * 1e-9 && value <= high + Math.abs(high) * 1e-9, told);
      if (i > 0) assert.ok(value > ticks[i - 1]!.value, told);
    }
    assert.equal(new Set(ticks.map(({ text }) => text)).size, ticks.length, told);
    assert.ok(ticks.every(({ text }) => text.length <= 22 && !/[-eE]|NaN|Infinity/.test(text)), told);
  }
});

test("a scale goes up, stays finite, and can be undone", () => {
  for (const each of axes) {
    const scale = makeScale(each, 300);
    const [low, high] = each.domain;
    assert.ok(Math.abs(scale.place(low)) < 1e-6 && Math.abs(scale.place(high) - 300) < 1e-6, JSON.stringify(each));
    let before = -Infinity;
    for (const part of [-2, 0, 0.25, 0.5, 1, 2]) {
      const place = scale.place(scale.value(part * 300));
      assert.ok(Number.isFinite(place) && place >= before, JSON.stringify(each));
      if (part >= 0 && part <= 1) assert.ok(Math.abs(place - part * 300) < 0.01, JSON.stringify([each, part, place]));
      before = place;
    }
    for (const value of [-1.7e308, -1, 0, 5e-324, 1.7e308]) assert.ok(Number.isFinite(scale.place(value)));
  }
});

test("panels stand beside one another without meeting, and on a phone below one another", () => {
  for (let n = 1; n <= 12; n += 1) {
    const panels = range(n).map((k) => panel([], anyNarrow(), anyNarrow(), { equal: k % 2 === 0, title: k % 3 ? "A title" : "" }));
    for (const size of ["wide", "narrow"] as const) {
      const { width, height, panels: places } = layOut(panels, size, 0, panels.map(() => 20));
      const boxes = places.map(({ plot }) => plot);
      for (const [i, box] of boxes.entries()) {
        assert.ok(box.width > 0 && box.height > 0 && box.left >= 0 && box.left + box.width <= width + 0.01 && box.top + box.height < height, JSON.stringify([n, size, i, box, width, height]));
        for (const other of boxes.slice(0, i)) {
          const apart = other.left + other.width <= box.left || other.top + other.height <= box.top;
          assert.ok(apart, JSON.stringify([n, size, box, other]));
        }
      }
    }
  }
});

const anyNarrow = (): AxisData => {
  const low = six(next(-10, 10));
  return axis("label", low, low + 10 ** next(-1, 2));
};

test("one unit is as long along x as along y where that is asked for", () => {
  const { panels: [place] } = layOut([panel([], axis("", 0, 8), axis("", 0, 2), { equal: true })], "wide", 0, [0]);
  assert.ok(Math.abs(place!.plot.width / 8 - place!.plot.height / 2) < 1e-9);
});

test("numbers are written as in a book", () => {
  assert.deepEqual([0, 1, -2.5, 0.001, 123456, -1e-7, 1e21, 2.5e-300, 99999].map((value) => numberText(value)), [
    "0", "1", "−2.5", "0.001", "1.23·10⁵", "−10⁻⁷", "10²¹", "2.5·10⁻³⁰⁰", "100000",
  ]);
  assert.deepEqual([0, 1, -3, 12].map(powerText), ["1", "10¹", "10⁻³", "10¹²"]);
  const texts = (low: number, high: number, scale?: "log") => ticksOf(axis("", low, high, scale), 4).map(({ text }) => text);
  assert.deepEqual(texts(-1, 1), ["−1.0", "−0.5", "0.0", "0.5", "1.0"]);
  assert.deepEqual(texts(0.01, 1000, "log"), ["0.01", "1", "100"]);
  assert.deepEqual(texts(1e-9, 1, "log"), ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "1"]);
  assert.deepEqual(texts(1, 30, "log"), ["1", "10"]);
  assert.deepEqual(texts(2, 9, "log"), ["2", "5"]);
});
