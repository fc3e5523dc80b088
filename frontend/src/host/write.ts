// Writes that are out when they return: a thread that computes would keep a stream's in memory until the end.

import { writeSync } from "node:fs";

const moment = new Int32Array(new SharedArrayBuffer(4));

export function write(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      // The pipe is full and does not block: give its reader a millisecond.
      Atomics.wait(moment, 0, 0, 1);
    }
  }
}
