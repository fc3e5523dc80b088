// How long one run may take: what the page's front matter says, for all of its cells and challenges.

const SECONDS = 10;

/** Ask at each run: navigation changes the page. */
export function timeLimit(): number {
  const told = Number(document.querySelector<HTMLMetaElement>('meta[name="lesson-time-limit"]')?.content);
  return told > 0 ? told : SECONDS;
}
