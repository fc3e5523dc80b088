// The rules of progress: when a section is complete, and how that is said. No DOM, no storage.

export type ItemState = "new" | "started" | "done";
export type SectionState = "not started" | "in progress" | "complete";
export type Need = "cells" | "tour" | "quiz" | "challenge" | "read";

/** The items of one kind in a section. */
export interface Tally {
  need: Need;
  items: ItemState[];
}

const NEEDS: readonly string[] = ["cells", "tour", "quiz", "challenge", "read"] satisfies Need[];

export function parseNeeds(attribute: string): Need[] {
  return attribute.split(/\s+/).filter((word): word is Need => NEEDS.includes(word));
}

export function sectionState(tallies: Tally[]): SectionState {
  const items = tallies.flatMap((tally) => tally.items);
  if (items.length > 0 && items.every((item) => item === "done")) return "complete";
  return items.some((item) => item !== "new") ? "in progress" : "not started";
}

export function lessonState(sections: SectionState[]): SectionState {
  if (sections.length > 0 && sections.every((state) => state === "complete")) return "complete";
  return sections.some((state) => state !== "not started") ? "in progress" : "not started";
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
  return state.charAt(0).toUpperCase() + state.slice(1);
}
