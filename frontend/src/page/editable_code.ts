// A piece of published code that the reader may change: static until it is touched, then an editor in the same place.
// What the reader types is kept; no way leads to losing it.

import type { CodeOwner } from "./code_owner.ts";
import type { Editor } from "./editor.ts";
import { mountEditor, whenSeen } from "./editor_place.ts";
import { namesOfPage } from "./names_of_page.ts";
import { Offer } from "./offer.ts";
import { offerOthers } from "./offer_versions.ts";
import { afterEdit, afterReset, afterUndo, isSavedCode, type SavedCode } from "./saved_code.ts";
import { onSharedCode, settleShared } from "./shared.ts";
import { keyOf, onForeignChange, storage } from "./storage.ts";
import type { Whose } from "./verdict.ts";

export class EditableCode {
  readonly original: string;
  readonly #id: string;
  readonly #region: HTMLElement;
  readonly #static: HTMLElement;
  readonly #code: HTMLElement;
  readonly #built: Node[];
  readonly #owner: CodeOwner;
  readonly #key: string;
  readonly #signal: AbortSignal;
  readonly #offer: Offer;
  #saved: SavedCode | null;
  #text: string;
  /** The text shown came with a link: it is nobody's edit here until the reader makes it theirs. */
  #shared = false;
  #marked: number | null = null;
  #editor: Promise<Editor> | null = null;

  constructor(region: HTMLElement, id: string, owner: CodeOwner, signal: AbortSignal) {
    this.#id = id;
    this.#region = region;
    this.#static = region.querySelector<HTMLElement>(".highlight") ?? region;
    this.#code = region.querySelector<HTMLElement>("pre code") ?? this.#static;
    this.#built = [...this.#code.childNodes];
    this.original = (this.#code.textContent ?? "").replace(/\n$/, "");
    this.#owner = owner;
    this.#key = `${keyOf(id)}:code`;
    this.#signal = signal;
    this.#offer = new Offer(region, signal);
    this.#saved = storage.read(this.#key, isSavedCode);
    this.#text = this.#saved?.edit ?? this.original;
    this.#draw();

    region.addEventListener("click", (event) => {
      // Dragging over the code selects it for copying; only a plain click means to edit.
      if (this.#editor === null && getSelection()?.isCollapsed !== false) void this.edit({ x: event.clientX, y: event.clientY });
    }, { signal });
    onForeignChange((key) => key === this.#key, () => this.#adopt(), signal);
    onSharedCode(id, (code) => this.#receive(code), signal);
    if (this.edited) this.#openWhenSeen();
    offerOthers(this.#offer, this);
    signal.addEventListener("abort", () => this.#code.replaceChildren(...this.#built));
  }

  get text(): string {
    return this.#owner.face?.shown(this.#text) ?? this.#text;
  }

  get edited(): boolean {
    return this.#text !== this.original;
  }

  get shared(): boolean {
    return this.#shared;
  }

  get saved(): SavedCode | null {
    return this.#saved;
  }

  get whose(): Whose {
    if (this.#shared) return "shared";
    return this.edited ? "edited" : this.text !== this.original ? "moved" : "published";
  }

  get canUndoReset(): boolean {
    return !this.edited && ((this.#saved?.undo ?? null) !== null || this.#owner.face?.canUndo === true);
  }

  /** Opens the editor where the static code stands, and puts the cursor into it. */
  async edit(point?: { x: number; y: number }): Promise<void> {
    const editor = await this.#open(true);
    if (!this.#signal.aborted) editor?.focus(point);
  }

  async goTo(line: number): Promise<void> {
    const editor = await this.#open(true);
    if (!this.#signal.aborted) editor?.goTo(line);
  }

  /** Marks the line where the last run went wrong, until the text changes; null for none. */
  markLine(line: number | null): void {
    this.#marked = line;
    void this.#editor?.then((editor) => editor.markLine(line));
  }

  reset(): void {
    this.#settle();
    this.#owner.face?.reset();
    this.#keep(afterReset(this.#saved, this.original));
    this.#show(this.original);
  }

  undoReset(): void {
    const undone = this.#saved?.undo ?? null;
    this.#owner.face?.undoReset();
    if (this.#saved === null || undone === null) return this.#show(this.#text);
    this.#keep(afterUndo(this.#saved, this.original));
    this.#show(undone);
  }

  /** Code came with the page's address. It is shown beside the reader's own, in the place of neither. */
  #receive(text: string): void {
    this.#region.closest(".lesson-frame")?.scrollIntoView({ block: "start" });
    const code = this.#owner.face?.kept(text) ?? text;
    if (code === this.#text) return this.#show(code);
    this.#shared = true;
    this.#show(code);
    const own = this.#saved?.edit ?? null;
    const mine = own === null ? "the published code" : "my edit";
    const showMine = (): void => {
      this.#shared = false;
      this.#show(own ?? this.original);
      this.#offer.show(`A link brought other code. Shown is ${own === null ? "the published code" : "your edit"}.`, {
        "Show the code from the link": () => this.#receive(text),
        "Forget the link": () => this.#settle(),
      });
    };
    this.#offer.show("This code came with the link that you opened. Somebody else wrote it; nothing of it has run.", {
      [`Show ${mine}`]: showMine,
      [own === null ? "Keep it as my edit" : "Keep it in place of my edit"]: () => {
        this.#put(this.#text);
        if (own !== null) this.#offer.show("Your edit was replaced by the code from the link.", { "Bring my edit back": () => this.#put(own) });
      },
    });
  }

  #settle(): void {
    this.#shared = false;
    this.#offer.hide();
    settleShared(this.#id);
  }

  /** Puts other code of the reader's in the place of what is shown, which stays at hand; and takes the reader to it. */
  bring(text: string, told: string): void {
    const ways = { "Bring my code back": this.#put.bind(this, this.#text) };
    this.#put(text);
    this.#offer.show(told, ways);
    void this.edit();
  }

  #put(code: string): void {
    this.#settle();
    this.#keep(afterEdit(this.#saved, this.original, code));
    this.#show(code);
  }

  /** Keeps this from now on, and shows what it shows. */
  take(saved: SavedCode | null): void {
    this.#offer.hide();
    this.#keep(saved);
    if ((saved?.edit ?? this.original) !== this.#text) this.#show(saved?.edit ?? this.original);
    offerOthers(this.#offer, this);
  }

  async #open(visibly = false): Promise<Editor | null> {
    const fold = visibly ? this.#region.closest("details") : null;
    if (fold !== null) fold.open = true;
    this.#editor ??= this.#mount();
    try {
      return await this.#editor;
    } catch (error) {
      this.#editor = null; // the next touch tries again
      const retry = (): void => void this.edit().then(() => this.#editor && this.#owner.onChange());
      this.#owner.onTrouble(`The editor could not be loaded; Run works without it. ${(error as Error).message}`, retry);
      return null;
    }
  }

  async #mount(): Promise<Editor> {
    const editor = await mountEditor(this.#region, this.#static, () => ({
      text: this.text,
      label: `Python code, ${this.#owner.title}`,
      complete: this.#owner.complete,
      describe: this.#owner.describe,
      otherNames: namesOfPage,
      onChange: (text) => this.#typed(text),
      onRun: () => this.#owner.onRun(),
      onRunAndMoveOn: () => this.#owner.onRunAndMoveOn(),
    }), this.#signal);
    editor.markLine(this.#marked);
    return editor;
  }

  /** Code that is not the published one has its colours from the editor, which opens once it comes into view. */
  #openWhenSeen(): void {
    if (this.#editor === null) whenSeen(this.#region, () => void this.#open(), this.#signal);
  }

  #typed(text: string): void {
    if (text === this.text) return;
    this.#text = this.#owner.face?.kept(text) ?? text;
    this.#marked = null;
    // Changing a stranger's code makes it one's own, but not in the place of an edit that one has.
    if (this.#shared && (this.#saved?.edit ?? null) === null) this.#settle();
    if (!this.#shared) this.#keep(afterEdit(this.#saved, this.original, this.#text));
    this.#owner.onChange();
  }

  /** Another tab changed the code, or a file was taken in: follow it, unless the reader is writing here. */
  #adopt(): void {
    const saved = storage.read(this.#key, isSavedCode);
    const writing = document.hasFocus() && this.#region.contains(document.activeElement);
    this.#saved = writing && this.#saved !== null ? { ...this.#saved, others: saved?.others ?? [] } : saved;
    if (this.#shared) return;
    if (!writing && (saved?.edit ?? this.original) !== this.#text) this.#show(saved?.edit ?? this.original);
    offerOthers(this.#offer, this);
  }

  #show(text: string): void {
    this.#text = text;
    this.#marked = null;
    this.redraw();
    if (this.edited) this.#openWhenSeen();
    this.#owner.onChange();
  }

  /** Its face has changed. */
  redraw(): void {
    this.#draw();
    void this.#editor?.then((editor) => editor.setText(this.text));
  }

  #draw(): void {
    this.#code.replaceChildren(...(this.text !== this.original ? [this.text] : this.#built));
  }

  #keep(saved: SavedCode | null): void {
    this.#saved = saved;
    if (saved === null) storage.remove(this.#key);
    else storage.write(this.#key, saved);
  }
}
