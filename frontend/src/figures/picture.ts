// A whole figure as one picture, in one of its two layouts.

import type { FigureData, PanelData } from "../protocol/index.ts";
import { drawAxisTexts, drawFrame, drawGrid } from "./axes.ts";
import { type Kept, keep } from "./kept.ts";
import { type Layout, type Place, type Width, layOut } from "./layout.ts";
import { type Naming, drawEndLabels, drawLegend, legendHeight, nameSeries } from "./legend.ts";
import { type Scales, scalesOf } from "./lines.ts";
import { type Look, looksOf } from "./looks.ts";
import { drawRegions, regionNames } from "./regions.ts";
import { drawBands, drawMark, markLabels } from "./marks.ts";
import { drawContour } from "./surface.ts";
import { FONT } from "./text.ts";
import { type Shape, shape, short } from "./tree.ts";

export interface PictureOptions {
  /** Begins every id in the picture: one for each figure of a page. */
  id: string;
  width: Width;
  /** What was drawn before, to be used again where its data are the same. */
  kept?: Kept;
  /** Room above everything, for a title. */
  top?: number;
}

export function drawFigure(figure: FigureData, { id, width, kept, top = 0 }: PictureOptions): Shape {
  const { layout, naming } = plan(figure, width, top);
  const looks = looksOf(figure);
  const panels = figure.panels.map((panel, i) =>
    drawPanel(panel, layout.panels[i]!, { looks, naming, kept, key: `${width} ${i}` }));
  const title = figure.title || figure.panels.map((panel) => panel.title || panel.y.label).filter(Boolean).join(", ") || "Figure";
  return shape(
    "svg",
    { class: `lesson-figure-${width}`, viewBox: `0 0 ${layout.width} ${layout.height}`, width: layout.width, height: layout.height,
      role: "img", "aria-labelledby": `${id}-title`, "aria-describedby": figure.summary ? `${id}-desc` : null, "font-size": FONT },
    shape("title", { id: `${id}-title` }, title),
    figure.summary ? shape("desc", { id: `${id}-desc` }, figure.summary) : null,
    drawLegend(naming, top),
    ...panels,
  );
}

function plan(figure: FigureData, width: Width, top: number): { layout: Layout; naming: Naming } {
  const naming = nameSeries(figure, width);
  return { naming, layout: layOut(figure.panels, width, top + legendHeight(naming), naming.room) };
}

interface Around {
  looks: Map<string, Look>;
  naming: Naming;
  kept: Kept | undefined;
  key: string;
}

const PLAIN: Look = { colour: "var(--figure-ink)", dash: null, symbol: 0 };

function drawPanel(panel: PanelData, at: Place, { looks, naming, kept, key }: Around): Shape {
  const scales = scalesOf(panel, at);
  const { left, top, width, height } = at.plot;
  const domains = [panel.x, panel.y, width, height];
  const grounds = panel.marks.map((mark, i) => {
    const draw = (): Shape | null =>
      mark.mark === "contour" ? drawContour(mark, scales) : mark.mark === "regions" ? drawRegions(mark, scales) : mark.mark === "bands" ? drawBands(mark, scales) : null;
    return keep(kept, `${key} ${i}`, [mark, domains], draw);
  });
  const look = (name: string): Look => looks.get(name) ?? PLAIN;
  const marks = panel.marks.map((mark, i) => keep(kept, `${key} ${i} mark`, [mark, domains, look(mark.name)], () => drawMark(mark, scales, look(mark.name))));
  const labels = panel.marks.map((mark) => (mark.mark === "regions" ? regionNames(mark, scales) : markLabels(mark, scales)));
  return shape(
    "g",
    { transform: `translate(${short(left)} ${short(top)})` },
    drawGrid(panel, at, scales),
    cropped(0, width, height, ...grounds),
    drawFrame(panel, at),
    drawAxisTexts(panel, at, scales),
    // Points at the edge are seen whole.
    cropped(7, width, height, ...marks),
    ...labels,
    naming.direct ? drawEndLabels(panel, scales, looks) : null,
  );
}

/** What reaches over the edge by more than `rim` is cut off: an inner SVG does that without an id. */
function cropped(rim: number, width: number, height: number, ...children: (Shape | null)[]): Shape | null {
  const inside = children.filter((child) => child !== null);
  if (inside.length === 0) return null;
  const box = { x: -rim, y: -rim, width: width + 2 * rim, height: height + 2 * rim };
  return shape("svg", { ...box, viewBox: [-rim, -rim, box.width, box.height].map(short).join(" "), overflow: "hidden" }, ...inside);
}

export interface PanelScales extends Scales {
  /** Where the panel's plot is in the picture, which is `width` by `height`. */
  left: number;
  top: number;
  picture: { width: number; height: number };
  /** The place in the picture of a point, and back. */
  toPicture(x: number, y: number): { x: number; y: number };
  toData(x: number, y: number): { x: number; y: number };
}

/** For each panel, how places in the picture and data belong together. */
export function panelScales(figure: FigureData, width: Width): PanelScales[] {
  const { layout } = plan(figure, width, 0);
  return figure.panels.map((panel, i) => {
    const { x, y } = scalesOf(panel, layout.panels[i]!);
    const { left, top } = layout.panels[i]!.plot;
    return {
      x, y, left, top,
      picture: { width: layout.width, height: layout.height },
      toPicture: (across, up) => ({ x: left + x.place(across), y: top + y.length - y.place(up) }),
      toData: (across, down) => ({ x: x.value(across - left), y: y.value(y.length - (down - top)) }),
    };
  });
}
