// What was asked of Python and has not been answered.

import type { OutputKind, StepResult } from "../protocol/index.ts";
import type { Past } from "./history.ts";

export type OnOutput = (kind: OutputKind, text: string) => void;

export interface Pending extends Past {
  session: number;
  resolve(result: StepResult): void;
  reject(reason: Error): void;
  onOutput: OnOutput | undefined;
}
