// All that runs in the frame itself: it starts the worker with Python, and another in its place, and says when that fails.

import type { FromFrame, Kept, ToFrame } from "../protocol/index.ts";

const tell = (message: FromFrame): void => parent.postMessage(message, "*");

let script = "";
let worker: Worker | null = null;
let started = 0;
/** What the first worker has made of its files: those after it start from that. Later messages are not listened to. */
let kept: Kept | null = null;

addEventListener("message", ({ source, data }: MessageEvent<ToFrame>) => {
  if (source !== parent) return;
  const number = (started += 1);
  try {
    worker?.terminate();
    if (data.worker) script = URL.createObjectURL(new Blob([data.worker], { type: "text/javascript" }));
    worker = new Worker(script);
    worker.onmessage = (event: MessageEvent<Kept>) => (kept ??= event.data);
    worker.onerror = (event) => tell({ frame: "failed", worker: number, message: event.message || "its script could not be started" });
    worker.postMessage({ port: data.port, kept }, [data.port]);
  } catch (error) {
    tell({ frame: "failed", worker: number, message: String(error) });
  }
});
tell({ frame: "loaded", origin });
