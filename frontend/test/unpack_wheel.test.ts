import assert from "node:assert/strict";
import { test } from "node:test";
import { filesOf } from "../src/interpreter/wheel.ts";
import { tinyWheel } from "./wheel.ts";

const buffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test("the files of a wheel", () => {
  const files = filesOf(buffer(tinyWheel("tinylib")));
  assert.deepEqual(files.map(({ path }) => path).filter((path) => !path.includes("dist-info")), ["tinylib/__init__.py", "tinylib/later.py"]);
  assert.equal(text(files[1]!.bytes), "WORD = 'later'\n");
});

test("a comment may follow the archive", () => {
  const wheel = Buffer.concat([tinyWheel("tinylib"), Buffer.from("a comment")]);
  assert.equal(filesOf(buffer(wheel)).length, filesOf(buffer(tinyWheel("tinylib"))).length);
});

test("what is compressed is refused by name", () => {
  const wheel = tinyWheel("tinylib");
  wheel.writeUInt16LE(8, wheel.indexOf("PK\x01\x02", 0, "latin1") + 10);
  assert.throws(() => filesOf(buffer(wheel)), /The file tinylib\/__init__\.py of this wheel is compressed/);
});

test("what is no archive, or a damaged one, is refused", () => {
  assert.throws(() => filesOf(new ArrayBuffer(100)), /not a wheel/);
  assert.throws(() => filesOf(new ArrayBuffer(3)), /not a wheel/);
  const wheel = tinyWheel("tinylib");
  wheel.write("??", wheel.indexOf("PK\x01\x02", 0, "latin1"), "latin1");
  assert.throws(() => filesOf(buffer(wheel)), /damaged/);
});
