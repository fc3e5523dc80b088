// What scrolls must scroll by keyboard too; what does not scroll should be no stop on the way of the Tab key.

/** What each element has while it scrolls. */
const wanted = new Map<Element, [string, string][]>();
/** Those with other content than before: looked at together, in the next frame, when the page is laid out anyway. */
const changed = new Set<Element>();
const resized = new ResizeObserver((entries) => update(entries.map(({ target }) => target)));

/** `name` is what a reader hears on arriving there; null where the element's own role and content say it. */
export function scrollableByKey(element: HTMLElement | MathMLElement, name: string | null, signal: AbortSignal): void {
  wanted.set(element, Object.entries({ tabindex: "0", ...(name === null ? {} : { role: "group", "aria-label": name }) }));
  resized.observe(element);
  const observer = new MutationObserver(() => {
    if (changed.size === 0) requestAnimationFrame(updateChanged);
    changed.add(element);
  });
  // The theme takes the attribute away from code where there is no mouse; a tablet may have a keyboard all the same.
  observer.observe(element, { attributeFilter: ["tabindex"], childList: true, characterData: true, subtree: true });
  signal.addEventListener("abort", () => {
    resized.unobserve(element);
    observer.disconnect();
    for (const [attribute] of wanted.get(element) ?? []) element.removeAttribute(attribute);
    wanted.delete(element);
  });
}

function updateChanged(): void {
  // One that is not laid out yet would have to be, for this alone. Once it is, its size is told.
  const elements = [...changed].filter((element) => element.checkVisibility({ contentVisibilityAuto: true }));
  changed.clear();
  update(elements);
}

/** Reads of all before it writes to any: each change between two reads would have the page laid out again. */
function update(elements: Element[]): void {
  const scrolling = new Set(elements.filter(scrolls));
  for (const element of elements) {
    for (const [attribute, value] of wanted.get(element) ?? []) {
      if (!scrolling.has(element)) element.removeAttribute(attribute);
      else if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
    }
  }
}

function scrolls(element: Element): boolean {
  const { overflowX, overflowY } = getComputedStyle(element);
  return (overflowX !== "hidden" && element.scrollWidth > element.clientWidth)
    || (overflowY !== "hidden" && element.scrollHeight > element.clientHeight);
}
