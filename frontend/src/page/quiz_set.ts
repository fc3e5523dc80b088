// Several questions as one quiz: the score, which of them are shown, and what comes next. No DOM here.

import type { Standing } from "./quiz_answer.ts";

/** What of a set is shown: all of it, or one question at a time. */
export interface View {
  one: boolean;
  /** The question that is shown when it is one. */
  at: string;
}

export function isView(value: unknown): value is View {
  if (typeof value !== "object" || value === null) return false;
  const { one, at } = value as Record<string, unknown>;
  return typeof one === "boolean" && typeof at === "string";
}

/** "5 of 8 right at the first try, 1 at a later one, 2 still to be answered". */
export function score(standings: Standing[]): string {
  const count = (standing: Standing): number => standings.filter((each) => each === standing).length;
  const all = standings.length;
  const open = count("not answered") + count("to be answered again");
  if (count("not answered") === all) return `${all} questions`;
  const parts = [`${count("right at the first try")} of ${all} right at the first try`];
  if (count("right at a later try") > 0) parts.push(`${count("right at a later try")} at a later one`);
  if (count("not right yet") > 0) parts.push(`${count("not right yet")} not right yet`);
  if (open > 0) parts.push(`${open} still to be answered`);
  return parts.join(", ");
}

/** The shape for a standing, one of those that states have. */
export function shapeOf(standing: Standing): string {
  if (standing.startsWith("right")) return "right";
  return standing === "not right yet" ? "wrong" : "not started";
}

/** The questions among which one goes to and fro: those that are retried, or all. Where `at` is none of them, the first is shown. */
export function place(ids: string[], at: string): { now: number; previous: string | null; next: string | null } {
  const now = Math.max(0, ids.indexOf(at));
  return { now, previous: ids[now - 1] ?? null, next: ids[now + 1] ?? null };
}
