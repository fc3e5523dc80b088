// The theme's search, for readers without a mouse or who hear the page. It lies outside of what navigation replaces.

export function mendSearch(): void {
  const search = document.querySelector<HTMLElement>("[data-md-component=search]");
  const toggle = document.querySelector<HTMLInputElement>("[data-md-toggle=search]");
  // A dialog without a name.
  if (search?.getAttribute("role") === "dialog") search.setAttribute("aria-label", "Search");
  if (search === null || toggle === null) return;
  // At Tab the theme closes the search and takes the focus away, from where WebKit begins at the page's top again: the
  // keyboard would never get past the field. So the theme does not hear of Tab, and the search closes once it is left.
  addEventListener("keydown", (event) => {
    if (event.key === "Tab" && event.target instanceof Node && search.contains(event.target)) event.stopImmediatePropagation();
  }, { capture: true });
  search.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !search.contains(relatedTarget) && toggle.checked) toggle.click();
  });
}
