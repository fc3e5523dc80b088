import assert from "node:assert/strict";
import { test } from "node:test";
import { FrameParts } from "../src/host/frame_parts.ts";
import type { CellResult } from "../src/protocol/index.ts";
import { FIGURE } from "../src/protocol/index.ts";

const axis = { label: "", scale: "linear", domain: [0, 9] };
const figureAt = (x: number, more: object = {}) => {
  const mark = { mark: "path", name: "", x: [x], y: [0], labels: [], ...more };
  const panels = [{ title: "", equal: false, x: axis, y: axis, marks: [mark] }];
  return { version: 1, title: "", summary: `At ${x}.`, panels, table: { columns: [], rows: [] } };
};
const given = (value: unknown, text = "a text\n"): CellResult => ({
  text, parts: [], error: null, truncated: false,
  rich: value === null ? null : { type: FIGURE, data: JSON.stringify(value), alt: "" },
});

test("what figures share is told once", () => {
  const frames = new FrameParts();
  const [first, second, again] = [1, 2, 1].map((x) => frames.frameOf(given(figureAt(x))));
  assert.deepEqual(first!.parts.map(([number]) => number), [0, 1, 2]);
  assert.deepEqual(second!.parts.map(([number, part]) => [number, (part as { x: number[] }).x]), [[3, [2]]]);
  assert.deepEqual(again!.parts, []);
  const shared = (mark: number) => [{ title: "", equal: false, x: 0, y: 0, marks: [mark] }];
  assert.deepEqual([first, second, again].map((each) => each!.figure!.panels), [shared(1), shared(3), shared(1)]);
  assert.deepEqual([first, second].map((each) => [each!.figure!.summary, each!.figure!.table]), [["At 1.", 2], ["At 2.", 2]]);
});

test("what is no figure says what it gave", () => {
  assert.deepEqual(new FrameParts().frameOf(given(null)), { figure: null, parts: [], error: null, shown: "a text\n" });
});

test("an error of the code is the frame's", () => {
  const error = { type: "ZeroDivisionError", message: "division by zero", line: 3 };
  assert.deepEqual(new FrameParts().frameOf({ ...given(null), error }).error, error);
});

test("a figure that cannot be drawn is an error, and leaves nothing behind", () => {
  const frames = new FrameParts();
  const wrong = frames.frameOf(given(figureAt(1, { y: [] })));
  assert.deepEqual([wrong.figure, wrong.parts, wrong.error!.type], [null, [], "FigureError"]);
  assert.match(wrong.error!.message, /panels\[0\]\.marks\[0\]\.y must be 1 entries/);
  assert.equal(frames.frameOf(given(figureAt(1))).parts.length, 3);
});
