// The part of a cell that has controls: their values at once, since they stand in its code; all that moves when it comes near.

import type { ControlData } from "../protocol/control.ts";
import type { CellResult, Rich } from "../protocol/index.ts";
import type { EditableCode } from "./editable_code.ts";
import { FigureValues } from "./figure_values.ts";
import type { MovingFigure } from "./moving_figure.ts";
import type { StateLine } from "./state_line.ts";
import { keyOf, onForeignChange, storage } from "./storage.ts";

export interface FigureCell {
  title: string;
  line: StateLine;
  code(): EditableCode;
  compute(): Promise<CellResult>;
  onSettled(): void;
}

/** So far beyond what is seen. */
const NEAR = "400px";

/** Null for a cell without controls. */
export function openFigure(element: HTMLElement, cell: FigureCell, signal: AbortSignal): FigurePart | null {
  const region = element.querySelector<HTMLElement>(".lesson-controls");
  return region === null ? null : new FigurePart(element.id, region, cell, signal);
}

export class FigurePart {
  readonly values: FigureValues;
  readonly #id: string;
  readonly #region: HTMLElement;
  readonly #cell: FigureCell;
  readonly #signal: AbortSignal;
  #loading: Promise<void> | null = null;
  #moving: MovingFigure | null = null;

  constructor(id: string, region: HTMLElement, cell: FigureCell, signal: AbortSignal) {
    this.#id = id;
    this.#region = region;
    this.#cell = cell;
    this.#signal = signal;
    const key = `${keyOf(id)}:values`;
    this.values = new FigureValues(JSON.parse(region.dataset["controls"] ?? "[]") as ControlData[], storage, key);
    onForeignChange((changed) => changed === key, () => {
      this.values.readAgain();
      cell.code().redraw();
      this.refresh();
      this.#moving?.recall();
    }, signal);
    const near = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      void this.ready();
    }, { rootMargin: NEAR });
    near.observe(region);
    signal.addEventListener("abort", () => {
      near.disconnect();
      this.#moving = null;
    });
  }

  /** All that moves has been loaded, or will not come: then the figure stays as a run shows it. */
  ready(): Promise<void> {
    return (this.#loading ??= this.#load());
  }

  show(rich: Rich): HTMLElement | null {
    return this.#moving?.show(rich) ?? null;
  }

  /** The code has changed. */
  refresh(): void {
    this.#moving?.refresh();
  }

  restore(): void {
    this.#moving?.restore();
  }

  async #load(): Promise<void> {
    try {
      const { MovingFigure } = await import("./moving_figure.ts");
      if (this.#signal.aborted) return;
      const { title, line, compute, code, onSettled } = this.#cell;
      this.#moving = new MovingFigure(this.#region, {
        id: this.#id,
        title,
        line,
        values: this.values,
        code: () => code(),
        compute,
        onSettled: () => {
          code().redraw();
          onSettled();
        },
        goTo: (at) => void code().goTo(at),
      }, this.#signal);
      this.#moving.recall();
    } catch (error) {
      if (this.#signal.aborted) return;
      this.#loading = null; // the next one who needs it tries again
      console.info("A file that moves figures did not come:", error);
    }
  }
}
