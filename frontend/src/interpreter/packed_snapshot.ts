// Python's memory as it is shipped. Most of it is zero, or is what the WebAssembly file itself puts there:
// what is left after both are taken out is a third, and compresses to less than the start that it spares.

import type { Pages } from "../protocol/files.ts";

const PAGE = 4096;
const WORD = 4;

/** Packs what `makeMemorySnapshot` gives; `wasm` is the file that will be running when it is unpacked. */
export function packSnapshot(snapshot: Uint8Array, wasm: Uint8Array): Uint8Array {
  const rest = snapshot.slice();
  combine(rest, (page) => page * PAGE, segmentsFrom(memoryStart(snapshot), wasm));
  const count = Math.ceil(rest.length / PAGE);
  const page = (index: number): Uint8Array => rest.subarray(index * PAGE, (index + 1) * PAGE);
  const kept = Array.from({ length: count }, (_, index) => index).filter((index) => page(index).some((byte) => byte !== 0));
  const words = Uint32Array.of(snapshot.length, kept.length, ...kept);
  const packed = new Uint8Array(words.byteLength + kept.length * PAGE);
  packed.set(new Uint8Array(words.buffer));
  kept.forEach((index, place) => packed.set(page(index), words.byteLength + place * PAGE));
  return packed;
}

/** What was packed, byte for byte. */
export function unpackSnapshot(packed: Uint8Array, wasm: Uint8Array): Pages {
  const words = new Uint32Array(packed.buffer, packed.byteOffset, 2);
  const [length, count] = [words[0]!, words[1]!];
  const kept = new Uint32Array(packed.buffer, packed.byteOffset + 2 * WORD, count);
  const rest = packed.subarray((2 + count) * WORD);
  const segments = segmentsFrom(memoryStart(rest), wasm);
  // A page of which nothing was left holds what WebAssembly puts there, if that is anything.
  const isThere = new Uint8Array(Math.ceil(length / PAGE));
  for (const index of kept) isThere[index] = 1;
  for (const { at, bytes } of segments) isThere.fill(1, Math.floor(at / PAGE), Math.ceil((at + bytes.length) / PAGE));
  const indices = new Uint32Array(isThere.reduce((sum, is) => sum + is, 0));
  const places = new Uint32Array(isThere.length);
  for (let index = 0, place = 0; index < isThere.length; index++) {
    if (isThere[index] === 0) continue;
    indices[place] = index;
    places[index] = PAGE * place++;
  }
  const bytes = new Uint8Array(indices.length * PAGE);
  kept.forEach((index, place) => bytes.set(rest.subarray(place * PAGE, (place + 1) * PAGE), places[index]));
  combine(bytes, (page) => places[page]!, segments);
  return { length, indices, bytes };
}

/** Where in a snapshot the memory begins: the second word of Pyodide's header, on the snapshot's first page. */
export const memoryStart = ({ buffer, byteOffset }: Uint8Array): number => new DataView(buffer, byteOffset).getUint32(WORD, true);

/** What lies from `from` on, written into `target`, in which all that is zero in the snapshot has to be zero. */
export function writePages({ length, indices, bytes }: Pages, from: number, target: Uint8Array): void {
  indices.forEach((index, place) => {
    const at = index * PAGE;
    const [begin, end] = [Math.max(at, from), Math.min(at + PAGE, length, from + target.length)];
    if (begin < end) target.set(bytes.subarray(place * PAGE + begin - at, place * PAGE + end - at), begin - from);
  });
}

/** What WebAssembly puts into memory at its start, and where in a snapshot that is. */
interface Segment {
  at: number;
  bytes: Uint8Array;
}

function segmentsFrom(start: number, wasm: Uint8Array): Segment[] {
  const segments = Array.from(dataSegments(wasm), ({ offset, bytes }) => ({ at: start + offset, bytes }));
  return segments.filter(({ bytes }) => bytes.length > 0);
}

/** XOR pages of a snapshot, each at its place, with segments: doing it twice undoes it. */
function combine(pages: Uint8Array, placeOf: (page: number) => number, segments: Segment[]): void {
  for (const { at, bytes } of segments) {
    for (let done = 0; done < bytes.length; ) {
      const within = (at + done) % PAGE;
      const end = Math.min(bytes.length, done + PAGE - within);
      for (let place = placeOf(Math.floor((at + done) / PAGE)) + within; done < end; ) pages[place++]! ^= bytes[done++]!;
    }
  }
}

const DATA_SECTION = 11;
const I32_CONST = 0x41;
const END = 0x0b;

/** The data section of a WebAssembly file (WebAssembly Core Specification 2.0, 5.5.14). */
export function* dataSegments(wasm: Uint8Array): Generator<{ offset: number; bytes: Uint8Array }> {
  let at = 8; // after the magic number and the version
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = wasm[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < wasm.length) {
    const section = wasm[at++];
    const length = number();
    if (section !== DATA_SECTION) {
      at += length;
      continue;
    }
    for (let left = number(); left > 0; left--) {
      // Only memory 0 at a constant address is what Emscripten writes for a program without threads.
      if (number() !== 0 || wasm[at++] !== I32_CONST) throw new Error("A data segment is not of the kind foreseen.");
      const offset = number();
      if (wasm[at++] !== END) throw new Error("The address of a data segment is not a constant.");
      const size = number();
      yield { offset, bytes: wasm.subarray(at, at + size) };
      at += size;
    }
    return;
  }
}
