// A figure that a reader's own code gave: the same elements as the build makes (`render_figure`). The drawing comes by
// itself, when a figure is there to be drawn: most visits run no cell that has one.

import type * as Figures from "../figures/index.ts";
import type { FigureData } from "../protocol/index.ts";
import { numberText } from "./figure_numbers.ts";
import { fingerprint } from "./fingerprint.ts";
import { make, makeButton } from "./make.ts";
import { loadPart } from "./part.ts";
import { makePicture } from "./picture.ts";

let drawing: typeof Figures | null = null;

/** To be called early: what is there when the figure comes is drawn with it. */
export const loadDrawing = async (): Promise<typeof Figures> => (drawing ??= await loadPart("src/figures/index.ts"));

/** `data` is what the sandboxed worker gave: it may be anything. */
export function showFigure(data: string): HTMLElement {
  const figure = make("figure", "lesson-figure");
  figure.dataset["figure"] = fingerprint(data);
  if (drawing !== null) fill(figure, data, drawing);
  else draw(figure, data);
  return make("div", "lesson-rich", figure);
}

/** Once the drawing has come; where it does not, a sentence and a way to try again stand in the figure's place. */
function draw(figure: HTMLElement, data: string): void {
  loadDrawing().then((module) => {
    figure.replaceChildren();
    fill(figure, data, module);
  }).catch((error: Error) => {
    const retry = makeButton("retry", "Retry");
    retry.addEventListener("click", () => draw(figure, data));
    figure.replaceChildren(make("p", "", `The figure cannot be drawn. ${error.message}`), retry);
  });
}

let made = 0;

function fill(figure: HTMLElement, data: string, { FigureError, drawFigure, readFigure }: typeof Figures): void {
  try {
    const read = readFigure(data);
    const id = `figure-own-${(made += 1)}`;
    const pictures = (["wide", "narrow"] as const).map((width) => makePicture(drawFigure(read, { id: `${id}-${width}`, width })).element);
    const words = [...readouts(read), make("figcaption", "", ...captionParts(read)), ...numbers(read)];
    figure.append(make("div", "lesson-picture", ...pictures), ...words);
  } catch (error) {
    if (!(error instanceof FigureError)) throw error;
    figure.append(make("p", "", `The figure cannot be drawn: ${error.message}`));
  }
}

/** A summary that begins with the title is enough. */
export const captionParts = ({ title, summary }: FigureData): (Node | string)[] =>
  [...(title && !summary.startsWith(title) ? [make("strong", "", title), " "] : []), summary];

/** The numbers of the moment, beside the picture. */
function readouts(figure: FigureData): HTMLElement[] {
  if (!figure.readouts?.length) return [];
  const list = make("dl", "lesson-readouts");
  fillReadouts(list, figure);
  return [list];
}

export function fillReadouts(list: Element | null, { readouts: items = [] }: FigureData): void {
  list?.replaceChildren(...items.map(([label, value]) =>
    make("div", "", make("dt", "", label), make("dd", "", typeof value === "string" ? value : numberText(value)))));
}

/** The main numbers, for those who want them exactly, or cannot see the picture. */
function numbers(figure: FigureData): HTMLElement[] {
  if (figure.table.rows.length === 0) return [];
  return [make("details", "lesson-figure-numbers", make("summary", "", "Numbers"), make("div", "lesson-scroll", tableOf(figure)))];
}

export function tableOf({ table: { columns, rows } }: FigureData): HTMLTableElement {
  const heads = columns.map((name, i) => {
    // The first row tells what a column holds.
    const head = make("th", typeof rows[0]?.[i] === "string" ? "" : "lesson-number", name);
    head.scope = "col";
    return head;
  });
  const lines = rows.map((row) => make("tr", "", ...row.map((value) =>
    typeof value === "string" ? make("td", "", value) : make("td", "lesson-number", numberText(value)))));
  return make("table", "lesson-table", make("thead", "", make("tr", "", ...heads)), make("tbody", "", ...lines));
}
