// Two devices' progress as one, and what that changes here. No DOM, no storage.

import { canonical, either, kindOf } from "./kinds.ts";
import type { Entries } from "./progress_file.ts";

/** All that is in either. Commutative, associative, idempotent: no order of files loses anything. */
export function merge(a: Entries, b: Entries): Entries {
  const keys = new Set([...a.keys(), ...b.keys()]);
  return new Map([...keys].map((key) => [key, join(key, a.has(key) ? a.get(key) : b.get(key), b.has(key) ? b.get(key) : a.get(key))]));
}

/** A value joined with itself is as this script would write it. One that makes no sense is not read by the page, and gives way. */
function join(key: string, a: unknown, b: unknown): unknown {
  const { check, merge } = kindOf(key);
  if (!check(a) || !check(b)) return check(a) ? a : check(b) ? b : either(a, b);
  return merge(a, b);
}

export interface Import {
  /** The values that become others, by key. */
  changes: Map<string, unknown>;
  /** The same in words, page by page. */
  told: string[];
}

/** What taking in a file would change here, where what is shown goes on being shown. */
export function planImport(own: Entries, file: Entries): Import {
  const changes = new Map<string, unknown>();
  const stay: string[] = [];
  for (const [key, merged] of merge(own, file)) {
    const kind = kindOf(key);
    const mine = own.get(key);
    const after = own.has(key) && kind.check(mine) ? kind.prefer?.(mine, merged) ?? merged : merged;
    if (!own.has(key) || !same(join(key, after, after), join(key, mine, mine))) changes.set(key, after);
    else if (kind.oneOf && file.has(key) && !same(mine, file.get(key))) stay.push(key);
  }
  return { changes, told: tell(own, changes, stay) };
}

function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function tell(own: Entries, changes: Entries, stay: string[]): string[] {
  const pages = new Map<string, { added: string[]; joined: string[]; stay: string[] }>();
  const note = (key: string, how: "added" | "joined" | "stay"): void => {
    const page = key.slice(0, key.indexOf("#"));
    if (!pages.has(page)) pages.set(page, { added: [], joined: [], stay: [] });
    pages.get(page)?.[how].push(key);
  };
  for (const key of changes.keys()) note(key, own.has(key) ? "joined" : "added");
  for (const key of stay) note(key, "stay");
  return [...pages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([page, keys]) => {
    const told = [
      keys.added.length > 0 ? counted(keys.added) : "",
      keys.joined.length > 0 ? `${counted(keys.joined)} joined with yours` : "",
      keys.stay.length > 0 ? `${counted(keys.stay)} that ${keys.stay.length === 1 ? "differs" : "differ"} from yours, which stay as they are` : "",
    ];
    return `${page === "" ? "Home page" : page}: ${told.filter((part) => part !== "").join("; ")}`;
  });
}

/** "3 marks, 1 edit". */
export function counted(keys: Iterable<string>): string {
  const counts = new Map<string, [number, string]>();
  for (const key of keys) {
    const [one, many] = kindOf(key).words;
    const [n] = counts.get(many) ?? [0];
    counts.set(many, [n + 1, n === 0 ? one : many]);
  }
  return [...counts.values()].map(([n, word]) => `${n} ${word}`).join(", ");
}
