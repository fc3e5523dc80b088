import assert from "node:assert/strict";
import { test } from "node:test";
import { countOf, fits, literalAt, nearestLiteral, placeOf, quoted, sameValue, shown } from "../src/page/control_values.ts";
import { literalIn, withLiteral } from "../src/page/declaration.ts";
import { FigureValues } from "../src/page/figure_values.ts";
import { Frames } from "../src/page/frames.ts";
import { afterKey } from "../src/page/grips.ts";
import { Newest } from "../src/page/newest.ts";
import { Shelf } from "../src/page/shelf.ts";
import type { ChoiceData, FramesFile, PointData, SliderData, ToggleData } from "../src/protocol/control.ts";

const rate: SliderData = { kind: "slider", name: "rate", label: "rate", default: "0.1", low: "0.01", high: "1.2", step: "0.01", whole: false, play: false, drag: false, jumps: [] };
const steps: SliderData = { ...rate, name: "steps", default: "12", low: "0", high: "40", step: "1", whole: true };
const span = { low: "-5", high: "5", step: "0.5", whole: false };
const start: PointData = { kind: "point", name: "w", label: "start", default: "(4.0, -3.0)", x: span, y: span, panel: 1, jumps: [] };
const method: ChoiceData = { kind: "choice", name: "method", label: "method", default: "'a#|b'", options: ["a#|b", 'say "c"', "it's"] };
const log: ToggleData = { kind: "toggle", name: "log", label: "log", default: "False" };

const shelf = new Shelf(null, "", () => {});
const CODE = `import math
rate = 0.1   #@ slider 0.01 to 1.2 step 0.01 | rate
w = (4.0, -3.0)  #@ point -5 to 5, -5 to 5 step 0.5 | start
method = 'a#|b'#@ choice 'a#|b', 'say "c"', "it's" | method
log=False #@ toggle | log
rate
`;

test("values are read from the code, and put into it", () => {
  assert.deepEqual(["rate", "w", "method", "log", "other"].map((name) => literalIn(CODE, name)), ["0.1", "(4.0, -3.0)", "'a#|b'", "False", null]);
  let code = withLiteral(CODE, "rate", "-1.5");
  code = withLiteral(code, "w", "(-0.5, 2.0)");
  code = withLiteral(code, "method", "\"it's\"");
  code = withLiteral(code, "log", "True");
  assert.equal(code, `import math
rate = -1.5   #@ slider 0.01 to 1.2 step 0.01 | rate
w = (-0.5, 2.0)  #@ point -5 to 5, -5 to 5 step 0.5 | start
method = "it's"#@ choice 'a#|b', 'say "c"', "it's" | method
log=True #@ toggle | log
rate
`);
  assert.equal(withLiteral(CODE, "other", "1"), CODE);
  for (const line of ["x = 1", " x = 1 #@ toggle", "x = 1 + 1 #@ slider", "x = '#@ toggle'", "x += 1 #@ s"]) assert.equal(literalIn(line, "x"), null, line);
});

test("numbers are those of the grid, as Python's own are written", () => {
  assert.equal(countOf(rate), 120);
  for (let place = 0; place < 120; place++) {
    const literal = literalAt(rate, place);
    assert.equal(Number(literal), (1 + place) / 100);
    assert.match(literal, /^\d\.\d{1,2}$/);
    assert.equal(placeOf(rate, Number(literal)), place);
  }
  assert.deepEqual([nearestLiteral(steps, 3.4), nearestLiteral(steps, -7), nearestLiteral(steps, 99)], ["3", "0", "40"]);
  assert.equal(literalAt({ ...span, low: "-0.5" }, 1), "0.0");
  assert.equal(nearestLiteral(rate, NaN), "0.01");
});

test("values are told as readers read them", () => {
  assert.deepEqual([shown(rate, "0.5"), shown(steps, "7"), shown(start, "(-0.5, 2.0)"), shown(method, "'a#|b'"), shown(log, "True")], ["0.50", "7", "−0.5, 2.0", "a#|b", "on"]);
});

test("what a control can set is told from what it cannot", () => {
  assert.deepEqual(["0.35", "5", "-1e3", "'x'", "True", "(1, 2)"].map((literal) => fits(rate, literal)), [true, true, true, false, false, false]);
  assert.deepEqual(["\"it's\"", "'no'", "1"].map((literal) => fits(method, literal)), [true, false, false]);
  assert.ok(sameValue(start, "(4, -3.00)", start.default) && sameValue(rate, "1e-1", "0.1") && sameValue(method, '"a#|b"', "'a#|b'"));
  for (const option of method.options) assert.ok(fits(method, quoted(option)));
});

test("who only moves controls has not edited the code", () => {
  const values = new FigureValues([rate, start, method, log], shelf, "test:values");
  values.set(rate, "0.3");
  values.set(start, "(0.0, 0.0)");
  const seen = values.shown(CODE);
  assert.equal(literalIn(seen, "rate"), "0.3");
  assert.equal(values.kept(seen), CODE);
  assert.deepEqual(values.moved.map(({ name }) => name), ["rate", "w"]);
});

test("a number typed into the code is the control's, whatever else is typed", () => {
  const values = new FigureValues([rate, start, method, log], shelf, "test:typed");
  const typed = withLiteral(CODE, "rate", "0.305").replace("import math", "import cmath");
  assert.equal(values.kept(typed), CODE.replace("import math", "import cmath"));
  assert.equal(values.shown(values.kept(typed)), typed);
  assert.equal(values.get(rate), "0.305");
  const without = CODE.replace("rate = 0.1   #@", "rate = 2 * 0.1  #@");
  assert.equal(values.kept(without), without);
  assert.deepEqual([values.isSetBy(rate, without), values.isSetBy(start, without)], [false, true]);
});

test("the default written otherwise is an edit", () => {
  const values = new FigureValues([rate], shelf, "test:otherwise");
  const typed = withLiteral(CODE, "rate", "0.10");
  assert.equal(values.kept(typed), typed);
  assert.deepEqual(values.moved, []);
});

test("Reset takes nothing away for good", () => {
  const values = new FigureValues([rate, log], shelf, "test:reset");
  values.set(rate, "0.7");
  values.set(log, "True");
  values.reset();
  assert.deepEqual([values.get(rate), values.get(log), values.canUndo], ["0.1", "False", true]);
  values.undoReset();
  assert.deepEqual([values.get(rate), values.get(log), values.canUndo], ["0.7", "True", false]);
});

test("kept values outlast the visit, as far as the controls still have them", () => {
  const before = new FigureValues([rate, method], shelf, "test:kept");
  before.set(rate, "0.7");
  before.set(method, quoted('say "c"'));
  before.keep();
  const after = new FigureValues([rate, { ...method, options: ["a#|b", "other"] }], shelf, "test:kept");
  assert.deepEqual(after.moved.map(({ name }) => name), ["rate"]);
});

const axis = { label: "", scale: "linear", domain: [0, 9] };
const file: FramesFile = {
  version: 1,
  parts: [axis, { mark: "path", x: [1] }, { mark: "path", x: [2] }, { columns: [], rows: [] }],
  figures: [1, 2].map((mark) => ({ version: 1, title: "", summary: `${mark}`, panels: [{ title: "", equal: false, x: 0, y: 0, marks: [mark] }], table: 3 })),
  frames: { rate: [["0.1", 0], ["0.5", 1]], w: [["(4.0, -3.0)", 0], ["(-4.0, -3.0)", 1]], method: [["'a#|b'", 0], ["\"it's\"", 1]] },
};

test("the nearest picture answers, and says whether it is of that value", () => {
  const frames = new Frames(file);
  assert.equal(frames.published.summary, "1");
  const answer = (control: SliderData | PointData | ChoiceData, literal: string) => {
    const frame = frames.frameFor(control, literal);
    return frame && [frame.figure.summary, frame.exact];
  };
  assert.deepEqual(["0.1", "0.28", "0.35", "0.50"].map((literal) => answer(rate, literal)), [["1", true], ["1", false], ["2", false], ["2", true]]);
  assert.deepEqual([answer(start, "(0.5, 5.0)"), answer(start, "(-4, -3)")], [["1", false], ["2", true]]);
  assert.deepEqual([answer(method, "'it\\'s'"), answer(method, "\"it's\""), answer(method, "'say \"c\"'")], [null, ["2", true], null]);
  assert.equal(answer(steps, "3"), null);
});

test("figures are put together once, and share what they have in common", () => {
  const frames = new Frames(file);
  const [one, two] = [frames.frameFor(rate, "0.1")!.figure, frames.frameFor(rate, "0.5")!.figure];
  assert.equal(frames.frameFor(rate, "0.1")!.figure, one);
  assert.deepEqual(one.panels[0]!.marks, [file.parts[1]]);
  assert.equal(one.panels[0]!.x, two.panels[0]!.y);
  assert.equal(one.table, two.table);
});

test("keys move by a step, by ten, and to the ends", () => {
  const press = (control: SliderData | PointData, literal: string, key: string, shiftKey = false) => afterKey(control, literal, { key, shiftKey });
  assert.equal(press(rate, "0.1", "ArrowRight"), "0.11");
  assert.equal(press(rate, "0.1", "ArrowDown", true), "0.01");
  assert.deepEqual([press(rate, "0.1", "Home"), press(rate, "0.1", "End"), press(rate, "0.1", "PageUp")], ["0.01", "1.2", "0.2"]);
  assert.equal(press(start, "(4.0, -3.0)", "ArrowUp"), "(4.0, -2.5)");
  assert.equal(press(start, "(4.0, -3.0)", "ArrowLeft", true), "(-1.0, -3.0)");
  assert.deepEqual([press(start, "(4.0, -3.0)", "End"), press(start, "(4.0, -3.0)", "PageDown")], ["(5.0, -3.0)", "(4.0, -5.0)"]);
  assert.equal(press(start, "(4.0, -3.0)", "a"), null);
});

test("of many wishes the newest is worked on", async () => {
  const done: number[] = [];
  let release = (): void => {};
  const newest = new Newest<number>(async (wish) => {
    done.push(wish);
    await new Promise<void>((resolve) => (release = resolve));
  });
  for (const wish of [1, 2, 3]) newest.push(wish);
  assert.deepEqual([done, newest.busy, newest.waits], [[1], true, true]);
  release();
  await new Promise(setImmediate);
  assert.deepEqual([done, newest.waits], [[1, 3], false]);
  newest.push(4);
  newest.drop();
  release();
  await new Promise(setImmediate);
  assert.deepEqual([done, newest.busy], [[1, 3], false]);
});
