// A picture as plain data: what the build writes as text and what the page puts into its document.

export interface Shape {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Shape | string)[];
}

type Attributes = Record<string, string | number | null | undefined>;

/** An element; attributes that are null are left out, numbers are rounded to what is seen. */
export function shape(tag: string, attributes: Attributes = {}, ...children: (Shape | string | null)[]): Shape {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) kept[name] = typeof value === "number" ? short(value) : value;
  }
  return { tag, attributes: kept, children: children.filter((child) => child !== null) };
}

export const group = (className: string, ...children: (Shape | string | null)[]): Shape =>
  shape("g", className ? { class: className } : {}, ...children);

/** A length in CSS pixels: a tenth is less than anybody sees. */
export function short(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return String(rounded === 0 ? 0 : rounded);
}

/** The picture as XML. Whatever was in the data is text in it. */
export function markup({ tag, attributes, children }: Shape): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`).join("");
  if (children.length === 0) return `<${tag}${written}/>`;
  const inside = children.map((child) => (typeof child === "string" ? escape(child) : markup(child))).join("");
  return `<${tag}${written}>${inside}</${tag}>`;
}

const NAMED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text within XML; characters that XML cannot hold become the sign for them. */
export const escape = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"]/g, (character) => NAMED[character]!);
