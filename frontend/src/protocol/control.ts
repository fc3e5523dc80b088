// The controls of a figure and its frames, as `site_hooks/control.py` and `site_hooks/frames.py` write them.

import type { SharedFigure } from "./index.ts";

/** Numbers as text, which keeps their digits. `whole`: written without a point. */
export interface RangeData {
  low: string;
  high: string;
  step: string;
  whole: boolean;
}

/** A value, as Python is written, with the words on its button. */
export type JumpData = [literal: string, label: string];

interface Common<Kind extends string> {
  kind: Kind;
  name: string;
  label: string;
  /** The published value, as it stands in the code. */
  default: string;
}

export type SliderData = Common<"slider"> & RangeData & { play: boolean; drag: boolean; jumps: JumpData[] };
export type ChoiceData = Common<"choice"> & { options: string[] };
export type ToggleData = Common<"toggle">;
/** `panel` counts from 1. */
export type PointData = Common<"point"> & { x: RangeData; y: RangeData; panel: number; jumps: JumpData[] };
export type ControlData = SliderData | ChoiceData | ToggleData | PointData;

export interface FramesFile {
  version: 1;
  /** Every axis, mark and table once. */
  parts: unknown[];
  figures: SharedFigure[];
  /** For each control its values, as Python is written, with the numbers of their figures; the published one is first. */
  frames: Record<string, [literal: string, figure: number][]>;
}
