// Whether some JSON is a figure. It may come from a reader's own code: nothing about it is taken for granted.

import type { AxisData, FigureData, MarkData, PanelData } from "../protocol/index.ts";

/** What is wrong with a figure, and where, in words for whoever made it. */
export class FigureError extends Error {
  override name = "FigureError";
}

const MOST = { panels: 12, marks: 200, points: 100_000, cells: 20_000, letters: 4_000, name: 200 };
/** What each kind of mark needs besides points. */
const KINDS: Record<MarkData["mark"], readonly string[]> = {
  curve: [], path: [], ghost: [], scatter: [], bars: [], note: [], rule: [],
  arrows: ["dx", "dy"], bands: ["dx"], contour: ["values", "levels"], regions: ["values"],
};

/** The figure that `text` holds. Raises FigureError, which says what is missing. */
export function readFigure(text: string): FigureData {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FigureError(`A figure must be JSON: ${(error as Error).message}`);
  }
  return checkFigure(value);
}

/** Raises FigureError unless `value` is a figure. */
export function checkFigure(value: unknown): FigureData {
  const figure = record(value, "A figure");
  if (figure["version"] !== 1) fail("version", "1", figure["version"]);
  text(figure["title"], "title", MOST.name);
  text(figure["summary"], "summary", MOST.letters);
  const panels = list(figure["panels"], "panels", MOST.panels);
  if (panels.length === 0) fail("panels", "a list of at least one panel", panels);
  const room = { points: MOST.points };
  panels.forEach((panel, i) => checkPanel(panel, `panels[${i}]`, room));
  checkTable(figure["table"]);
  if (figure["readouts"] !== undefined) list(figure["readouts"], "readouts", MOST.panels).forEach((each, i) => checkReadout(each, `readouts[${i}]`));
  return figure as unknown as FigureData;
}

function checkReadout(value: unknown, where: string): void {
  const [label, shown, ...more] = list(value, where, 2);
  text(label, `${where}[0]`, MOST.name);
  if (more.length > 0 || shown === undefined) fail(where, "a label and a value", value);
  checkCell(shown, `${where}[1]`);
}

function checkCell(value: unknown, where: string): void {
  if (typeof value === "string") text(value, where, MOST.name);
  else if (value !== null && !isNumber(value)) fail(where, "text, a finite number or null", value);
}

function checkTable(value: unknown): void {
  const { columns, rows } = record(value, "table");
  const names = list(columns, "table.columns", 50);
  names.forEach((name, i) => text(name, `table.columns[${i}]`, MOST.name));
  for (const [i, row] of list(rows, "table.rows", MOST.cells).entries()) {
    const cells = list(row, `table.rows[${i}]`, 50);
    if (cells.length !== names.length) fail(`table.rows[${i}]`, `${names.length} entries, one for each column`, `${cells.length} entries`, false);
    cells.forEach((cell, j) => checkCell(cell, `table.rows[${i}][${j}]`));
  }
}

function checkPanel(value: unknown, where: string, room: { points: number }): asserts value is PanelData {
  const panel = record(value, where);
  text(panel["title"], `${where}.title`, MOST.name);
  if (typeof panel["equal"] !== "boolean") fail(`${where}.equal`, "true or false", panel["equal"]);
  checkAxis(panel["x"], `${where}.x`);
  checkAxis(panel["y"], `${where}.y`);
  list(panel["marks"], `${where}.marks`, MOST.marks).forEach((mark, i) => checkMark(mark, `${where}.marks[${i}]`, room));
}

function checkAxis(value: unknown, where: string): asserts value is AxisData {
  const axis = record(value, where);
  text(axis["label"], `${where}.label`, MOST.name);
  if (axis["scale"] !== "linear" && axis["scale"] !== "log") fail(`${where}.scale`, '"linear" or "log"', axis["scale"]);
  const domain = list(axis["domain"], `${where}.domain`, 2);
  const [low, high] = domain;
  if (domain.length !== 2 || !isNumber(low) || !isNumber(high) || !(low < high)) fail(`${where}.domain`, "[low, high] with low < high", domain);
  if (axis["scale"] === "log" && !(low > 0)) fail(`${where}.domain`, "numbers above 0, since the axis is logarithmic,", domain);
}

function checkMark(value: unknown, where: string, room: { points: number }): asserts value is MarkData {
  const mark = record(value, where);
  const kind = mark["mark"];
  if (typeof kind !== "string" || !Object.hasOwn(KINDS, kind)) fail(`${where}.mark`, `one of ${Object.keys(KINDS).join(", ")}`, kind);
  text(mark["name"], `${where}.name`, MOST.name);
  const count = (values: readonly unknown[]): void => {
    room.points -= values.length;
    if (room.points < 0) throw new FigureError(`A figure may have ${MOST.points} numbers. This one has more, at ${where}: show fewer steps, or a coarser grid.`);
  };
  const numbers = (values: unknown, what: string, length: number | null): unknown[] => {
    const found = list(values, what, MOST.points);
    count(found);
    const wrong = found.findIndex((number) => number !== null && !isNumber(number));
    if (wrong >= 0) fail(`${what}[${wrong}]`, "a finite number or null", found[wrong]);
    if (length !== null && found.length !== length) fail(what, `${length} entries`, `${found.length} entries`, false);
    return found;
  };
  const needs = KINDS[kind as MarkData["mark"]];
  const x = numbers(mark["x"], `${where}.x`, null);
  const isGrid = needs.includes("values");
  const y = numbers(mark["y"], `${where}.y`, isGrid ? null : x.length);
  const labels = list(mark["labels"], `${where}.labels`, MOST.points);
  count(labels);
  labels.forEach((each, i) => text(each, `${where}.labels[${i}]`, MOST.name));
  if (!isGrid && labels.length > 0 && labels.length !== x.length) fail(`${where}.labels`, `${x.length} entries or none`, `${labels.length} entries`, false);
  for (const name of needs.filter((need) => need === "dx" || need === "dy")) numbers(mark[name], `${where}.${name}`, x.length);
  if (needs.includes("levels")) numbers(mark["levels"], `${where}.levels`, null);
  if (!isGrid) return;
  if ([...x, ...y].includes(null)) fail(where, "a grid without gaps in x and y", null);
  const rows = list(mark["values"], `${where}.values`, MOST.points);
  if (rows.length !== y.length) fail(`${where}.values`, `${y.length} rows, one for each y`, `${rows.length} rows`, false);
  for (const [j, row] of rows.entries()) {
    const wrong = numbers(row, `${where}.values[${j}]`, x.length)
      .find((region) => kind === "regions" && region !== null && !(Number.isInteger(region) && (region as number) >= 0 && (region as number) < labels.length));
    if (wrong !== undefined) fail(`${where}.values[${j}]`, `numbers of labels, below ${labels.length}`, wrong);
  }
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) fail(where, "an object", value);
  return value as Record<string, unknown>;
}

function list(value: unknown, where: string, most: number): unknown[] {
  if (!Array.isArray(value)) fail(where, "a list", value);
  if (value.length > most) fail(where, `at most ${most} entries`, `${value.length}`, false);
  return value;
}

function text(value: unknown, where: string, most: number): void {
  if (typeof value !== "string") fail(where, "text", value);
  if (value.length > most) fail(where, `at most ${most} letters`, `${value.length}`, false);
}

function fail(where: string, expected: string, got: unknown, quoted = true): never {
  const shown = quoted ? (JSON.stringify(got) ?? "nothing") : String(got);
  throw new FigureError(`${where} must be ${expected}, got ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}.`);
}
