// A thread that draws graphs, after a first message that it is ready.

import { parentPort } from "node:worker_threads";
import type { GraphStep } from "../protocol/index.ts";
import { drawGraph } from "./graph.ts";

parentPort!.on("message", (step: GraphStep) => parentPort!.postMessage(drawGraph(step.dot)));
parentPort!.postMessage("ready");
