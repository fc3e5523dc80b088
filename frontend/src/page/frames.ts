// The figures that were computed when the page was built: which of them answers a value. No DOM here.

import type { ControlData, FramesFile } from "../protocol/control.ts";
import type { FigureData } from "../protocol/index.ts";
import { pairOf, sameValue } from "./control_values.ts";

export interface Frame {
  figure: FigureData;
  /** It is of this very value; otherwise of the nearest one. */
  exact: boolean;
}

export class Frames {
  readonly #file: FramesFile;
  readonly #figures = new Map<number, FigureData>();

  constructor(file: FramesFile) {
    this.#file = file;
  }

  get published(): FigureData {
    return this.#figure(Object.values(this.#file.frames)[0]![0]![1]);
  }

  /** The figure for a value of a control, the others being as published; null for a text that has none. */
  frameFor(control: ControlData, literal: string): Frame | null {
    const frames = this.#file.frames[control.name] ?? [];
    const same = frames.find(([value]) => sameValue(control, value, literal));
    if (same !== undefined) return { figure: this.#figure(same[1]), exact: true };
    if (control.kind === "choice" || control.kind === "toggle" || frames.length === 0) return null;
    const distances = frames.map(([value]) => distance(control, value, literal));
    const nearest = frames[distances.indexOf(Math.min(...distances))]!;
    return { figure: this.#figure(nearest[1]), exact: false };
  }

  #figure(number: number): FigureData {
    const known = this.#figures.get(number);
    if (known !== undefined) return known;
    const { parts, figures } = this.#file;
    const shared = figures[number]!;
    const figure = {
      ...shared,
      panels: shared.panels.map((panel) => ({ ...panel, x: parts[panel.x], y: parts[panel.y], marks: panel.marks.map((mark) => parts[mark]) })),
      table: parts[shared.table],
    } as FigureData;
    this.#figures.set(number, figure);
    return figure;
  }
}

function distance(control: ControlData, a: string, b: string): number {
  if (control.kind !== "point") return Math.abs(Number(a) - Number(b));
  const [[ax, ay], [bx, by]] = [pairOf(a), pairOf(b)];
  const across = (Number(ax) - Number(bx)) / (Number(control.x.high) - Number(control.x.low));
  return Math.hypot(across, (Number(ay) - Number(by)) / (Number(control.y.high) - Number(control.y.low)));
}
