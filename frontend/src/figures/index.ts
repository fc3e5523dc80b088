// Figures as pictures: the same for the build and for the page. No document is needed for it.

import type { FigureData } from "../protocol/index.ts";
import { drawFigure } from "./picture.ts";
import { markup } from "./tree.ts";

export { FigureError, checkFigure, readFigure } from "./check.ts";
export { type Kept } from "./kept.ts";
export { WIDTHS, type Width } from "./layout.ts";
export { type PanelScales, type PictureOptions, drawFigure, panelScales } from "./picture.ts";
export { standaloneSvg } from "./standalone.ts";
export { type Shape, markup } from "./tree.ts";

/** The whole picture as text: once for wide pages and once for narrow ones; the style sheet shows one of them. */
export function figureSvg(figure: FigureData, { id }: { id: string }): string {
  return (["wide", "narrow"] as const).map((width) => markup(drawFigure(figure, { id: `${id}-${width}`, width }))).join("");
}
