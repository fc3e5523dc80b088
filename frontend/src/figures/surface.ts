// Heights from above: bands of colour, and lines with their heights written on them.

import { contours } from "d3-contour";
import type { MarkData } from "../protocol/index.ts";
import { type Scales, isInside } from "./lines.ts";
import { polyline } from "./polyline.ts";
import type { Place } from "./looks.ts";
import { numberText } from "./scales.ts";
import { halo, textWidth } from "./text.ts";
import { type Shape, group, shape, short } from "./tree.ts";
import { viridis } from "./viridis.ts";

type Contour = Extract<MarkData, { mark: "contour" }>;
/** Bands of a map that has no lines. */
const FINE = 24;
const LABEL = 11;

export function drawContour(mark: Contour, scales: Scales): Shape | null {
  const [columns, rows] = [mark.x.length, mark.y.length];
  if (columns < 2 || rows < 2) return null;
  const heights = mark.values.flat().map((value) => value ?? NaN);
  const levels = mark.levels.filter((level) => level !== null).sort((a, b) => a - b);
  const known = heights.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (known.length === 0) return null;
  const steps = levels.length > 0 ? levels : evenly(known);
  const across = mark.x.map((x) => scales.x.place(x ?? 0));
  const down = mark.y.map((y) => scales.y.length - scales.y.place(y ?? 0));
  const rings = contours().size([columns, rows]).thresholds(steps)(heights)
    .map(({ coordinates }) => coordinates.flat().map((ring) => ring.map(([i, j]): Place => [between(across, i! - 0.5), between(down, j! - 0.5)])));
  const paths = rings.map((each) => each.map((ring) => `${polyline(ring.slice(0, -1))}z`).join(""));
  const whole = boxPath(across, down);
  const gaps = gapPath(mark, across, down);
  const colour = (band: number): string => viridis(steps.length === 0 ? 0.5 : band / steps.length);
  const lined = levels.length > 0 ? { stroke: "var(--figure-level)" } : {};
  const bands = paths.map((d, i) => (d ? shape("path", { d, fill: colour(i + 1), ...lined }) : null));
  return group(
    "",
    shape("g", { opacity: "var(--figure-surface)" }, shape("path", { d: whole, fill: colour(0) }), ...bands),
    gaps && shape("path", { d: gaps, fill: "var(--figure-ground)" }),
    levels.length === 0 ? null : levelLabels(levels, rings, scales),
  );
}

const evenly = (known: number[]): number[] => {
  const [low, high] = [known[0]!, known.at(-1)!];
  return low < high ? Array.from({ length: FINE - 1 }, (_, i) => low + ((i + 1) / FINE) * (high - low)) : [];
};

/** The place of index `i`, which may lie between two, or half a step outside: there is nothing, so it is moved far away. */
function between(places: readonly number[], i: number): number {
  const last = places.length - 1;
  if (i < 0 || i > last) return i < 0 ? places[0]! + i * 2 * (places[1]! - places[0]!) : places[last]! + (i - last) * 2 * (places[last]! - places[last - 1]!);
  const low = Math.min(last - 1, Math.floor(i));
  return places[low]! + (i - low) * (places[low + 1]! - places[low]!);
}

export function boxPath(across: readonly number[], down: readonly number[]): string {
  const [left, right, top, bottom] = [across[0]!, across.at(-1)!, down.at(-1)!, down[0]!].map(short);
  return `M${left} ${top}H${right}V${bottom}H${left}Z`;
}

/** Where a height is missing, nothing is told about the cells round it. */
function gapPath({ values }: Contour, across: readonly number[], down: readonly number[]): string {
  let d = "";
  for (let j = 0; j + 1 < down.length; j += 1) {
    for (let i = 0; i + 1 < across.length; i += 1) {
      const corners = [values[j]![i], values[j]![i + 1], values[j + 1]![i], values[j + 1]![i + 1]];
      if (corners.includes(null)) d += boxPath([across[i]!, across[i + 1]!], [down[j]!, down[j + 1]!]);
    }
  }
  return d;
}

interface Spot {
  x: number;
  y: number;
  angle: number;
  text: string;
}

/** Each line has its height written on it where it is straightest, away from other labels and from the edge. */
function levelLabels(levels: readonly number[], rings: readonly (readonly Place[])[][], scales: Scales): Shape {
  const spots: Spot[] = [];
  for (const [k, level] of levels.entries()) {
    const text = numberText(level);
    const width = textWidth(text, LABEL);
    let best: (Spot & { cost: number }) | null = null;
    for (const ring of rings[k]!) {
      for (let i = 0; i + 1 < ring.length; i += 2) {
        const spot = spotAt(ring, i, width, scales);
        if (spot === null) continue;
        const near = spots.some((other) => Math.hypot(other.x - spot.x, other.y - spot.y) < (width + textWidth(other.text, LABEL)) / 2 + 14);
        if (!near && (best === null || spot.cost < best.cost)) best = { ...spot, text };
      }
    }
    if (best !== null) spots.push(best);
  }
  const texts = spots.map(({ x, y, angle, text }) =>
    shape("text", { transform: `translate(${short(x)} ${short(y)})rotate(${Math.round(angle)})`, y: LABEL * 0.36 }, text));
  return shape("g", { "font-size": LABEL, "text-anchor": "middle", fill: "var(--figure-ink)", ...halo(2.5), "stroke-opacity": "0.7" }, ...texts);
}

/** A label in the middle of the stretch that begins at point `i`; null where there is no room for it. */
function spotAt(ring: readonly Place[], i: number, width: number, scales: Scales): Omit<Spot & { cost: number }, "text"> | null {
  const [from] = [ring[i]!];
  if (!isInside(scales, from, -10)) return null;
  let [length, j] = [0, i];
  while (length < width + 6) {
    if (j + 1 >= ring.length) return null;
    const [a, b] = [ring[j]!, ring[j + 1]!];
    if (!isInside(scales, b, -10)) return null;
    length += Math.hypot(b[0] - a[0], b[1] - a[1]);
    j += 1;
  }
  const to = ring[j]!;
  const chord = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const bent = length / Math.max(chord, 1e-6) - 1;
  if (bent > 0.12) return null;
  let angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  if (angle > 90) angle -= 180;
  if (angle < -90) angle += 180;
  const middle = ring[Math.round((i + j) / 2)]!;
  // Level text is read best.
  return { x: middle[0], y: middle[1], angle, cost: bent * 10 + Math.abs(angle) / 90 };
}
