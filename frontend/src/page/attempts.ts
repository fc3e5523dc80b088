// Every attempt at a challenge: the code that was tested, and how far it came. No DOM here.

export interface Attempt {
  /** Counted from 1 when it was last made. */
  number: number;
  code: string;
  /** Tests that passed; null for code that was put aside untested. */
  passed: number | null;
  of: number;
}

export interface Attempts {
  /** The oldest first, no code twice. */
  list: Attempt[];
  /** How many were made in all. */
  made: number;
  /** How many were let go, the oldest, since a browser keeps only so much. */
  dropped: number;
}

/** Characters of code that are kept for a challenge. A browser has five million for a whole site. */
export const MOST = 200_000;

export const NONE: Attempts = { list: [], made: 0, dropped: 0 };

export function isAttempts(value: unknown): value is Attempts {
  if (typeof value !== "object" || value === null) return false;
  const { list, made, dropped } = value as Record<string, unknown>;
  return Array.isArray(list) && list.every(isAttempt) && isCount(made) && isCount(dropped);
}

function isAttempt(value: unknown): value is Attempt {
  if (typeof value !== "object" || value === null) return false;
  const { number, code, passed, of } = value as Record<string, unknown>;
  return isCount(number) && typeof code === "string" && (passed === null || isCount(passed)) && isCount(of);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

/** The same code again takes the place of its earlier attempt. */
export function afterAttempt(before: Attempts, code: string, passed: number | null, of: number): Attempts {
  const made = before.made + 1;
  const list = [...before.list.filter((attempt) => attempt.code !== code), { number: made, code, passed, of }];
  let size = list.reduce((sum, attempt) => sum + attempt.code.length, 0);
  let { dropped } = before;
  // The newest stays, however long it is.
  while (size > MOST && list.length > 1) {
    size -= list.shift()?.code.length ?? 0;
    dropped++;
  }
  return { list, made, dropped };
}

/** Code that is about to be replaced: kept, unless it is among the attempts. */
export function afterPuttingAside(before: Attempts, code: string): Attempts {
  return before.list.some((attempt) => attempt.code === code) ? before : afterAttempt(before, code, null, 0);
}

/** What two devices have: all of it. */
export function mergeAttempts(a: Attempts, b: Attempts): Attempts {
  const codes = new Map<string, Attempt>();
  for (const attempt of [...a.list, ...b.list]) {
    const other = codes.get(attempt.code);
    codes.set(attempt.code, other === undefined ? attempt : better(attempt, other));
  }
  const list = [...codes.values()].sort((x, y) => x.number - y.number || (x.code < y.code ? -1 : 1));
  return { list, made: Math.max(a.made, b.made, list.length), dropped: Math.max(a.dropped, b.dropped) };
}

function better(a: Attempt, b: Attempt): Attempt {
  const { code } = a;
  return { code, number: Math.max(a.number, b.number), passed: most(a.passed, b.passed), of: Math.max(a.of, b.of) };
}

function most(a: number | null, b: number | null): number | null {
  return a === null || b === null ? a ?? b : Math.max(a, b);
}

export function tellAttempt({ number, passed, of }: Attempt): string {
  if (passed === null) return `${number}: put aside, not tested`;
  return of === 0 ? `${number}: stopped before the tests` : `${number}: ${passed} of ${of} tests passed`;
}
