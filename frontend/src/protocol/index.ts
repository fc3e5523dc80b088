// What the page, the sandboxed worker and the build-time host say to one another.
// Only this room is imported by all three. It holds types and constants, never behaviour.

import type { FIGURE } from "./figure.ts";
import type { Kept, StartFile } from "./files.ts";

export type { Kept } from "./files.ts";

export * from "./figure.ts";

/** One thing for Python to do. `site_hooks/cell_runner.py` answers it, the same way everywhere. */
export type Step =
  | { do: "cell"; name: string; source: string }
  /** A cell's figure alone, on a copy of the names: a reader's moves leave no trace. The result is that of a cell. */
  | { do: "figure"; name: string; source: string }
  | { do: "exec"; name: string; source: string }
  | { do: "value"; name: string; expression: string }
  /** What may end the dotted name in `text`, and what such a name stands for. Neither runs any code of the reader. */
  | { do: "complete"; text: string }
  | { do: "describe"; text: string }
  | { do: "program"; name: string; source: string; tests: string; helpers?: string };

export type OutputKind = "stdout" | "stderr" | "value" | "error";

/** Text printed by a cell, in the order it appeared. */
export type OutputPart = [kind: OutputKind, text: string];

export interface StepError {
  type: string;
  message: string;
  /** Line in the reader's own code, counted from 1; null when the error has none. */
  line: number | null;
  /** The library that raised it on purpose: the message is its advice. */
  by?: string | null;
  /** It was raised while the author's tests were being set up, and `line` is theirs. */
  in_tests?: boolean;
}

/** A value that shows itself in the place of its text. */
export interface Rich {
  type: "image/svg+xml" | "text/html" | typeof FIGURE;
  data: string;
  alt: string;
  /** A figure's picture, drawn by the host when the page is built: for the page, and to take along. */
  svg?: string;
  standalone?: string;
}

export interface CellResult {
  /** All parts joined: what an `output` fence is compared with. */
  text: string;
  parts: OutputPart[];
  rich: Rich | null;
  error: StepError | null;
  truncated: boolean;
}

export interface ValueResult {
  value: string | null;
  error: StepError | null;
}

export interface CompleteResult {
  options: { label: string; kind: "keyword" | "class" | "namespace" | "function" | "variable" }[];
}

export interface DescribeResult {
  signature: string | null;
  doc: string | null;
}

export interface TestOutcome {
  name: string;
  /** The test's docstring, or its name in words. */
  title: string;
  passed: boolean;
  /** Source of the expression that was checked, with what came out and what was wanted. */
  call: string | null;
  got: string | null;
  expected: string | null;
  /** A sentence for the learner when the test failed. */
  message: string | null;
  /** The beginning of what the code printed during this test. */
  printed: string;
}

export interface ProgramResult {
  tests: TestOutcome[];
  text: string;
  parts: OutputPart[];
  error: StepError | null;
}

export type StepResult = CellResult | ValueResult | ProgramResult | CompleteResult | DescribeResult;

/** A wrong answer that the author foresaw: recognised by the first test it fails, what that called, and what it got. */
export interface KnownMistake {
  test: string;
  call: string | null;
  got: string | null;
  message: string;
}

// --- page → frame: `window.postMessage` to the sandboxed frame. The port goes on to a new worker, which takes the place
// of the one before. Removing the frame from the page ends the worker as well. ---
export interface ToFrame {
  port: MessagePort;
  /** The worker's script; not again for the workers after the first. */
  worker?: ArrayBuffer;
}

// --- frame → worker, its first and only message; worker → frame: a Kept, once, before any of the reader's code. ---
export interface ToWorkerOnce {
  port: MessagePort;
  kept: Kept | null;
}

// --- frame → page: `window.postMessage` to the page. ---
export type FromFrame =
  /** The frame listens. Its origin must be "null": then it can reach nothing of the page. */
  | { frame: "loaded"; origin: string }
  /** The worker's script ended with an error that it could not report itself. */
  | { frame: "failed"; /** Which of its workers, counted from 1. */ worker: number; message: string };

// --- page → worker, over the port. ---
export type ToWorker =
  /** Files of a start, in any order, after the names of all the wheels; asked for by `wants files`. */
  | { type: "wheels"; names: string[] }
  | { type: "file"; name: StartFile; bytes: ArrayBuffer }
  /** Forget every name: a page was opened, or the reader asked for a clean start. */
  | { type: "session" }
  /**
   * The step is interrupted after `seconds`; `libraryFirst`: it does not begin without the standard library's archive,
   * nor without its packages.
   */
  | { type: "run"; id: number; step: Step; seconds: number; libraryFirst: boolean; packages: string[] }
  /** The standard library's archive. */
  | { type: "library"; bytes: ArrayBuffer }
  /** A package that a run has named, compressed like the wheels of a start. */
  | { type: "package"; name: string; bytes: ArrayBuffer };

// --- worker → page, over the port. ---
export type FromWorker =
  /** There is nothing kept to start from. */
  | { type: "wants files" }
  | { type: "phase"; phase: "starting Python" | "loading packages" | "downloading packages" }
  | { type: "ready"; python: string; pyodide: string }
  /** Something can only go on with the standard library's archive. */
  | { type: "wants library" }
  /** A step imported, in a way that could not be foreseen, what was not there yet. It has to be run again, afresh. */
  | { type: "too early"; id: number }
  /** The step with this number begins now: its time counts from here. */
  | { type: "begun"; id: number }
  | { type: "output"; id: number; kind: OutputKind; text: string }
  | { type: "result"; id: number; result: StepResult }
  /** Python could not start, or died: nothing more will come from this worker. */
  | { type: "failed"; message: string };

// --- build → host: lines of JSON on standard input, first a HostSetup, then a HostJob for each page, one at a time;
// host → build: lines of JSON on standard output. The host ends when its standard input does. ---
export interface HostSetup {
  /** The folder of the `pyodide` npm package. */
  pyodide: string;
  /** Paths of the wheels to unpack. */
  wheels: string[];
  /** A memory snapshot made by `make_snapshot`, or null for a plain boot. */
  snapshot: string | null;
}
export interface HostJob {
  /** Repeated in every event of this page: what a cell may have written is none of them. */
  nonce: string;
  /** An empty folder for this page. Python under Node sees no folders of the machine; CPython works in it. */
  folder: string;
  /** What the page imports beside the library: each as a wheel, for Node, and unpacked, for CPython. */
  packages: { wheel: string; folder: string }[];
  steps: (Step | GraphStep | FrameStep)[];
}
/** A figure for one value of a control: what a page's figures have in common is told once. */
export interface FrameStep {
  do: "frame";
  name: string;
  source: string;
}
export interface GraphStep {
  do: "graph";
  name: string;
  dot: string;
}
export type HostEvent = { nonce: string } & (
  | /** Both versions are null when no step needs Python: it was not started then. */
  { event: "ready"; python: string | null; pyodide: string | null }
  | { event: "start"; step: number }
  | { event: "result"; step: number; result: StepResult | GraphResult | FrameResult }
  /** The page is over; `status` tells how its Python ended when there are steps without a result. */
  | { event: "end"; status: string }
);

export interface GraphResult {
  svg: string | null;
  /** The names of the graph's nodes, in the order drawn. */
  nodes: string[];
  error: StepError | null;
}

/** The parts of a figure that others may have, too: axes, marks and table, by their numbers. */
export interface SharedFigure {
  version: 1;
  title: string;
  summary: string;
  panels: { title: string; equal: boolean; x: number; y: number; marks: number[] }[];
  table: number;
  readouts?: [label: string, value: string | number | null][];
}

export interface FrameResult {
  /** Null when the cell gave no figure; `shown` then begins as what it gave. */
  figure: SharedFigure | null;
  /** Those that no earlier figure of the page had. */
  parts: [number: number, part: unknown][];
  error: StepError | null;
  shown: string;
}
