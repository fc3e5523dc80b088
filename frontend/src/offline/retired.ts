// Takes the place of a site's service worker that is not wanted any more: forgets what it kept, and goes.

declare const self: ServiceWorkerGlobalScope;

const PREFIX = `lesson:site:${new URL("./", self.location.href).pathname}:`;

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(retire()));

async function retire(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}

export {};
