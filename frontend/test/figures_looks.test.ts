// Series are told apart by whoever sees colours otherwise, on either ground.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { DARK, LIGHT } from "../src/figures/colours.ts";
import { COLOURS, lookAt } from "../src/figures/looks.ts";
import { viridis } from "../src/figures/viridis.ts";
import { range } from "./figure_samples.ts";

const STYLE = readFileSync(join(import.meta.dirname, "..", "src", "page", "style", "figures.css"), "utf8");

/** WCAG 2.2's relative luminance. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

test("contrast is what WCAG defines", () => {
  assert.equal(contrast("#ffffff", "#000000"), 21);
  assert.ok(Math.abs(contrast("#777777", "#ffffff") - 4.48) < 0.01);
});

for (const [name, colours] of Object.entries({ LIGHT, DARK })) {
  const ground = colours["ground"]!;

  test(`${name}: every series has 3:1 on its ground, and so have axes and handles`, () => {
    for (const key of [...range(COLOURS), "axis", "handle"]) {
      assert.ok(contrast(colours[key]!, ground) >= 3, `${key} ${contrast(colours[key]!, ground)}`);
    }
  });

  test(`${name}: text has 4.5:1`, () => {
    for (const key of ["ink", "quiet"]) assert.ok(contrast(colours[key]!, ground) >= 4.5, key);
  });

  test(`${name}: no two series look alike, to normal eyes or to those without red, green or blue`, () => {
    const kinds = { normal: null, protan: PROTAN, deutan: DEUTAN, tritan: TRITAN };
    for (const [kind, matrix] of Object.entries(kinds)) {
      const seen = range(COLOURS).map((n) => lab(colours[n]!, matrix));
      for (const [n, a] of seen.entries()) {
        for (const [m, b] of seen.slice(0, n).entries()) {
          const apart = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
          assert.ok(apart > 9, `${kind}: ${m} and ${n} are ${apart.toFixed(1)} apart`);
        }
      }
    }
  });

  test(`${name}: the style sheet has the same colours`, () => {
    const block = name === "LIGHT" ? STYLE.slice(0, STYLE.indexOf("@media screen")) : STYLE.slice(STYLE.indexOf("slate"), STYLE.indexOf("forced-colors"));
    const found = Object.fromEntries([...block.matchAll(/--figure-(\w+): ([^;]+);/g)].map(([, key, value]) => [key, value]));
    assert.deepEqual(found, colours);
  });
}

test("heights are told apart by lightness alone, evenly", () => {
  const light = range(33).map((k) => lab(viridis(k / 32), null)[0]);
  const steps = light.slice(1).map((value, k) => value - light[k]!);
  assert.ok(steps.every((step) => step > 1.5 && step < 3.2), `${steps.map((step) => step.toFixed(1))}`);
  assert.deepEqual([-1, 0, 0.5, 1, 2].map(viridis), ["#440154", "#440154", "#21918c", "#fde725", "#fde725"]);
});

test("49 series differ by colour and dash, and by colour and shape", () => {
  const looks = range(COLOURS * COLOURS).map(lookAt);
  assert.equal(new Set(looks.map(({ colour, dash }) => `${colour} ${dash}`)).size, looks.length);
  assert.equal(new Set(looks.map(({ colour, symbol }) => `${colour} ${symbol}`)).size, looks.length);
  // The first ones, which are the most used, differ in each by itself.
  for (const key of ["colour", "dash", "symbol"] as const) assert.equal(new Set(looks.slice(0, COLOURS).map((look) => look[key])).size, COLOURS);
});

// Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
type Matrix = readonly (readonly [number, number, number])[];
const PROTAN: Matrix = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
const DEUTAN: Matrix = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]];
const TRITAN: Matrix = [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]];

/** CIELAB under D65. */
function lab(colour: string, matrix: Matrix | null): [number, number, number] {
  const linear = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const rgb = (matrix ?? [[1, 0, 0], [0, 1, 0], [0, 0, 1]]).map((row) => Math.min(1, Math.max(0, row.reduce((sum, w, i) => sum + w * linear[i]!, 0))));
  const xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]].map((row) => row.reduce((sum, w, i) => sum + w * rgb[i]!, 0));
  const [x, y, z] = xyz.map((value, i) => {
    const part = value / [0.95047, 1, 1.08883][i]!;
    return part > (6 / 29) ** 3 ? Math.cbrt(part) : part / (3 * (6 / 29) ** 2) + 4 / 29;
  });
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}
