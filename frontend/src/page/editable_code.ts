// A piece of published code that the reader may change: static until it is touched, then an editor in the same place.
// What the reader types is kept; no way leads to losing it.

import type { Editor } from "./editor.ts";
import { make } from "./make.ts";
import { afterEdit, afterReset, afterUndo, isSavedCode, originalChanged, type SavedCode } from "./saved_code.ts";
import { keyOf, onForeignChange, storage } from "./storage.ts";

export interface CodeOwner {
  title: string;
  /** The text changed: by typing, Reset, Undo reset or another tab. */
  onChange(): void;
  onRun(): void;
  onRunAndMoveOn(): void;
  onTrouble(message: string): void;
}

export class EditableCode {
  readonly original: string;
  readonly #region: HTMLElement;
  readonly #static: HTMLElement;
  readonly #code: HTMLElement;
  readonly #built: Node[];
  readonly #owner: CodeOwner;
  readonly #key: string;
  readonly #signal: AbortSignal;
  #saved: SavedCode | null;
  #text: string;
  #editor: Promise<Editor> | null = null;

  constructor(region: HTMLElement, id: string, owner: CodeOwner, signal: AbortSignal) {
    this.#region = region;
    this.#static = region.querySelector<HTMLElement>(".highlight") ?? region;
    this.#code = region.querySelector<HTMLElement>("pre code") ?? this.#static;
    this.#built = [...this.#code.childNodes];
    this.original = (this.#code.textContent ?? "").replace(/\n$/, "");
    this.#owner = owner;
    this.#key = `${keyOf(id)}:code`;
    this.#signal = signal;
    this.#saved = storage.read(this.#key, isSavedCode);
    this.#text = this.#saved?.edit ?? this.original;
    this.#draw();

    region.addEventListener("click", (event) => {
      // Dragging over the code selects it for copying; only a plain click means to edit.
      if (this.#editor === null && getSelection()?.isCollapsed !== false) void this.edit({ x: event.clientX, y: event.clientY });
    }, { signal });
    onForeignChange((key) => key === this.#key, () => this.#adopt(), signal);
    if (this.edited) this.#openWhenSeen();
    signal.addEventListener("abort", () => this.#code.replaceChildren(...this.#built));
  }

  get text(): string {
    return this.#text;
  }

  get edited(): boolean {
    return this.#text !== this.original;
  }

  /** The reader's edit began from code that has since been published anew. */
  get originalChanged(): boolean {
    return originalChanged(this.#saved, this.original);
  }

  get canUndoReset(): boolean {
    return !this.edited && (this.#saved?.undo ?? null) !== null;
  }

  /** Opens the editor where the static code stands, and puts the cursor into it. */
  async edit(point?: { x: number; y: number }): Promise<void> {
    const editor = await this.#open();
    if (!this.#signal.aborted) editor?.focus(point);
  }

  reset(): void {
    this.#keep(afterReset(this.#saved, this.original));
    this.#show(this.original);
  }

  undoReset(): void {
    const undone = this.#saved?.undo ?? null;
    if (this.#saved === null || undone === null) return;
    this.#keep(afterUndo(this.#saved, this.original));
    this.#show(undone);
  }

  async #open(): Promise<Editor | null> {
    this.#editor ??= this.#mount();
    try {
      return await this.#editor;
    } catch (error) {
      this.#editor = null; // the next touch tries again
      this.#owner.onTrouble("The editor could not be loaded. Check the connection and try again; Run works without it.");
      console.error(error);
      return null;
    }
  }

  async #mount(): Promise<Editor> {
    this.#region.setAttribute("aria-busy", "true");
    try {
      const { openEditor } = await import("./editor.ts");
      const host = make("div", "lesson-editor");
      // Letters typed into the code are not the site's keyboard shortcuts.
      host.addEventListener("keydown", (event) => event.stopPropagation());
      const editor = openEditor({
        parent: host,
        text: this.#text,
        label: `Python code, ${this.#owner.title}`,
        onChange: (text) => this.#typed(text),
        onRun: () => this.#owner.onRun(),
        onRunAndMoveOn: () => this.#owner.onRunAndMoveOn(),
      });
      const close = (): void => {
        editor.destroy();
        host.remove();
        this.#static.hidden = false;
      };
      if (this.#signal.aborted) close();
      else {
        this.#signal.addEventListener("abort", close);
        this.#static.before(host);
        this.#static.hidden = true;
      }
      return editor;
    } finally {
      this.#region.removeAttribute("aria-busy");
    }
  }

  /** An edit of an earlier visit gets its colours back once it comes into view. */
  #openWhenSeen(): void {
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      void this.#open();
    });
    seen.observe(this.#region);
    this.#signal.addEventListener("abort", () => seen.disconnect());
  }

  #typed(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#keep(afterEdit(this.#saved, this.original, text));
    this.#owner.onChange();
  }

  /** Another tab changed the code: follow it, unless the reader is writing here. */
  #adopt(): void {
    if (this.#region.contains(document.activeElement)) return;
    this.#saved = storage.read(this.#key, isSavedCode);
    this.#show(this.#saved?.edit ?? this.original);
  }

  #show(text: string): void {
    this.#text = text;
    this.#draw();
    void this.#editor?.then((editor) => editor.setText(text));
    this.#owner.onChange();
  }

  #draw(): void {
    this.#code.replaceChildren(...(this.edited ? [this.#text] : this.#built));
  }

  #keep(saved: SavedCode | null): void {
    this.#saved = saved;
    if (saved === null) storage.remove(this.#key);
    else storage.write(this.#key, saved);
  }
}
