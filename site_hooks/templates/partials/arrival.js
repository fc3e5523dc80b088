// A reader who begins at the top of a page sees its first screen sooner when the rest is laid out after it: the style
// sheet does so while this mark is there, and `arrival.ts` takes it away. Whoever goes to a place further down, or back
// to where they were, needs the height of all that lies above; so does a browser that would let the text jump.
if (CSS.supports("overflow-anchor", "auto") && document.readyState === "loading" && !location.hash && performance.getEntriesByType("navigation")[0]?.type === "navigate") {
  document.documentElement.setAttribute("data-arriving", "");
}
