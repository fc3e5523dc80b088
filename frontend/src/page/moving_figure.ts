// A figure that readers move: its controls, what answers a move (a picture that the build computed, then Python), and the
// line that says which of them it was. Loaded when such a figure comes near.

import type { ControlData, SliderData } from "../protocol/control.ts";
import { type CellResult, FIGURE, type Rich } from "../protocol/index.ts";
import { announce } from "./announce.ts";
import { shown } from "./control_values.ts";
import { Controls } from "./controls.ts";
import { FigureError, readFigure } from "../figures/index.ts";
import type { FigureOwner } from "./figure_owner.ts";
import { FrameSource } from "./frame_source.ts";
import { Grips } from "./grips.ts";
import { makeButton } from "./make.ts";
import { MovingPicture } from "./moving_picture.ts";
import { Newest } from "./newest.ts";
import { Player } from "./player.ts";
import { saveSvg } from "./save_svg.ts";
import { python, Stopped } from "./python.ts";
import { statusText } from "./status_text.ts";
import { EarlierFailed } from "./work.ts";

const BUILT = "Computed when this page was built";
/** So long after the last move, what is to be seen is said. */
const SETTLED_AFTER = 600;
/** Python that answers as fast needs no picture before its own. */
const QUICK = 60;

export class MovingFigure {
  readonly #region: HTMLElement;
  readonly #owner: FigureOwner;
  readonly #signal: AbortSignal;
  readonly #picture: MovingPicture;
  readonly #controls: Controls;
  readonly #grips: Grips;
  readonly #live = new Newest<void>(() => this.#compute());
  #players: Player[] = [];
  readonly #frames: FrameSource;
  /** Python has answered within so many milliseconds; null while it has not. */
  #took: number | null = null;
  /** Python could not be had, or the reader does not want to fetch it: it is asked again on their word only. */
  #refused = false;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(region: HTMLElement, owner: FigureOwner, signal: AbortSignal) {
    this.#region = region;
    this.#owner = owner;
    this.#signal = signal;
    this.#frames = new FrameSource(region.dataset["frames"] ?? "", (frames) => {
      this.#picture.know(frames.published);
      this.#grips.place();
    }, signal);
    this.#picture = new MovingPicture(region.closest<HTMLElement>(".lesson-figure")!, owner.id, signal);
    const { controls } = owner.values;
    const hears = {
      onMove: (control: ControlData, literal: string, settled: boolean) => this.#stopThenMove(control, literal, settled),
      onTouch: () => this.#touch(),
      onFocus: () => void this.#frames.get(),
    };
    this.#controls = new Controls(region, controls, hears, signal);
    this.#grips = new Grips(this.#picture.picture, controls, {
      ...hears,
      value: (control) => owner.values.get(control),
      view: () => this.#picture.view(),
    }, signal);
    for (const control of controls) if (control.kind === "slider" && control.play) this.#players.push(this.#player(control));
    region.querySelector("[data-action=save]")?.addEventListener("click", () => {
      void this.#frames.get().then(() => saveSvg(this.#picture, owner.id.replace(/^cell-/, ""), owner.line));
    }, { signal });
    const connection = (navigator as Navigator & { connection?: { saveData: boolean } }).connection;
    this.#refused = connection?.saveData === true;
    signal.addEventListener("abort", () => clearTimeout(this.#settling));
    void this.#frames.get();
    this.refresh();
  }

  /** Whether the fields, and the picture, fit what the code says; after an edit, Reset, or a move in another tab. */
  refresh(): void {
    const { values } = this.#owner;
    const { text } = this.#owner.code();
    for (const control of values.controls) this.#controls.show(control, values.get(control), values.isSetBy(control, text));
    this.#grips.place();
  }

  /** The reader's values of an earlier visit are in the code: now they are in the picture as well. */
  recall(): void {
    const moved = this.#owner.values.moved.at(-1);
    if (moved !== undefined && !this.#owner.code().edited) void this.#frames.get().then(() => this.#showFrame(moved));
  }

  /** What a run of the whole cell gave; null when it is no figure that can stand here. */
  show(rich: Rich): HTMLElement | null {
    if (rich.type !== FIGURE) return null;
    try {
      this.#picture.show(readFigure(rich.data), rich.data);
    } catch (error) {
      if (!(error instanceof FigureError)) throw error;
      return null;
    }
    this.#grips.place();
    return this.#region.closest<HTMLElement>(".lesson-rich");
  }

  restore(): void {
    for (const player of this.#players) player.pause();
    this.#live.drop();
    clearTimeout(this.#settling);
    this.#picture.restore(this.#frames.known?.published ?? null);
    this.refresh();
  }

  #player(control: SliderData): Player {
    const button = (action: string): HTMLButtonElement => this.#controls.button(control, action)!;
    return new Player(control, { play: button("play"), step: button("step"), rewind: button("rewind") }, {
      value: () => this.#owner.values.get(control),
      onMove: (literal, settled) => this.#move(control, literal, settled),
      isBehind: () => this.#live.waits,
    }, this.#signal);
  }

  #stopThenMove(control: ControlData, literal: string, settled: boolean): void {
    if (!(control.kind === "slider" && control.play)) return this.#move(control, literal, settled);
    for (const player of this.#players) player.pause();
    this.#move(control, literal, settled);
  }

  #touch(): void {
    void this.#frames.get();
    // Its download sets out; the first move computes.
    if (!this.#refused) python.prepare();
  }

  #move(control: ControlData, literal: string, settled: boolean): void {
    const { values } = this.#owner;
    values.set(control, literal);
    this.#controls.show(control, literal, values.isSetBy(control, this.#owner.code().text));
    this.#grips.place();
    if (this.#took === null || this.#took > QUICK) this.#showFrame(control);
    const { shared } = this.#owner.code();
    // Somebody else's code runs when the reader presses Run, and not before.
    if (!this.#refused && !shared) this.#live.push();
    if (settled) this.#settle();
  }

  #settle(): void {
    this.#owner.values.keep();
    this.#owner.onSettled();
    this.#sayLater();
  }

  /** What is to be seen, in words, once it stays. */
  #sayLater(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      if (this.#live.busy) return this.#sayLater();
      const said = this.#picture.data?.summary;
      if (said !== undefined) announce(said);
    }, SETTLED_AFTER);
  }

  /** The picture of the build for this value, as far as there is one. */
  #showFrame(control: ControlData): void {
    const { values, line } = this.#owner;
    const known = this.#frames.known;
    if (this.#owner.code().edited || known === null) return this.#wait();
    const others = values.moved.filter((each) => each !== control);
    if (others.length > 0 && !this.#refused) return this.#wait();
    const frame = known.frameFor(control, values.get(control));
    if (frame === null) return this.#wait();
    this.#picture.show(frame.figure);
    this.#grips.place();
    const near = frame.exact ? "" : ", for the nearest value that it has";
    const rest = others.map((each) => `${each.label} at ${shown(each, each.default)}`).join(" and ");
    const told = `${BUILT}${near}${rest === "" ? "" : `, with ${rest}`}`;
    if (this.#refused) line.show("verified", told, this.#askButton());
    else line.show("verified", told);
  }

  /** What is to be seen is of other values. */
  #wait(): void {
    const { line } = this.#owner;
    this.#picture.stale = true;
    if (this.#owner.code().shared) return;
    if (this.#refused) line.show("plain", "This picture is of other values: the new ones need Python.", this.#askButton());
    else line.show("busy", statusText(python.status) ?? "Waiting for Python…");
  }

  #askButton(): HTMLButtonElement {
    const button = makeButton("retry", "Compute it with Python");
    button.addEventListener("click", () => {
      this.#refused = false;
      this.#wait();
      this.#live.push();
    });
    return button;
  }

  async #compute(): Promise<void> {
    if (this.#signal.aborted) return;
    const { line } = this.#owner;
    const since = performance.now();
    // Quietly: whoever moves a slider is not told of every byte.
    const listen = this.#took === null ? python.onStatus((status) => {
      const told = statusText(status);
      if (told !== null) line.show("busy", told);
    }) : null;
    try {
      const result = await this.#owner.compute();
      if (this.#signal.aborted) return;
      this.#took = performance.now() - since;
      this.#answer(result);
    } catch (error) {
      if (!this.#signal.aborted) this.#failed(error);
    } finally {
      listen?.();
    }
  }

  #answer({ rich, error }: CellResult): void {
    const { line } = this.#owner;
    if (error !== null) {
      this.#picture.stale = true;
      const where = error.line === null ? "" : ` in line ${error.line}`;
      return line.tellPlace("failed", `${error.type}${where}: ${error.message}`, error.line, (at) => this.#owner.goTo(at));
    }
    if (rich === null || this.show(rich) === null) {
      this.#picture.stale = true;
      return line.tell("failed", "The code gives no figure that can be drawn here. Run shows what it gives.");
    }
    line.show(this.#owner.code().edited ? "edited" : "same", "Computed just now");
  }

  #failed(error: unknown): void {
    const { line } = this.#owner;
    this.#live.drop();
    this.#took = null;
    if (error instanceof EarlierFailed) return line.tell("failed", "Not computed, because an earlier cell failed:", error.link);
    if (error instanceof Stopped) return line.tell("stopped", "Stopped. The picture is from before.");
    this.#refused = true;
    const message = error instanceof Error ? error.message : String(error);
    line.tell("failed", `${message} The pictures that were computed when this page was built go on answering.`, this.#askButton());
  }
}
