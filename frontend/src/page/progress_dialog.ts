// All that this browser keeps for the site: as a file, from a file, or no more. Nothing is changed before the reader has
// read what would change, and everything can be undone. Loaded when the reader asks for it.

import { make, makeButton } from "./make.ts";
import { counted, planImport } from "./merge.ts";
import { BadFile, MOST_BYTES, readFile, writeFile, type Entries } from "./progress_file.ts";
import { BASE, keptEntries, pageAt, storage, writeAll } from "./storage.ts";

const MOST_TOLD = 12;

export class ProgressDialog {
  readonly #dialog: HTMLDialogElement;
  readonly #kept = make("p", "lesson-panel-kept");
  readonly #said = make("div", "lesson-panel-said");

  /** `lesson` says whether the page that is open is one, and may be reset alone. */
  constructor(lesson: boolean, signal: AbortSignal) {
    const title = make("h2", "", "Your progress");
    title.id = "lesson-panel-title";
    const close = makeButton("close", "Close");
    const actions = make("div", "lesson-actions", this.#button("export", "Export to a file", () => this.#export()), this.#fileButton());
    if (lesson) actions.append(this.#button("reset-lesson", "Reset this lesson", () => this.#askReset(pageAt(location.pathname))));
    actions.append(this.#button("reset-all", "Reset everything", () => this.#askReset(null)));
    this.#said.setAttribute("role", "status");
    this.#dialog = make("dialog", "md-typeset lesson-dialog", make("div", "lesson-panel",
      make("div", "lesson-panel-head", title, close),
      make("p", "", "Your progress, edits and answers are kept in this browser, for this site alone. Nobody else sees them, and no account is needed: a file takes them to another device."),
      this.#kept, actions, this.#said));
    this.#dialog.setAttribute("aria-labelledby", title.id);
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => this.#dialog.remove());
    signal.addEventListener("abort", () => this.#dialog.close());
    document.body.append(this.#dialog);
    this.#count();
    this.#dialog.showModal();
  }

  #button(action: string, label: string, press: () => void): HTMLButtonElement {
    const button = makeButton(action, label);
    button.addEventListener("click", press);
    return button;
  }

  #fileButton(): HTMLElement {
    const input = make("input", "lesson-hidden");
    input.type = "file";
    input.accept = ".json,application/json";
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      input.value = ""; // the same file may be chosen again
      if (file !== undefined) void this.#import(file);
    });
    return make("label", "lesson-file", input, "Import a file");
  }

  #count(): void {
    const keys = [...keptEntries().keys()];
    const unread = storage.keys().length - keys.length;
    const told = keys.length === 0 ? "Nothing is kept yet." : `Kept: ${counted(keys)}.`;
    const more = unread === 0 ? "" : ` ${unread} more could not be read and ${unread === 1 ? "is" : "are"} left alone.`;
    this.#kept.replaceChildren(told + more, storage.lasting ? "" : make("strong", "", " This browser keeps nothing for this site: all of it lasts until you close or reload the page, unless you export it."));
  }

  #export(): void {
    const entries = keptEntries();
    if (entries.size === 0) return this.#say("There is nothing to export yet.");
    const link = make("a", "");
    link.download = "lesson-progress.json";
    link.href = URL.createObjectURL(new Blob([writeFile(BASE, entries)], { type: "application/json" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    this.#say(`Exported to the file lesson-progress.json: ${counted(entries.keys())}.`);
  }

  async #import(file: File): Promise<void> {
    try {
      if (file.size > MOST_BYTES) throw new BadFile([`The file has ${Math.round(file.size / 1e6)} MB, more than any browser keeps for a site.`]);
      const { changes, told } = planImport(keptEntries(), readFile(await file.text(), BASE));
      if (changes.size === 0) return this.#say("Nothing to change: all that is in this file is here already.", told);
      this.#ask("This file would add to what is here. Nothing of yours is replaced.", told, "Merge the file", () => this.#change(changes, "The file was merged."));
    } catch (error) {
      const problems = error instanceof BadFile ? error.problems : [`The file could not be read: ${String(error)}`];
      this.#say("Nothing was changed.", problems);
    }
  }

  /** Of a page, or of the whole site. */
  #askReset(page: string | null): void {
    const keys = [...keptEntries().keys()].filter((key) => page === null || key.startsWith(`${page}#`));
    const what = page === null ? "this site" : "this lesson";
    if (keys.length === 0) return this.#say(`Nothing is kept for ${what}.`);
    this.#ask(`Remove all that this browser keeps for ${what}?`, [counted(keys)], "Remove", () =>
      this.#change(new Map(keys.map((key) => [key, null])), `Removed: ${counted(keys)}.`));
  }

  #change(values: Entries, done: string): void {
    const before = writeAll(values);
    this.#count();
    this.#say(done, [], this.#button("undo", "Undo", () => {
      writeAll(before);
      this.#count();
      this.#say("Undone: everything is as it was.");
    }));
  }

  #ask(question: string, list: string[], label: string, go: () => void): void {
    this.#say(question, list, this.#button("go", label, go), this.#button("keep", "Leave it as it is", () => this.#say("Nothing was changed.")));
  }

  #say(text: string, list: string[] = [], ...buttons: HTMLButtonElement[]): void {
    const more = list.length - MOST_TOLD;
    const lines = more > 1 ? [...list.slice(0, MOST_TOLD), `… and ${more} more`] : list;
    this.#said.replaceChildren(make("p", "", text));
    if (lines.length > 0) this.#said.append(make("ul", "", ...lines.map((line) => make("li", "", line))));
    if (buttons.length > 0) this.#said.append(make("div", "lesson-actions", ...buttons));
    // The button that was pressed may be gone.
    if (!this.#dialog.contains(document.activeElement)) (buttons[0] ?? this.#dialog.querySelector<HTMLElement>("[data-action=close]"))?.focus();
    else buttons[0]?.focus();
  }
}
