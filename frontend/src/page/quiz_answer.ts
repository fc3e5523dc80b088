// Judging and keeping the answer to a quiz. No DOM here.

import { isNear, isPrinted, readNumber } from "./typed_answer.ts";

export interface QuizAnswer {
  /** The values of the chosen options, or the one text that was typed. Empty: to be answered again. */
  chosen: string[];
  /** Fingerprint of the question and its options: an answer to another question is not shown. */
  of: string;
  /** How it was judged; absent where an earlier version of this page kept it. */
  right?: boolean;
  /** How often it was answered, since the reader last set out to answer it again. */
  tries?: number;
  first?: "right" | "wrong";
  /** A first try was wrong, and no later first try was right. */
  missed?: boolean;
}

export function isQuizAnswer(value: unknown): value is QuizAnswer {
  if (typeof value !== "object" || value === null) return false;
  const { chosen, of, right, tries, first, missed } = value as Record<string, unknown>;
  return Array.isArray(chosen) && chosen.every((item) => typeof item === "string") && typeof of === "string"
    && [right, missed].every((part) => part === undefined || typeof part === "boolean")
    && (tries === undefined || typeof tries === "number") && (first === undefined || first === "right" || first === "wrong");
}

export type Judgement = "nothing chosen" | "nothing typed" | "no number" | "right" | "wrong" | "incomplete";

/** Incomplete: nothing wrong was chosen, but not everything that is right. */
export function judgeChoice(chosen: string[], right: string[]): Judgement {
  if (chosen.length === 0) return "nothing chosen";
  if (chosen.some((option) => !right.includes(option))) return "wrong";
  return chosen.length === right.length ? "right" : "incomplete";
}

/** What a typed answer is compared with. */
export type Key = { number: number; tolerance: number } | { printed: string };

export interface Typed {
  judgement: Judgement;
  /** The place of the known wrong answer that this is; null for any other. */
  known: number | null;
}

/** `wrong`: what the author foresaw, as text. */
export function judgeTyped(text: string, key: Key, wrong: string[]): Typed {
  if (text.trim() === "") return { judgement: "nothing typed", known: null };
  if ("printed" in key) {
    if (isPrinted(text, key.printed)) return { judgement: "right", known: null };
    const place = wrong.findIndex((answer) => isPrinted(text, answer));
    return { judgement: "wrong", known: place < 0 ? null : place };
  }
  const number = readNumber(text);
  if (number === null) return { judgement: "no number", known: null };
  if (isNear(number, key.number, key.tolerance)) return { judgement: "right", known: null };
  const distances = wrong.map((answer) => {
    const known = readNumber(answer);
    return known !== null && isNear(number, known, key.tolerance) ? Math.abs(number - known) : Infinity;
  });
  const nearest = Math.min(...distances);
  return { judgement: "wrong", known: nearest === Infinity ? null : distances.indexOf(nearest) };
}

/** An answer was given and judged. To ask twice about the same answer is no second try. */
export function afterAnswer(before: QuizAnswer | null, of: string, chosen: string[], right: boolean): QuizAnswer {
  const same = before !== null && before.of === of ? before : null;
  const tries = same?.tries ?? 0;
  if (same !== null && tries > 0 && same.right === right && same.chosen.join("\n") === chosen.join("\n")) return same;
  const missed = right ? tries > 0 && (same?.missed ?? false) : true;
  return { chosen, of, right, tries: tries + 1, first: same?.first ?? (right ? "right" : "wrong"), missed };
}

/** The reader sets out to answer again. That a first try went wrong stays known. */
export function afterRetry(answer: QuizAnswer): QuizAnswer {
  return { ...answer, chosen: [], right: false, tries: 0 };
}

export type Standing = "not answered" | "right at the first try" | "right at a later try" | "not right yet" | "to be answered again";

export function standingOf(answer: QuizAnswer | null): Standing {
  if (answer === null) return "not answered";
  if (answer.chosen.length === 0) return "to be answered again";
  if (answer.right !== true) return "not right yet";
  return answer.first === "right" ? "right at the first try" : "right at a later try";
}
