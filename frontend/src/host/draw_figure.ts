// A cell's figure as a picture: what the build puts into the page, and into the notebook that can be taken along.

import { FigureError, figureSvg, readFigure, standaloneSvg } from "../figures/index.ts";
import { FIGURE, type CellResult, type Step, type StepResult } from "../protocol/index.ts";

/** The result of a step, with the picture of the figure in it. A figure that cannot be drawn is an error of the cell. */
export function withPicture(step: Step, result: StepResult): StepResult {
  if (step.do !== "cell") return result;
  const cell = result as CellResult;
  if (cell.rich?.type !== FIGURE) return result;
  const id = `figure-${step.name}`;
  try {
    const figure = readFigure(cell.rich.data);
    const svg = figureSvg(figure, { id });
    return { ...cell, rich: { ...cell.rich, svg, standalone: standaloneSvg(figure, { id, dark: false }) } };
  } catch (error) {
    if (!(error instanceof FigureError)) throw error;
    const told = `FigureError: ${error.message}\n`;
    const parts = [...cell.parts, ["error", told] as [kind: "error", text: string]];
    return { ...cell, text: cell.text + told, parts, rich: null, error: { type: "FigureError", message: error.message, line: null, by: null } };
  }
}
