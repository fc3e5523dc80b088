// Mathematics as a line of text. Where a browser computes the name of a control or a group it leaves MathML out,
// and what reads the page aloud would ask "With , and , what is the next ?".

export function asLine(node: Node): string {
  if (!(node instanceof Element)) return node.textContent ?? "";
  const parts = [...node.childNodes].map(asLine);
  switch (node.localName) {
    case "msup":
      return parts.join("^");
    case "msub":
      return parts.join("_");
    case "mfrac":
      return parts.map((part) => `(${part})`).join("/");
    case "mrow":
    case "math":
      return parts.map((part) => part.trim()).join("");
    default:
      return parts.join("");
  }
}
