// The boxes of a diagram as buttons: each opens what the tour says about it.

/** Without the script the diagram is one picture; with it, a group of buttons. */
export function openNodes(diagram: HTMLElement, visited: ReadonlySet<string>, open: (node: string) => void, signal: AbortSignal): void {
  const svg = diagram.querySelector("svg");
  const name = diagram.getAttribute("aria-label") ?? "";
  diagram.setAttribute("role", "group");
  diagram.setAttribute("aria-label", "Parts of the diagram");
  svg?.removeAttribute("aria-hidden");
  for (const node of diagram.querySelectorAll<SVGGElement>("g.node")) {
    if (visited.has(node.dataset["node"] ?? "")) makeOpen(node, open, signal);
  }
  signal.addEventListener("abort", () => {
    diagram.setAttribute("role", "img");
    diagram.setAttribute("aria-label", name);
    svg?.setAttribute("aria-hidden", "true");
  });
}

function makeOpen(node: SVGGElement, open: (node: string) => void, signal: AbortSignal): void {
  const name = node.dataset["node"] ?? "";
  const words = [...node.querySelectorAll("text")].map((line) => line.textContent?.trim() ?? "");
  const wanted = Object.entries({ role: "button", tabindex: "0", "aria-label": words.join(" ") || name });
  for (const [attribute, value] of wanted) node.setAttribute(attribute, value);
  node.addEventListener("click", () => open(name), { signal });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    open(name);
  }, { signal });
  signal.addEventListener("abort", () => {
    for (const [attribute] of wanted) node.removeAttribute(attribute);
  });
}
