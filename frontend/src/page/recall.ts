// The rules of testing oneself: which term comes next, and what is kept of it. No DOM.

import { fingerprint } from "./fingerprint.ts";

export const RATINGS = ["again", "almost", "knew"] as const;
export type Rating = (typeof RATINGS)[number];

/** How well a term was known when it was last asked for, the first time in its round. */
export interface Recall {
  rating: Rating;
  /** Fingerprint of the definition: one that has become another is to be learned anew. */
  of: string;
}

/** Where a reader is in going through the terms. */
export interface Round {
  number: number;
  /** What is shown; the reader recalls the other. */
  show: "definition" | "term";
  /** The terms still to come, by id. Empty: the round is over. */
  queue: string[];
  /** Those that were answered in it, whatever the answer. */
  answered: string[];
}

/** How many others come before a term that was not known is asked for again. */
const DISTANCE = 3;
/** The weak first; those never asked for before those that were known. */
const WEAKNESS: Record<Rating | "new", number> = { again: 0, almost: 1, new: 2, knew: 3 };

/** A new round through `terms`. The order is the same whenever the same round begins with the same results. */
export function begin(terms: readonly string[], rated: (term: string) => Rating | null, number: number, show: Round["show"]): Round {
  const place = (term: string): string => `${WEAKNESS[rated(term) ?? "new"]} ${fingerprint(`${number} ${term}`).padStart(14, "0")} ${term}`;
  return { number, show, queue: [...terms].sort((a, b) => (place(a) < place(b) ? -1 : 1)), answered: [] };
}

/** The round after the first term in the queue was rated: only one that was known leaves it. */
export function rate(round: Round, rating: Rating): Round {
  const [term, ...rest] = round.queue;
  if (term === undefined) return round;
  if (rating === "again") rest.splice(DISTANCE, 0, term);
  if (rating === "almost") rest.push(term);
  return { ...round, queue: rest, answered: round.answered.includes(term) ? round.answered : [...round.answered, term] };
}

/** A round that was kept, for the terms that the page has now: gone ones are left out, new ones come at its end. */
export function fit(round: Round, terms: readonly string[]): Round {
  if (round.queue.length === 0) return round;
  const queue = round.queue.filter((term) => terms.includes(term));
  const fresh = terms.filter((term) => !queue.includes(term) && !round.answered.includes(term));
  return { ...round, queue: [...queue, ...fresh], answered: round.answered.filter((term) => terms.includes(term)) };
}

const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === "string");

export function isRecall(value: unknown): value is Recall {
  if (typeof value !== "object" || value === null) return false;
  const { rating, of } = value as Record<string, unknown>;
  return RATINGS.some((each) => each === rating) && typeof of === "string";
}

export function isRound(value: unknown): value is Round {
  if (typeof value !== "object" || value === null) return false;
  const { number, show, queue, answered } = value as Record<string, unknown>;
  return Number.isInteger(number) && (number as number) > 0 && (show === "definition" || show === "term") && isTexts(queue) && isTexts(answered);
}

/** Of two devices' results the weaker one, so that the term is asked for again; of results for two texts, always the same one. */
export function mergeRecall(a: Recall, b: Recall): Recall {
  if (a.of !== b.of) return a.of > b.of ? a : b;
  return WEAKNESS[a.rating] <= WEAKNESS[b.rating] ? a : b;
}
