// Runs the steps of pages at build time, as `protocol` says: each page in a Python of its own, in a thread beside this
// one, which notices when the build is gone whatever a page is at.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import type { HostEvent, HostJob, HostSetup } from "../protocol/index.ts";
import { type Parts, readWheels } from "./boot.ts";
import { write } from "./write.ts";

// It begins with a line break: something else may have written half a line.
const say = (event: HostEvent): void => write(1, `\n${JSON.stringify(event)}\n`);

async function prepare({ pyodide, wheels, snapshot }: HostSetup): Promise<Parts> {
  const code = await readFile(join(pyodide, "pyodide.asm.wasm"));
  return {
    folder: pyodide,
    wheels: await readWheels(wheels),
    snapshot: snapshot === null ? null : share(readFileSync(snapshot)),
    wasm: { bytes: code.byteLength, module: await WebAssembly.compile(code) },
  };
}

function share(bytes: Uint8Array): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(shared).set(bytes);
  return shared;
}

/** A thread that answers one message at a time; how it ended, as soon as it does. */
class Thread {
  readonly ended: Promise<string>;
  readonly #worker: Worker;

  constructor(script: string, workerData?: unknown) {
    // Short-lived objects are most of a start: room for them saves a third of the collector's work.
    const resourceLimits = { maxYoungGenerationSizeMb: 64 };
    this.#worker = new Worker(new URL(script, import.meta.url), { workerData, env: {}, resourceLimits });
    this.ended = new Promise((resolve) => {
      this.#worker.once("error", (error) => resolve(String(error)));
      this.#worker.once("exit", (code) => resolve(`exit status ${code}`));
    });
  }

  /** The next message, or null when none will come. */
  async next<Message>(): Promise<Message | null> {
    const message = new Promise<Message>((resolve) => this.#worker.once("message", resolve));
    return Promise.race([message, this.ended.then(() => null)]);
  }

  async ask<Answer>(message: unknown): Promise<Answer | null> {
    this.#worker.postMessage(message);
    return this.next<Answer>();
  }
}

interface Versions {
  python: string;
  pyodide: string;
}

const threads = new Map<string, Thread>();

/** The thread of a script: one for all pages, and another when it has ended. */
async function findThread(script: string, workerData?: unknown): Promise<Thread> {
  const found = threads.get(script);
  if (found !== undefined) return found;
  const thread = new Thread(script, workerData);
  threads.set(script, thread);
  void thread.ended.then(() => threads.delete(script));
  await thread.next();
  return thread;
}

type Answer = Extract<HostEvent, { event: "result" }>["result"];

async function runPage({ nonce, packages, steps }: HostJob, parts: Parts): Promise<void> {
  // Both are ready before the page's own time begins.
  const python = steps.some((step) => step.do !== "graph") ? await findThread("./run_page.mjs", parts) : null;
  const graphs = steps.some((step) => step.do === "graph") ? await findThread("./draw_graphs.mjs") : null;
  const wheels = await readWheels(packages.map(({ wheel }) => wheel));
  const versions = await python?.ask<Versions>({ wheels });
  if (versions !== null) {
    say({ nonce, event: "ready", ...(versions ?? { python: null, pyodide: null }) });
    for (const [number, step] of steps.entries()) {
      say({ nonce, event: "start", step: number });
      const result = await (step.do === "graph" ? graphs! : python!).ask<Answer>(step);
      if (result === null) {
        say({ nonce, event: "end", status: await python!.ended });
        return;
      }
      say({ nonce, event: "result", step: number, result });
    }
  }
  say({ nonce, event: "end", status: "" });
}

const lines = createInterface({ input: process.stdin });
// When the build is gone, however it went, this goes too: at once, whatever its threads are at.
lines.once("close", () => process.kill(process.pid, "SIGKILL"));
let parts: Promise<Parts> | null = null;
lines.on("line", (line) => {
  const message = JSON.parse(line) as HostSetup | HostJob;
  if ("steps" in message) void parts!.then((made) => runPage(message, made));
  else parts = prepare(message);
});
