// A thread that answers the steps of one page after another. Wheels, be it none, begin a page: with a fresh Python, in memory of its
// own, since a new thread for each page would take most of a build's time.

import { parentPort, workerData } from "node:worker_threads";
import type { Interpreter } from "../interpreter/interpreter.ts";
import type { CellResult, FrameStep, Step } from "../protocol/index.ts";
import { type Parts, boot, guard, holdTimers, shareCompiled } from "./boot.ts";
import { withPicture } from "./draw_figure.ts";
import { FrameParts } from "./frame_parts.ts";

const parts = workerData as Parts;
guard();
shareCompiled(parts.wasm);
const clearTimers = holdTimers();
let python: Interpreter | null = null;
let frames = new FrameParts();

/** A page begins; these are its own packages. */
interface Page {
  wheels: ArrayBuffer[];
}

function answer(step: Step | FrameStep): unknown {
  if (step.do !== "frame") return withPicture(step, python!.answer(step));
  return frames.frameOf(python!.answer({ ...step, do: "figure" }) as CellResult);
}

parentPort!.on("message", async (message: Step | FrameStep | Page) => {
  if (!("wheels" in message)) return parentPort!.postMessage(answer(message));
  // What an earlier page left behind: tasks that wait in its Python, and that Python itself.
  clearTimers();
  python = null;
  frames = new FrameParts();
  python = await boot(parts, message.wheels);
  parentPort!.postMessage(python.versions);
});
parentPort!.postMessage(null);
