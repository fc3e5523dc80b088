// A figure's picture in the page: made once, then changed where the next one differs. Text goes in as text.

import type { Shape } from "../figures/tree.ts";

const SVG = "http://www.w3.org/2000/svg";

/** A picture that is shown, and from what. */
export interface Shown {
  element: SVGElement;
  shape: Shape;
}

export const makePicture = (shape: Shape): Shown => ({ element: makeShape(shape), shape });

/** Shows `next` in the place of what is there. A part that is the same object as before is not looked at. */
export function changePicture(shown: Shown, next: Shape): Shown {
  return { element: changed(shown.element, shown.shape, next) as SVGElement, shape: next };
}

function makeShape({ tag, attributes, children }: Shape): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.map(makeNode));
  return element;
}

const makeNode = (child: Shape | string): Node | string => (typeof child === "string" ? child : makeShape(child));

function changed(node: ChildNode, before: Shape | string, after: Shape | string): ChildNode {
  if (before === after) return node;
  if (typeof before === "string" || typeof after === "string" || before.tag !== after.tag) {
    const made = typeof after === "string" ? document.createTextNode(after) : makeShape(after);
    node.replaceWith(made);
    return made;
  }
  const element = node as SVGElement;
  for (const [name, value] of Object.entries(after.attributes)) {
    if (before.attributes[name] !== value) element.setAttribute(name, value);
  }
  for (const name of Object.keys(before.attributes)) if (!(name in after.attributes)) element.removeAttribute(name);
  const nodes = [...element.childNodes];
  for (const [i, child] of after.children.entries()) {
    if (i < before.children.length) changed(nodes[i]!, before.children[i]!, child);
    else element.append(makeNode(child));
  }
  for (const extra of nodes.slice(after.children.length)) extra.remove();
  return element;
}
