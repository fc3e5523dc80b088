// A figure as plain data, as Python gives it.

/** A figure as data; the library that makes one says in its documentation what it means. */
export const FIGURE = "application/vnd.lesson.figure+json";

export interface FigureData {
  version: 1;
  title: string;
  /** What is to be seen, in words. */
  summary: string;
  panels: PanelData[];
  table: TableData;
  /** The numbers of the moment: what they are called, and what they are. */
  readouts?: [label: string, value: string | number | null][];
}

export interface TableData {
  columns: string[];
  rows: (string | number | null)[][];
}

export interface PanelData {
  title: string;
  /** One unit is as long along x as along y. */
  equal: boolean;
  x: AxisData;
  y: AxisData;
  marks: MarkData[];
}

export interface AxisData {
  label: string;
  scale: "linear" | "log";
  domain: [low: number, high: number];
}

/** null is a gap. */
export type Numbers = (number | null)[];

interface Points<Kind extends string> {
  mark: Kind;
  name: string;
  x: Numbers;
  y: Numbers;
  /** As many as points, or none. */
  labels: string[];
}
export type MarkData =
  | Points<"curve" | "path" | "ghost" | "scatter" | "bars" | "note" | "rule">
  /** From each point by (dx, dy). */
  | (Points<"arrows"> & { dx: Numbers; dy: Numbers })
  /** Parts of the x axis, from x by dx; `y` is all gaps. */
  | (Points<"bands"> & { dx: Numbers })
  /** Heights `values[j][i]` at (x[i], y[j]); lines at `levels`. */
  | (Points<"contour"> & { values: Numbers[]; levels: Numbers })
  /** A part of the plane, `labels[values[j][i]]`, at (x[i], y[j]). */
  | (Points<"regions"> & { values: Numbers[] });
