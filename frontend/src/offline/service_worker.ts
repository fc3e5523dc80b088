// Keeps one version of the site, whole or not at all, so that its pages open without a network. Python's own files
// are not among them: the page keeps those under names that never go stale.

declare const self: ServiceWorkerGlobalScope;
/** Put in front by the build: a name for this version, and the SHA-256 of each of its files by path. */
declare const SITE: { version: string; files: Record<string, string> };

/** What the page may ask. */
type Wish =
  /** The reader wants the new version. */
  | "take over"
  /** The page that asks was loaded before this worker was there. It is of this version when this is its script. */
  | { claimFor: string };

const BASE = new URL("./", self.location.href);
const PREFIX = `lesson:site:${BASE.pathname}:`;
const NAME = PREFIX + SITE.version;
const AT_ONCE = 6;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));

self.addEventListener("message", ({ data }: ExtendableMessageEvent & { data: Wish }) => {
  if (data === "take over") void self.skipWaiting();
  else if (data.claimFor in SITE.files) void self.clients.claim();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(new URL(request.url));
  if (request.method !== "GET" || path === null) return;
  if (path in SITE.files) event.respondWith(kept(path).then((found) => found ?? fetch(request)));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => notFound()));
});

/** An address as the list of files has it; null when it is no part of this site. */
function pathOf({ origin, pathname }: URL): string | null {
  if (origin !== BASE.origin || !pathname.startsWith(BASE.pathname)) return null;
  const path = decodeURI(pathname.slice(BASE.pathname.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

/** Where a file is asked for: a page under its folder's address, as readers do. */
function addressOf(path: string): string {
  return new URL(encodeURI(path.replace(/(^|\/)index\.html$/, "$1")), BASE).href;
}

async function kept(path: string): Promise<Response | undefined> {
  return (await caches.open(NAME)).match(addressOf(path));
}

async function notFound(): Promise<Response> {
  const page = await kept("404.html");
  return page ? new Response(page.body, { status: 404, headers: page.headers }) : Response.error();
}

/** It fails as a whole when one file is not the one that belongs to this version; the browser then tries again later. */
async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  const paths = Object.keys(SITE.files);
  const next = async (): Promise<void> => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      if (!(await kept(path))) await cache.put(addressOf(path), await obtain(path));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** From an older version that has the same file, or from the server. */
async function obtain(path: string): Promise<Response> {
  const older = await caches.match(addressOf(path));
  const found = older && (await intact(older, path));
  if (found) return found;
  const fetched = await intact(await fetch(addressOf(path), { cache: "no-cache" }), path);
  if (!fetched) throw new Error(`${path} is not the file of this version of the site`);
  return fetched;
}

/** A copy, without the marks of how it was fetched; null when the content is not that of this version. */
async function intact(response: Response, path: string): Promise<Response | null> {
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (!response.ok || btoa(String.fromCharCode(...digest)) !== SITE.files[path]) return null;
  return new Response(bytes, { headers: { "Content-Type": response.headers.get("Content-Type") ?? "" } });
}

async function forgetOthers(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(names.map((name) => caches.delete(name)));
}

export {};
