// Zstandard, which browsers do not unpack by themselves.

import { ZSTDDecoder } from "zstddec";

const decoder = new ZSTDDecoder();

/** To be awaited before `unpack`. `answerFetch` must be in place: the decoder fetches itself from a data address. */
export const readyToUnpack = (): Promise<void> => decoder.init();

export function unpack(packed: ArrayBuffer): Uint8Array<ArrayBuffer> {
  return decoder.decode(new Uint8Array(packed)) as Uint8Array<ArrayBuffer>;
}
