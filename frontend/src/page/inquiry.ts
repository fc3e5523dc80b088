// Asking Python about names while the reader writes: only a Python that is there and has nothing else to do.

import type { CompleteResult, DescribeResult, Step, StepResult } from "../protocol/index.ts";
import { python, RuntimeFailure, Stopped } from "./python.ts";
import { isIdle } from "./work.ts";

async function ask<Result extends StepResult>(step: Step): Promise<Result | null> {
  if (!isIdle()) return null;
  try {
    return await python.run<Result>(step);
  } catch (error) {
    // Python was ended in between. Whoever ended it is told; a reader who writes need not be.
    if (error instanceof Stopped || error instanceof RuntimeFailure) return null;
    throw error;
  }
}

/** Null: Python cannot be asked now. */
export async function complete(text: string): Promise<CompleteResult["options"] | null> {
  return (await ask<CompleteResult>({ do: "complete", text }))?.options ?? null;
}

export function describe(text: string): Promise<DescribeResult | null> {
  return ask<DescribeResult>({ do: "describe", text });
}
