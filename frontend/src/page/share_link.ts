// Code in the fragment of an address, which no server ever sees: `#share=<element>.<how><fingerprint>.<data>`.
// A link comes from anybody, so nothing of it is believed before it is checked. No DOM here.

import { fingerprint } from "./fingerprint.ts";

export interface SharedCode {
  /** The id of the cell or challenge that it belongs to. */
  id: string;
  code: string;
}

/** Why a link cannot be made or opened, as a sentence for the reader. */
export class BadLink extends Error {}

const MARK = "share=";
const FORM = /^share=((?:cell|challenge)-[\w-]+)\.([zp])([0-9a-f]{1,14})\.([\w-]+)$/;
const MOST_IN_LINK = 32_000;
const MOST_CODE = 100_000;
// What is not seen, or makes other text look different from what Python reads.
const DECEPTIVE = /[\0-\x08\x0b-\x1f\x7f\u2028-\u202e\u2066-\u2069]/;

/** The fragment, without its `#`. Raises BadLink when the code is too long for it. */
export async function toFragment({ id, code }: SharedCode): Promise<string> {
  const bytes = new TextEncoder().encode(code);
  const packed = typeof CompressionStream === "undefined" ? null : await through(new CompressionStream("deflate-raw"), bytes, Infinity);
  const fragment = `${MARK}${id}.${packed === null ? "p" : "z"}${fingerprint(code)}.${toBase64(packed ?? bytes)}`;
  if (fragment.length > MOST_IN_LINK || code.length > MOST_CODE) throw new BadLink("This code is too long for a link. Copy it instead.");
  return fragment;
}

/** What a fragment shares; null when it is of another kind. Raises BadLink when it should share code but does not. */
export async function fromFragment(fragment: string): Promise<SharedCode | null> {
  if (!fragment.startsWith(MARK)) return null;
  if (fragment.length > MOST_IN_LINK) throw new BadLink("The link that you opened is too long, so its code was left out.");
  const [, id, how, mark, data] = FORM.exec(fragment) ?? [];
  if (id === undefined || mark === undefined || data === undefined) throw damaged();
  const code = await decode(data, how === "z");
  if (fingerprint(code) !== mark) throw damaged();
  if (DECEPTIVE.test(code)) throw new BadLink("The code in the link that you opened has invisible characters that could deceive you, so it was left out.");
  return { id, code };
}

async function decode(data: string, packed: boolean): Promise<string> {
  if (packed && typeof DecompressionStream === "undefined") throw new BadLink("This browser cannot unpack the code in the link that you opened.");
  try {
    const bytes = fromBase64(data);
    const plain = packed ? await through(new DecompressionStream("deflate-raw"), bytes, MOST_CODE) : bytes;
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plain);
  } catch (error) {
    throw error instanceof BadLink ? error : damaged(error);
  }
}

function damaged(cause?: unknown): BadLink {
  return new BadLink("The link that you opened is damaged, so its code was left out. Ask for it to be sent again.", { cause });
}

/** A few bytes may unpack to gigabytes: reading ends at `most`. */
async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough<Uint8Array>(stream).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length <= most) continue;
    await reader.cancel();
    throw new BadLink("The code in the link that you opened is too long, so it was left out.");
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
