// What scrolls must scroll by keyboard too; what does not scroll should be no stop on the way of the Tab key.

/** `name` is what a reader hears on arriving there; null where the element's own role and content say it. */
export function scrollableByKey(element: HTMLElement | MathMLElement, name: string | null, signal: AbortSignal): void {
  const wanted = Object.entries({ tabindex: "0", ...(name === null ? {} : { role: "group", "aria-label": name }) });
  const update = (): void => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const scrolls = (overflowX !== "hidden" && element.scrollWidth > element.clientWidth)
      || (overflowY !== "hidden" && element.scrollHeight > element.clientHeight);
    for (const [attribute, value] of wanted) {
      if (!scrolls) element.removeAttribute(attribute);
      else if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
    }
  };
  const resized = new ResizeObserver(update);
  const changed = new MutationObserver(update);
  resized.observe(element);
  // The theme takes the attribute away from code where there is no mouse; a tablet may have a keyboard all the same.
  changed.observe(element, { attributeFilter: ["tabindex"], childList: true, characterData: true, subtree: true });
  signal.addEventListener("abort", () => {
    resized.disconnect();
    changed.disconnect();
    for (const [attribute] of wanted) element.removeAttribute(attribute);
  });
}
