// A reader who goes for Run will want Python: its files set out a moment earlier.

import { python } from "./python.ts";

const GOAL = "lesson-cell .lesson-primary, lesson-challenge .lesson-primary";
/** Below this, six megabytes in advance would get in the way of what the reader asked for. */
const SLOW = ["slow-2g", "2g"];

export function prefetchOnIntent(): void {
  const heed = ({ target }: Event): void => {
    if (!(target instanceof Element) || !target.closest(GOAL)) return;
    const { connection } = navigator as Navigator & { connection?: { saveData: boolean; effectiveType: string } };
    if (connection?.saveData || SLOW.includes(connection?.effectiveType ?? "")) return;
    python.prepare();
  };
  document.addEventListener("pointerover", heed, { passive: true });
  document.addEventListener("focusin", heed);
}
