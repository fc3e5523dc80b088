// The theme's navigation takes the first way to a place on the open page for a way to another page: it would fetch this
// page and put it in anew, and what its cells have shown would be gone. Browsers find the place alone, so the theme
// does not hear of it. Listeners of a window are called in their order, and this script stands before the theme's.
(() => {
  const page = () => location.pathname + location.search;
  let open = page();
  addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    // A link that says where to open is left to the browser.
    if (link?.hash && link.origin === location.origin && link.pathname + link.search === page()) link.target = "_self";
  }, true);
  // By now the theme has gone where a link leads.
  addEventListener("click", () => { open = page() });
  addEventListener("popstate", (event) => {
    if (page() === open) event.stopImmediatePropagation();
    open = page();
  });
})();
