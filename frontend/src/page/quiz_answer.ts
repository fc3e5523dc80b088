// Judging and keeping the answer to a quiz. No DOM here.

export interface QuizAnswer {
  /** The values of the chosen options. */
  chosen: string[];
  /** Fingerprint of the question and its options: an answer to another question is not shown. */
  of: string;
}

export function isQuizAnswer(value: unknown): value is QuizAnswer {
  if (typeof value !== "object" || value === null) return false;
  const { chosen, of } = value as Record<string, unknown>;
  return Array.isArray(chosen) && chosen.every((item) => typeof item === "string") && typeof of === "string";
}

export type Judgement = "nothing chosen" | "right" | "wrong" | "incomplete";

/** Incomplete: nothing wrong was chosen, but not everything that is right. */
export function judgeAnswer(chosen: string[], right: string[]): Judgement {
  if (chosen.length === 0) return "nothing chosen";
  if (chosen.some((option) => !right.includes(option))) return "wrong";
  return chosen.length === right.length ? "right" : "incomplete";
}
