// The worker inside the sandboxed frame: starts Pyodide from the bytes it is given, then answers step after step.

import { Interpreter, install, unpackWheels } from "../interpreter/interpreter.ts";
import type { Kept } from "../protocol/files.ts";
import type { FromWorker, ToWorker, ToWorkerOnce } from "../protocol/index.ts";
import { Intake } from "./intake.ts";
import { Library } from "./library.ts";
import { OutputBuffer } from "./output_buffer.ts";
import { limitMemory, removePowers } from "./powers.ts";
import { Packages } from "./packages.ts";
import { handOver, partsFrom, partsOf } from "./parts.ts";
import { answerFetchFrom, start } from "./start.ts";
import { TimeLimit } from "./time_limit.ts";
import { readyToUnpack } from "./unpack.ts";

type Tell = (message: FromWorker) => void;
type Obey = (message: ToWorker) => Promise<void>;

self.onmessage = ({ data: { port, kept } }: MessageEvent<ToWorkerOnce>): void => {
  self.onmessage = null;
  const tell: Tell = (message) => port.postMessage(message);
  const intake = new Intake();
  const archive = new Archive(tell);
  const packages = new Packages(tell);
  if (kept === null) tell({ type: "wants files" });
  const started = open(intake, kept, archive, packages, tell);
  started.catch((error) => tell({ type: "failed", message: `Python could not be started. ${error}` }));
  // What was asked for since is done in its order, one after the other; only files must not wait.
  let queue: Promise<unknown> = started.catch(() => {});
  port.onmessage = ({ data: message }: MessageEvent<ToWorker>) => {
    switch (message.type) {
      case "wheels":
        return intake.expectWheels(message.names);
      case "file":
        return intake.arrive(message.name, message.bytes);
      case "library":
        return archive.resolve(message.bytes);
      case "package":
        return packages.arrive(message.name, message.bytes);
      default:
        queue = queue.then(() => started.then((obey) => obey(message)));
    }
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

async function open(intake: Intake, kept: Kept | null, archive: Archive, packages: Packages, tell: Tell): Promise<Obey> {
  const answers = new Map<string, Response>();
  // The unpacker fetches, too.
  answerFetchFrom(answers);
  limitMemory();
  const parts = kept === null ? partsOf(intake) : partsFrom(kept);
  void Promise.all(Object.values(parts)).then(() => tell({ type: "phase", phase: "starting Python" }), () => {});
  const { pyodide, isWhole } = await start(parts, answers, () => archive.demand());
  tell({ type: "phase", phase: "loading packages" });
  install(pyodide, await parts.wheels);
  await readyToUnpack();
  // Before any code of the reader; a browser that cannot hand a program over starts each worker from the files.
  if (kept === null) await handOver(parts).catch(() => {});
  removePowers();
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
