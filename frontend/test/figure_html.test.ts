// What the page makes of a figure is what the build makes: tests/site_hooks/test_hooks_figure_data.py has the same cases.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fingerprint } from "../src/page/fingerprint.ts";
import { numberText } from "../src/page/figure_numbers.ts";

test("numbers have six digits, a true minus sign and powers as a book writes them", () => {
  const numbers = [-0.5, 1.5e-7, null, 1234567, 0, 123456, 999999.5, 1e-5, 0.0001, -1e300].map(numberText);
  assert.deepEqual(numbers, ["−0.5", "1.5·10⁻⁷", "–", "1.23457·10⁶", "0", "123456", "1·10⁶", "1·10⁻⁵", "0.0001", "−1·10³⁰⁰"]);
});

test("a figure has the name that the build gives it", () => {
  const names = ["", "a", 'Über 2 π 🙂 {"x":1}'].map(fingerprint);
  assert.deepEqual(names, ["bdcb81aee8d83", "1c2ba782c97901", "c9dcc6bac1b3d"]);
});
