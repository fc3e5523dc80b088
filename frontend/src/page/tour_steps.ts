// Where a tour goes. No DOM.

/** The step that opening a node leads to: its next visit after step `at`, or its first. Null: the tour never comes there. */
export function stepAt(nodes: readonly string[], node: string, at: number | null): number | null {
  const later = nodes.indexOf(node, (at ?? -1) + 1);
  const found = later === -1 ? nodes.indexOf(node) : later;
  return found === -1 ? null : found;
}

/** The step that a key leads to; null for a key that means nothing here. */
export function stepByKey(key: string, at: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    // Past the last step, the arrow stays where it is: only a button ends the tour.
    case "ArrowRight":
      return Math.min(at + 1, last);
    case "ArrowLeft":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
