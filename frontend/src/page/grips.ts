// What can be dragged in a figure's picture: a place to take hold of, for pointers and for keys, above the picture.

import type { ControlData, PointData, SliderData } from "../protocol/control.ts";
import type { FigureData } from "../protocol/index.ts";
import { countOf, literalAt, nearestLiteral, pairOf, placeOf, shown } from "./control_values.ts";
import { FAST } from "./controls.ts";
import { make, whileConnected } from "./make.ts";
import type { View } from "./moving_picture.ts";

type Draggable = SliderData | PointData;

export interface GripsOwner {
  onMove(control: ControlData, literal: string, settled: boolean): void;
  onTouch(): void;
  onFocus(): void;
  value(control: ControlData): string;
  /** The picture that is seen, with its scales. */
  view(): View | null;
}

const isDraggable = (control: ControlData): control is Draggable => control.kind === "point" || (control.kind === "slider" && control.drag);

export class Grips {
  readonly #owner: GripsOwner;
  readonly #grips: { control: Draggable; element: HTMLElement }[];

  constructor(picture: HTMLElement, controls: readonly ControlData[], owner: GripsOwner, signal: AbortSignal) {
    this.#owner = owner;
    this.#grips = controls.filter(isDraggable).map((control) => ({ control, element: whileConnected(makeGrip(control), signal) }));
    for (const { control, element } of this.#grips) {
      picture.append(element);
      element.addEventListener("focus", () => owner.onFocus(), { signal });
      element.addEventListener("keydown", (event) => this.#press(event, control), { signal });
      this.#drag(control, element, signal);
    }
    const sized = new ResizeObserver(() => this.place());
    sized.observe(picture);
    signal.addEventListener("abort", () => sized.disconnect());
  }

  /** Puts every grip where its value is. */
  place(): void {
    const view = this.#owner.view();
    for (const { control, element } of this.#grips) {
      const scales = view?.scales[panelOf(control)];
      element.hidden = view === null || scales === undefined;
      if (view === null || scales === undefined) continue;
      const literal = this.#owner.value(control);
      const at = scales.toPicture(...placeIn(control, literal, view.figure));
      const { box } = view;
      element.style.insetInlineStart = `${box.left + (at.x / scales.picture.width) * box.width}px`;
      element.style.insetBlockStart = `${box.top + (at.y / scales.picture.height) * box.height}px`;
      element.setAttribute("aria-valuenow", control.kind === "slider" ? literal : pairOf(literal)[0]);
      element.setAttribute("aria-valuetext", shown(control, literal));
    }
  }

  #drag(control: Draggable, element: HTMLElement, signal: AbortSignal): void {
    let hold: { id: number; dx: number; dy: number } | null = null;
    let frame = 0;
    let last: PointerEvent | null = null;
    const follow = (settled: boolean): void => {
      frame = 0;
      const literal = last === null || hold === null ? null : this.#literalAt(control, last.clientX - hold.dx, last.clientY - hold.dy);
      if (literal !== null && (settled || literal !== this.#owner.value(control))) this.#owner.onMove(control, literal, settled);
    };
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const box = element.getBoundingClientRect();
      hold = { id: event.pointerId, dx: event.clientX - box.left - box.width / 2, dy: event.clientY - box.top - box.height / 2 };
      element.setPointerCapture(event.pointerId);
      element.dataset["held"] = "";
      this.#owner.onTouch();
    }, { signal });
    element.addEventListener("pointermove", (event) => {
      if (hold?.id !== event.pointerId) return;
      last = event;
      // A mouse may report more often than the screen shows.
      frame ||= requestAnimationFrame(() => follow(false));
    }, { signal });
    for (const end of ["pointerup", "pointercancel"] as const) {
      element.addEventListener(end, (event) => {
        if (hold?.id !== event.pointerId) return;
        cancelAnimationFrame(frame);
        if (last !== null) follow(true);
        hold = last = null;
        delete element.dataset["held"];
      }, { signal });
    }
    signal.addEventListener("abort", () => cancelAnimationFrame(frame));
  }

  /** The value at a place of the screen. */
  #literalAt(control: Draggable, clientX: number, clientY: number): string | null {
    const view = this.#owner.view();
    const scales = view?.scales[panelOf(control)];
    if (view === null || scales === undefined) return null;
    const box = view.element.getBoundingClientRect();
    const across = ((clientX - box.left) / box.width) * scales.picture.width;
    const { x, y } = scales.toData(across, ((clientY - box.top) / box.height) * scales.picture.height);
    if (control.kind === "slider") return nearestLiteral(control, x);
    return `(${nearestLiteral(control.x, x)}, ${nearestLiteral(control.y, y)})`;
  }

  #press(event: KeyboardEvent, control: Draggable): void {
    const literal = afterKey(control, this.#owner.value(control), event);
    if (literal === null) return;
    event.preventDefault();
    this.#owner.onMove(control, literal, true);
  }
}

const panelOf = (control: Draggable): number => (control.kind === "point" ? control.panel - 1 : 0);

/** Where a value is in its panel. A slider's is at the start of the first path. */
function placeIn(control: Draggable, literal: string, figure: FigureData): [number, number] {
  if (control.kind === "point") {
    const [x, y] = pairOf(literal);
    return [Number(x), Number(y)];
  }
  const { marks, y } = figure.panels[0]!;
  return [Number(literal), marks.find(({ mark }) => mark === "path")?.y[0] ?? y.domain[0]];
}

/** The value after a key; null for a key that moves nothing. */
export function afterKey(control: Draggable, literal: string, { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">): string | null {
  const steps = shiftKey ? FAST : 1;
  if (control.kind === "slider") {
    const by = { ArrowRight: steps, ArrowUp: steps, ArrowLeft: -steps, ArrowDown: -steps, PageUp: FAST, PageDown: -FAST }[key];
    const ends = { Home: 0, End: countOf(control) - 1 }[key];
    if (by === undefined && ends === undefined) return null;
    return moved(control, literal, by ?? 0, ends);
  }
  const [x, y] = pairOf(literal);
  const right = { ArrowRight: steps, ArrowLeft: -steps }[key];
  const up = { ArrowUp: steps, ArrowDown: -steps, PageUp: FAST, PageDown: -FAST }[key];
  const ends = { Home: 0, End: countOf(control.x) - 1 }[key];
  if (right === undefined && up === undefined && ends === undefined) return null;
  return `(${moved(control.x, x, right ?? 0, ends)}, ${moved(control.y, y, up ?? 0)})`;
}

function moved(range: SliderData | PointData["x"], literal: string, by: number, to?: number): string {
  const place = to ?? placeOf(range, Number(literal)) + by;
  return literalAt(range, Math.min(countOf(range) - 1, Math.max(0, place)));
}

function makeGrip(control: Draggable): HTMLElement {
  const grip = make("div", "lesson-grip");
  const range = control.kind === "slider" ? control : control.x;
  grip.tabIndex = 0;
  grip.hidden = true;
  grip.setAttribute("role", "slider");
  grip.setAttribute("aria-label", `${control.label}, in the picture`);
  grip.setAttribute("aria-valuemin", range.low);
  grip.setAttribute("aria-valuemax", range.high);
  grip.dataset["name"] = control.name;
  return grip;
}
