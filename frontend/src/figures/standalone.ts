// A picture to take along: with its title, its colours and its font.

import type { FigureData } from "../protocol/index.ts";
import { DARK, LIGHT } from "./colours.ts";
import { WIDTHS } from "./layout.ts";
import { drawFigure } from "./picture.ts";
import { fitted, label } from "./text.ts";
import { type Shape, markup, shape } from "./tree.ts";

const EDGE = 16;

export function standaloneSvg(figure: FigureData, { id, dark }: { id: string; dark: boolean }): string {
  const top = figure.title ? 28 : 0;
  const drawn = drawFigure(figure, { id, width: "wide", top });
  const [, , width, height] = drawn.attributes["viewBox"]!.split(" ").map(Number) as [number, number, number, number];
  const box = { x: -EDGE, y: -EDGE, width: width + 2 * EDGE, height: height + 2 * EDGE };
  const [title, ...rest] = drawn.children;
  const { class: _, ...attributes } = drawn.attributes;
  const whole = shape(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", ...attributes, viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`, width: box.width, height: box.height,
      "font-family": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif" },
    title!,
    shape("rect", { ...box, fill: "var(--figure-ground)" }),
    top > 0 ? label(fitted(figure.title, WIDTHS.wide, 16), 0, 14, "start", { "font-size": 16, "font-weight": "600", fill: "var(--figure-ink)" }) : null,
    ...rest,
  );
  return `${markup(resolved(whole, dark ? DARK : LIGHT))}\n`;
}

/** In attributes only: what was in the data is text, and stays as it is. */
function resolved(from: Shape, colours: Record<string, string>): Shape {
  const attributes = Object.entries(from.attributes).map(([name, value]) => {
    const found = /^var\(--figure-(\w+)\)$/.exec(value);
    return [name, found ? colours[found[1]!]! : value];
  });
  const children = from.children.map((child) => (typeof child === "string" ? child : resolved(child, colours)));
  return { tag: from.tag, attributes: Object.fromEntries(attributes), children };
}
