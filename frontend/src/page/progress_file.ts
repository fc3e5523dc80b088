// A reader's progress as a file: written always in the same way, and believed only as a whole. No DOM here.

import { canonical, isRecord, kindOf } from "./kinds.ts";

export type Entries = ReadonlyMap<string, unknown>;

const FORMAT = "lesson-progress";
const VERSION = 1;
/** More than any browser keeps for a site. */
export const MOST_BYTES = 20_000_000;
const KEY = /^[^#\s]*#[\w-]+:[\w-]+$/;

/** Why a file is not taken in: all that is wrong with it, as sentences. */
export class BadFile extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join(" "));
    this.problems = problems;
  }
}

export function writeFile(site: string, entries: Entries): string {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  // An object's own order would put keys that look like numbers first, and `__proto__` nowhere.
  const lines = sorted.map(([key, value]) => `  ${JSON.stringify(key)}: ${canonical(value)}`);
  const head = `{\n "format": ${JSON.stringify(FORMAT)},\n "version": ${VERSION},\n "site": ${JSON.stringify(site)},\n "entries": {`;
  return `${head}${lines.length > 0 ? `\n${lines.join(",\n")}\n ` : ""}}\n}\n`;
}

/** The entries of a file that was written for `site`. Raises BadFile. */
export function readFile(text: string, site: string): Entries {
  const file = parse(text);
  if (!isRecord(file) || file["format"] !== FORMAT) throw new BadFile(["This is no progress file. Choose one that you exported from this site."]);
  const { version, site: from, entries } = file;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) throw new BadFile(["The file does not say of which version it is."]);
  if (version > VERSION) {
    throw new BadFile([`The file is of version ${version}; this page knows version ${VERSION}. Reload the page to get its newest version, and try again.`]);
  }
  if (typeof from !== "string") throw new BadFile(["The file does not say from which site it comes."]);
  if (from !== site) throw new BadFile([`The file comes from another site: its pages lie under “${from}”, those of this site under “${site}”.`]);
  if (!isRecord(entries)) throw new BadFile(["The file has no entries."]);
  const all = Object.entries(entries);
  const problems = all.flatMap(([key, value]) => wrong(key, value));
  if (problems.length > 0) throw new BadFile(problems);
  return new Map(all);
}

function wrong(key: string, value: unknown): string[] {
  if (!KEY.test(key)) return [`“${short(key)}” is no name of an entry.`];
  const { check, words } = kindOf(key);
  return check(value) ? [] : [`“${key}” is no ${words[0]}: ${short(canonical(value))}`];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadFile([`This is no progress file: it is not JSON (${error instanceof Error ? error.message : String(error)}).`]);
  }
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
