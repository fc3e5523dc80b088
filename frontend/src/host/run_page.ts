// A thread with a fresh Python: says its versions, then answers the steps of one page.

import { parentPort, workerData } from "node:worker_threads";
import type { Step } from "../protocol/index.ts";
import { type Parts, boot, guard, shareCompiled } from "./boot.ts";

const parts = workerData as Parts;
guard();
shareCompiled(parts.wasm);
const python = await boot(parts);
parentPort!.on("message", (step: Step) => parentPort!.postMessage(python.answer(step)));
parentPort!.postMessage(python.versions);
