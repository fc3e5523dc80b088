import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { type ServerResponse, createServer } from "node:http";
import { after, beforeEach, test } from "node:test";
import { Downloads } from "../src/page/download.ts";
import { DownloadFailure } from "../src/page/files.ts";
import type { Asset, Manifest } from "../src/protocol/files.ts";

const contents = new Map<string, Buffer>();
const asset = (file: string, length: number): Asset => {
  const bytes = Buffer.alloc(length, file);
  contents.set(file, bytes);
  return { file, bytes: length, sha256: createHash("sha256").update(bytes).digest("base64") };
};
const manifest: Manifest = {
  pyodide: "0",
  worker: asset("worker.js", 1_000),
  runtime: {
    "pyodide.mjs": asset("pyodide.mjs", 2_000),
    "pyodide.asm.mjs": asset("pyodide.asm.mjs", 30_000),
    "pyodide.asm.wasm": asset("pyodide.asm.wasm", 900_000),
    lock: asset("lock.json", 400),
  },
  snapshot: asset("snapshot.zst", 200_000),
  wheels: { "tinylib.whl": asset("tinylib.whl", 5_000) },
  library: asset("library.zip", 70_000),
  packages: { tabulate: asset("tabulate.whl", 6_000) },
};
const TOTAL = 1_138_400;

type Answer = (response: ServerResponse, bytes: Buffer) => void;
const asPublished: Answer = (response, bytes) => void response.end(bytes);
let answerSnapshot = asPublished;
let asked: string[] = [];
const server = createServer(({ url }, response) => {
  const name = url!.replace("/sub/", "");
  asked.push(name);
  (name === "snapshot.zst" ? answerSnapshot : asPublished)(response, contents.get(name)!);
}).listen(0, "127.0.0.1");
after(() => server.close().closeAllConnections());
await once(server, "listening");
const base = `http://127.0.0.1:${(server.address() as { port: number }).port}/sub/lesson.js`;
const never = new AbortController().signal;

beforeEach(() => {
  answerSnapshot = asPublished;
  asked = [];
});

test("all files arrive under the names of the manifest, with progress in bytes", async () => {
  const steps: [number, number][] = [];
  const files = await new Downloads(manifest, base, null).fetchStart((...step) => steps.push(step), never);
  assert.deepEqual(Buffer.from(files["pyodide.asm.wasm"]), contents.get("pyodide.asm.wasm"));
  assert.deepEqual(Buffer.from(files.wheels["tinylib.whl"]!), contents.get("tinylib.whl"));
  assert.deepEqual(steps.at(-1), [TOTAL, TOTAL]);
  assert.ok(steps.every(([loaded, total]) => loaded <= total && total === TOTAL));
});

const failures: [string, Answer, RegExp][] = [
  ["a missing file", (r) => void r.writeHead(404, "Not Found").end(), /snapshot\.zst could not.*“404 Not Found”/],
  ["a broken connection", (r, b) => r.write(b.subarray(0, 99), () => r.destroy()), /snapshot\.zst.*the connection failed/],
  ["other content", (r, b) => void r.end(Buffer.alloc(b.length)), /snapshot\.zst arrived damaged: its content is not/],
  ["a shorter file", (r, b) => void r.end(b.subarray(1)), /damaged: 199999 bytes arrived instead of 200000/],
  ["a longer file", (r, b) => void r.end(Buffer.concat([b, b])), /damaged: \d+ bytes arrived instead of 200000/],
];
for (const [what, answer, message] of failures) {
  test(`${what} is named in the failure, and only what is missing is asked for again`, async () => {
    const downloads = new Downloads(manifest, base, null);
    answerSnapshot = answer;
    await assert.rejects(downloads.fetchStart(() => {}, never), (error) => {
      assert.ok(error instanceof DownloadFailure);
      assert.match(error.message, message);
      return true;
    });
    answerSnapshot = asPublished;
    await downloads.fetchStart(() => {}, never);
    asked = [];
    await downloads.fetchStart(() => {}, never);
    assert.deepEqual(asked, []);
  });
}

test("a damaged copy is asked for once more by itself", async () => {
  answerSnapshot = (response, bytes) => {
    answerSnapshot = asPublished;
    response.end(Buffer.alloc(bytes.length));
  };
  await new Downloads(manifest, base, null).fetchStart(() => {}, never);
  assert.equal(asked.filter((name) => name === "snapshot.zst").length, 2);
});

test("a download where nothing arrives for half a minute is given up", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  answerSnapshot = (response, bytes) => {
    response.write(bytes.subarray(0, 99), () => setImmediate(() => t.mock.timers.tick(30_000)));
  };
  const download = new Downloads(manifest, base, null).fetchStart(() => {}, never);
  await assert.rejects(download, /stopped: nothing arrived for half a minute/);
});

test("stopping ends the download with the reason given", async () => {
  const stop = new AbortController();
  answerSnapshot = (response, bytes) => response.write(bytes.subarray(0, 99), () => stop.abort(new Error("stopped")));
  await assert.rejects(new Downloads(manifest, base, null).fetchStart(() => {}, stop.signal), /^Error: stopped$/);
});

test("the library is not among what a start takes, and comes by itself", async () => {
  const downloads = new Downloads(manifest, base, null);
  await downloads.fetchStart(() => {}, never);
  assert.ok(!asked.includes("library.zip"));
  assert.deepEqual(Buffer.from(await downloads.fetchLibrary(never)), contents.get("library.zip"));
});

test("two that want the same at the same time share one download; only the last to leave ends it", async () => {
  const downloads = new Downloads(manifest, base, null);
  const [first, second] = [new AbortController(), new AbortController()];
  answerSnapshot = (response, bytes) => {
    first.abort(new Error("gone"));
    setImmediate(() => response.end(bytes));
  };
  const both = [downloads.fetchStart(() => {}, first.signal), downloads.fetchStart(() => {}, second.signal)] as const;
  await assert.rejects(both[0], /gone/);
  assert.deepEqual(Buffer.from((await both[1]).snapshot), contents.get("snapshot.zst"));
  assert.equal(asked.filter((name) => name === "snapshot.zst").length, 1);
});

/** A browser's store of files, in memory. */
function makeStore() {
  const files = new Map<string, ArrayBuffer>();
  return {
    files,
    get: async (url: string) => files.get(url) ?? null,
    put: async (url: string, bytes: ArrayBuffer) => void files.set(url, bytes),
    prune: async (isWanted: (url: string) => boolean) => {
      for (const url of files.keys()) if (!isWanted(url)) files.delete(url);
    },
  };
}

test("a later visit takes what an earlier one kept, unless it is damaged; what nobody wants is forgotten", async () => {
  const store = makeStore();
  await new Downloads(manifest, base, store).fetchStart(() => {}, never);
  await new Promise(setImmediate);
  const address = (name: string) => new URL(name, base).href;
  store.files.set(address("snapshot.zst"), new ArrayBuffer(200_000));
  store.files.set(address("of-an-older-site.zst"), new ArrayBuffer(1));
  asked = [];
  const later = new Downloads(manifest, base, store);
  const files = await later.fetchStart(() => {}, never);
  assert.deepEqual(asked, ["snapshot.zst"]);
  assert.deepEqual(Buffer.from(files.snapshot), contents.get("snapshot.zst"));
  await later.prune();
  assert.ok(!store.files.has(address("of-an-older-site.zst")));
  assert.ok(store.files.has(address("worker.js")));
});

test("a store that refuses costs nothing but a later download", async (t) => {
  const info = t.mock.method(console, "info", () => {});
  const refuse = () => Promise.reject(new Error("full"));
  const files = await new Downloads(manifest, base, { get: refuse, put: refuse, prune: refuse }).fetchStart(() => {}, never);
  assert.deepEqual(Buffer.from(files.worker), contents.get("worker.js"));
  assert.ok(info.mock.callCount() > 0);
});

test("a package comes when it is asked for, and one that the site has not is told of", async () => {
  const downloads = new Downloads(manifest, base, null);
  await downloads.fetchStart(() => {}, never);
  assert.ok(!asked.includes("tabulate.whl"));
  assert.deepEqual(Buffer.from(await downloads.fetchPackage("tabulate", never)), contents.get("tabulate.whl"));
  await assert.rejects(downloads.fetchPackage("other", never), DownloadFailure);
});
