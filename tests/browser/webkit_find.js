// Arguments: the steps of a locator. Answers with the elements that
// the steps lead to. Roles and names are told by that library, as assistive software would hear them.

const [steps] = arguments;
const { queryAllByRole } = globalThis.TestingLibraryDom;

/** An element or document, and every shadow root below it: a reader sees no such borders. */
function* scopes(root) {
  yield root;
  if (root.shadowRoot) yield* scopes(root.shadowRoot);
  for (const element of root.querySelectorAll("*")) if (element.shadowRoot) yield* scopes(element.shadowRoot);
}

const plain = (text) => (text ?? "").replace(/\s+/g, " ").trim();

/** Whether a text is the one meant: wholly, in part whatever the case, or by a pattern. */
function matcher({ text, exact, pattern }) {
  if (pattern) return (candidate) => new RegExp(pattern).test(plain(candidate));
  if (exact) return (candidate) => plain(candidate) === text;
  return (candidate) => plain(candidate).toLowerCase().includes(text.toLowerCase());
}

const holds = (element, fits) => fits(element.textContent) && ![...element.children].some((child) => fits(child.textContent));

const finders = {
  // With Playwright's `:visible`.
  css(scope, { selector }) {
    const found = [...scope.querySelectorAll(selector.replaceAll(":visible", ""))];
    return selector.includes(":visible") ? found.filter((it) => it.checkVisibility({ visibilityProperty: true })) : found;
  },
  role(scope, step) {
    const options = step.level ? { level: step.level } : {};
    if (step.name) options.name = matcher(step.name);
    return queryAllByRole(scope === document ? document.body : scope, step.role, options);
  },
  text: (scope, step) =>
    [...scope.querySelectorAll("*")].filter(
      (element) => !/^(script|style|head|title)$/i.test(element.tagName) && holds(element, matcher(step.text)),
    ),
  title: (scope, step) => [...scope.querySelectorAll("[title]")].filter((element) => matcher(step.text)(element.title)),
};

function follow(start, path) {
  let found = start;
  for (const step of path) {
    if (step.do in finders) {
      const below = found.flatMap((root) => [...scopes(root)].flatMap((scope) => finders[step.do](scope, step)));
      found = [...new Set(below)];
    } else if (step.do === "nth") {
      found = found.slice(step.index, step.index === -1 ? undefined : step.index + 1);
    } else if (step.do === "with text") {
      found = found.filter((element) => matcher(step.text)(element.textContent));
    } else if (step.do === "with") {
      found = found.filter((element) => follow([element], step.steps).length > 0);
    }
  }
  return found;
}

return follow([document], steps);
