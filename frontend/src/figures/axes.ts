// Thin axes with few ticks; names of axes stand level, where the eye begins.

import type { PanelData } from "../protocol/index.ts";
import { type Place, headOf } from "./layout.ts";
import type { Scales } from "./lines.ts";
import { isSurface } from "./looks.ts";
import { LINE, SMALL, fitted, label } from "./text.ts";
import { type Shape, group, shape, short } from "./tree.ts";

/** The lines under the marks. */
export function drawGrid(panel: PanelData, { x: across, y: up, plot }: Place, { x, y }: Scales): Shape {
  const { width, height } = plot;
  const filled = panel.marks.some(isSurface);
  const inside = (at: number, length: number): boolean => at > 1 && at < length - 1;
  const lines = up.map(({ value }) => height - y.place(value)).filter((at) => inside(at, height)).map((at) => `M0 ${short(at)}H${short(width)}`);
  const zero = y.axis.scale === "linear" && y.axis.domain[0] < 0 && y.axis.domain[1] > 0 ? `M0 ${short(height - y.place(0))}H${short(width)}` : "";
  const ticks = across.map(({ value }) => `M${short(x.place(value))} ${short(height)}v4`);
  const marks = up.map(({ value }) => `M0 ${short(height - y.place(value))}h-4`);
  return group(
    "",
    filled || lines.length === 0 ? null : shape("path", { d: lines.join(""), stroke: "var(--figure-grid)", fill: "none" }),
    filled || zero === "" ? null : shape("path", { d: zero, stroke: "var(--figure-axis)", fill: "none" }),
    shape("path", { d: ticks.join("") + marks.join(""), stroke: "var(--figure-axis)", fill: "none" }),
  );
}

/** The lines over the marks: a whole frame about a surface, two axes otherwise. */
export function drawFrame(panel: PanelData, { plot: { width, height } }: Place): Shape {
  const d = panel.marks.some(isSurface) ? `M0 0H${short(width)}V${short(height)}H0Z` : `M0 0V${short(height)}H${short(width)}`;
  return shape("path", { d, stroke: "var(--figure-axis)", fill: "none" });
}

export function drawAxisTexts(panel: PanelData, at: Place, { x, y }: Scales): Shape {
  const { plot: { left, width, height } } = at;
  const margin = left - at.left;
  const ticks = [
    ...at.x.map(({ value, text }) => label(text, x.place(value), height + 18, "middle")),
    ...at.y.map(({ value, text }) => label(text, -8, height - y.place(value) + 4, "end")),
  ];
  let above = -headOf(panel) + LINE - 2;
  const names: (Shape | null)[] = [];
  if (panel.title) {
    names.push(label(fitted(panel.title, at.width, 14), -margin, above, "start", { "font-weight": "600", "font-size": 13.5 }));
    above += LINE + 3;
  }
  if (panel.y.label) names.push(label(fitted(panel.y.label, at.width), -margin, above));
  if (panel.x.label) names.push(label(fitted(panel.x.label, at.width), width / 2, height + 18 + LINE, "middle"));
  return group(
    "",
    shape("g", { fill: "var(--figure-quiet)", "font-size": SMALL }, ...ticks),
    names.length > 0 ? shape("g", { fill: "var(--figure-ink)" }, ...names) : null,
  );
}
