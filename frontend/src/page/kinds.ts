// What a reader's browser keeps of a page: each kind of value by the word at the end of its key. Whoever keeps a new
// kind of thing adds it here, and it can be exported, imported and merged.

import { isAttempts, mergeAttempts } from "./attempts.ts";
import { mergeCode, showing } from "./code_versions.ts";
import { isPrediction } from "./prediction.ts";
import { asMark, isKeptMark, joinMarks } from "./progress.ts";
import { isQuizAnswer, type QuizAnswer } from "./quiz_answer.ts";
import { isView } from "./quiz_set.ts";
import { isRecall, isRound, mergeRecall } from "./recall.ts";
import { isSavedCode } from "./saved_code.ts";
import { isSavedValues } from "./saved_values.ts";

export interface Kind<T> {
  /** One of them, and several, in words. */
  words: [one: string, many: string];
  check(value: unknown): value is T;
  /** What two devices have, joined: the same in whichever order, and however often. */
  merge(a: T, b: T): T;
  /** After a merge, what this browser goes on showing of it. */
  prefer?(own: T, merged: T): T;
  /** Of two, one is kept and the other is not: readers are told. */
  oneOf?: boolean;
}

const kinds: Record<string, Kind<unknown>> = {
  progress: kind({ words: ["item begun or done", "items begun or done"], check: isKeptMark, merge: (a, b) => joinMarks(asMark(a), asMark(b)) }),
  code: kind({ words: ["edit", "edits"], check: isSavedCode, merge: mergeCode, prefer: (own, merged) => showing(own.edit, merged) }),
  values: kind({ words: ["setting of a figure", "settings of figures"], check: isSavedValues, merge: either, prefer: (own) => own, oneOf: true }),
  answer: kind({
    words: ["answer", "answers"],
    check: isQuizAnswer,
    merge: (a, b) => (isRight(a) === isRight(b) ? either(a, b) : isRight(a) ? a : b),
    prefer: (own, merged) => (isRight(merged) && !isRight(own) ? merged : own),
    oneOf: true,
  }),
  prediction: kind({ words: ["prediction", "predictions"], check: isPrediction, merge: either, prefer: (own) => own, oneOf: true }),
  view: kind({ words: ["way to show a quiz", "ways to show a quiz"], check: isView, merge: either, prefer: (own) => own, oneOf: true }),
  recall: kind({ words: ["term recalled", "terms recalled"], check: isRecall, merge: mergeRecall }),
  round: kind({ words: ["round through the terms", "rounds through the terms"], check: isRound, merge: either, prefer: (own) => own, oneOf: true }),
  attempts: kind({ words: ["list of attempts", "lists of attempts"], check: isAttempts, merge: mergeAttempts }),
  stretch: kind({ words: ["mark for further tests", "marks for further tests"], check: (value): value is true => value === true, merge: (a) => a }),
};

const isRight = (answer: QuizAnswer): boolean => answer.right === true;

function kind<T>(of: Kind<T>): Kind<unknown> {
  return of as Kind<unknown>;
}

/** Of a value that cannot be joined, one of the two, whichever comes first. */
export function either<T>(a: T, b: T): T {
  return canonical(a) >= canonical(b) ? a : b;
}

/** A kind that this script does not know, from a later version of the page: kept as it is. */
const UNKNOWN: Kind<unknown> = {
  words: ["entry of another kind", "entries of another kind"],
  check: (value): value is unknown => value !== undefined && value !== null,
  merge: either,
  prefer: (own) => own,
  oneOf: true,
};

/** The kind of the value under a key. */
export function kindOf(key: string): Kind<unknown> {
  const name = key.slice(key.lastIndexOf(":") + 1);
  return Object.hasOwn(kinds, name) ? kinds[name] ?? UNKNOWN : UNKNOWN;
}

/** JSON with the names of each object in order: equal values have equal text. */
export function canonical(value: unknown, indent = 0): string {
  return JSON.stringify(value, (_, part: unknown) => (isRecord(part) ? Object.fromEntries(Object.entries(part).sort(byName)) : part), indent);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
