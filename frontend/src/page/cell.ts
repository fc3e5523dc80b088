// A runnable cell: code, its verified output, and the reader's own runs of it.

import type { CellResult } from "../protocol/index.ts";
import { Actions } from "./actions.ts";
import { EditableCode } from "./editable_code.ts";
import { LessonElement } from "./element.ts";
import { type FigurePart, openFigure } from "./figure_part.ts";
import { mark } from "./ledger.ts";
import { Output } from "./output.ts";
import { complete, describe } from "./inquiry.ts";
import { python } from "./python.ts";
import { runAbove, runInOrder, type Runnable } from "./run_order.ts";
import { StateLine } from "./state_line.ts";
import { offerToTakeAway } from "./take_away.ts";
import type { Place } from "./traceback.ts";
import { judge, ranFirst, type Whose } from "./verdict.ts";
import { EarlierFailed, explain, linkTo, reporting, retryButton, stopAll, takeTurn } from "./work.ts";

/** A run of a cell has come to its end. */
export const RAN = "lesson-ran";

export class LessonCell extends LessonElement implements Runnable {
  ranIn: number | null = null;
  #code!: EditableCode;
  #output!: Output;
  #line!: StateLine;
  #actions!: Actions;
  #connected!: AbortSignal;
  /** Something other than the published output is shown. */
  #ownOutput = false;
  #lastLine: (after: string) => void = () => {};
  /** Of a cell with controls. */
  #figure: FigurePart | null = null;
  #builtState = "";

  protected connect(signal: AbortSignal): void {
    this.#connected = signal;
    this.ranIn = null;
    this.#ownOutput = false;
    this.#builtState = this.built(".lesson-state").textContent ?? "";
    this.#output = new Output(this.built(".lesson-output"), {
      title: this.heading,
      wayTo,
      showIn: (rich) => this.#figure?.show(rich) ?? null,
    }, signal);
    this.#line = new StateLine(this.built(".lesson-state"), this.heading, signal);
    this.#figure = openFigure(this, {
      title: this.heading,
      line: this.#line,
      code: () => this.#code,
      compute: () => this.#compute(),
      onSettled: () => {
        // Cells below see its names with the new values: it is run again before them.
        this.ranIn = null;
        this.#actions.update(this.#ownOutput || this.#moved);
      },
    }, signal);
    this.#code = new EditableCode(this.built(".lesson-code"), this.id, {
      title: this.heading,
      complete,
      describe,
      face: this.#figure?.values ?? null,
      onChange: () => this.#changed(),
      onRun: () => void this.run(),
      onRunAndMoveOn: () => this.#runAndMoveOn(),
      onTrouble: (message, retry) => this.#line.tell("failed", message, retryButton(retry)),
    }, signal);
    this.#actions = new Actions(this.built(".lesson-bar"), this.#code, {
      run: () => void this.run(),
      stop: stopAll,
      reset: () => this.#reset(),
      undoReset: () => this.#code.undoReset(),
    }, signal);
    offerToTakeAway(this.built(".lesson-bar"), this.id, this.#code, this.#line, signal);
    if (this.#code.edited || this.#isScratch) this.#changed();
    this.#actions.update(this.#moved);
  }

  get #moved(): boolean {
    return (this.#figure?.values.moved.length ?? 0) > 0;
  }

  get #isScratch(): boolean {
    return this.dataset["scratch"] !== undefined;
  }

  /** The cells among which this one stands; what readers try in their own is not in the way of others. */
  get #inOrder(): LessonCell[] {
    return [...document.querySelectorAll<LessonCell>("lesson-cell")].filter((cell) => cell === this || !cell.#isScratch);
  }

  get heading(): string {
    return this.built(".lesson-title").textContent?.trim() ?? "";
  }

  /** Runs this cell and, before it, those above it that have not run in this session. */
  async run(): Promise<void> {
    if (this.#actions.busy) return;
    const cells = this.#inOrder;
    let now: LessonCell = this;
    const running = (): string => (now === this ? "Running…" : `Running “${now.heading}” first…`);
    try {
      this.#line.show("busy", "Waiting for the cell that is running…");
      const { earlier, failed } = await this.#actions.during(() => takeTurn(() => reporting(this.#line, running, () =>
        runInOrder(cells, this, () => python.session, (cell) => {
          now = cell;
          this.#line.show("busy", running());
        }))));
      if (failed === null) this.#lastLine(ranFirst(earlier.length));
      else this.#line.tell("failed", "Not run, because an earlier cell failed:", linkTo(failed, failed.heading));
    } catch (error) {
      this.#brokeOff(error, () => void this.run());
    } finally {
      this.#actions.update(this.#ownOutput);
    }
  }

  /** The figure for the code as it stands, in a turn of its own, without a trace in the names. */
  #compute(): Promise<CellResult> {
    const cells = this.#inOrder;
    return takeTurn(async () => {
      const { failed } = await runAbove(cells, this, () => python.session);
      if (failed !== null) throw new EarlierFailed(linkTo(failed, failed.heading));
      return python.run<CellResult>({ do: "figure", name: this.dataset["name"] ?? this.id, source: this.#code.text });
    });
  }

  /** Runs this cell alone, in the turn of the one that the reader asked for. */
  async execute(): Promise<boolean> {
    const source = this.#code.text;
    const whose = this.#isScratch && !this.#code.shared ? "own" : this.#code.whose;
    try {
      await this.#figure?.ready();
      const result = await this.#actions.during(() => reporting(this.#line, () => "Running…", () => {
        this.#output.begin();
        return python.run<CellResult>({ do: "cell", name: this.dataset["name"] ?? this.id, source },
          (kind, text) => this.#output.write(kind, text));
      }));
      const ok = this.#finished(source, whose, result);
      // A cell that failed has not given later ones what they build on: it is run again before them.
      this.ranIn = ok ? python.session : null;
      return ok;
    } catch (error) {
      this.#brokeOff(error, null);
      throw error;
    } finally {
      this.#actions.update(this.#ownOutput);
    }
  }

  #finished(source: string, whose: Whose, result: CellResult): boolean {
    const same = this.#output.end(result.parts, result.rich);
    const verdict = judge(result, same, whose, this.dataset["expect"] ?? null);
    if (!same && whose === "published") this.#output.showDifference();
    else if (!same && whose !== "moved") this.#output.showPublished();
    this.#ownOutput = !same;
    if (verdict.ok) mark(this.id, "done");
    const tone = !verdict.ok ? "failed" : whose === "moved" ? "same" : whose !== "published" ? "edited" : same ? "same" : "differs";
    this.#lastLine = (after) => this.#line.tellPlace(
      tone, after === "" ? verdict.text : `${verdict.text.replace(/\.$/, "")}. ${after}`, verdict.line, (line) => void this.#code.goTo(line));
    this.#lastLine("");
    this.#code.markLine(verdict.line);
    if (this.#code.text !== source) this.#changed();
    this.dispatchEvent(new Event(RAN));
    return verdict.ok;
  }

  #brokeOff(error: unknown, retry: (() => void) | null): void {
    if (this.#connected.aborted) return; // the page is gone, and with it whom to tell
    const printed = this.#output.breakOff();
    this.#ownOutput ||= printed;
    explain(error, this.#line, !printed && !this.#output.isEmptyAsPublished, retry);
  }

  /** The code shown is not the code that gave the output. */
  #changed(): void {
    this.#figure?.refresh();
    if (this.#actions.busy) return;
    this.#output.stale = this.#code.edited || this.#ownOutput;
    const { edited, shared } = this.#code;
    if (shared) this.#line.show("edited", "Code from a link, not yet run. Read it before you run it.");
    else if (edited) this.#line.show("edited", "Your edit, not yet run");
    else if (this.#ownOutput) this.#line.show("edited", "The published code, not yet run again");
    else if (this.#isScratch) this.#line.show("plain", this.#builtState);
    else this.#line.show("verified", this.#builtState);
    this.#actions.update(this.#ownOutput);
  }

  #reset(): void {
    this.#output.restore();
    this.#ownOutput = false;
    this.#code.reset();
    this.#figure?.restore();
    this.#line.tell("verified", this.#code.canUndoReset ? "Published code and output restored" : "Published output restored");
    this.#actions.update(false);
  }

  #runAndMoveOn(): void {
    void this.run();
    const cells = [...document.querySelectorAll<LessonCell>("lesson-cell")];
    const next = cells[cells.indexOf(this) + 1];
    if (next === undefined) return;
    next.scrollIntoView({ block: "nearest" });
    void next.edit();
  }

  edit(): Promise<void> {
    return this.#code.edit();
  }

  goTo(line: number): Promise<void> {
    return this.#code.goTo(line);
  }
}

/** The code of a cell is called by the cell's name; a traceback may lead through several cells. */
function wayTo({ name, line }: Place): (() => void) | null {
  const cell = document.querySelector<LessonCell>(`lesson-cell[data-name="${CSS.escape(name)}"]`);
  return cell && (() => void cell.goTo(line));
}
