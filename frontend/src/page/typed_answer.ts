// Judging what a reader typed: a number near enough, or what code prints. No DOM here.
// The second is the rule of `site_hooks/match.py` for outputs; a table of cases is held against both.

const INSIDE = "[\\p{L}\\p{N}_]";
const END = `(?!\\.[0-9])(?=j(?!${INSIDE})|(?!${INSIDE}))`;
const START = "(?<![\\p{L}\\p{N}_.])[-+]?";
const DIGITS = "[0-9]+(?:_[0-9]+)*";
const NUMBER = new RegExp(
  `${START}(?:(?:${DIGITS})?\\.[0-9]+|${DIGITS})(?:[eE][-+]?[0-9]+)?${END}|${START}(?:inf|nan)(?!${INSIDE})`, "gu");
const PLAIN = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
/** Beyond this nobody writes powers of ten to be compared by their digits. */
const LARGEST_EXPONENT = 400;

/** A number as people write it: with a comma, a true minus sign, or as a fraction. Null: it is none. */
export function readNumber(text: string): number | null {
  const written = text.trim().replace(/\u2212/g, "-").replace(/^([-+]?\d*),(\d+)$/, "$1.$2");
  const [over, under, ...more] = written.split("/").map((part) => part.trim());
  if (over === undefined || more.length > 0 || !PLAIN.test(over)) return null;
  if (under === undefined) return Number(over);
  return PLAIN.test(under) && Number(under) !== 0 ? Number(over) / Number(under) : null;
}

/** Two numbers at most `tolerance` apart, but for the rounding of floats. */
export function isNear(a: number, b: number, tolerance: number): boolean {
  const slack = 1e-9 * tolerance + 1e-12 * Math.max(Math.abs(a), Math.abs(b));
  return Math.abs(a - b) <= tolerance + slack;
}

/** Whether a reader typed what code prints: words to the letter, numbers to the digits written. */
export function isPrinted(typed: string, printed: string): boolean {
  const [want, have] = [tidy(typed), tidy(printed)];
  if (want === have) return true;
  const [written, got] = [want.match(NUMBER) ?? [], have.match(NUMBER) ?? []];
  return sameList(want.split(NUMBER), have.split(NUMBER)) && written.every((number, place) => sameNumber(number, got[place] ?? ""));
}

function tidy(text: string): string {
  return text.trim().replace(/\u2212/g, "-").replace(/[ \t]+/g, " ");
}

function sameList(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((part, place) => part === b[place]);
}

function sameNumber(written: string, got: string): boolean {
  if (written === got) return true;
  const whole = /^[-+]?[0-9_]+$/;
  return !whole.test(written) && !whole.test(got) && toTheDigits(written, got);
}

interface Decimal {
  negative: boolean;
  digits: bigint;
  /** Of the last digit. */
  exponent: number;
}

function toTheDigits(written: string, got: string): boolean {
  const [left, right] = [parseDecimal(written), parseDecimal(got)];
  if (left === null || right === null || left.negative !== right.negative) return false;
  if (left.digits === 0n && right.digits === 0n) return exponentOf(written) === exponentOf(got);
  const lowest = Math.min(left.exponent, right.exponent);
  const [a, b, unit] = [scaled(left, lowest), scaled(right, lowest), 10n ** BigInt(left.exponent - lowest)];
  return 2n * (a > b ? a - b : b - a) <= unit;
}

function parseDecimal(number: string): Decimal | null {
  const match = /^([-+]?)([0-9]*)\.?([0-9]*)(?:[eE]([-+]?[0-9]+))?$/.exec(number.replaceAll("_", ""));
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", power = "0"] = match;
  const exponent = Number(power) - fraction.length;
  if (Math.abs(exponent) > LARGEST_EXPONENT) return null;
  return { negative: sign === "-", digits: BigInt(whole + fraction), exponent };
}

function scaled({ digits, exponent }: Decimal, lowest: number): bigint {
  return digits * 10n ** BigInt(exponent - lowest);
}

function exponentOf(number: string): number {
  return Number(/e([-+]?[0-9]+)$/i.exec(number)?.[1] ?? 0);
}
