// A frame of no origin, in which the worker with Python lives: no network, no storage, no way to the page but one port.

import type { FromFrame, ToFrame } from "../protocol/index.ts";

/** Put in place by the build: `frame_program.ts` as one script, and its SHA-256. */
declare const __FRAME__: { script: string; sha256: string };

// The worker inherits this policy. Its own scripts are blobs that it made itself.
const policy = (): string =>
  ["default-src 'none'", `script-src 'sha256-${__FRAME__.sha256}' blob: 'wasm-unsafe-eval'`, "worker-src blob:"].join("; ");

const MUST_LOAD_WITHIN = 20_000;

export interface Sandbox {
  /** Ends the worker, even in the middle of a computation, and starts another, which has the port. */
  restart(port: MessagePort, onFailure: (message: string) => void): void;
  /** Removes the frame, and whatever it does with it. */
  remove(): void;
}

/** A frame with a worker that runs `script`, a copy of it, once that has come; `port` is where the worker listens. */
export function openSandbox(script: Promise<ArrayBuffer>, port: MessagePort, onFailure: (message: string) => void): Sandbox {
  const frame = document.createElement("iframe");
  frame.sandbox.add("allow-scripts");
  frame.hidden = true;
  frame.title = "Python";
  frame.srcdoc =
    `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy()}">` +
    `<script>${__FRAME__.script}</script>`;

  const tell = (message: ToFrame): void => frame.contentWindow!.postMessage(message, "*", [message.port]);
  /** The port that the first worker will have; null once it has been told. */
  let waiting: MessagePort | null = port;
  let fail = onFailure;
  /** What an earlier worker says late, while it is being ended, is not about the present one. */
  let present = 1;
  const timer = setTimeout(() => fail("this browser did not open the isolated frame that it runs in"), MUST_LOAD_WITHIN);
  const listen = ({ source, data }: MessageEvent<FromFrame>): void => {
    if (source !== frame.contentWindow) return;
    clearTimeout(timer);
    if (data.frame === "failed") {
      if (data.worker === present) fail(data.message);
      return;
    }
    // A browser that does not isolate the frame would let a stranger's code at the page: better no Python at all.
    if (data.origin !== "null") fail("this browser does not isolate the frame that it runs in");
    else void script.then(begin, () => {}); // whoever fetches it tells what went wrong
  };
  const begin = (worker: ArrayBuffer): void => {
    // It may have been removed meanwhile.
    if (waiting !== null && frame.isConnected) tell({ port: waiting, worker });
    waiting = null;
  };
  addEventListener("message", listen);
  document.body.append(frame);

  return {
    restart(next, onNextFailure) {
      fail = onNextFailure;
      // One whose script has not come gets the last port alone.
      if (waiting !== null) {
        waiting = next;
        return;
      }
      present += 1;
      tell({ port: next });
    },
    remove() {
      clearTimeout(timer);
      removeEventListener("message", listen);
      frame.remove();
    },
  };
}
