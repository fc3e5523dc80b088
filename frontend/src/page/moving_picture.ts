// The figure that the build put into the page, changed in its place: picture, numbers of the moment, words, table.

import * as figures from "../figures/index.ts";
import type { FigureData } from "../protocol/index.ts";
import { captionParts, fillReadouts, tableOf } from "./figure.ts";
import { fingerprint } from "./fingerprint.ts";
import { changePicture, makePicture, type Shown } from "./picture.ts";

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
    const sized = new ResizeObserver(() => this.#draw());
    sized.observe(this.picture);
    signal.addEventListener("abort", () => {
      sized.disconnect();
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
    const caption = this.#caption;
    // It keeps the height that it needed: what stands below does not jump at every move.
    caption.style.minBlockSize = `${caption.offsetHeight}px`;
    caption.replaceChildren(...captionParts(data));
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
    this.#caption.replaceChildren(...caption);
    this.#caption.style.minBlockSize = "";
    if (print !== undefined) this.#figure.dataset["figure"] = print;
    if (readouts !== undefined) this.#figure.querySelector(".lesson-readouts")?.replaceChildren(...readouts);
    if (table !== undefined) this.#figure.querySelector(".lesson-scroll")?.replaceChildren(...table);
    this.stale = false;
  }

  /** The picture that is seen, and how its places and its data belong together. */
  view(): { element: SVGElement; scales: figures.PanelScales[]; figure: FigureData } | null {
    const width = this.#width;
    const element = this.picture.querySelector<SVGElement>(`.lesson-figure-${width}`);
    return this.#data === null || element === null ? null : { element, scales: figures.panelScales(this.#data, width), figure: this.#data };
  }

  svg(dark: boolean): string | null {
    return this.#data === null ? null : figures.standaloneSvg(this.#data, { id: this.#id, dark });
  }

  get #caption(): HTMLElement {
    return this.#figure.querySelector("figcaption")!;
  }

  /** The style sheet shows one of the two. */
  get #width(): figures.Width {
    const narrow = this.picture.querySelector(".lesson-figure-narrow");
    return narrow !== null && getComputedStyle(narrow).display !== "none" ? "narrow" : "wide";
  }

  #draw(): void {
    const data = this.#data;
    const width = this.#width;
    if (data === null || !this.#changed || this.#drawn.get(width) === data) return;
    this.#drawn.set(width, data);
    const shape = figures.drawFigure(data, { id: `${this.#id}-${width}`, width, kept: this.#kept });
    const shown = this.#shown.get(width);
    if (shown !== undefined) {
      this.#shown.set(width, changePicture(shown, shape));
      return;
    }
    const made = makePicture(shape);
    this.picture.querySelector(`.lesson-figure-${width}`)!.replaceWith(made.element);
    this.#shown.set(width, made);
  }

  #table(): void {
    const details = this.#figure.querySelector("details");
    if (details?.open !== true || this.#data === null) return;
    details.querySelector(".lesson-scroll")!.replaceChildren(tableOf(this.#data));
  }
}
