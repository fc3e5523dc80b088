// How much room text takes, without a browser: about what the broadest of the system's fonts needs.

import { type Shape, shape } from "./tree.ts";

export const FONT = 13;
export const SMALL = 12;
export const LINE = 17;
/** Right of what has less room than this, labels stand on its left. */
export const LABEL_ROOM = 70;

const NARROW = /[ijlftrI1.,:;'|()[\]{}!\-·⁻⁰¹²³⁴⁵⁶⁷⁸⁹ ]/u;
const BROAD = /[mwMW@%—∇\u2e80-\uffff]|\p{Extended_Pictographic}/u;

export function textWidth(text: string, size = FONT): number {
  let width = 0;
  for (const letter of text) width += BROAD.test(letter) ? 0.92 : NARROW.test(letter) ? 0.37 : /[A-Z]/.test(letter) ? 0.68 : 0.6;
  return width * size;
}

/** As much of the text as there is room for. */
export function fitted(text: string, room: number, size = FONT): string {
  if (textWidth(text, size) <= room) return text;
  const letters = [...text];
  while (letters.length > 0 && textWidth(`${letters.join("")}…`, size) > room) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

type Anchor = "start" | "middle" | "end";

/** Text at its baseline. */
export const label = (
  text: string, x: number, y: number, anchor: Anchor = "start", more: Record<string, string | number | null> = {},
): Shape => shape("text", { x, y, "text-anchor": anchor === "start" ? null : anchor, ...more }, text);

/** A rim of the ground's colour, so that text and lines can be read on anything. */
export const halo = (width: number): Record<string, string | number> => ({
  "paint-order": "stroke", stroke: "var(--figure-ground)", "stroke-width": width, "stroke-linejoin": "round",
});
