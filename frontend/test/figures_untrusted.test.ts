// A figure may come from anybody's code: what is none is refused with the place, and text never becomes markup.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FigureError, checkFigure, figureSvg, readFigure, standaloneSvg } from "../src/figures/index.ts";
import type { FigureData } from "../src/protocol/index.ts";
import { axis, contour, figure, mark, panel, range, samples } from "./figure_samples.ts";

const EVIL = `"'><script>alert(1)</script><img src=x onerror=alert(1)>]]>&lt;\u0000\u0008\ud800 var(--figure-0)`;

test("every text of a figure stays text, in attributes and between them", () => {
  const texts = (n: number): string[] => range(n).map((k) => `${EVIL}${k}`);
  const evil: FigureData = {
    version: 1,
    title: EVIL,
    summary: EVIL,
    panels: [
      panel([
        mark("curve", [0, 1], [0, 1], EVIL, texts(2)), mark("path", [0, 1], [1, 0], `${EVIL}!`, texts(2)),
        mark("bars", [0, 1], [1, 1], "", texts(2)), mark("note", [0.5], [0.5], EVIL, texts(1)), mark("rule", [0.5], [null], EVIL, texts(1)),
        { mark: "bands", name: EVIL, x: [0], y: [null], labels: texts(1), dx: [1] }, { ...contour, name: EVIL },
        { mark: "regions", name: EVIL, x: [0, 1], y: [0, 1], labels: texts(2), values: [[0, 1], [0, 1]] },
      ], axis(EVIL, 0, 1), axis(EVIL, 0, 1), { title: EVIL }),
    ],
    table: { columns: [EVIL], rows: [[EVIL]] },
  };
  const read = readFigure(JSON.stringify(evil));
  for (const svg of [figureSvg(read, { id: "x" }), standaloneSvg(read, { id: "x", dark: true })]) {
    const tags = new Set([...svg.matchAll(/<\/?([a-zA-Z!?][^\s/>]*)/g)].map(([, tag]) => tag));
    assert.deepEqual([...tags].filter((tag) => !["svg", "title", "desc", "g", "path", "rect", "text"].includes(tag!)), []);
    const attributes = new Set([...svg.matchAll(/<[a-z]+((?: [\w:-]+="[^"<>]*")*)\/?>/g)].flatMap(([, all]) => [...all!.matchAll(/ ([\w:-]+)=/g)].map(([, name]) => name!)));
    assert.ok(attributes.size > 10 && [...attributes].every((name) => !/^on|href|style|src/.test(name)), [...attributes].join());
    // Nothing but elements with such attributes, and text without < and >.
    assert.equal(svg.replace(/<\/?[a-z]+(?: [\w:-]+="[^"<>]*")*\/?>/g, "").match(/[<>]/), null);
    assert.doesNotMatch(svg, /[\u0000-\u0008]|\ud800/);
    assert.match(svg, /&lt;script&gt;/);
  }
});

test("an id that is no name cannot leave its attribute", () => {
  assert.doesNotMatch(figureSvg(samples["curve"]!, { id: '"><script>' }), /<script/);
});

/** A copy of a good figure with one thing in it changed; `undefined` takes it away. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(figure("Good", panel([
    mark("curve", [0, 1], [0, 1], "f"), structuredClone(contour),
    { mark: "arrows", name: "", x: [0], y: [0], labels: [], dx: [1], dy: [1] },
    { mark: "regions", name: "", x: [0, 1], y: [0], labels: ["a"], values: [[0, 0]] },
  ], axis("x", 0, 1), axis("y", 0, 1)))) as unknown as Record<string, unknown>;
  copy["table"] = { columns: ["a", "b"], rows: [[1, "x"]] };
  const keys = path.split(".");
  const last = keys.pop()!;
  const owner = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return copy;
}

const REFUSED: [path: string, value: unknown, message: RegExp][] = [
  ["version", 2, /^version must be 1, got 2\.$/],
  ["title", 3, /^title must be text, got 3\.$/],
  ["title", "x".repeat(300), /^title must be at most 200 letters, got 300\.$/],
  ["summary", undefined, /^summary must be text, got nothing\.$/],
  ["panels", {}, /^panels must be a list, got \{\}\.$/],
  ["panels", [], /^panels must be a list of at least one panel/],
  ["panels", range(13), /^panels must be at most 12 entries/],
  ["panels.0", null, /^panels\[0\] must be an object, got null\.$/],
  ["panels.0", [], /^panels\[0\] must be an object, got \[\]\.$/],
  ["panels.0.equal", 1, /^panels\[0\]\.equal must be true or false, got 1\.$/],
  ["panels.0.x.scale", "cubic", /^panels\[0\]\.x\.scale must be "linear" or "log", got "cubic"\.$/],
  ["panels.0.x.domain", [1, 1], /^panels\[0\]\.x\.domain must be \[low, high\] with low < high, got \[1,1\]\.$/],
  ["panels.0.x.domain", [0, "1"], /with low < high/],
  ["panels.0.x.domain", [0, 1, 2], /at most 2 entries/],
  ["panels.0.y", { label: "", scale: "log", domain: [0, 1] }, /^panels\[0\]\.y\.domain must be numbers above 0/],
  ["panels.0.marks.0.mark", "constructor", /^panels\[0\]\.marks\[0\]\.mark must be one of curve, path, .*got "constructor"\.$/],
  ["panels.0.marks.0.mark", ["curve"], /must be one of curve/],
  ["panels.0.marks.0.name", null, /marks\[0\]\.name must be text, got null/],
  ["panels.0.marks.0.x", "01", /marks\[0\]\.x must be a list, got "01"/],
  ["panels.0.marks.0.y", [0], /^panels\[0\]\.marks\[0\]\.y must be 2 entries, got 1 entries\.$/],
  ["panels.0.marks.0.y", [0, "<b>"], /y\[1\] must be a finite number or null, got "<b>"/],
  ["panels.0.marks.0.y", [0, { toString: 1 }], /y\[1\] must be a finite number or null/],
  ["panels.0.marks.0.labels", ["a"], /labels must be 2 entries or none, got 1 entries/],
  ["panels.0.marks.0.labels", [1, 2], /labels\[0\] must be text, got 1/],
  ["panels.0.marks.0.x", range(100_001), /at most 100000 entries/],
  ["panels.0.marks.1.levels", undefined, /levels must be a list, got nothing/],
  ["panels.0.marks.1.values", [[1]], /values must be 13 rows, one for each y, got 1 rows/],
  ["panels.0.marks.1.values.3", [1], /values\[3\] must be 13 entries/],
  ["panels.0.marks.1.x.0", null, /marks\[1\] must be a grid without gaps in x and y/],
  ["panels.0.marks.2.dy", [1, 2], /dy must be 1 entries, got 2 entries/],
  ["panels.0.marks.3.values", [[0, 1]], /values\[0\] must be numbers of labels, below 1, got 1/],
  ["panels.0.marks.3.values", [[0, 0.5]], /values\[0\] must be numbers of labels/],
  ["panels.0.marks.3.values", [[0, -1]], /values\[0\] must be numbers of labels/],
  ["table", undefined, /^table must be an object, got nothing\.$/],
  ["table.columns", [1], /^table\.columns\[0\] must be text/],
  ["table.rows.0", [1], /^table\.rows\[0\] must be 2 entries, one for each column, got 1 entries\.$/],
  ["table.rows.0", [1, {}], /^table\.rows\[0\]\[1\] must be text, a finite number or null, got \{\}\.$/],
  ["table.rows", range(20_001), /^table\.rows must be at most 20000 entries/],
];

for (const [path, value, message] of REFUSED) {
  test(`refused: ${path} as ${(JSON.stringify(value) ?? "nothing").slice(0, 40)}`, () => {
    assert.doesNotThrow(() => checkFigure(changed("title", "Good")));
    assert.throws(() => checkFigure(changed(path, value)), (error) => error instanceof FigureError && message.test(error.message) && error.message.length < 300);
  });
}

test("what is no JSON, and numbers that JSON has none of, are refused", () => {
  assert.throws(() => readFigure("{"), /^FigureError: A figure must be JSON/);
  assert.throws(() => readFigure(JSON.stringify(samples["curve"]).replace('"domain":[0,1]', '"domain":[0,1e999]')), /domain must be/);
  assert.throws(() => readFigure("null"), /A figure must be an object, got null/);
});

test("all numbers of a figure together are limited", () => {
  const long = mark("curve", range(40_000), range(40_000));
  const many = figure("Many", panel([long, long], axis("", 0, 1), axis("", 0, 1)));
  assert.throws(() => checkFigure(many), /^FigureError: A figure may have 100000 numbers\. This one has more, at panels\[0\]\.marks\[1\]/);
});

test("names that every object has are names like any other", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  const read = readFigure(JSON.stringify(figure("Names", panel(names.map((name) => mark("curve", [0, 1], [0, 1], name)), axis("", 0, 1), axis("", 0, 1)))));
  const svg = figureSvg(read, { id: "x" });
  for (const name of names) assert.ok(svg.includes(`>${name}</text>`), name);
});
