// Numbers along an axis: where they stand, and which of them are written.

import { ticks as evenTicks } from "d3-array";
import type { AxisData } from "../protocol/index.ts";

export interface Scale {
  readonly axis: AxisData;
  readonly length: number;
  /** Where a number stands, in pixels from the low end; far away, but finite, whatever the number. */
  place(value: number): number;
  /** The number that stands there. */
  value(place: number): number;
}

/** A picture is never so large. */
const FAR = 1e6;

export function makeScale(axis: AxisData, length: number): Scale {
  const into = axis.scale === "log" ? Math.log : (value: number) => value;
  const back = axis.scale === "log" ? Math.exp : (value: number) => value;
  // Halves, because the difference of the largest numbers is none.
  const [low, high] = [into(axis.domain[0]) / 2, into(axis.domain[1]) / 2];
  const clamp = (place: number): number => Math.min(FAR, Math.max(-FAR, place));
  return {
    axis,
    length,
    place: (value) => (value <= 0 && axis.scale === "log" ? -FAR : clamp(((into(value) / 2 - low) / (high - low)) * length)),
    value: (place) => back(2 * low + (place / length) * (high - low) * 2),
  };
}

export interface Tick {
  value: number;
  text: string;
}

/** A few round numbers within the axis' domain, ascending. */
export function ticksOf({ scale, domain: [low, high] }: AxisData, wanted: number): Tick[] {
  if (scale === "log") {
    const powers = powersOfTen(low, high, wanted);
    if (powers.length >= 2) {
      const plain = powers.every(isShort);
      return powers.map((power) => ({ value: 10 ** power, text: plain ? numberText(10 ** power) : powerText(power) }));
    }
    const few = [1, 2, 5].flatMap((digit) => decades(low, high).map((power) => digit * 10 ** power));
    const inside = few.filter((value) => low <= value && value <= high).sort((a, b) => a - b);
    if (inside.length >= 2) return inside.map((value) => ({ value, text: numberText(value) }));
  }
  const values = high - low < Infinity ? evenTicks(low, high, wanted) : [low / 2, 0, high / 2];
  const step = values.length > 1 ? values[1]! - values[0]! : Math.abs(values[0] ?? 0);
  return values.map((value) => ({ value, text: stepText(value, step) }));
}

function decades(low: number, high: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Every power of ten, or every second, third, … one, so that there are not too many. */
function powersOfTen(low: number, high: number, wanted: number): number[] {
  const inside = decades(low, high).filter((power) => low <= 10 ** power && 10 ** power <= high);
  const stride = Math.ceil(inside.length / (wanted + 1));
  return inside.filter((power) => power % stride === 0);
}

const SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const isShort = (power: number): boolean => power >= -2 && power <= 3;

/** 10 to a power, as a book writes it. */
export function powerText(power: number): string {
  if (power === 0) return "1";
  return `10${power < 0 ? "⁻" : ""}${[...String(Math.abs(power))].map((digit) => SMALL[Number(digit)]).join("")}`;
}

/** A tick, with as many decimals as tell it from the next one. */
function stepText(value: number, step: number): string {
  const size = Math.max(Math.abs(value), step);
  const power = (of: number): number => (of === 0 ? 0 : Math.floor(Math.log10(of) + 1e-9));
  if (size !== 0 && (size >= 1e6 || size < 1e-3)) {
    return numberText(value, Math.min(15, Math.max(1, power(size) - power(step) + 1)));
  }
  return minus(value.toFixed(Math.min(15, Math.max(0, -power(step)))));
}

/** A number with few digits, and a true minus sign; very large or small ones by a power of ten. */
export function numberText(value: number, digits = 3): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) {
    const [digitsText, power] = value.toExponential(digits - 1).split("e");
    const mantissa = digitsText!.includes(".") ? digitsText!.replace(/\.?0+$/, "") : digitsText!;
    const ten = powerText(Number(power));
    return minus(mantissa === "1" ? ten : mantissa === "-1" ? `-${ten}` : `${mantissa}·${ten}`);
  }
  return minus(String(Number(value.toPrecision(digits))));
}

const minus = (text: string): string => text.replace("-", "−").replace(/^−0(\.0*)?$/, "0");
