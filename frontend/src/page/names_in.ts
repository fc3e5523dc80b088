// The names that a piece of Python gives to things, read off its text: a guess, for when Python is not running.

const GIVES = /^[ \t]*(?:(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|import[ \t]+([\w., \t]+)|from[ \t]+[\w.]+[ \t]+import[ \t]+\(?([\w, \t]+)|for[ \t]+([\w, \t]+?)[ \t]+in\b|([A-Za-z_]\w*(?:[ \t]*,[ \t]*[A-Za-z_]\w*)*)[ \t]*(?::[^=\n]+)?=(?!=))/gm;

export function namesIn(source: string): string[] {
  const names = new Set<string>();
  for (const [, defined, modules, imported, looped, assigned] of source.matchAll(GIVES)) {
    for (const part of (defined ?? modules ?? imported ?? looped ?? assigned ?? "").split(",")) {
      // Of `import a.b` the name is a; of `x as y` it is y.
      const name = /\bas[ \t]+(\w+)/.exec(part)?.[1] ?? part.trim().split(".")[0] ?? "";
      if (/^[A-Za-z_]\w*$/.test(name)) names.add(name);
    }
  }
  return [...names];
}
