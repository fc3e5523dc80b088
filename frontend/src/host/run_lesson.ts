// Runs the steps of a page at build time: a HostJob as JSON on standard input, a HostEvent per line on standard output.

import { readFileSync, writeSync } from "node:fs";
import type { Interpreter } from "../interpreter/interpreter.ts";
import type { GraphResult, HostEvent, HostJob, StepResult } from "../protocol/index.ts";
import { boot, guard } from "./boot.ts";

// Synchronous, so that a line is out before the step that may have to be killed begins.
function say(event: HostEvent): void {
  let rest = Buffer.from(`${JSON.stringify(event)}\n`);
  while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
}

async function answer(step: HostJob["steps"][number], python: Interpreter | null): Promise<StepResult | GraphResult> {
  if (step.do === "graph") {
    const { drawGraph } = await import("./graph.ts");
    return drawGraph(step.dot);
  }
  if (python === null) throw new Error("Python was not started.");
  return python.answer(step);
}

guard();
const job = JSON.parse(readFileSync(0, "utf8")) as HostJob;
const needsPython = job.steps.some((step) => step.do !== "graph");
const python = needsPython ? await boot(job.pyodide, job.wheels, job.snapshot) : null;
say({ event: "ready", ...(python?.versions ?? { python: null, pyodide: null }) });
for (const [number, step] of job.steps.entries()) {
  say({ event: "start", step: number });
  say({ event: "result", step: number, result: await answer(step, python) });
}
// Timers that a lesson left behind must not keep the build waiting.
process.exit(0);
