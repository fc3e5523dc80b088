// Where panels stand. A picture has two layouts: on a phone panels stand below one another, and text keeps its size.

import type { PanelData } from "../protocol/index.ts";
import { type Tick, numberText, ticksOf } from "./scales.ts";
import { LINE, SMALL, fitted, textWidth } from "./text.ts";

export type Width = "wide" | "narrow";

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Place {
  /** The rectangle in which marks are drawn. */
  plot: Box;
  /** The column that belongs to the panel, its labels included. */
  left: number;
  width: number;
  x: Tick[];
  y: Tick[];
}

export interface Layout {
  width: number;
  height: number;
  panels: Place[];
}

export const WIDTHS: Record<Width, number> = { wide: 640, narrow: 320 };
const GAP = 28;
/** The tallest plot, by the number of columns: of a plain panel, and of one with equal units. */
const HEIGHTS = [[280, 420], [230, 300], [180, 200]] as const;
const NARROW = [200, 300] as const;
const TICK = 5;
/** More of them have no room for words. */
const MOST_BARS = 20;

export function columnsOf(panels: number, width: Width): number {
  if (width === "narrow") return 1;
  return panels === 4 ? 2 : Math.min(panels, 3);
}

/** `room`: what to keep free right of each panel, for labels. */
export function layOut(panels: readonly PanelData[], size: Width, top: number, room: readonly number[]): Layout {
  const columns = columnsOf(panels.length, size);
  const cell = (WIDTHS[size] - GAP * (columns - 1)) / columns;
  const [plain, square] = size === "narrow" ? NARROW : HEIGHTS[columns - 1]!;
  const placed: Place[] = [];
  let y = top;
  for (let start = 0; start < panels.length; start += columns) {
    const row = panels.slice(start, start + columns);
    const margins = row.map((panel, i) => {
      const ticks = ticksOf(panel.y, wantedUp(panel.equal ? square : plain));
      const left = Math.max(0, ...ticks.map(({ text }) => textWidth(text, SMALL))) + TICK + 4;
      return { ticks, left, width: Math.max(cell / 4, cell - left - Math.max(room[start + i]!, 8)) };
    });
    const shapes = row.map((panel, i) => shapeOf(panel, margins[i]!.width, square));
    // A plain panel is as tall as what stands beside it.
    const tallest = Math.max(0, ...shapes.map((own) => own?.height ?? 0));
    const height = tallest === 0 ? plain : shapes.includes(null) ? Math.max(tallest, plain / 2) : tallest;
    const head = Math.max(...row.map(headOf));
    for (const [i, panel] of row.entries()) {
      const { left, width, ticks } = margins[i]!;
      const own = shapes[i] ?? { width, height };
      const column = i * (cell + GAP);
      // What is narrower than its column stands in the middle of it, in a figure by itself.
      const aside = columns === 1 ? Math.max(0, (cell - left - room[start + i]! - own.width) / 2) : 0;
      const plot = { left: column + left + aside, top: y + head, ...own };
      placed.push({ plot, left: column + aside, width: cell - aside, x: ticksAcross(panel, own.width), y: ticks });
    }
    y += head + height + Math.max(...row.map(footOf)) + (start + columns < panels.length ? GAP / 2 : 0);
  }
  return { width: WIDTHS[size], height: Math.ceil(y), panels: placed };
}

/** A panel with equal units: as large as there is room for. */
function shapeOf({ equal, x, y }: PanelData, width: number, most: number): { width: number; height: number } | null {
  const ratio = (x.domain[1] - x.domain[0]) / (y.domain[1] - y.domain[0]);
  if (!equal || x.scale === "log" || y.scale === "log" || !(ratio > 1 / 20 && ratio < 20)) return null;
  const height = Math.min(most, width / ratio);
  return { width: height * ratio, height };
}

const wantedUp = (height: number): number => Math.max(3, Math.round(height / 60));

/** As many ticks as there is room for beside one another, but two where there can be two. Bars have their own words. */
function ticksAcross({ x, marks }: PanelData, width: number): Tick[] {
  const bars = marks.find(({ mark }) => mark === "bars");
  if (bars && bars.x.length > 0 && bars.x.length <= MOST_BARS) {
    const each = width / bars.x.length + 2;
    return bars.x.flatMap((value, i) => (value === null ? [] : [{ value, text: fitted(bars.labels[i] ?? numberText(value), each, SMALL) }]));
  }
  for (let wanted = Math.min(8, Math.max(2, Math.floor(width / 70))); wanted > 1; wanted -= 1) {
    const ticks = ticksOf(x, wanted);
    if (ticks.length >= 2 && room(ticks) <= width + 20) return ticks;
  }
  return [3, 4, 5].map((wanted) => ticksOf(x, wanted)).find((ticks) => ticks.length >= 2) ?? ticksOf(x, 1);
}

const room = (ticks: readonly Tick[]): number => ticks.reduce((sum, { text }) => sum + textWidth(text, SMALL) + 12, 0);

export const headOf = ({ title, y }: PanelData): number => (title ? LINE + 3 : 0) + (y.label ? LINE + 2 : 0) + 9;
export const footOf = ({ x }: PanelData): number => TICK + LINE + (x.label ? LINE : 0) + 4;
