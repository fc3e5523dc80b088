// Figures for tests: one for each thing that a picture must be able to show.

import type { AxisData, FigureData, MarkData, Numbers, PanelData } from "../src/protocol/index.ts";

export const axis = (label: string, low: number, high: number, scale: AxisData["scale"] = "linear"): AxisData =>
  ({ label, scale, domain: [low, high] });

type Named = "curve" | "path" | "ghost" | "scatter" | "bars" | "note" | "rule";
export const mark = (kind: Named, x: Numbers, y: Numbers, name = "", labels: string[] = []): MarkData =>
  ({ mark: kind, name, x, y, labels });

export const panel = (marks: MarkData[], x: AxisData, y: AxisData, more: Partial<PanelData> = {}): PanelData =>
  ({ title: "", equal: false, x, y, marks, ...more });

export const figure = (title: string, ...panels: PanelData[]): FigureData =>
  ({ version: 1, title, summary: `What ${title} shows.`, panels, table: { columns: [], rows: [] } });

export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const unit = axis("x", 0, 1);
const coordinates = range(13).map((i) => i / 2 - 3);
export const bowl = coordinates.map((y) => coordinates.map((x) => Math.round((x * x + 2 * y * y + x * y) * 1e4) / 1e4));
const plane = (...marks: MarkData[]): PanelData => panel(marks, axis("w", -3, 3), axis("b", -3, 3), { equal: true });
export const contour: MarkData = { mark: "contour", name: "f", x: coordinates, y: coordinates, labels: [], values: bowl, levels: [1, 3, 6, 10, 15, 20] };
const falling = range(30).map((k) => 0.5 ** k);

export const samples: Record<string, FigureData> = {
  curve: figure("Curves", panel([
    mark("curve", [0, 0.5, 1], [0, 1, 0.2], "one"), mark("curve", [0, 0.4], [0.9, 0.3], "another"),
  ], unit, axis("f", 0, 1))),
  path: figure("A path", plane(contour, mark("path", [2.5, 1.5, 0.6, 0.61], [2, -1, 0.4, 0.41], "descent", ["start", "", "", ""]))),
  ghost: figure("What comes next", plane(mark("path", [2.5, 1.5], [2, -1], "descent"), mark("ghost", [1.5, 0.6], [-1, 0.4], "descent"))),
  scatter: figure("Points and a line", panel([
    mark("scatter", [0.1, 0.3, 0.5, null, 0.9], [0.2, 0.2, 0.6, 0.1, 0.8], "data"), mark("curve", [0, 1], [0.05, 0.9], "fit"),
  ], unit, axis("y", 0, 1))),
  bars: figure("Bars", panel([mark("bars", [0, 1, 2], [3, -1, null], "change", ["left", "middle", "right"])], axis("", -0.5, 2.5), axis("steps", -1, 3))),
  "bars on a log axis": figure("Bars", panel([mark("bars", [1, 2], [10, 1000])], axis("", 0.5, 2.5), axis("", 1, 1000, "log"))),
  arrows: figure("A field", plane({ mark: "arrows", name: "−∇f", x: [-2, 0, 2, 2], y: [1, 1, 1, 0], labels: [], dx: [1, 0, -9, 0], dy: [-0.5, null, -0.5, 0] })),
  contour: figure("Contours", plane(contour)),
  "heat map with a gap": figure("A map", plane({ ...contour, levels: [], values: bowl.map((row, j) => row.map((v, i) => (i < 3 && j < 4 ? null : v))) })),
  regions: figure("Regions", panel([
    { mark: "regions", name: "", x: [0, 1, 2, 3], y: [0, 1, 2], labels: ["none", "left", "a name that is much too long for the strip"], values: [[1, 1, 2, 2], [1, 1, 1, 2], [1, 1, 1, 2]] },
  ], axis("x", 0, 3), axis("y", 0, 2))),
  "regions with room": figure("Regions", panel([
    { mark: "regions", name: "", x: [0, 1], y: [0, 1], labels: ["none", "left", "right"], values: [[1, 2], [1, 2]] },
  ], axis("x", 0, 1), axis("y", 0, 1))),
  regimes: figure("Bands, rules and notes", panel([
    { mark: "bands", name: "", x: [0, 0.5, 0.9, null], y: [null, null, null, null], labels: ["slow", "fast", "too far", ""], dx: [0.5, 0.4, 0.3, 1] },
    mark("rule", [0.5, null], [null, 0.7], "", ["best", "limit"]), mark("note", [0.25, 3], [0.4, 0], "", ["here", "nowhere"]),
    mark("curve", [0, 0.5, 1], [1, 0, 1]),
  ], axis("η", 0, 1), axis("factor", 0, 1))),
  "log axes": figure("Falling", panel([mark("curve", range(30).map((k) => k + 1), falling, "halving")], axis("step", 1, 30, "log"), axis("loss", 1e-9, 1, "log"))),
  panels: figure("Two panels", plane(contour, mark("path", [2.5, 1.5], [2, -1], "descent")),
    panel([mark("curve", range(30), falling, "descent")], axis("step", 0, 29), axis("loss", 1e-9, 1, "log"), { title: "Loss" })),
  "four panels": figure("Four panels", ...range(4).map((k) => panel([mark("curve", [0, 1], [0, k], `${k}`)], unit, axis("", 0, 4), { title: `Panel ${k}` }))),
  gaps: figure("Gaps", panel([mark("curve", [0, 0.2, null, 0.6, 1], [0, 1, 0.5, 0.5, 0]), mark("path", [null, 0.1, 0.3, 0.5], [0, 0, 0.1, null])], unit, axis("y", 0, 1))),
  empty: { ...figure("", panel([], unit, axis("y", 0, 1))), summary: "" },
  "one point": figure("One point", panel([mark("path", [0.5], [0.5], "start"), mark("curve", [0.2], [0.2], "dot")], unit, axis("y", 0, 1))),
  "nothing to see": figure("All gaps", panel([mark("curve", [null], [null], "none"), mark("scatter", [], [], "nobody"), { ...contour, values: bowl.map((row) => row.map(() => null)) }], unit, axis("y", 0, 1))),
  "huge and tiny": figure("Huge and tiny", panel([mark("path", [-1.7e308, 1.7e308], [5e-324, 3e-300], "far")], axis("x", -1.7e308, 1.7e308), axis("y", 0, 3e-300)),
    panel([mark("curve", [1e-300, 1e300], [1e-308, 1e308], "log")], axis("x", 1e-300, 1e300, "log"), axis("y", 1e-300, 1e300, "log"))),
  "out of the panel": figure("Diverging", panel([mark("path", [1, -1.5, 2.25, -3.4, 1e300], [1, 2.25, 5, 11, 1e300], "too fast")], axis("x", -2, 2), axis("f", 0, 4))),
  "many names": figure("Nine", panel(range(9).map((k) => mark("curve", [0, 1], [k, 9 - k], `series ${k}`)), unit, axis("y", 0, 9))),
};
