// Parts of the plane, each in a colour and with its name in it.

import type { MarkData, Numbers } from "../protocol/index.ts";
import type { Scales } from "./lines.ts";
import { lookAt } from "./looks.ts";
import { stripe } from "./marks.ts";
import { boxPath } from "./surface.ts";
import { LINE, SMALL, halo, label, textWidth } from "./text.ts";
import { type Shape, shape } from "./tree.ts";

type Regions = Extract<MarkData, { mark: "regions" }>;

/** Every point of the grid has a cell about it. */
export function drawRegions(mark: Regions, scales: Scales): Shape {
  const across = edges(mark.x, (x) => scales.x.place(x));
  const down = edges(mark.y, (y) => scales.y.length - scales.y.place(y));
  const paths = mark.labels.map(() => "");
  for (const [j, row] of mark.values.entries()) {
    for (let i = 0; i < row.length; i += 1) {
      const region = row[i];
      if (region === null || region === undefined) continue;
      const start = i;
      while (row[i + 1] === region) i += 1;
      paths[region] += boxPath([across[start]!, across[i + 1]!], [down[j]!, down[j + 1]!]);
    }
  }
  const parts = paths.map((d, k) => (d ? shape("path", { d, fill: regionColour(k) }) : null));
  return shape("g", { opacity: "var(--figure-region)", "shape-rendering": "crispEdges" }, ...parts);
}

/** The first one is quiet: often it is "none of them". */
export const regionColour = (k: number): string => lookAt([6, 0, 1, 2, 3, 5, 4][k % 7]!).colour;

export interface Spot {
  region: number;
  x: number;
  y: number;
  /** How much room there is. */
  width: number;
}

/** Where each region that there is has most room, for its name. */
export function spotsOf(mark: Regions, scales: Scales): Spot[] {
  const across = edges(mark.x, (x) => scales.x.place(x));
  const down = edges(mark.y, (y) => scales.y.length - scales.y.place(y));
  const best = new Map<number, Spot & { size: number }>();
  const is = (region: number, i: number, j: number): boolean => mark.values[j]?.[i] === region;
  for (const [j, row] of mark.values.entries()) {
    for (let i = 0; i < row.length; i += 1) {
      const region = row[i] ?? null;
      if (region === null) continue;
      const start = i;
      while (is(region, i + 1, j)) i += 1;
      const middle = Math.floor((start + i) / 2);
      let [low, high] = [j, j];
      while (is(region, middle, low - 1)) low -= 1;
      while (is(region, middle, high + 1)) high += 1;
      const [left, right] = stripe(scales.x.length, across[start]!, across[i + 1]!);
      const [top, bottom] = stripe(scales.y.length, down[low]!, down[high + 1]!);
      const size = Math.min((right - left) / 3, bottom - top);
      const spot = { region, x: (left + right) / 2, y: (top + bottom) / 2, width: bottom - top < LINE ? 0 : right - left, size };
      if (size > (best.get(region)?.size ?? 0)) best.set(region, spot);
    }
  }
  return [...best.values()];
}

/** Whether every region's name has room in it; otherwise numbers stand there, and the legend tells them. */
export const namesFit = (mark: Regions, spots: readonly Spot[]): boolean =>
  spots.every(({ region, width }) => textWidth(mark.labels[region]!, SMALL) + 10 <= width);

export function regionNames(mark: Regions, scales: Scales): Shape {
  const spots = spotsOf(mark, scales);
  const whole = namesFit(mark, spots);
  const texts = spots.map(({ region, x, y }) => label(whole ? mark.labels[region]! : String(region), x, y + 4, "middle"));
  return shape("g", { "font-size": SMALL, fill: "var(--figure-ink)", ...halo(3) }, ...texts);
}

/** Halfway between places, and as far outside the first and the last. */
function edges(numbers: Numbers, placeOf: (value: number) => number): number[] {
  const places = numbers.map((value) => placeOf(value ?? 0));
  if (places.length === 1) return [places[0]! - 20, places[0]! + 20];
  const middles = places.slice(1).map((place, i) => (place + places[i]!) / 2);
  return [2 * places[0]! - middles[0]!, ...middles, 2 * places.at(-1)! - middles.at(-1)!];
}
