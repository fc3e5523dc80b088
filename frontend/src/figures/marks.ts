// What stands on a panel's ground: lines, steps, points, bars and arrows.

import type { MarkData } from "../protocol/index.ts";
import { type Scales, cut, isInside, linePath, place, placesOf } from "./lines.ts";
import { type Look, type Place, symbols } from "./looks.ts";
import { LABEL_ROOM, LINE, SMALL, halo, label, textWidth } from "./text.ts";
import { type Shape, group, shape, short } from "./tree.ts";

const STROKE = 2;
/** Steps that are closer on the screen share a marker. */
const APART = 9;

export function drawMark(mark: MarkData, scales: Scales, look: Look): Shape | null {
  const places = placesOf(scales, mark);
  switch (mark.mark) {
    case "curve":
      return rimmed(linePath(scales, places), look, { "stroke-dasharray": look.dash });
    case "path":
      return drawPath(scales, places, look);
    case "ghost":
      return drawGhost(scales, places, look);
    case "scatter":
      return symbols(look, seen(scales, places), 4, { fill: look.colour, stroke: "var(--figure-ground)", "stroke-width": 1 });
    case "bars":
      return drawBars(mark, scales, look);
    case "arrows":
      return drawArrows(mark, scales, places, look);
    case "rule":
      return drawRules(mark, scales);
    default:
      return null;
  }
}

const seen = (scales: Scales, places: readonly (Place | null)[]): Place[] =>
  places.filter((at) => at !== null).filter((at) => isInside(scales, at, 6));

/** A line with a rim, so that it can be followed over a surface and over others. */
function rimmed(d: string, look: Look, more: Record<string, string | number | null>): Shape | null {
  if (d === "") return null;
  const line = { d, fill: "none", "stroke-linejoin": "round", "stroke-linecap": "round" };
  return group(
    "",
    shape("path", { ...line, stroke: "var(--figure-ground)", "stroke-width": STROKE + 2.5, opacity: "0.8" }),
    shape("path", { ...line, stroke: look.colour, "stroke-width": STROKE, ...more }),
  );
}

/** Steps: a line, a marker for each, heads that show the way, and the last point large. */
function drawPath(scales: Scales, places: readonly (Place | null)[], look: Look): Shape {
  const known = places.filter((at) => at !== null);
  const [first, last] = [known[0], known.at(-1)];
  const rim = { fill: look.colour, stroke: "var(--figure-ground)", "stroke-width": 1 };
  const steps = spread(seen(scales, known.slice(1, -1)), [first, last]);
  const ends = last && isInside(scales, last, 6) ? [last] : [];
  const starts = first && first !== last && isInside(scales, first, 6) ? [first] : [];
  return group(
    "",
    rimmed(linePath(scales, places), look, {}),
    heads(scales, places, look),
    steps.length > 0 ? symbols(look, steps, 2.6, { ...rim, "stroke-width": 0.8 }) : null,
    starts.length > 0 ? symbols(look, starts, 4.2, { ...rim, fill: "var(--figure-ground)", stroke: look.colour, "stroke-width": 2 }) : null,
    ends.length > 0 ? symbols(look, ends, 5.2, { ...rim, "stroke-width": 1.5 }) : null,
  );
}

/** One for each square of the panel, none beside the large ones: a path may stand about one place for a thousand steps. */
function spread(places: readonly Place[], large: readonly (Place | undefined)[]): Place[] {
  const taken = new Set<string>();
  return places.filter(([x, y]) => {
    const square = `${Math.floor(x / APART)} ${Math.floor(y / APART)}`;
    const free = !taken.has(square) && large.every((other) => other === undefined || Math.hypot(x - other[0], y - other[1]) >= APART);
    if (free) taken.add(square);
    return free;
  });
}

/** Arrow heads on long steps, about one for every 80 pixels; past the middle, so that those to and fro do not meet. */
function heads(scales: Scales, places: readonly (Place | null)[], look: Look): Shape | null {
  let d = "";
  let way = 60;
  let before: Place | null = null;
  for (const here of places) {
    const step = before !== null && here !== null ? cut(scales, before, here, 0) : null;
    if (step !== null) {
      const length = Math.hypot(step[1][0] - step[0][0], step[1][1] - step[0][1]);
      way += length;
      if (length >= 16 && way >= 80) {
        d += head([step[0][0] + 0.6 * (step[1][0] - step[0][0]), step[0][1] + 0.6 * (step[1][1] - step[0][1])], step, 5);
        way = 0;
      }
    }
    before = here;
  }
  return d === "" ? null : shape("path", { d, fill: look.colour, stroke: "var(--figure-ground)", "stroke-width": 0.8 });
}

/** A triangle about `at`, in the direction of the segment. */
function head([x, y]: Place, [a, b]: readonly [Place, Place], size: number): string {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
  const [u, v] = [((b[0] - a[0]) / length) * size, ((b[1] - a[1]) / length) * size];
  const corner = (along: number, aside: number): string => `${short(x + along * u - aside * v)} ${short(y + along * v + aside * u)}`;
  return `M${corner(1.1, 0)}L${corner(-0.9, 0.85)}L${corner(-0.5, 0)}L${corner(-0.9, -0.85)}Z`;
}

/** What would come next: dashed, hollow, with an arrow at its end. */
function drawGhost(scales: Scales, places: readonly (Place | null)[], look: Look): Shape {
  const ends = seen(scales, places.slice(1));
  return group(
    "",
    rimmed(linePath(scales, places), look, { "stroke-dasharray": "4 4", "stroke-linecap": "butt" }),
    heads(scales, places, look),
    ends.length > 0 ? symbols(look, ends, 4.6, { fill: "var(--figure-ground)", stroke: look.colour, "stroke-width": 1.8, "stroke-dasharray": "2 1.6" }) : null,
  );
}

/** One unit apart, so a little narrower than that, from 0 or from the foot of a log axis. */
function drawBars(mark: MarkData, { x, y }: Scales, look: Look): Shape {
  let d = "";
  const foot = y.axis.scale === "log" ? y.length : Math.min(y.length, Math.max(0, y.length - y.place(0)));
  for (const [i, at] of mark.x.entries()) {
    const top = place(x, y, at, mark.y[i]!);
    if (at === null || top === null) continue;
    const [left, right] = [x.place(at - 0.36), x.place(at + 0.36)];
    d += `M${short(left)} ${short(foot)}V${short(Math.min(y.length + 9, Math.max(-9, top[1])))}H${short(right)}V${short(foot)}Z`;
  }
  return shape("path", { d, fill: look.colour, "fill-opacity": "0.85" });
}

function drawArrows(
  mark: Extract<MarkData, { mark: "arrows" }>, scales: Scales, places: readonly (Place | null)[], look: Look,
): Shape | null {
  let [lines, tips] = ["", ""];
  for (const [i, from] of places.entries()) {
    const [dx, dy] = [mark.dx[i] ?? null, mark.dy[i] ?? null];
    if (from === null || dx === null || dy === null || (dx === 0 && dy === 0)) continue;
    const to = place(scales.x, scales.y, mark.x[i]! + dx, mark.y[i]! + dy)!;
    const part = cut(scales, from, to);
    if (part === null) continue;
    lines += `M${short(part[0][0])} ${short(part[0][1])}L${short(part[1][0])} ${short(part[1][1])}`;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (part[1] === to && length > 2) tips += head(to, part, Math.min(5, length / 2));
  }
  if (lines === "") return null;
  const line = { d: lines, fill: "none", "stroke-linecap": "round" };
  return group(
    "",
    shape("path", { ...line, stroke: "var(--figure-ground)", "stroke-width": 3.5, opacity: "0.7" }),
    shape("path", { ...line, stroke: look.colour, "stroke-width": 1.6 }),
    tips === "" ? null : shape("path", { d: tips, fill: look.colour }),
  );
}

function drawRules(mark: MarkData, { x, y }: Scales): Shape {
  let d = "";
  for (const [i, across] of mark.x.entries()) {
    const up = mark.y[i]!;
    if (across !== null) d += `M${short(x.place(across))} 0V${short(y.length)}`;
    if (up !== null) d += `M0 ${short(y.length - y.place(up))}H${short(x.length)}`;
  }
  return shape("path", { d, fill: "none", stroke: "var(--figure-ink)", "stroke-width": 1.2, "stroke-dasharray": "5 3" });
}

/** Parts of the x axis as stripes, every second one shaded. */
export function drawBands(mark: Extract<MarkData, { mark: "bands" }>, { x, y }: Scales): Shape {
  const stripes = mark.x.map((from, i) => {
    const step = mark.dx[i] ?? null;
    if (from === null || step === null) return null;
    const [left, right] = stripe(x.length, x.place(from), x.place(from + step));
    return shape("rect", { x: left, y: 0, width: right - left, height: y.length, opacity: i % 2 === 0 ? "0.07" : "0.16" });
  });
  return shape("g", { fill: "var(--figure-ink)" }, ...stripes);
}

export const stripe = (length: number, a: number, b: number): [number, number] => {
  const inside = (at: number): number => Math.min(length, Math.max(0, at));
  return [inside(Math.min(a, b)), inside(Math.max(a, b))];
};

/** The words that stand at points: beside them, or in the middle of bands and at the ends of rules. */
export function markLabels(mark: MarkData, scales: Scales): Shape | null {
  // Those of bars stand at the axis, those of regions in the legend.
  if (mark.labels.length === 0 || ["bars", "contour", "regions"].includes(mark.mark)) return null;
  const { x, y } = scales;
  const texts = mark.labels.map((text, i) => {
    const [across, up] = [mark.x[i] ?? null, mark.y[i] ?? null];
    if (text === "") return null;
    if (mark.mark === "bands") {
      if (across === null) return null;
      const [left, right] = stripe(x.length, x.place(across), x.place(across + (mark.dx[i] ?? 0)));
      if (right === left) return null;
      // A word that is broader than its band stands a line lower than its neighbours.
      const half = textWidth(text, SMALL) / 2;
      const middle = Math.max(half + 2, Math.min((left + right) / 2, x.length - half - 2));
      return label(text, middle, 2 * half > right - left ? 14 + LINE : 14, "middle");
    }
    if (mark.mark === "rule") {
      if (across !== null) return beside(text, [x.place(across), 13], x.length, 5);
      return up === null ? null : label(text, x.length - 4, y.length - y.place(up) - 5, "end");
    }
    const at = place(x, y, across, up);
    if (at === null || !isInside(scales, at, 2)) return null;
    if (mark.mark === "note") return label(text, at[0], at[1] + 4, "middle");
    return beside(text, [at[0], at[1] - 6], x.length, 7);
  });
  return shape("g", { "font-size": SMALL, fill: "var(--figure-ink)", ...halo(3) }, ...texts);
}

/** Right of a place, or left of it where the panel ends. */
const beside = (text: string, [x, y]: Place, length: number, gap: number): Shape =>
  x > length - LABEL_ROOM ? label(text, x - gap, y, "end") : label(text, x + gap, y);
