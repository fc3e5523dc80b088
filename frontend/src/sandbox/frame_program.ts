// All that runs in the frame itself: it hands the files on to a worker, and says when that fails.

import type { FromFrame, ToFrame } from "../protocol/index.ts";

const tell = (message: FromFrame): void => parent.postMessage(message, "*");

addEventListener("message", ({ source, data }: MessageEvent<ToFrame>) => {
  if (source !== parent) return;
  try {
    const { worker: script, wheels, ...rest } = data.files;
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    worker.onerror = (event) => tell({ frame: "failed", message: event.message || "its script could not be started" });
    worker.postMessage(data, [data.port, ...Object.values(rest), ...Object.values(wheels)]);
  } catch (error) {
    tell({ frame: "failed", message: String(error) });
  }
});
tell({ frame: "loaded", origin });
