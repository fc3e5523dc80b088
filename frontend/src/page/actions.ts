// The buttons in the bar of a cell or a challenge. Stop takes the place of the main one while Python works;
// Reset turns into Undo reset when there is something to bring back.

import type { EditableCode } from "./editable_code.ts";
import { makeButton, whileConnected } from "./make.ts";

export interface ActionOwner {
  run(): void;
  stop(): void;
  reset(): void;
  undoReset(): void;
}

export class Actions {
  readonly #main: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;
  readonly #label: string;
  readonly #code: EditableCode;
  #busy = 0;

  constructor(bar: HTMLElement, code: EditableCode, owner: ActionOwner, signal: AbortSignal) {
    this.#code = code;
    this.#main = need(bar, ".lesson-primary");
    this.#reset = need(bar, "[data-action=reset]");
    this.#label = this.#main.textContent ?? "";
    this.#main.title = "Ctrl+Enter or ⌘+Enter in the code";
    const edit = whileConnected(makeButton("edit", "Edit"), signal);
    this.#main.after(edit);

    edit.addEventListener("click", () => void code.edit(), { signal });
    this.#main.addEventListener("click", (event) => {
      if (this.#busy === 0) owner.run();
      else if (event.detail < 2) owner.stop(); // the second half of a double click on Run is no wish to stop
    }, { signal });
    this.#reset.addEventListener("click", () => {
      if (this.#reset.getAttribute("aria-disabled") === "true") return;
      if (code.canUndoReset) owner.undoReset();
      else owner.reset();
    }, { signal });
    signal.addEventListener("abort", () => {
      if (this.busy) owner.stop(); // nobody is left to see the end of it
      this.#busy = 0;
      this.update(true);
      this.#reset.textContent = "Reset";
      this.#reset.removeAttribute("aria-disabled");
    });
  }

  get busy(): boolean {
    return this.#busy > 0;
  }

  /** `anythingToReset`: besides the code, the output may differ from the published one. */
  update(anythingToReset: boolean): void {
    this.#main.textContent = this.busy ? "Stop" : this.#label;
    this.#main.dataset["busy"] = String(this.busy);
    this.#reset.textContent = this.#code.canUndoReset ? "Undo reset" : "Reset";
    const able = !this.busy && (this.#code.edited || this.#code.canUndoReset || anythingToReset);
    // Not the `disabled` attribute: the button keeps the focus of who just pressed it.
    this.#reset.setAttribute("aria-disabled", String(!able));
  }

  /** Busy while any of the works lasts: a cell may be run for itself and, in the midst, for another. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#busy++;
    this.update(false);
    try {
      return await work();
    } finally {
      if (this.#busy > 0) this.#busy--;
    }
  }
}

function need(bar: HTMLElement, selector: string): HTMLButtonElement {
  const button = bar.querySelector<HTMLButtonElement>(selector);
  if (button === null) throw new Error(`a lesson's bar has no ${selector}`);
  return button;
}
