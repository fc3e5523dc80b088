// The rules of progress: what an item's mark says of it, when a section is complete, and how that is said. No DOM, no storage.

import { fingerprint } from "./fingerprint.ts";

/** What is kept of an item. A section that was completed has such a mark as well, under its own id. */
export interface Mark {
  state: "started" | "done";
  /** The versions of it that were done: digests from the build, sorted. Where none is known, every version counts. */
  of: string[];
}

/** Changed: done once, but not as it is now. */
export type ItemState = "new" | "started" | "changed" | "done";
/** Changed: complete, but not as it is now. It counts as complete until the reader says otherwise. */
export type SectionState = "not started" | "in progress" | "changed" | "complete";
export type Need = "cells" | "tour" | "quiz" | "challenge" | "read";

export interface Item {
  need: Need;
  id: string;
  digest: string;
}

/** A section as the build describes it: its id, and what there is to do in it. */
export interface Outline {
  id: string;
  items: Item[];
}

/** The items of one kind in a section. */
export interface Tally {
  need: Need;
  items: ItemState[];
}

const NEEDS: readonly string[] = ["cells", "tour", "quiz", "challenge", "read"] satisfies Need[];

/** "do cells:cell-sum:9cc74b4f quiz:…": of kinds that this script does not know it takes no notice. */
export function parseOutline(attribute: string): Outline {
  const [id = "", ...words] = attribute.trim().split(/\s+/);
  const items = words.map((word) => word.split(":")).filter(([need]) => NEEDS.includes(need ?? ""));
  return { id, items: items.map(([need, item = "", digest = ""]) => ({ need: need as Need, id: item, digest })) };
}

/** The digest of a section as a whole. */
export function digestOf({ items }: Outline): string {
  return fingerprint(items.map(({ id, digest }) => `${id}:${digest}`).join(" "));
}

export function isMark(value: unknown): value is Mark {
  if (typeof value !== "object" || value === null) return false;
  const { state, of } = value as Record<string, unknown>;
  return (state === "started" || state === "done") && Array.isArray(of) && of.every((digest) => typeof digest === "string");
}

/** Earlier versions of this script kept the state alone. */
export type KeptMark = Mark | Mark["state"];

export function isKeptMark(value: unknown): value is KeptMark {
  return value === "started" || value === "done" || isMark(value);
}

export function asMark(kept: KeptMark): Mark {
  return typeof kept === "string" ? { state: kept, of: [] } : kept;
}

/** Nothing is taken back: of two marks, the further state, and every version that was done. */
export function joinMarks(a: Mark, b: Mark): Mark {
  const state = a.state === "done" || b.state === "done" ? "done" : "started";
  return { state, of: [...new Set([...a.of, ...b.of])].sort() };
}

export function itemState(mark: Mark | null, digest: string | null): ItemState {
  if (mark === null) return "new";
  if (mark.state === "started") return "started";
  return digest === null || mark.of.length === 0 || mark.of.includes(digest) ? "done" : "changed";
}

export function tally({ items }: Outline, markOf: (id: string) => Mark | null): Tally[] {
  const needs = [...new Set(items.map((item) => item.need))];
  return needs.map((need) => ({
    need, items: items.filter((item) => item.need === need).map(({ id, digest }) => itemState(markOf(id), digest)),
  }));
}

export function sectionState(outline: Outline, markOf: (id: string) => Mark | null): SectionState {
  const items = tally(outline, markOf).flatMap((each) => each.items);
  if (items.length > 0 && items.every((item) => item === "done")) return "complete";
  const own = itemState(markOf(outline.id), digestOf(outline));
  if (own === "done") return "complete";
  // A read section's only item is the section itself.
  if (own === "changed") return "changed";
  return items.some((item) => item !== "new") ? "in progress" : "not started";
}

export const isComplete = (state: SectionState): boolean => state === "complete" || state === "changed";

export function lessonState(sections: SectionState[]): SectionState {
  if (sections.length > 0 && sections.every(isComplete)) return sections.includes("changed") ? "changed" : "complete";
  return sections.some((state) => state !== "not started") ? "in progress" : "not started";
}

/** How far a reader is in a lesson. */
export interface Standing {
  complete: number;
  of: number;
  state: SectionState;
}

export function standing(sections: SectionState[]): Standing {
  return { complete: sections.filter(isComplete).length, of: sections.length, state: lessonState(sections) };
}

/** "3/9, in progress". */
export function sayStanding({ complete, of, state }: Standing): string {
  return `${complete}/${of}, ${inWords(state).toLowerCase()}`;
}

/** The outlines of a whole lesson. */
export function parseOutlines(attribute: string): Outline[] {
  return attribute.split(";").map(parseOutline);
}

/** "2 of 4 cells run; quiz not answered yet": what there is and what is missing. */
export function describe(tallies: Tally[]): string {
  return tallies
    .filter(({ items }) => items.some((item) => item !== "done"))
    .map(describeTally)
    .join("; ");
}

function describeTally({ need, items }: Tally): string {
  const done = items.filter((item) => item === "done").length;
  const of = items.length;
  const started = items.includes("started");
  switch (need) {
    case "cells":
      return of === 1 ? "the cell is still to be run" : `${done} of ${of} cells run`;
    case "tour":
      return of > 1 ? `${done} of ${of} tours finished` : started ? "the tour is begun" : "the tour is still to be taken";
    case "quiz":
      return of > 1 ? `${done} of ${of} questions answered right` : "the question is still to be answered right";
    case "challenge":
      return of > 1 ? `${done} of ${of} challenges solved` : started ? "not all tests pass yet" : "the challenge is still to be solved";
    case "read":
      return "still to be read";
  }
}

export function inWords(state: SectionState): string {
  if (state === "changed") return "Complete, but changed since";
  return state.charAt(0).toUpperCase() + state.slice(1);
}
