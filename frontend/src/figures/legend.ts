// Which series is which: names at the ends of lines where they fit, else in rows above the panels.

import type { FigureData, MarkData, PanelData } from "../protocol/index.ts";
import type { Width } from "./layout.ts";
import { WIDTHS, columnsOf } from "./layout.ts";
import { type Scales, isInside, placesOf } from "./lines.ts";
import { type Look, looksOf, symbols } from "./looks.ts";
import { regionColour } from "./surface.ts";
import { LINE, halo, label, textWidth } from "./text.ts";
import { type Shape, group, shape, short } from "./tree.ts";

interface Entry {
  text: string;
  sign: (x: number, y: number) => Shape;
}

export interface Naming {
  /** Names at lines' ends, and the room that they take right of each panel. */
  direct: boolean;
  room: number[];
  rows: Entry[][];
}

const SIGN = 26;
const SPACE = 18;
/** More names than this at the ends of lines are hard to follow. */
const MOST = 6;

export function nameSeries(figure: FigureData, width: Width): Naming {
  const looks = looksOf(figure);
  const names = [...looks.keys()].filter((name) => name !== "");
  const lines = figure.panels.map((panel) => namedCurves(panel));
  const widest = lines.map((marks) => Math.max(0, ...marks.map(({ name }) => textWidth(name, 12))));
  const column = WIDTHS[width] / columnsOf(figure.panels.length, width);
  const onlyCurves = figure.panels.every(({ marks }) => marks.every(({ mark, name }) => mark === "curve" || name === "" || !looks.has(name)));
  const direct = names.length > 0 && onlyCurves && lines.every((marks, i) => marks.length <= MOST && widest[i]! < column * 0.28);
  const regions = figure.panels.flatMap(({ marks }) => marks.filter(({ mark }) => mark === "regions"));
  const entries: Entry[] = [
    ...(direct ? [] : names.map((text) => ({ text, sign: signOf(looks.get(text)!, kindOf(figure, text)) }))),
    ...[...new Map(regions.flatMap(({ labels }) => labels.map((text, k) => [text, k] as const)))].map(([text, k]) => ({ text, sign: square(k) })),
  ];
  return { direct, room: widest.map((wide) => (direct && wide > 0 ? wide + 10 : 0)), rows: inRows(entries, WIDTHS[width]) };
}

const namedCurves = ({ marks }: PanelData): MarkData[] => {
  const curves = marks.filter(({ mark, name }) => mark === "curve" && name !== "");
  return curves.filter(({ name }, i) => curves.findIndex((other) => other.name === name) === i);
};

const kindOf = (figure: FigureData, name: string): Set<string> =>
  new Set(figure.panels.flatMap(({ marks }) => marks.filter((mark) => mark.name === name).map(({ mark }) => mark)));

function inRows(entries: Entry[], width: number): Entry[][] {
  const rows: Entry[][] = [];
  let used = Infinity;
  for (const entry of entries) {
    const wide = SIGN + textWidth(entry.text) + SPACE;
    if (used + wide > width + SPACE) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)!.push(entry);
    used += wide;
  }
  return rows;
}

const signOf = (look: Look, kinds: Set<string>) => (x: number, y: number): Shape => {
  const [left, right, middle] = [x, x + 20, x + 10];
  if (kinds.has("bars")) return shape("rect", { x: left + 4, y: y - 6, width: 12, height: 12, fill: look.colour, "fill-opacity": "0.85" });
  const isLine = kinds.has("curve") || kinds.has("path") || kinds.has("ghost") || kinds.has("arrows");
  const d = `M${short(left)} ${short(y)}H${short(right)}`;
  const dash = kinds.has("curve") ? look.dash : kinds.has("path") ? null : kinds.has("ghost") ? "4 4" : null;
  const hasPoints = kinds.has("path") || kinds.has("scatter") || kinds.has("ghost");
  return group(
    "",
    isLine ? shape("path", { d, fill: "none", stroke: look.colour, "stroke-width": 2, "stroke-dasharray": dash }) : null,
    hasPoints ? symbols(look, [[middle, y]], 4, { fill: look.colour }) : null,
  );
};

const square = (k: number) => (x: number, y: number): Shape =>
  shape("rect", { x: x + 4, y: y - 6, width: 12, height: 12, fill: regionColour(k), opacity: "var(--figure-region)" });

export const legendHeight = ({ rows }: Naming): number => (rows.length > 0 ? rows.length * (LINE + 3) + 4 : 0);

export function drawLegend({ rows }: Naming, top: number): Shape | null {
  if (rows.length === 0) return null;
  const drawn = rows.flatMap((entries, row) => {
    let x = 0;
    const y = top + row * (LINE + 3) + LINE / 2;
    return entries.map(({ text, sign }) => {
      const made = group("", sign(x, y), label(text, x + SIGN, y + 4.5));
      x += SIGN + textWidth(text) + SPACE;
      return made;
    });
  });
  return shape("g", { fill: "var(--figure-ink)" }, ...drawn);
}

/** Names right of the panel, each at the height where its line ends, moved apart where they would meet. */
export function drawEndLabels(panel: PanelData, scales: Scales, looks: Map<string, Look>): Shape | null {
  const ends = namedCurves(panel).flatMap((mark) => {
    const last = placesOf(scales, mark).filter((at) => at !== null).findLast((at) => isInside(scales, at, 4));
    return last ? [{ name: mark.name, x: last[0], y: last[1] }] : [];
  });
  if (ends.length === 0) return null;
  ends.sort((a, b) => a.y - b.y);
  const low = scales.y.length;
  for (const [i, end] of ends.entries()) end.y = Math.max(end.y, i > 0 ? ends[i - 1]!.y + 14 : 4);
  for (let i = ends.length - 1; i >= 0; i -= 1) ends[i]!.y = Math.min(ends[i]!.y, i < ends.length - 1 ? ends[i + 1]!.y - 14 : low);
  const texts = ends.map(({ name, x, y }) => label(name, Math.min(x, scales.x.length) + 7, y + 4, "start", { fill: looks.get(name)!.colour }));
  return shape("g", { "font-size": 12, "font-weight": "600", ...halo(3) }, ...texts);
}
