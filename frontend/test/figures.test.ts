import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Kept, type Shape, checkFigure, drawFigure, figureSvg, markup, panelScales, standaloneSvg } from "../src/figures/index.ts";
import { axis, figure, mark, panel, samples } from "./figure_samples.ts";

const SCHEMA = join(import.meta.dirname, "..", "..", "tests", "gdcore", "figure.json");

test("what the library writes is a figure, and is drawn twice: wide and narrow, each with its title and summary", () => {
  const svg = figureSvg(checkFigure(JSON.parse(readFileSync(SCHEMA, "utf8"))), { id: "all" });
  const found = [...svg.matchAll(/<svg class="([^"]*)"[^>]* role="img" aria-labelledby="([^"]*)" aria-describedby="([^"]*)"/g)];
  assert.deepEqual(found.map(([, ...parts]) => parts.join(" ")), [
    "lesson-figure-wide all-wide-title all-wide-desc",
    "lesson-figure-narrow all-narrow-title all-narrow-desc",
  ]);
  const ids = [...svg.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  assert.deepEqual(ids, ["all-wide-title", "all-wide-desc", "all-narrow-title", "all-narrow-desc"]);
  assert.match(svg, /<title id="all-wide-title">All marks<\/title><desc id="all-wide-desc">One of each\.<\/desc>/);
});

test("a figure without a title is called by what it shows", () => {
  const named = (svg: string): string | undefined => /<title[^>]*>([^<]*)</.exec(svg)?.[1];
  assert.equal(named(figureSvg(samples["empty"]!, { id: "x" })), "y");
  assert.equal(named(figureSvg({ ...samples["four panels"]!, title: "" }, { id: "x" })), "Panel 0, Panel 1, Panel 2, Panel 3");
  assert.equal(named(figureSvg(figure("", panel([], axis("", 0, 1), axis("", 0, 1))), { id: "x" })), "Figure");
});

test("a place in the picture and a point in the data belong together", () => {
  for (const width of ["wide", "narrow"] as const) {
    const [plane, loss] = panelScales(samples["panels"]!, width);
    const svg = markup(drawFigure(samples["panels"]!, { id: "x", width }));
    assert.ok(svg.includes(`viewBox="0 0 ${plane!.picture.width} ${plane!.picture.height}"`));
    for (const [scales, x, y] of [[plane!, 1.5, -2], [loss!, 7, 1e-4]] as const) {
      const at = scales.toPicture(x, y);
      assert.ok(at.x > scales.left && at.x < scales.left + scales.x.length && at.y > scales.top && at.y < scales.top + scales.y.length);
      const back = scales.toData(at.x, at.y);
      assert.ok(Math.abs(back.x / x - 1) < 1e-9 && Math.abs(back.y / y - 1) < 1e-9);
    }
  }
});

function* all(shape: Shape): Generator<Shape> {
  yield shape;
  for (const child of shape.children) if (typeof child !== "string") yield* all(child);
}

test("what has not changed is the very object that was drawn before, and nothing else is kept", () => {
  const kept: Kept = new Map();
  const draw = (data: typeof moved): Set<Shape> => new Set(all(drawFigure(data, { id: "x", width: "wide", kept })));
  const moved = structuredClone(samples["path"]!);
  const before = draw(structuredClone(samples["path"]!));
  moved.panels[0]!.marks[1]!.x[2] = 0.8;
  const after = draw(moved);
  const shared = [...after].filter((shape) => before.has(shape));
  const bands = (shapes: Iterable<Shape>): number => [...shapes].filter(({ attributes }) => attributes["fill"]?.startsWith("#")).length;
  assert.ok(bands(shared) === bands(after) && bands(after) === 7, "the surface");
  assert.equal(shared.filter(({ attributes }) => attributes["stroke"] === "var(--figure-0)").length, 0, "the path");
  // The same picture as one that was drawn from nothing.
  assert.ok(markup([...after][0]!) === markup(drawFigure(moved, { id: "x", width: "wide" })));
  moved.panels[0]!.x.domain = [-4, 4];
  assert.ok(markup([...draw(moved)][0]!) === markup(drawFigure(moved, { id: "x", width: "wide" })));
});

test("a picture to take along needs nothing of the page", () => {
  for (const dark of [false, true]) {
    const svg = standaloneSvg(samples["panels"]!, { id: "x", dark });
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="-16 -16 \d+ \d+"/);
    assert.match(svg, />Two panels<\/text>/);
    assert.doesNotMatch(svg, /var\(|class=/);
    assert.ok(svg.includes(dark ? 'fill="#171a21"' : 'fill="#ffffff"'));
  }
});

test("lines are broken at gaps and cut where they leave the panel", () => {
  const line = (x: (number | null)[], y: (number | null)[]): string => {
    const svg = markup(drawFigure(figure("", panel([mark("curve", x, y)], axis("", 0, 1), axis("", 0, 1))), { id: "x", width: "narrow" }));
    return /<path d="([^"]*)"[^>]*stroke="var\(--figure-0\)"/.exec(svg)?.[1] ?? "";
  };
  assert.equal(line([0, 1, null, 0, 1], [0, 0, 0, 1, 1]).match(/M/g)!.length, 2);
  assert.match(line([0, null, 1], [0, 0, 0]), /^M[\d. ]+h0M[\d. ]+h0$/);
  assert.equal(line([null, 9, null], [0, 0, 0]), "");
  assert.equal(line([-9, -8], [0, 1]), "");
  const far = line([0, 1e12, 1], [0, 1e12, 0]);
  assert.ok([...far.matchAll(/-?[\d.]+/g)].every(([n]) => Math.abs(Number(n)) < 1000), far);
  // Ten thousand points that lie together are few on the screen.
  const n = 10_000;
  const dense = line(Array.from({ length: n }, (_, i) => i / n), Array.from({ length: n }, (_, i) => 0.5 + 0.4 * Math.sin(i / 500)));
  assert.ok(dense.length < 15_000, `${dense.length}`);
});

test("names stand at the ends of lines where they fit, else above the panels", () => {
  const curves = (names: string[]): string =>
    markup(drawFigure(figure("", panel(names.map((name, i) => mark("curve", [0, 1], [i / 9, 0.5], name)), axis("", 0, 1), axis("", 0, 1))), { id: "x", width: "wide" }));
  const heights = (svg: string, names: string[]): number[] => names.map((name) => Number(new RegExp(`y="([^"]*)"[^>]*>${name}</text>`).exec(svg)![1]));
  const few = ["one", "two", "three"];
  const ends = heights(curves(few), few).sort((a, b) => a - b);
  assert.ok(ends.every((y, i) => i === 0 || y - ends[i - 1]! >= 14 - 1e-6), `${ends}`);
  const many = Array.from({ length: 9 }, (_, i) => `series ${i}`);
  assert.equal(new Set(heights(curves(many), many)).size, 2);
});
