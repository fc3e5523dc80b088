// Python's status in the words of the page.

import type { Status } from "./python.ts";

const MEGABYTE = 1_000_000;

/** Null when Python has nothing to report: it is ready, or nobody has asked for it. */
export function statusText(status: Status): string | null {
  if (status.state !== "loading") return null;
  if (status.phase === "starting Python") return "Starting Python…";
  if (status.phase === "loading packages") return "Loading packages…";
  if (status.phase === "downloading packages") return "Downloading packages…";
  if (status.phase === "downloading the library") return "Downloading the standard library…";
  if (status.phase === "running earlier cells again") return "Running the earlier cells again…";
  const loaded = (status.loaded / MEGABYTE).toFixed(1);
  if (status.total === 0) return `Downloading Python: ${loaded} MB`;
  return `Downloading Python: ${loaded} of ${(status.total / MEGABYTE).toFixed(1)} MB`;
}
