// What a control's value is: on which grid it lies, how Python writes it, how a reader is told. No DOM here.

import type { ControlData, RangeData } from "../protocol/control.ts";

const decimals = (text: string): number => text.split(".")[1]?.length ?? 0;

/** How many digits the numbers of a range have behind the point. */
export const digitsOf = ({ low, step }: RangeData): number => Math.max(decimals(low), decimals(step));

/** How many numbers a range has. */
export const countOf = ({ low, high, step }: RangeData): number => Math.round((Number(high) - Number(low)) / Number(step)) + 1;

/** Which number of its range is nearest, counted from 0. */
export function placeOf(range: RangeData, value: number): number {
  const place = Math.round((value - Number(range.low)) / Number(range.step));
  return Math.min(countOf(range) - 1, Math.max(0, place || 0));
}

/** A number of a range as Python is written. */
export function literalAt(range: RangeData, place: number): string {
  const value = (Number(range.low) + place * Number(range.step)).toFixed(digitsOf(range)).replace(/^-(0(\.0*)?)$/, "$1");
  if (range.whole) return value.split(".")[0]!;
  const [whole, rest = ""] = value.split(".");
  return `${whole}.${rest.replace(/0+$/, "") || "0"}`;
}

export const nearestLiteral = (range: RangeData, value: number): string => literalAt(range, placeOf(range, value));

/** The two numbers of a pair. */
export function pairOf(literal: string): [string, string] {
  const [x = "", y = ""] = literal.replace(/[()\s]/g, "").split(",");
  return [x, y];
}

export const textOf = (literal: string): string => literal.slice(1, -1);

/** A number with as many digits as any of its range. */
export const numberShown = (range: RangeData, literal: string): string => Number(literal).toFixed(digitsOf(range)).replace("-", "−");

/** A value in words for a reader. */
export function shown(control: ControlData, literal: string): string {
  switch (control.kind) {
    case "slider":
      return numberShown(control, literal);
    case "choice":
      return textOf(literal);
    case "toggle":
      return literal === "True" ? "on" : "off";
    case "point": {
      const [x, y] = pairOf(literal);
      return `${numberShown(control.x, x)}, ${numberShown(control.y, y)}`;
    }
  }
}

/** A text as Python is written; the texts of a choice hold no quote of both kinds, and no backslash. */
export const quoted = (text: string): string => (text.includes('"') ? `'${text}'` : `"${text}"`);

/** Whether two literals say the same, however they are written. */
export function sameValue(control: ControlData, a: string, b: string): boolean {
  if (control.kind === "slider") return Number(a) === Number(b);
  if (control.kind === "choice") return textOf(a) === textOf(b);
  if (control.kind === "toggle") return a === b;
  const [[ax, ay], [bx, by]] = [pairOf(a), pairOf(b)];
  return Number(ax) === Number(bx) && Number(ay) === Number(by);
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a literal is of the kind that a control sets. It may lie beside its grid: a reader wrote it into the code. */
export function fits(control: ControlData, literal: string): boolean {
  if (control.kind === "slider") return NUMBER.test(literal);
  if (control.kind === "choice") return /^["']/.test(literal) && control.options.includes(textOf(literal));
  if (control.kind === "toggle") return literal === "True" || literal === "False";
  return literal.startsWith("(") && pairOf(literal).every((each) => NUMBER.test(each));
}
