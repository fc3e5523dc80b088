// The files of a start as they come from the page, in any order: each can be awaited before it is there.

import type { StartFile } from "../protocol/files.ts";

export class Intake {
  readonly #files = new Map<StartFile, PromiseWithResolvers<ArrayBuffer>>();
  readonly #wheels = Promise.withResolvers<string[]>();

  file(name: StartFile): Promise<ArrayBuffer> {
    return this.#entry(name).promise;
  }

  /** All wheels, once all have come. */
  async wheels(): Promise<ArrayBuffer[]> {
    const names = await this.#wheels.promise;
    return Promise.all(names.map((name) => this.file(`wheel ${name}`)));
  }

  arrive(name: StartFile, bytes: ArrayBuffer): void {
    this.#entry(name).resolve(bytes);
  }

  expectWheels(names: string[]): void {
    this.#wheels.resolve(names);
  }

  #entry(name: StartFile): PromiseWithResolvers<ArrayBuffer> {
    const entry = this.#files.get(name) ?? Promise.withResolvers<ArrayBuffer>();
    this.#files.set(name, entry);
    return entry;
  }
}
