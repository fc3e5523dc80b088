// The worker inside the sandboxed frame: starts Pyodide from the bytes it is given, then answers step after step.

import { Interpreter, install } from "../interpreter/interpreter.ts";
import type { FromWorker, StartFiles, ToFrame, ToWorker } from "../protocol/index.ts";
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
  const started = open(files, archive, tell);
  started.catch((error) => tell({ type: "failed", message: `Python could not be started. ${error}` }));
  // What was asked for since is done in its order, one after the other; only the archive must not wait.
  let queue: Promise<unknown> = started.catch(() => {});
  port.onmessage = ({ data: message }: MessageEvent<ToWorker>) => {
    if (message.type === "library") archive.resolve(message.bytes);
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

async function open(files: StartFiles, archive: Archive, tell: Tell): Promise<Obey> {
  tell({ type: "phase", phase: "starting Python" });
  limitMemory();
  const { pyodide, isWhole } = await start(files, () => archive.demand());
  removePowers();
  tell({ type: "phase", phase: "loading packages" });
  install(pyodide, wheelsOf(files));
  const interpreter = new Interpreter(pyodide);
  const library = isWhole ? null : new Library(pyodide);
  void archive.arrival.then((bytes) => library?.arrive(bytes));
  const limit = new TimeLimit(pyodide);
  tell({ type: "ready", ...interpreter.versions });

  return async (message) => {
    try {
      if (message.type === "session") return interpreter.newSession();
      if (message.type !== "run") return;
      const { id, step, seconds, libraryFirst } = message;
      if (library?.isWantedBy(step) || libraryFirst) library?.arrive(await archive.demand());
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

function wheelsOf(files: StartFiles): ArrayBuffer[] {
  const lock: { packages: Record<string, { file_name: string }> } = JSON.parse(new TextDecoder().decode(files.lock));
  return Object.values(lock.packages).map(({ file_name: name }) => {
    const wheel = files.wheels[name];
    if (!wheel) throw new Error(`The package ${name} is missing.`);
    return unpack(wheel).buffer;
  });
}
