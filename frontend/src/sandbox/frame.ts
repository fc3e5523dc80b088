// A frame of no origin, in which the worker with Python lives: no network, no storage, no way to the page but one port.

import type { FromFrame, StartFiles, ToFrame } from "../protocol/index.ts";

// The worker inherits this policy. Its own scripts and the files it reads are blobs that it made itself.
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' blob: 'wasm-unsafe-eval'",
  "worker-src blob:",
  "connect-src blob:",
].join("; ");

/** Runs inside the frame, as text: it can use nothing from this module. */
function frameProgram(): void {
  const tell = (message: FromFrame): void => parent.postMessage(message, "*");
  addEventListener("message", ({ source, data }: MessageEvent<ToFrame>) => {
    if (source !== parent) return;
    const { worker: script, wheels, snapshot, ...rest } = data.files;
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    worker.onerror = (event) => tell({ frame: "failed", message: event.message || "its script could not be started" });
    const buffers = [...Object.values(rest), ...Object.values(wheels), ...(snapshot ? [snapshot] : [])];
    worker.postMessage(data, [data.port, ...buffers]);
  });
  tell({ frame: "loaded" });
}

export interface Sandbox {
  /** Removes the frame, which ends the worker even in the middle of a computation. */
  remove(): void;
}

/** Start Python in a new frame; `port` is where it will listen. The files are copied, not taken. */
export function openSandbox(files: StartFiles, port: MessagePort, onFailure: (message: string) => void): Sandbox {
  const frame = document.createElement("iframe");
  frame.sandbox.add("allow-scripts");
  frame.hidden = true;
  frame.title = "Python";
  frame.srcdoc =
    `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<script>(${frameProgram})()</script>`;

  const listen = ({ source, data }: MessageEvent<FromFrame>): void => {
    if (source !== frame.contentWindow) return;
    if (data.frame === "loaded") frame.contentWindow!.postMessage({ files, port } satisfies ToFrame, "*", [port]);
    else onFailure(data.message);
  };
  addEventListener("message", listen);
  document.body.append(frame);

  return {
    remove() {
      removeEventListener("message", listen);
      frame.remove();
    },
  };
}
