// What is kept of a reader's prediction, and what may be seen of the cell it is about. No DOM here.

import { isNear, readNumber } from "./typed_answer.ts";

export interface Prediction {
  /** The chosen options, or the text that was typed; empty where the reader looked without predicting. */
  said: string[];
  /** The same in words. */
  words: string;
  /** Fingerprint of the question and its options. */
  of: string;
  /** Prediction and output stand side by side. */
  compared: boolean;
  /** What the reader had said before predicting again. */
  earlier: string[];
}

export type Stage = "open" | "committed" | "compared" | "skipped";

export function isPrediction(value: unknown): value is Prediction {
  if (typeof value !== "object" || value === null) return false;
  const { said, words, of, compared, earlier } = value as Record<string, unknown>;
  const texts = (list: unknown): boolean => Array.isArray(list) && list.every((item) => typeof item === "string");
  return texts(said) && texts(earlier) && typeof words === "string" && typeof of === "string" && typeof compared === "boolean";
}

/** A prediction for another question leaves this one open. */
export function stageOf(prediction: Prediction | null, of: string): Stage {
  if (prediction === null || prediction.of !== of) return "open";
  if (!prediction.compared) return prediction.said.length > 0 ? "committed" : "open";
  return prediction.said.length > 0 ? "compared" : "skipped";
}

export function afterCommit(before: Prediction | null, of: string, said: string[], words: string): Prediction {
  return { said, words, of, compared: false, earlier: before?.earlier ?? [] };
}

export function afterCompare(prediction: Prediction): Prediction {
  return { ...prediction, compared: true };
}

/** The reader looks without predicting. */
export function afterSkip(before: Prediction | null, of: string): Prediction {
  return { said: [], words: "", of, compared: true, earlier: before?.earlier ?? [] };
}

/** The reader predicts again; what was said stays known. */
export function afterAgain(before: Prediction): Prediction {
  const earlier = before.words === "" || before.earlier.at(-1) === before.words ? before.earlier : [...before.earlier, before.words];
  return { said: [], words: "", of: before.of, compared: false, earlier };
}

/** What a prediction is measured by: the right options, a number, or nothing but the reader's eye. */
export type Measure = { right: string[] } | { number: number; tolerance: number } | null;

/** Null: that is for the reader to say. */
export function cameTrue(said: string[], measure: Measure): boolean | null {
  if (measure === null) return null;
  if ("right" in measure) return said.length === measure.right.length && said.every((option) => measure.right.includes(option));
  const number = readNumber(said[0] ?? "");
  return number !== null && isNear(number, measure.number, measure.tolerance);
}
