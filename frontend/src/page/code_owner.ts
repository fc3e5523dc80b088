// What a piece of code asks of the element that it belongs to.

import type { DescribeResult } from "../protocol/index.ts";
import type { NameOption } from "./editor.ts";

export interface CodeOwner {
  title: string;
  /** Names as Python knows them; null where it may not be asked. */
  complete: ((text: string) => Promise<NameOption[] | null>) | null;
  describe: ((text: string) => Promise<DescribeResult | null>) | null;
  face: Face | null;
  /** The text changed: by typing, Reset, Undo reset, a link or another tab. */
  onChange(): void;
  onRun(): void;
  onRunAndMoveOn(): void;
  onTrouble(message: string, retry: () => void): void;
}

/** How the code is shown and run, and what of it is kept: a figure's code has the values of its controls in it. */
export interface Face {
  shown(code: string): string;
  kept(code: string): string;
  readonly canUndo: boolean;
  reset(): void;
  undoReset(): void;
}
