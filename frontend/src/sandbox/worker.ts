// The worker inside the sandboxed frame: starts Pyodide from the bytes it is given, then answers step after step.

import { Interpreter, install, unpackWheels } from "../interpreter/interpreter.ts";
import type { StartFiles } from "../protocol/files.ts";
import type { FromWorker, ToFrame, ToWorker } from "../protocol/index.ts";
import { Library } from "./library.ts";
import { OutputBuffer } from "./output_buffer.ts";
import { limitMemory, removePowers } from "./powers.ts";
import { start } from "./start.ts";
import { TimeLimit } from "./time_limit.ts";
import { unpack } from "./unpack.ts";

type Tell = (message: FromWorker) => void;
type Obey = (message: ToWorker) => Promise<void>;

self.onmessage = ({ data: { files, port } }: MessageEvent<ToFrame>): void => {
  self.onmessage = null;
  const tell: Tell = (message) => port.postMessage(message);
  const archive = new Archive(tell);
  const packages = new Packages(tell);
  const started = open(files, archive, packages, tell);
  started.catch((error) => tell({ type: "failed", message: `Python could not be started. ${error}` }));
  // What was asked for since is done in its order, one after the other; only files must not wait.
  let queue: Promise<unknown> = started.catch(() => {});
  port.onmessage = ({ data: message }: MessageEvent<ToWorker>) => {
    if (message.type === "library") archive.resolve(message.bytes);
    else if (message.type === "package") packages.arrive(message.name, message.bytes);
    else queue = queue.then(() => started.then((obey) => obey(message)));
  };
};

/** The standard library's archive, on its way from the page. */
class Archive {
  readonly #tell: Tell;
  readonly arrival: Promise<ArrayBuffer>;
  readonly resolve: (bytes: ArrayBuffer) => void;

  constructor(tell: Tell) {
    this.#tell = tell;
    const { promise, resolve } = Promise.withResolvers<ArrayBuffer>();
    this.arrival = promise;
    this.resolve = resolve;
  }

  /** Nothing goes on without it. */
  demand(): Promise<ArrayBuffer> {
    this.#tell({ type: "wants library" });
    return this.arrival;
  }
}

/** Packages that a page's steps import, on their way from the page or unpacked. */
class Packages {
  readonly #tell: Tell;
  readonly #arrivals = new Map<string, PromiseWithResolvers<ArrayBuffer>>();
  readonly #here = new Set<string>();

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  arrive(name: string, bytes: ArrayBuffer): void {
    this.#arrival(name).resolve(bytes);
  }

  /** Hands those that are new to `install`, once all have come. */
  async need(names: string[], install: (wheels: ArrayBuffer[]) => void): Promise<void> {
    const missing = names.filter((name) => !this.#here.has(name));
    if (missing.length === 0) return;
    this.#tell({ type: "phase", phase: "downloading packages" });
    const wheels = await Promise.all(missing.map((name) => this.#arrival(name).promise));
    this.#tell({ type: "phase", phase: "loading packages" });
    install(wheels.map((wheel) => unpack(wheel).buffer));
    for (const name of missing) this.#here.add(name);
  }

  #arrival(name: string): PromiseWithResolvers<ArrayBuffer> {
    const arrival = this.#arrivals.get(name) ?? Promise.withResolvers<ArrayBuffer>();
    this.#arrivals.set(name, arrival);
    return arrival;
  }
}

async function open(files: StartFiles, archive: Archive, packages: Packages, tell: Tell): Promise<Obey> {
  tell({ type: "phase", phase: "starting Python" });
  limitMemory();
  const { pyodide, isWhole } = await start(files, () => archive.demand());
  removePowers();
  tell({ type: "phase", phase: "loading packages" });
  install(pyodide, Object.keys(files.wheels).sort().map((name) => unpack(files.wheels[name]!).buffer));
  const interpreter = new Interpreter(pyodide);
  const library = isWhole ? null : new Library(pyodide);
  void archive.arrival.then((bytes) => library?.arrive(bytes));
  const limit = new TimeLimit(pyodide);
  tell({ type: "ready", ...interpreter.versions });

  return async (message) => {
    try {
      if (message.type === "session") return interpreter.newSession();
      if (message.type !== "run") return;
      const { id, step, seconds, libraryFirst, packages: names } = message;
      if (library?.isWantedBy(step) || libraryFirst) library?.arrive(await archive.demand());
      await packages.need(names, (wheels) => unpackWheels(pyodide, wheels));
      tell({ type: "begun", id });
      const output = new OutputBuffer((kind, text) => tell({ type: "output", id, kind, text }));
      const result = limit.within(seconds, () => interpreter.answer(step, output.add));
      output.flush();
      tell(library?.wasMissed() ? { type: "too early", id } : { type: "result", id, result });
    } catch (error) {
      // Errors of the reader's code are results. This is Python's own end: memory or stack ran out.
      tell({ type: "failed", message: `Python broke down and has to start again. ${error}` });
    }
  };
}
