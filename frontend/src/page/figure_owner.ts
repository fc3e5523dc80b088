// What a moving figure asks of the cell that it belongs to.

import type { CellResult } from "../protocol/index.ts";
import type { FigureValues } from "./figure_values.ts";
import type { StateLine } from "./state_line.ts";

export interface FigureOwner {
  id: string;
  title: string;
  line: StateLine;
  values: FigureValues;
  /** The code that the reader sees, with the values in it; edited: more than the values is not as published. */
  code(): { text: string; edited: boolean; shared: boolean };
  /** Runs what has to be there first, then the cell for its figure alone. */
  compute(): Promise<CellResult>;
  /** The reader has let go: the code shows the values, and who builds on the cell runs it anew. */
  onSettled(): void;
  goTo(line: number): void;
}
