// The site without a network: kept once the reader has run something, and exchanged for a newer one when they say so.

import { make, makeButton } from "./make.ts";
import { python } from "./python.ts";

const BASE = new URL("../../", import.meta.url);
const OWN_SCRIPT = new URL(import.meta.url).pathname.slice(BASE.pathname.length);

/** Whether this build has a service worker, and the browser and its reader let a site keep itself. */
function mayKeep(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData: boolean } };
  return document.querySelector('meta[name="lesson-offline"]') !== null && "serviceWorker" in navigator && !connection?.saveData;
}

export async function keepOffline(): Promise<void> {
  if (!mayKeep()) return;
  const { serviceWorker } = navigator;
  const before = await serviceWorker.getRegistration(BASE);
  if (before?.active) return offerUpdates(before);
  const forget = python.onStatus(({ state }) => {
    if (state !== "ready") return;
    queueMicrotask(() => forget()); // not before it has been assigned
    register().catch((error: Error) => console.info("The site could not be kept for use without a network:", error.message));
  });
}

async function register(): Promise<void> {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register(new URL("service-worker.js", BASE), { scope: BASE.pathname, updateViaCache: "none" });
  const installing = registration.installing;
  installing?.addEventListener("statechange", () => {
    if (installing.state === "activated") installing.postMessage({ claimFor: OWN_SCRIPT });
  });
}

function offerUpdates(registration: ServiceWorkerRegistration): void {
  if (registration.waiting) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => worker.state === "installed" && offer(worker));
  });
  // Another tab has taken the new version. This one goes on as it is, but its next step is a full load: old scripts and
  // new pages do not mix.
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("a[href]")) event.stopImmediatePropagation();
    }, { capture: true });
  });
}

function offer(worker: ServiceWorker): void {
  const load = makeButton("update", "Load it");
  const later = makeButton("dismiss", "Later");
  const box = make("div", "lesson-notice", make("p", "", "A new version of this site is ready."), load, later);
  box.setAttribute("role", "status");
  later.addEventListener("click", () => box.remove());
  load.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage("take over");
  });
  (document.querySelector(".md-content__inner") ?? document.body).prepend(box);
}
