// Recognising a wrong answer that the author foresaw.

import type { KnownMistake, TestOutcome } from "../protocol/index.ts";

/** A mistake is known by the first test it fails, by what that test called, and by what it got. */
export function recognise(tests: TestOutcome[], known: KnownMistake[]): KnownMistake | null {
  const failed = tests.find((test) => !test.passed);
  if (failed === undefined) return null;
  return known.find((mistake) => mistake.test === failed.name && mistake.call === failed.call && mistake.got === failed.got) ?? null;
}

/** Reads the JSON that the build put beside a challenge. */
export function parseMistakes(json: string): KnownMistake[] {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list) || !list.every(isMistake)) throw new TypeError("the known mistakes of a challenge are not a list of mistakes");
  return list;
}

function isMistake(value: unknown): value is KnownMistake {
  if (typeof value !== "object" || value === null) return false;
  const { test, call, got, message } = value as Record<string, unknown>;
  return typeof test === "string" && isTextOrNull(call) && isTextOrNull(got) && typeof message === "string";
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}
