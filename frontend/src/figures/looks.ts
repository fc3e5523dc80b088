// What tells series apart: colour and dash for lines, colour and shape for points. Never colour alone.

import type { FigureData, MarkData } from "../protocol/index.ts";
import { type Shape, shape, short } from "./tree.ts";

export interface Look {
  colour: string;
  dash: string | null;
  symbol: number;
}

export const COLOURS = 7;
const DASHES = [null, "7 3", "2 2.5", "9 3 2 3", "13 4", "5 2.5 2 2.5 2 2.5", "4 5"];

/** The look of the series that comes as number `n` (from 0); 49 of them differ. */
export function lookAt(n: number): Look {
  const round = Math.floor(n / COLOURS);
  return {
    colour: `var(--figure-${n % COLOURS})`,
    dash: DASHES[(n + round) % DASHES.length]!,
    symbol: (n + round) % SYMBOLS.length,
  };
}

export const isSurface = ({ mark }: MarkData): boolean => mark === "contour" || mark === "regions";
const isSeries = ({ mark }: MarkData): boolean => !["contour", "regions", "bands", "rule", "note"].includes(mark);

/** A look for each name, in the order of their appearance; panels of one figure share them. */
export function looksOf(figure: FigureData): Map<string, Look> {
  const names = new Set(figure.panels.flatMap(({ marks }) => marks.filter(isSeries).map(({ name }) => name)));
  return new Map([...names].map((name, n) => [name, lookAt(n)]));
}

type Corners = readonly (readonly [number, number])[];

/** Corners in order, all of about the same area as the circle of radius 1, which comes first and has none. */
const SYMBOLS: Corners[] = [
  [],
  [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  [[0, -1.25], [1.15, 0.8], [-1.15, 0.8]],
  [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
  [[0, 1.25], [1.15, -0.8], [-1.15, -0.8]],
  [[-1.25, -0.45], [-0.45, -0.45], [-0.45, -1.25], [0.45, -1.25], [0.45, -0.45], [1.25, -0.45],
    [1.25, 0.45], [0.45, 0.45], [0.45, 1.25], [-0.45, 1.25], [-0.45, 0.45], [-1.25, 0.45]],
  [[0, -1.3], [1.24, -0.4], [0.76, 1.05], [-0.76, 1.05], [-1.24, -0.4]],
];

export type Place = readonly [x: number, y: number];

/** The outline of a look's point at a place. */
function outline(corners: Corners, [x, y]: Place, r: number): string {
  if (corners.length === 0) {
    const half = `a${short(r)} ${short(r)} 0 1 0`;
    return `M${short(x - r)} ${short(y)}${half} ${short(2 * r)} 0${half} ${short(-2 * r)} 0z`;
  }
  const steps = corners.slice(1).map(([u, v], i) => `l${short((u - corners[i]![0]) * r)} ${short((v - corners[i]![1]) * r)}`);
  return `M${short(x + corners[0]![0] * r)} ${short(y + corners[0]![1] * r)}${steps.join("")}z`;
}

/** One path for many points, all alike. */
export const symbols = (look: Look, places: readonly Place[], radius: number, more: Record<string, string | number> = {}): Shape =>
  shape("path", { d: places.map((place) => outline(SYMBOLS[look.symbol]!, place, radius)).join(""), ...more });
