import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutputKind } from "../src/protocol/index.ts";
import { OutputBuffer } from "../src/sandbox/output_buffer.ts";

function collect(write: (buffer: OutputBuffer) => void): [OutputKind, string][] {
  const sent: [OutputKind, string][] = [];
  const buffer = new OutputBuffer((...part) => sent.push(part));
  write(buffer);
  buffer.flush();
  return sent;
}

test("the first lines go out at once", () => {
  const sent: string[] = [];
  new OutputBuffer((_, text) => sent.push(text)).add("stdout", "before the long computation\n");
  assert.deepEqual(sent, ["before the long computation\n"]);
});

test("ten thousand lines become few messages, and none is lost", () => {
  const lines = Array.from({ length: 10_000 }, (_, i) => `line ${i}\n`);
  const sent = collect((buffer) => lines.forEach((line) => buffer.add("stdout", line)));
  assert.equal(sent.map(([, text]) => text).join(""), lines.join(""));
  assert.ok(sent.length < 150, `${sent.length} messages`);
});

test("streams stay apart, in order", () => {
  const sent = collect((buffer) => {
    for (let i = 0; i < 200; i++) buffer.add("stdout", "a");
    buffer.add("stderr", "b");
    buffer.add("stdout", "c");
  });
  assert.equal(sent.map(([kind, text]) => `${kind}:${text}`).slice(-2).join(), "stderr:b,stdout:c");
  assert.equal(sent.map(([, text]) => text).join(""), `${"a".repeat(200)}bc`);
});
