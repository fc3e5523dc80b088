// Packages that a page's steps import, on their way from the page or unpacked.

import type { FromWorker } from "../protocol/index.ts";
import { unpack } from "./unpack.ts";

export class Packages {
  readonly #tell: (message: FromWorker) => void;
  readonly #arrivals = new Map<string, PromiseWithResolvers<ArrayBuffer>>();
  readonly #here = new Set<string>();

  constructor(tell: (message: FromWorker) => void) {
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
