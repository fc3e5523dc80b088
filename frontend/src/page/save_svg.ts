// A figure as a file to take along, in the colours of the page as it is seen.

import type { MovingPicture } from "./moving_picture.ts";
import type { StateLine } from "./state_line.ts";

/** The browser begins the download by then. */
const BEGUN_AFTER = 10_000;

export function saveSvg(picture: MovingPicture, name: string, line: StateLine): void {
  const svg = picture.svg(document.body.dataset["mdColorScheme"] === "slate");
  if (svg === null) return line.tell("failed", "The picture's data did not come. Move a control, or press Run, and try again.");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  link.download = `${name}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), BEGUN_AFTER);
}
