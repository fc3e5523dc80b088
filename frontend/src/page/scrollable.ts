// What scrolls must scroll by keyboard too; what does not scroll should be no stop on the way of the Tab key.

export function scrollableByKey(element: HTMLElement, signal: AbortSignal): void {
  const update = (): void => {
    const scrolls = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
    if (scrolls) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  };
  const resized = new ResizeObserver(update);
  const changed = new MutationObserver(update);
  resized.observe(element);
  changed.observe(element, { childList: true, characterData: true, subtree: true });
  signal.addEventListener("abort", () => {
    resized.disconnect();
    changed.disconnect();
    element.removeAttribute("tabindex");
  });
}
