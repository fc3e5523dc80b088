// A versioned place for small JSON values, on top of something like localStorage.
// Such a store may be denied, full or hold what somebody else wrote; none of that may lose a reader's work.

export interface Backend {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export type Check<T> = (value: unknown) => value is T;

export class Shelf {
  readonly prefix: string;
  readonly #backend: Backend | null;
  readonly #onTrouble: () => void;
  /** What the backend would not take, kept for this visit; null stands for a value that is gone. */
  readonly #memory = new Map<string, string | null>();
  #reported = false;

  /** `onTrouble` is called once, at the first value that will not outlast this visit. */
  constructor(backend: Backend | null, prefix: string, onTrouble: () => void) {
    this.#backend = backend;
    this.prefix = prefix;
    this.#onTrouble = onTrouble;
  }

  /** Whether all that was written outlasts this visit. */
  get lasting(): boolean {
    return this.#memory.size === 0;
  }

  /** Every key with a value, sorted. */
  keys(): string[] {
    const found = new Set<string>();
    try {
      for (let n = 0; n < (this.#backend?.length ?? 0); n++) {
        const key = this.#backend?.key(n) ?? "";
        if (key.startsWith(this.prefix)) found.add(key.slice(this.prefix.length));
      }
    } catch {
      // reading is denied: there is nothing but what this visit brought
    }
    for (const [key, raw] of this.#memory) {
      if (raw === null) found.delete(key);
      else found.add(key);
    }
    return [...found].sort();
  }

  read<T>(key: string, check: Check<T>): T | null {
    const raw = this.#get(key);
    if (raw === null) return null;
    const value = parse(raw);
    if (check(value)) return value;
    this.#setAside(key, raw);
    return null;
  }

  write(key: string, value: unknown): void {
    this.#put(key, JSON.stringify(value));
  }

  remove(key: string): void {
    this.#put(key, null);
  }

  #get(key: string): string | null {
    const kept = this.#memory.get(key);
    if (kept !== undefined) return kept;
    try {
      return this.#backend?.getItem(this.prefix + key) ?? null;
    } catch {
      return null; // reading is denied: the same as never having written
    }
  }

  #put(key: string, raw: string | null): void {
    try {
      if (this.#backend === null) throw new Error("this browser has no store for the page");
      if (raw === null) this.#backend.removeItem(this.prefix + key);
      else this.#backend.setItem(this.prefix + key, raw);
      this.#memory.delete(key);
    } catch {
      this.#memory.set(key, raw);
      if (!this.#reported) this.#onTrouble();
      this.#reported = true;
    }
  }

  /** What cannot be understood may still be somebody's work: it moves to a key of its own. */
  #setAside(key: string, raw: string): void {
    let place = `${key}!unreadable`;
    for (let n = 2; this.#get(place) !== null; n++) place = `${key}!unreadable-${n}`;
    this.#put(place, raw);
    this.#put(key, null);
  }
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined; // no check accepts undefined, so the text is set aside
  }
}
