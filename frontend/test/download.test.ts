import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { type ServerResponse, createServer } from "node:http";
import { after, beforeEach, test } from "node:test";
import { DownloadFailure, Downloads } from "../src/page/download.ts";
import type { Asset, Manifest } from "../src/protocol/index.ts";

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
    "python_stdlib.zip": asset("python_stdlib.zip", 200_000),
    lock: asset("lock.json", 400),
  },
  wheels: { "tinylib.whl": asset("tinylib.whl", 5_000) },
};
const TOTAL = 1_138_400;

type Answer = (response: ServerResponse, bytes: Buffer) => void;
const asPublished: Answer = (response, bytes) => void response.end(bytes);
let answerStdlib = asPublished;
let asked: string[] = [];
const server = createServer(({ url }, response) => {
  const name = url!.replace("/sub/", "");
  asked.push(name);
  (name === "python_stdlib.zip" ? answerStdlib : asPublished)(response, contents.get(name)!);
}).listen(0, "127.0.0.1");
after(() => server.close().closeAllConnections());
await once(server, "listening");
const base = `http://127.0.0.1:${(server.address() as { port: number }).port}/sub/lesson.js`;
const never = new AbortController().signal;

beforeEach(() => {
  answerStdlib = asPublished;
  asked = [];
});

test("all files arrive under the names of the manifest, with progress in bytes", async () => {
  const steps: [number, number][] = [];
  const files = await new Downloads(manifest, base).fetchAll((...step) => steps.push(step), never);
  assert.deepEqual(Buffer.from(files["pyodide.asm.wasm"]), contents.get("pyodide.asm.wasm"));
  assert.deepEqual(Buffer.from(files.wheels["tinylib.whl"]!), contents.get("tinylib.whl"));
  assert.deepEqual(steps.at(-1), [TOTAL, TOTAL]);
  assert.ok(steps.every(([loaded, total]) => loaded <= total && total === TOTAL));
});

const failures: [string, Answer, RegExp][] = [
  ["a missing file", (r) => void r.writeHead(404, "Not Found").end(), /python_stdlib\.zip could not.*“404 Not Found”/],
  ["a broken connection", (r, b) => r.write(b.subarray(0, 99), () => r.destroy()), /stdlib\.zip.*the connection failed/],
  ["other content", (r, b) => void r.end(Buffer.alloc(b.length)), /stdlib\.zip arrived damaged: its content is not/],
  ["a shorter file", (r, b) => void r.end(b.subarray(1)), /damaged: 199999 bytes arrived instead of 200000/],
  ["a longer file", (r, b) => void r.end(Buffer.concat([b, b])), /damaged: \d+ bytes arrived instead of 200000/],
];
for (const [what, answer, message] of failures) {
  test(`${what} is named in the failure, and only what is missing is asked for again`, async () => {
    const downloads = new Downloads(manifest, base);
    answerStdlib = answer;
    await assert.rejects(downloads.fetchAll(() => {}, never), (error) => {
      assert.ok(error instanceof DownloadFailure);
      assert.match(error.message, message);
      return true;
    });
    answerStdlib = asPublished;
    await downloads.fetchAll(() => {}, never);
    asked = [];
    await downloads.fetchAll(() => {}, never);
    assert.deepEqual(asked, []);
  });
}

test("a damaged copy is asked for once more by itself", async () => {
  answerStdlib = (response, bytes) => {
    answerStdlib = asPublished;
    response.end(Buffer.alloc(bytes.length));
  };
  await new Downloads(manifest, base).fetchAll(() => {}, never);
  assert.equal(asked.filter((name) => name === "python_stdlib.zip").length, 2);
});

test("a download where nothing arrives for half a minute is given up", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  answerStdlib = (response, bytes) => {
    response.write(bytes.subarray(0, 99), () => setImmediate(() => t.mock.timers.tick(30_000)));
  };
  const download = new Downloads(manifest, base).fetchAll(() => {}, never);
  await assert.rejects(download, /stopped: nothing arrived for half a minute/);
});

test("stopping ends the download with the reason given", async () => {
  const stop = new AbortController();
  answerStdlib = (response, bytes) => response.write(bytes.subarray(0, 99), () => stop.abort(new Error("stopped")));
  await assert.rejects(new Downloads(manifest, base).fetchAll(() => {}, stop.signal), /^Error: stopped$/);
});
