import assert from "node:assert/strict";
import { test } from "node:test";
import { BadFile, readFile, writeFile } from "../src/page/progress_file.ts";

const entries = new Map<string, unknown>([
  ["b/#cell-x:code", { undo: null, edit: "x = '1'\n", of: "1f" }],
  ["a/#tour-y:progress", { of: [], state: "started" }],
  ["7#z:stars", 3],
  ["10#z:stars", { b: 1, a: [2] }],
]);

const FILE = `{
 "format": "lesson-progress",
 "version": 1,
 "site": "/some/repo/",
 "entries": {
  "10#z:stars": {"a":[2],"b":1},
  "7#z:stars": 3,
  "a/#tour-y:progress": {"of":[],"state":"started"},
  "b/#cell-x:code": {"edit":"x = '1'\\n","of":"1f","undo":null}
 }
}
`;

function problems(text: string, site = "/some/repo/"): string[] {
  try {
    readFile(text, site);
  } catch (error) {
    assert.ok(error instanceof BadFile);
    return error.problems;
  }
  return [];
}

test("a file is the same bytes for the same progress, and is read back", () => {
  assert.equal(writeFile("/some/repo/", entries), FILE);
  assert.equal(writeFile("/some/repo/", new Map([...entries].reverse())), FILE);
  assert.deepEqual(new Map([...readFile(FILE, "/some/repo/")].sort()), new Map([...entries].sort()));
  assert.deepEqual([...readFile(writeFile("/", new Map()), "/")], []);
});

test("a file that is none, of another site or of a later version is refused with a sentence", () => {
  assert.match(problems("{not json")[0] ?? "", /^This is no progress file: it is not JSON \(/);
  for (const other of ["[]", "null", "3", "{}", '{"format": "other"}']) {
    assert.deepEqual(problems(other), ["This is no progress file. Choose one that you exported from this site."]);
  }
  assert.deepEqual(problems(FILE, "/"), ["The file comes from another site: its pages lie under “/some/repo/”, those of this site under “/”."]);
  assert.deepEqual(problems(FILE.replace('"version": 1', '"version": 2')),
    ["The file is of version 2; this page knows version 1. Reload the page to get its newest version, and try again."]);
  for (const version of ["0", "1.5", '"1"', "null"]) {
    assert.deepEqual(problems(FILE.replace('"version": 1', `"version": ${version}`)), ["The file does not say of which version it is."]);
  }
  assert.deepEqual(problems(FILE.replace('"site": "/some/repo/"', '"site": 1')), ["The file does not say from which site it comes."]);
  assert.deepEqual(problems('{"format":"lesson-progress","version":1,"site":"/some/repo/","entries":[]}'), ["The file has no entries."]);
});

test("all that is wrong in a file is told at once", () => {
  const bad = FILE.replace('"state":"started"', '"state":"nearly"').replace('"edit":"x = \'1\'\\n"', '"edit":1').replace('"7#z:stars"', '"no key"').replace("[2]", "null");
  assert.deepEqual(problems(bad), [
    "“no key” is no name of an entry.",
    '“a/#tour-y:progress” is no item begun or done: {"of":[],"state":"nearly"}',
    '“b/#cell-x:code” is no edit: {"edit":1,"of":"1f","undo":null}',
  ]);
  assert.deepEqual(problems(FILE.replace('"7#z:stars": 3', '"7#z:stars": null')), ["“7#z:stars” is no entry of another kind: null"]);
});

test("names that mean something to JavaScript are names like others", () => {
  const odd = '{"format":"lesson-progress","version":1,"site":"/","entries":{"__proto__":1,"a#b:__proto__":{"x":1},"a#b:constructor":2}}';
  assert.deepEqual(problems(odd, "/"), ["“__proto__” is no name of an entry."]);
  const read = readFile(odd.replace('"__proto__":1,', ""), "/");
  assert.deepEqual([...read], [["a#b:__proto__", { x: 1 }], ["a#b:constructor", 2]]);
  assert.match(writeFile("/", read), /"a#b:__proto__": \{"x":1\}/);
});
