import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { makeInput, runBuild } from "./built.ts";

const built = makeInput();
mkdirSync(built.out);
writeFileSync(join(built.out, "of-an-older-build.js"), "");
runBuild(built);

const read = (folder: string) =>
  readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(join(folder, name))] as const);
const files = read(built.out);
const manifest = JSON.parse(readFileSync(join(built.out, "manifest.json"), "utf8"));

test("the manifest names every file, with its length and hash", () => {
  const found = files
    .filter(([name]) => name !== "manifest.json")
    .map(([name, bytes]) => [name, { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") }]);
  assert.deepEqual(manifest.files, Object.fromEntries(found));
});

test("all that a page needs is there, under names that change with the content", () => {
  const names = files.map(([name]) => name.replace(/-[0-9a-zA-Z]{8,10}(?=\.\w+$)/, ""));
  const needed = ["editor.js", "lesson.css", "lesson.js", "pyodide-lock.json", "snapshot.zst"];
  for (const name of [...needed, "pyodide.asm.mjs.zst", "pyodide.asm.wasm.zst", "pyodide.mjs", "python_stdlib.zip", "tinylib-1.0-py3-none-any.whl.zst", "extra-1.0-py3-none-any.whl.zst", "worker.js"]) {
    assert.ok(names.includes(name), name);
  }
  assert.match(manifest.script, /^lesson-\w+\.js$/);
  assert.match(manifest.style, /^lesson-\w+\.css$/);
});

test("the page knows the files that it fetches", () => {
  const scripts = files.filter(([name]) => name.endsWith(".js")).map(([, bytes]) => bytes.toString());
  const fetched = files.map(([name]) => name).filter((name) => /^(worker|pyodide|python_stdlib|snapshot|tinylib|extra)/.test(name));
  for (const name of fetched) assert.ok(scripts.some((script) => script.includes(name)), name);
});

test("the same input gives the same bytes", () => {
  const again = join(built.folder, "again");
  runBuild(built, again);
  assert.deepEqual(read(again), files);
});

test("a wheel that is not the one in the lock stops the build", () => {
  const other = makeInput();
  writeFileSync(other.wheel, "something else");
  assert.throws(() => runBuild(other), /tinylib-1\.0-py3-none-any\.whl is not the wheel that the lock names/);
});

test("what the page keeps by itself and what the site is sealed with are told", () => {
  const fetched = files.map(([name]) => name).filter((name) => /^(worker|pyodide|python_stdlib|snapshot|tinylib)/.test(name));
  // Packages are kept with the rest of the site: a page that needs one may be opened without a network first.
  assert.deepEqual([...manifest.python].sort(), fetched);
  const scripts = files.filter(([name]) => name.endsWith(".js")).map(([, bytes]) => bytes.toString());
  assert.ok(scripts.some((script) => script.includes(manifest.frame)));
  assert.match(manifest.offline.keep, /SITE\.files/);
  assert.match(manifest.offline.retire, /unregister/);
});

test("figures come by themselves, and are small", () => {
  const [[, bytes], ...more] = files.filter(([name]) => /^figures-\w+\.js$/.test(name)) as [[string, Buffer]];
  assert.equal(more.length, 0);
  assert.ok(gzipSync(bytes).length < 20_000, `${gzipSync(bytes).length}`);
  assert.doesNotMatch(files.find(([name]) => name === manifest.script)![1].toString(), /lesson-figure-wide/);
});

test("the page's script knows the parts that come later, with their hashes", () => {
  const scripts = files.filter(([name]) => name.endsWith(".js")).map(([, bytes]) => bytes.toString());
  assert.ok(!scripts.some((script) => script.includes("@@PARTS@@")));
  const [entry] = scripts.filter((script) => script.includes("src/page/editor.ts"));
  for (const part of ["editor", "figures", "progress_dialog"]) {
    const [name, bytes] = files.find(([file]) => file.startsWith(`${part}-`))!;
    const sha256 = createHash("sha256").update(bytes).digest("base64");
    assert.ok(entry!.includes(JSON.stringify(JSON.stringify({ file: name, bytes: bytes.length, sha256 })).slice(1, -1)), part);
  }
});
