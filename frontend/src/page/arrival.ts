// A page arrives in pieces. Its elements come to life one after the other, and what is not seen yet is laid out in the
// end; between two pieces the browser can answer the reader, at whose first touch all that has a life is alive.

/** Milliseconds. A slow phone needs four times as long for the last task that fits, and no answer may take over fifty. */
const PIECE = 5;
/** The head has marked the page when its reader begins at the top: by this, what is not seen is not laid out. */
const MARK = "data-arriving";

const tasks: (() => void)[] = [];
/** Those that would have the browser lay out what it has not. */
const late: (() => void)[] = [];
const turn = new MessageChannel();
turn.port1.onmessage = (): void => work();

const isArriving = (): boolean => document.documentElement.hasAttribute(MARK);

/** To be done soon, in the order of the calls, or now on a page that is there; `whenLaidOut`: once it costs no layout. */
export function soon(task: () => void, whenLaidOut = false): void {
  if (!isArriving()) return task();
  if (whenLaidOut) return void late.push(task);
  tasks.push(task);
  if (tasks.length === 1) turn.port2.postMessage(null);
}

function work(): void {
  const begun = performance.now();
  while (tasks.length > 0 && performance.now() - begun < PIECE) next();
  if (tasks.length > 0) turn.port2.postMessage(null);
}

function next(): void {
  const task = tasks.shift();
  try {
    task?.();
  } catch (error) {
    reportError(error); // the others must come to life all the same
  }
}

/** All that was to be done soon is done now. */
export function settle(): void {
  tasks.push(...late.splice(0));
  while (tasks.length > 0) next();
}

const idle = globalThis.requestIdleCallback ?? ((then: () => void): number => window.setTimeout(then, 1));

/** Once the page is there, lays out part by part what has not been, so that nothing moves when it comes into view. */
export function layOutTheRest(): void {
  const parts = [...document.querySelectorAll<HTMLElement>(`[${MARK}] .md-content__inner > *`)];
  const waiting = [...parts];
  const layOut = (until: () => boolean): void => {
    if (!isArriving()) return;
    while (waiting.length > 0 && !until()) {
      const part = waiting.shift()!;
      part.style.contentVisibility = "visible";
      part.getBoundingClientRect();
    }
    if (waiting.length > 0) return void idle(piece);
    document.documentElement.removeAttribute(MARK);
    for (const part of parts) {
      part.style.removeProperty("content-visibility");
      if (part.getAttribute("style") === "") part.removeAttribute("style");
    }
    tasks.push(...late.splice(0));
    turn.port2.postMessage(null);
  };
  const piece = (): void => {
    const begun = performance.now();
    layOut(() => performance.now() - begun >= PIECE);
  };
  for (const touch of ["pointerdown", "keydown", "focus", "click"]) addEventListener(touch, settle, { capture: true, passive: true });
  // Where a place on the page is can be told once all above it is laid out; a key may lead to any.
  addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a[href*='#']")) layOut(() => false);
  }, { capture: true });
  addEventListener("keydown", () => layOut(() => false), { capture: true, passive: true });
  let seen = scrollY;
  addEventListener("scroll", () => {
    // Who leaps over what was not laid out sees what they leapt to, whatever heights the rest turns out to have.
    if (isArriving() && Math.abs(scrollY - seen) > innerHeight) stayAt(parts, () => layOut(() => false));
    seen = scrollY;
  }, { passive: true });
  if (document.readyState === "complete") idle(piece);
  else addEventListener("load", () => idle(piece), { once: true });
}

/** The part in the middle of the window stays there; the browser, which may see to that later, has nothing left to do. */
function stayAt(parts: HTMLElement[], change: () => void): void {
  const { style } = document.documentElement;
  const part = parts.find((each) => each.getBoundingClientRect().bottom > innerHeight / 2);
  const before = part?.getBoundingClientRect().top ?? 0;
  style.setProperty("overflow-anchor", "none");
  change();
  scrollBy({ top: (part?.getBoundingClientRect().top ?? 0) - before, behavior: "instant" });
  requestAnimationFrame(() => style.removeProperty("overflow-anchor"));
}
