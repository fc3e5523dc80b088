import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { fingerprint } from "../src/page/fingerprint.ts";
import { BadLink, fromFragment, toFragment } from "../src/page/share_link.ts";

const base64 = (bytes: Buffer): string => bytes.toString("base64url");
const forged = (code: string, packed = base64(deflateRawSync(Buffer.from(code)))): string => `share=cell-x.z${fingerprint(code)}.${packed}`;

test("code comes back from a link to the letter", async () => {
  for (const code of ["", "x = 1\n", "\ufeff# é → 𝄞 'a' \"b\" \\ \t\n".repeat(50), "0".repeat(90_000)]) {
    const fragment = await toFragment({ id: "cell-one_2", code });
    assert.match(fragment, /^share=[\w.-]+$/);
    assert.deepEqual(await fromFragment(fragment), { id: "cell-one_2", code });
  }
});

test("a link is compressed by the web's own format", async () => {
  const code = "x = x - 0.1 * 2 * x\n".repeat(40);
  const fragment = await toFragment({ id: "cell-x", code });
  assert.ok(fragment.length < code.length / 5);
  assert.deepEqual(await fromFragment(forged(code)), { id: "cell-x", code });
});

test("without compression there is a plain way", async (context) => {
  context.mock.property(globalThis, "CompressionStream", undefined as never);
  const fragment = await toFragment({ id: "challenge-a", code: "x = 'é'" });
  assert.match(fragment, /^share=challenge-a\.p/);
  assert.deepEqual(await fromFragment(fragment), { id: "challenge-a", code: "x = 'é'" });
});

test("other fragments are none of its business", async () => {
  for (const other of ["", "cell-x", "shares", "__search"]) assert.equal(await fromFragment(other), null);
});

test("a link that is damaged, cut, made up or hostile is refused with a sentence", async () => {
  const whole = await toFragment({ id: "cell-x", code: "print('hello, hello, hello')\n" });
  const refused: [string, RegExp][] = [
    ["share=", /damaged/],
    ["share=cell-x", /damaged/],
    ["share=quiz-x.z1.AA", /damaged/],
    ["share=cell-x.z1.A", /damaged/],
    ["share=cell-x.p1.____", /damaged/],
    [whole.slice(0, -4), /damaged/],
    [whole.replace(/\.z../, ".zff"), /damaged/],
    [`${whole}AAAA`, /damaged/],
    [`share=cell-x.z1.${"A".repeat(40_000)}`, /too long/],
    [forged("x".repeat(20_000_000)), /too long/],
    [forged("x = 1 \u202e# 2"), /invisible/],
    [forged("x = 1\0"), /invisible/],
  ];
  for (const [fragment, why] of refused) {
    await assert.rejects(fromFragment(fragment), (error: Error) => error instanceof BadLink && why.test(error.message), fragment.slice(0, 60));
  }
  for (let at = 6; at < whole.length; at++) {
    const letter = whole[at] === "A" ? "B" : "A";
    const changed = whole.slice(0, at) + letter + whole.slice(at + 1);
    const opened = await fromFragment(changed).catch((error: Error) => error);
    // A letter of the element's name, or the last one's unused bits, may change without harm to the code.
    assert.ok(opened instanceof BadLink || (opened as { code: string }).code === "print('hello, hello, hello')\n", changed);
  }
});

test("code that is too long for a link says so", async () => {
  const noise = Array.from({ length: 9000 }, (_, i) => fingerprint(String(i))).join("");
  await assert.rejects(toFragment({ id: "cell-x", code: noise }), /too long for a link/);
  await assert.rejects(toFragment({ id: "cell-x", code: "x".repeat(200_000) }), /too long for a link/);
});
