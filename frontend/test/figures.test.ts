import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkFigure, figureSvg } from "../src/figures/index.ts";

const SCHEMA = join(import.meta.dirname, "..", "..", "tests", "gdcore", "figure.json");

test("what the library writes is a figure, and is drawn twice: wide and narrow", () => {
  const svg = figureSvg(checkFigure(JSON.parse(readFileSync(SCHEMA, "utf8"))), { id: "all" });
  assert.deepEqual([...svg.matchAll(/<svg class="([^"]*)"[^>]*aria-labelledby="([^"]*)"/g)].map(([, name, ids]) => `${name} ${ids}`), [
    "lesson-figure-wide all-wide-title all-wide-desc",
    "lesson-figure-narrow all-narrow-title all-narrow-desc",
  ]);
  assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
});
