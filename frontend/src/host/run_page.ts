// A thread that answers the steps of one page after another. Wheels, be it none, begin a page: with a fresh Python, in memory of its
// own, since a new thread for each page would take most of a build's time.

import { parentPort, workerData } from "node:worker_threads";
import type { Interpreter } from "../interpreter/interpreter.ts";
import type { Step } from "../protocol/index.ts";
import { type Parts, boot, guard, holdTimers, shareCompiled } from "./boot.ts";
import { withPicture } from "./draw_figure.ts";

const parts = workerData as Parts;
guard();
shareCompiled(parts.wasm);
const clearTimers = holdTimers();
let python: Interpreter | null = null;

/** A page begins; these are its own packages. */
interface Page {
  wheels: ArrayBuffer[];
}

parentPort!.on("message", async (message: Step | Page) => {
  if (!("wheels" in message)) return parentPort!.postMessage(withPicture(message, python!.answer(message)));
  // What an earlier page left behind: tasks that wait in its Python, and that Python itself.
  clearTimers();
  python = null;
  python = await boot(parts, message.wheels);
  parentPort!.postMessage(python.versions);
});
parentPort!.postMessage(null);
