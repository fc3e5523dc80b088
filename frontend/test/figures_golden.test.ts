// What is drawn does not change by itself: every byte of it is kept. After a change that is meant, write the pictures anew
// with `GOLDEN=write` before the command, and look at them: they are SVG files that any browser shows.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkFigure, drawFigure, figureSvg, markup, standaloneSvg } from "../src/figures/index.ts";
import { samples } from "./figure_samples.ts";

const FOLDER = join(import.meta.dirname, "golden");
const slug = (name: string): string => name.replaceAll(" ", "-");

for (const [name, figure] of Object.entries(samples)) {
  const id = slug(name);
  const files = {
    [`${id}.svg`]: standaloneSvg(checkFigure(figure), { id, dark: false }),
    [`${id}.narrow.svg`]: `${markup(drawFigure(figure, { id, width: "narrow" }))}\n`,
  };
  test(`${name} is drawn as it was`, () => {
    for (const [file, svg] of Object.entries(files)) {
      if (process.env["GOLDEN"] === "write") {
        mkdirSync(FOLDER, { recursive: true });
        writeFileSync(join(FOLDER, file), svg);
      }
      assert.ok(svg === readFileSync(join(FOLDER, file), "utf8"), `${file} is another picture`);
    }
  });
  test(`${name} has numbers that can be drawn, and few bytes`, () => {
    const svg = figureSvg(figure, { id });
    assert.deepEqual(svg.match(/NaN|Infinity|undefined|null|\d\.\d{3,}|\de[+-]\d/g), null);
    assert.ok(svg === figureSvg(structuredClone(figure), { id }));
    assert.ok(svg.length < 25_000, `${svg.length}`);
  });
}

test("every golden picture belongs to a figure", () => {
  const wanted = Object.keys(samples).flatMap((name) => [`${slug(name)}.svg`, `${slug(name)}.narrow.svg`]);
  assert.deepEqual(readdirSync(FOLDER).sort(), wanted.sort());
});
