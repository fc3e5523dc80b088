// Lines through points: broken at gaps, cut where they leave the panel, without what nobody can see.

import type { Numbers, PanelData } from "../protocol/index.ts";
import type { Place } from "./looks.ts";
import { polyline } from "./polyline.ts";
import { type Scale, makeScale } from "./scales.ts";

export interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

export const scalesOf = ({ x, y }: PanelData, { plot }: { plot: { width: number; height: number } }): Scales =>
  ({ x: makeScale(x, plot.width), y: makeScale(y, plot.height) });

/** Where the points of a mark stand in its panel; null at a gap. */
export function placesOf({ x, y }: Scales, mark: { x: Numbers; y: Numbers }): (Place | null)[] {
  return mark.x.map((across, i) => place(x, y, across, mark.y[i] ?? null));
}

export function place(x: Scale, y: Scale, across: number | null, up: number | null): Place | null {
  return across === null || up === null ? null : [x.place(across), y.length - y.place(up)];
}

const ROOM = 40;

export const isInside = ({ x, y }: Scales, [across, down]: Place, room = 1): boolean =>
  -room <= across && across <= x.length + room && -room <= down && down <= y.length + room;

/** The part of a segment that lies in the panel or close to it (Liang and Barsky, 1984); null when it lies outside. */
export function cut({ x, y }: Scales, a: Place, b: Place, room = ROOM): [Place, Place] | null {
  let [first, last] = [0, 1];
  for (const [axis, length] of [[0, x.length], [1, y.length]] as const) {
    const step = b[axis] - a[axis];
    for (const [side, sign] of [[-room, 1], [length + room, -1]] as const) {
      const reach = (side - a[axis]) * sign;
      const along = step * sign;
      if (along === 0) {
        if (reach > 0) return null;
      } else if (along > 0) first = Math.max(first, reach / along);
      else last = Math.min(last, reach / along);
    }
  }
  if (first > last) return null;
  const at = (part: number): Place => [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])];
  return [first === 0 ? a : at(first), last === 1 ? b : at(last)];
}

/** Closer points than this, in pixels, are one. */
const FINE = 0.35;

/** The line through places as a path; "" when nothing of it is to be seen. */
export function linePath(scales: Scales, places: readonly (Place | null)[]): string {
  const runs: Place[][] = [];
  let dots = "";
  let before: Place | null = null; // the last point
  for (const [i, here] of places.entries()) {
    if (before !== null && here !== null) {
      const isLast = (places[i + 1] ?? null) === null;
      if (!isLast && Math.abs(here[0] - before[0]) < FINE && Math.abs(here[1] - before[1]) < FINE) continue;
      const seen = cut(scales, before, here);
      if (seen !== null) {
        if (runs.at(-1)?.at(-1) !== seen[0]) runs.push([seen[0]]);
        runs.at(-1)!.push(seen[1]);
      }
    }
    // Between two gaps: a line of no length, whose round ends are a dot.
    if (here !== null && before === null && (places[i + 1] ?? null) === null && isInside(scales, here)) dots += `${polyline([here])}h0`;
    before = here;
  }
  return runs.map(polyline).join("") + dots;
}
