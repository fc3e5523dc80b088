// What is kept of the controls that a reader has moved. No DOM here.

export type Values = Record<string, string>;

export interface SavedValues {
  values: Values;
  /** What the last Reset took away. */
  undo: Values | null;
}

export function isSavedValues(value: unknown): value is SavedValues {
  if (typeof value !== "object" || value === null) return false;
  const { values, undo } = value as Record<string, unknown>;
  return isValues(values) && (undo === null || isValues(undo));
}

const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every((each) => typeof each === "string");
