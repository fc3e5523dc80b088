// What was drawn is used again as long as it was drawn from the same data.

import type { Shape } from "./tree.ts";

export type Kept = Map<string, { from: unknown; drawn: Shape | null }>;

export function keep(kept: Kept | undefined, key: string, from: unknown, draw: () => Shape | null): Shape | null {
  const found = kept?.get(key);
  if (found && same(found.from, from)) return found.drawn;
  const drawn = draw();
  kept?.set(key, { from, drawn });
  return drawn;
}

/** Whether two pieces of JSON say the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, i) => same(value, b[i]));
  const [left, right] = [Object.entries(a), b as Record<string, unknown>];
  return left.length === Object.keys(right).length && left.every(([key, value]) => key in right && same(value, right[key]));
}
