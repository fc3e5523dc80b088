// What the page's front matter says for all of its cells and challenges. Ask at each run: navigation changes the page.

const SECONDS = 10;

const said = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="lesson-${name}"]`)?.content ?? "";

/** The packages that they may import beside the library. */
export function packages(): string[] {
  return said("packages").split(" ").filter((name) => name !== "");
}

/** Seconds that one run may take. */
export function timeLimit(): number {
  const told = Number(said("time-limit"));
  return told > 0 ? told : SECONDS;
}
