// The figures of a page, of which many are alike: each axis, mark and table is told once, and numbered.

import { FigureError, readFigure } from "../figures/index.ts";
import { type CellResult, FIGURE, type FrameResult, type StepError } from "../protocol/index.ts";

export class FrameParts {
  readonly #numbers = new Map<string, number>();

  /** What a cell gave, as a frame. A figure that cannot be drawn is an error. */
  frameOf({ rich, error, text }: CellResult): FrameResult {
    const nothing = (why: StepError | null): FrameResult => ({ figure: null, parts: [], error: why, shown: text.slice(0, 200) });
    if (error !== null || rich?.type !== FIGURE) return nothing(error);
    const parts: FrameResult["parts"] = [];
    const number = (part: unknown): number => {
      const key = JSON.stringify(part);
      const known = this.#numbers.get(key);
      if (known !== undefined) return known;
      const next = this.#numbers.size;
      this.#numbers.set(key, next);
      parts.push([next, part]);
      return next;
    };
    try {
      const { panels, table, ...rest } = readFigure(rich.data);
      const shared = panels.map(({ title: name, equal, x, y, marks }) => ({ title: name, equal, x: number(x), y: number(y), marks: marks.map(number) }));
      return { figure: { ...rest, panels: shared, table: number(table) }, parts, error: null, shown: "" };
    } catch (failure) {
      if (!(failure instanceof FigureError)) throw failure;
      return nothing({ type: failure.name, message: failure.message, line: null, by: null });
    }
  }
}
