// The values that a reader gave the controls of a figure. They stand in its code, in the place of the published ones, and
// are kept apart from it: whoever only moves a slider has not edited the code. No DOM here.

import type { ControlData } from "../protocol/control.ts";
import { fits, sameValue } from "./control_values.ts";
import { literalIn, withLiteral } from "./declaration.ts";
import { isSavedValues, type SavedValues, type Values } from "./saved_values.ts";
import type { Shelf } from "./shelf.ts";

export class FigureValues {
  readonly controls: readonly ControlData[];
  readonly #shelf: Shelf;
  readonly #key: string;
  #values: Values = {};
  #undo: Values | null = null;

  constructor(controls: readonly ControlData[], shelf: Shelf, key: string) {
    this.#shelf = shelf;
    this.controls = controls;
    this.#key = key;
    const saved = this.#shelf.read(key, isSavedValues);
    this.#values = this.#known(saved?.values ?? {});
    this.#undo = saved?.undo == null ? null : this.#known(saved.undo);
  }

  get(control: ControlData): string {
    return this.#values[control.name] ?? control.default;
  }

  /** Controls that are not as published. */
  get moved(): ControlData[] {
    return this.controls.filter((control) => control.name in this.#values);
  }

  get canUndo(): boolean {
    return this.moved.length === 0 && this.#undo !== null;
  }

  set(control: ControlData, literal: string): void {
    if (sameValue(control, literal, control.default)) delete this.#values[control.name];
    else this.#values[control.name] = literal;
  }

  /** What readers leave is theirs on the next visit. */
  keep(): void {
    const saved: SavedValues = { values: this.#values, undo: this.#undo };
    if (Object.keys(this.#values).length === 0 && this.#undo === null) this.#shelf.remove(this.#key);
    else this.#shelf.write(this.#key, saved);
  }

  reset(): void {
    if (this.moved.length > 0) this.#undo = this.#values;
    this.#values = {};
    this.keep();
  }

  undoReset(): void {
    this.#values = this.#undo ?? this.#values;
    this.#undo = null;
    this.keep();
  }

  /** Another tab has moved them. */
  readAgain(): void {
    this.#values = this.#known(this.#shelf.read(this.#key, isSavedValues)?.values ?? {});
  }

  /** The code with these values in it: what is shown, and what runs. */
  shown(code: string): string {
    return this.moved.reduce((text, control) => withLiteral(text, control.name, this.get(control)), code);
  }

  /** The code with the published values in it: what is kept. The values that it came with are these from now on. */
  kept(code: string): string {
    return this.controls.reduce((text, control) => {
      const literal = literalIn(text, control.name);
      if (literal === null || !fits(control, literal)) return text;
      this.set(control, literal);
      // Written otherwise, it is an edit, however small.
      return sameValue(control, literal, control.default) ? text : withLiteral(text, control.name, control.default);
    }, code);
  }

  /** The control can set nothing in this code: its declaration was taken out. */
  isSetBy(control: ControlData, code: string): boolean {
    const literal = literalIn(code, control.name);
    return literal !== null && fits(control, literal);
  }

  #known(values: Values): Values {
    const known = this.controls.filter(({ name }) => name in values).filter((control) => fits(control, values[control.name]!));
    return Object.fromEntries(known.map(({ name }) => [name, values[name]!]));
  }
}
