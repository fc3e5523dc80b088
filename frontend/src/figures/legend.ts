// Which series is which: names at the ends of lines where they fit, else in rows above the panels.

import type { FigureData, MarkData, PanelData } from "../protocol/index.ts";
import type { Width } from "./layout.ts";
import { WIDTHS, columnsOf, layOut } from "./layout.ts";
import { type Scales, isInside, placesOf, scalesOf } from "./lines.ts";
import { type Look, looksOf, symbols } from "./looks.ts";
import { namesFit, regionColour, spotsOf } from "./regions.ts";
import { LINE, SMALL, halo, label, textWidth } from "./text.ts";
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
/** The sign before a name at a line's end: text has the colour of text, to be read easily. */
const END = 20;
const APART = 14;
/** More names than this at the ends of lines are hard to follow. */
const MOST = 6;

export function nameSeries(figure: FigureData, width: Width): Naming {
  const looks = looksOf(figure);
  const names = [...looks.keys()].filter((name) => name !== "");
  const lines = figure.panels.map((panel) => namedCurves(panel));
  const widest = lines.map((marks) => Math.max(0, ...marks.map(({ name }) => textWidth(name, SMALL))));
  const column = WIDTHS[width] / columnsOf(figure.panels.length, width);
  const onlyCurves = figure.panels.every(({ marks }) => marks.every(({ mark, name }) => mark === "curve" || name === "" || !looks.has(name)));
  const direct = names.length > 0 && onlyCurves && lines.every((marks, i) => marks.length <= MOST && widest[i]! < column * 0.28);
  const regions = unnamedRegions(figure, width);
  const entries: Entry[] = [
    ...(direct ? [] : names.map((text) => ({ text, sign: signOf(looks.get(text)!, kindOf(figure, text)) }))),
    ...[...regions].map(([k, text]) => ({ text, sign: square(k) })),
  ];
  return { direct, room: widest.map((wide) => (direct && wide > 0 ? wide + END + 8 : 0)), rows: inRows(entries, WIDTHS[width]) };
}

/** Regions in which there is no room for their names, by number. */
function unnamedRegions(figure: FigureData, width: Width): Map<number, string> {
  const found = new Map<number, string>();
  const { panels } = layOut(figure.panels, width, 0, figure.panels.map(() => 0));
  for (const [i, panel] of figure.panels.entries()) {
    for (const mark of panel.marks) {
      if (mark.mark !== "regions") continue;
      const spots = spotsOf(mark, scalesOf(panel, panels[i]!));
      if (!namesFit(mark, spots)) for (const { region } of spots) found.set(region, mark.labels[region]!);
    }
  }
  return new Map([...found].sort(([a], [b]) => a - b));
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
  group(
    "",
    shape("rect", { x: x + 2, y: y - 8, width: 16, height: 16, fill: regionColour(k), opacity: "var(--figure-region)" }),
    label(String(k), x + 10, y + 4, "middle", { "font-size": SMALL }),
  );

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

/** Names where lines end, right of the panel or in it, moved apart where they would meet. */
export function drawEndLabels(panel: PanelData, scales: Scales, looks: Map<string, Look>): Shape | null {
  const { length } = scales.x;
  const ends = namedCurves(panel).flatMap(({ name, ...mark }) => {
    const last = placesOf(scales, mark).filter((at) => at !== null).findLast((at) => isInside(scales, at, 4));
    if (!last) return [];
    const left = Math.min(last[0], length) + 6;
    return [{ name, from: last, left, right: left + END + textWidth(name, SMALL), y: last[1] }];
  });
  if (ends.length === 0) return null;
  ends.sort((a, b) => a.y - b.y);
  const meets = (a: (typeof ends)[number], b: (typeof ends)[number]): boolean => a.left < b.right && b.left < a.right;
  for (const [i, end] of ends.entries()) {
    for (const other of ends.slice(0, i)) if (meets(end, other)) end.y = Math.max(end.y, other.y + APART);
  }
  for (const [i, end] of [...ends.entries()].reverse()) {
    end.y = Math.max(4, Math.min(end.y, scales.y.length - 7));
    for (const other of ends.slice(i + 1)) if (meets(end, other)) end.y = Math.min(end.y, other.y - APART);
  }
  const signs = ends.map(({ name, from, left, y }) => {
    const { colour, dash } = looks.get(name)!;
    const d = `M${short(from[0] + 2)} ${short(from[1])}L${short(left + 4)} ${short(y)}H${short(left + END - 6)}`;
    return shape("path", { d, fill: "none", stroke: colour, "stroke-width": 2, "stroke-dasharray": dash });
  });
  const texts = ends.map(({ name, left, y }) => label(name, left + END - 2, y + 4));
  return shape("g", { "font-size": SMALL }, ...signs, shape("g", { fill: "var(--figure-ink)", ...halo(3) }, ...texts));
}
