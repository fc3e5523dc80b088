// The figure that the build put into the page, changed in its place: picture, numbers of the moment, words, table.

import * as figures from "../figures/index.ts";
import type { FigureData } from "../protocol/index.ts";
import { captionParts, fillReadouts, tableOf } from "./figure.ts";
import { fingerprint } from "./fingerprint.ts";
import { changePicture, makePicture, type Shown } from "./picture.ts";

interface Measured {
  width: figures.Width;
  element: SVGElement;
  shape: string | null;
  /** Where the picture stands in what it stands in. */
  box: { left: number; top: number; width: number; height: number };
}

export interface View {
  element: SVGElement;
  box: Measured["box"];
  scales: figures.PanelScales[];
  figure: FigureData;
}

export class MovingPicture {
  readonly picture: HTMLElement;
  readonly #id: string;
  readonly #figure: HTMLElement;
  readonly #built: { picture: Node[]; caption: Node[]; print: string | undefined; readouts: Node[] | undefined; table: Node[] | undefined };
  readonly #shown = new Map<figures.Width, Shown>();
  readonly #kept: figures.Kept = new Map();
  #data: FigureData | null = null;
  /** Something else is to be seen than what the build drew. */
  #changed = false;
  /** What the picture was last drawn from, for each width: the one that nobody sees waits. */
  readonly #drawn = new Map<figures.Width, FigureData>();
  #measured: Measured | null = null;
  #scaled: { figure: FigureData; width: figures.Width; scales: figures.PanelScales[] } | null = null;

  constructor(figure: HTMLElement, id: string, signal: AbortSignal) {
    this.#figure = figure;
    this.#id = `moving-${id}`;
    this.picture = figure.querySelector<HTMLElement>(".lesson-picture")!;
    const inside = (selector: string): Node[] | undefined => {
      const found = figure.querySelector(selector);
      return found === null ? undefined : [...found.childNodes];
    };
    this.#built = {
      picture: [...this.picture.childNodes],
      caption: [...this.#caption.childNodes],
      print: figure.dataset["figure"],
      readouts: inside(".lesson-readouts"),
      table: inside(".lesson-scroll"),
    };
    figure.querySelector("details")?.addEventListener("toggle", () => this.#table(), { signal });
    const sized = new ResizeObserver(() => {
      this.#measured = null;
      this.#draw();
    });
    sized.observe(this.picture);
    // The words keep the height that they needed: what stands below them does not jump at every move.
    const grown = new ResizeObserver(([entry]) => {
      if (this.#changed) this.#caption.style.minBlockSize = `${entry!.borderBoxSize[0]!.blockSize}px`;
    });
    grown.observe(this.#caption);
    signal.addEventListener("abort", () => {
      sized.disconnect();
      grown.disconnect();
      this.restore();
    });
  }

  get data(): FigureData | null {
    return this.#data;
  }

  set stale(stale: boolean) {
    this.#figure.toggleAttribute("data-stale", stale);
  }

  /** The figure from now on; `json` is what it was read from, where it came as text. */
  show(data: FigureData, json?: string): void {
    this.#data = data;
    this.#changed = true;
    this.#figure.dataset["figure"] = json === undefined ? "" : fingerprint(json);
    this.stale = false;
    this.#draw();
    this.#caption.replaceChildren(...captionParts(data));
    fillReadouts(this.#figure.querySelector(".lesson-readouts"), data);
    this.#table();
  }

  /** What the build drew, so that it can be taken hold of. */
  know(data: FigureData): void {
    this.#data ??= data;
  }

  /** As the build drew it; `data` if they are known. */
  restore(data: FigureData | null = null): void {
    this.#changed = false;
    this.#data = data;
    const { picture, caption, print, readouts, table } = this.#built;
    this.picture.querySelectorAll("svg").forEach((svg) => svg.remove());
    this.picture.prepend(...picture);
    this.#shown.clear();
    this.#drawn.clear();
    this.#measured = null;
    this.#caption.replaceChildren(...caption);
    this.#caption.style.minBlockSize = "";
    if (print !== undefined) this.#figure.dataset["figure"] = print;
    if (readouts !== undefined) this.#figure.querySelector(".lesson-readouts")?.replaceChildren(...readouts);
    if (table !== undefined) this.#figure.querySelector(".lesson-scroll")?.replaceChildren(...table);
    this.stale = false;
  }

  /** The picture that is seen, and how its places and its data belong together. */
  view(): View | null {
    if (this.#data === null) return null;
    const { width, element, box } = (this.#measured ??= this.#measure());
    if (this.#scaled?.figure !== this.#data || this.#scaled.width !== width) {
      this.#scaled = { figure: this.#data, width, scales: figures.panelScales(this.#data, width) };
    }
    return { element, box, scales: this.#scaled.scales, figure: this.#data };
  }

  svg(dark: boolean): string | null {
    return this.#data === null ? null : figures.standaloneSvg(this.#data, { id: this.#id, dark });
  }

  get #caption(): HTMLElement {
    return this.#figure.querySelector("figcaption")!;
  }

  /** To be asked once for many moves: the browser lays the page out for it. */
  #measure(): Measured {
    const narrow = this.picture.querySelector<SVGElement>(".lesson-figure-narrow");
    // The style sheet shows one of the two.
    const width = narrow !== null && getComputedStyle(narrow).display !== "none" ? "narrow" : "wide";
    const element = this.picture.querySelector<SVGElement>(`.lesson-figure-${width}`)!;
    const [own, outer] = [element.getBoundingClientRect(), this.picture.getBoundingClientRect()];
    const shape = element.getAttribute("viewBox");
    return { width, element, shape, box: { left: own.left - outer.left, top: own.top - outer.top, width: own.width, height: own.height } };
  }

  #draw(): void {
    const data = this.#data;
    // Nothing has moved yet: what the build drew is the same.
    if (data === null || !this.#changed) return;
    const { width, shape: before } = (this.#measured ??= this.#measure());
    if (this.#drawn.get(width) === data) return;
    this.#drawn.set(width, data);
    const shape = figures.drawFigure(data, { id: `${this.#id}-${width}`, width, kept: this.#kept });
    const shown = this.#shown.get(width);
    if (shown !== undefined) {
      this.#shown.set(width, changePicture(shown, shape));
      if (shape.attributes["viewBox"] !== before) this.#measured = null;
      return;
    }
    const made = makePicture(shape);
    this.picture.querySelector(`.lesson-figure-${width}`)!.replaceWith(made.element);
    this.#shown.set(width, made);
    this.#measured = null;
  }

  #table(): void {
    const details = this.#figure.querySelector("details");
    if (details?.open !== true || this.#data === null) return;
    details.querySelector(".lesson-scroll")!.replaceChildren(tableOf(this.#data));
  }
}
