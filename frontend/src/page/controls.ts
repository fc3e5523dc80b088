// The controls under a figure: the fields that the build made (`render_controls`), and what readers do with them.

import type { ControlData, JumpData } from "../protocol/control.ts";
import { nearestLiteral, numberShown, pairOf, quoted, shown, textOf } from "./control_values.ts";
import { bringFields } from "./make.ts";

export interface ControlsOwner {
  /** `settled`: the reader has let go. */
  onMove(control: ControlData, literal: string, settled: boolean): void;
  /** A reader takes hold of a control. */
  onTouch(): void;
  /** A reader comes by. */
  onFocus(): void;
}

/** With Shift, a key goes so many steps at once. */
export const FAST = 10;

export class Controls {
  readonly #region: HTMLElement;
  readonly #owner: ControlsOwner;
  readonly #signal: AbortSignal;

  constructor(region: HTMLElement, controls: readonly ControlData[], owner: ControlsOwner, signal: AbortSignal) {
    this.#region = region;
    this.#owner = owner;
    this.#signal = signal;
    bringFields(region);
    for (const control of controls) this.#enliven(control);
    region.addEventListener("pointerdown", () => owner.onTouch(), { signal });
    region.addEventListener("focusin", () => owner.onFocus(), { signal });
    region.dataset["live"] = "";
    const built = controls.map((control) => [control, control.default] as const);
    signal.addEventListener("abort", () => {
      delete region.dataset["live"];
      for (const [control, literal] of built) this.show(control, literal);
    });
  }

  /** Puts a value into its field; `able`: the code has a place for it. */
  show(control: ControlData, literal: string, able = true): void {
    const fields = this.#fields(control);
    for (const field of fields) field.disabled = !able;
    for (const button of this.#box(control).querySelectorAll("button")) button.disabled = !able;
    switch (control.kind) {
      case "slider": {
        fields[0]!.value = literal;
        fields[0]!.setAttribute("aria-valuetext", shown(control, literal));
        this.#box(control).querySelector("output")!.textContent = shown(control, literal);
        break;
      }
      case "choice":
        fields[0]!.value = textOf(literal);
        break;
      case "toggle":
        (fields[0] as HTMLInputElement).checked = literal === "True";
        break;
      case "point":
        pairOf(literal).forEach((text, i) => {
          // Who is typing is not interrupted.
          if (fields[i] !== document.activeElement) fields[i]!.value = numberShown(i === 0 ? control.x : control.y, text).replace("−", "-");
        });
    }
  }

  button(control: ControlData, action: string): HTMLButtonElement | null {
    return this.#box(control).querySelector(`[data-action=${action}]`);
  }

  #box(control: ControlData): HTMLElement {
    return this.#region.querySelector<HTMLElement>(`.lesson-control[data-name="${CSS.escape(control.name)}"]`)!;
  }

  #fields(control: ControlData): (HTMLInputElement | HTMLSelectElement)[] {
    return [...this.#box(control).querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")];
  }

  #enliven(control: ControlData): void {
    const fields = this.#fields(control);
    const move = (settled: boolean): void => {
      const literal = this.#read(control, fields);
      if (literal !== null) this.#owner.onMove(control, literal, settled);
    };
    for (const field of fields) {
      field.addEventListener("input", () => move(false), { signal: this.#signal });
      field.addEventListener("change", () => {
        if (control.kind === "point") this.#tidy(field as HTMLInputElement, control);
        move(true);
      }, { signal: this.#signal });
    }
    if (control.kind === "slider") fields[0]!.addEventListener("keydown", (event) => this.#leap(event as KeyboardEvent, control), { signal: this.#signal });
    if (control.kind === "slider" || control.kind === "point") this.#offerJumps(control, control.jumps);
  }

  #offerJumps(control: ControlData, jumps: readonly JumpData[]): void {
    const buttons = this.#box(control).querySelectorAll<HTMLButtonElement>("[data-jump]");
    jumps.forEach(([literal], i) => buttons[i]!.addEventListener("click", () => this.#owner.onMove(control, literal, true), { signal: this.#signal }));
  }

  /** What the fields say, on the control's grid; null while a number is being typed. */
  #read(control: ControlData, fields: readonly (HTMLInputElement | HTMLSelectElement)[]): string | null {
    if (control.kind === "toggle") return (fields[0] as HTMLInputElement).checked ? "True" : "False";
    if (control.kind === "choice") return quoted(fields[0]!.value);
    if (control.kind === "slider") return nearestLiteral(control, Number(fields[0]!.value));
    if (fields.some(({ value }) => value.trim() === "" || !Number.isFinite(Number(value)))) return null;
    const [x, y] = fields.map(({ value }) => Number(value));
    return `(${nearestLiteral(control.x, x!)}, ${nearestLiteral(control.y, y!)})`;
  }

  /** A number that was typed is put on the grid. */
  #tidy(field: HTMLInputElement, control: ControlData & { kind: "point" }): void {
    const range = field.dataset["axis"] === "x" ? control.x : control.y;
    const number = field.value.trim() === "" ? Number(range.low) : Number(field.value);
    field.value = numberShown(range, nearestLiteral(range, number)).replace("−", "-");
  }

  #leap(event: KeyboardEvent, control: ControlData & { kind: "slider" }): void {
    const sign = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (sign === undefined || !event.shiftKey) return;
    event.preventDefault();
    const value = Number((event.currentTarget as HTMLInputElement).value) + sign * FAST * Number(control.step);
    this.#owner.onMove(control, nearestLiteral(control, value), true);
  }
}
