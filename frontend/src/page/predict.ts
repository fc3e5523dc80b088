// Predict, run, compare: the reader says what a cell will show, and only then sees it, with both side by side.

import { RAN, type LessonCell } from "./cell.ts";
import { LessonElement } from "./element.ts";
import { make, makeButton, makeMark, whileConnected } from "./make.ts";
import {
  afterAgain, afterCommit, afterCompare, afterSkip, cameTrue, isPrediction, stageOf, type Measure, type Prediction, type Stage,
} from "./prediction.ts";
import { onAnswer, Question } from "./question.ts";
import { keyOf, onForeignChange, storage } from "./storage.ts";
import { readNumber } from "./typed_answer.ts";
import { Veil } from "./veil.ts";

const COVERED = "Covered until you have predicted it, in the question above this cell.";

export class LessonPredict extends LessonElement {
  #question!: Question;
  #fieldset!: HTMLFieldSetElement;
  #state!: HTMLElement;
  #actions!: HTMLElement;
  #compared!: HTMLElement;
  #veil!: Veil;
  #mine!: HTMLElement;
  #key = "";
  #prediction: Prediction | null = null;

  protected connect(signal: AbortSignal): void {
    const form = this.built(".lesson-form");
    const cell = document.querySelector<LessonCell>(`lesson-cell[data-name="${CSS.escape(this.dataset["cell"] ?? "")}"]`);
    const compared = document.getElementById(`compared-${this.dataset["name"] ?? ""}`);
    const output = cell?.querySelector<HTMLElement>(".lesson-output");
    if (!cell || !compared || !output) throw new Error(`<lesson-predict id="${this.id}"> has no cell to predict`);
    this.#compared = compared;
    this.#fieldset = this.built("fieldset");
    this.#state = this.built(".lesson-state");
    this.#actions = this.built(".lesson-actions");
    const built = [...this.#actions.childNodes];
    this.#question = new Question(form, compared, {}, signal);
    this.#veil = new Veil([output, compared], COVERED, signal);
    this.#mine = whileConnected(make("p", "lesson-mine"), signal);
    this.#mine.hidden = true;
    compared.prepend(this.#mine);
    compared.tabIndex = -1;
    this.#key = `${keyOf(this.id)}:prediction`;

    onAnswer(form, () => this.#submit(cell), signal);
    this.#actions.addEventListener("click", (event) => {
      const action = event.target instanceof HTMLButtonElement ? event.target.dataset["action"] : undefined;
      if (action === "skip") this.#keep(afterSkip(this.#prediction, this.#question.fingerprint), true);
      else if (action === "compare") this.#compare(true);
      else if (action === "again") this.#again();
    }, { signal });
    form.addEventListener("input", () => (this.#state.textContent = ""), { signal });
    cell.addEventListener(RAN, () => this.#compare(false), { signal });
    onForeignChange((key) => key === this.#key, () => this.#adopt(), signal);
    signal.addEventListener("abort", () => {
      this.#fieldset.disabled = false;
      this.#state.replaceChildren();
      this.#actions.replaceChildren(...built);
      compared.removeAttribute("tabindex");
      this.#showSaid([]);
    });
    this.#adopt();
  }

  get #stage(): Stage {
    return stageOf(this.#prediction, this.#question.fingerprint);
  }

  /** Return in the field, or the main button: what comes next. */
  #submit(cell: LessonCell): void {
    if (this.#stage === "committed") {
      cell.scrollIntoView({ block: "nearest" });
      void cell.run();
      return;
    }
    const { given, inWords } = this.#question;
    const wrong = given.length === 0 ? "Say first what you expect, even if you only guess." : this.#isNoNumber(given) ? "Write one number, such as 2.5 or 5/2." : "";
    if (wrong !== "") this.#state.replaceChildren(wrong);
    else this.#keep(afterCommit(this.#prediction, this.#question.fingerprint, given, inWords), true);
  }

  #isNoNumber([given = ""]: string[]): boolean {
    return this.#compared.dataset["number"] !== undefined && readNumber(given) === null;
  }

  #compare(asked: boolean): void {
    if (this.#stage !== "committed" || this.#prediction === null) return;
    // Whoever asked here is led there; whoever ran the cell by its own button stays at it.
    const leads = asked || this.contains(document.activeElement);
    this.#keep(afterCompare(this.#prediction), false);
    if (leads) this.#compared.focus();
  }

  #again(): void {
    if (this.#prediction === null) return;
    this.#question.given = [];
    this.#keep(afterAgain(this.#prediction), false);
    this.#question.focus();
  }

  #keep(prediction: Prediction, moveOn: boolean): void {
    this.#prediction = prediction;
    storage.write(this.#key, prediction);
    this.#show();
    // The button that was pressed is gone; the next one stands in its place.
    if (moveOn) this.#actions.querySelector("button")?.focus();
  }

  #adopt(): void {
    this.#prediction = storage.read(this.#key, isPrediction);
    if (this.#stage !== "open") this.#question.given = this.#prediction?.said ?? [];
    this.#show();
  }

  #show(): void {
    const stage = this.#stage;
    this.#fieldset.disabled = stage !== "open";
    this.#veil.up = stage === "open" || stage === "committed";
    this.#actions.replaceChildren(...BUTTONS[stage].map(([action, label]) => actionButton(action, label)));
    const said = this.#prediction?.words ?? "";
    const earlier = this.#prediction?.earlier.at(-1);
    const before = stage === "open" && earlier !== undefined ? `Before, you said: ${earlier}` : "";
    this.#state.replaceChildren({ open: before, committed: `You said: ${said}`, skipped: "Shown without a prediction", compared: `You said: ${said}` }[stage]);
    this.#state.dataset["tone"] = "plain";
    this.#mine.hidden = stage !== "compared";
    this.#showSaid(stage === "compared" ? this.#prediction?.said ?? [] : []);
    if (stage !== "compared") return;
    const verdict = cameTrue(this.#prediction?.said ?? [], this.#measure());
    const words = verdict === null ? "Compare it with the output." : verdict ? "As you predicted." : "Not as you predicted.";
    const mark = verdict === null ? [] : [makeMark(verdict ? "right" : "differs"), " "];
    this.#mine.replaceChildren(make("span", "lesson-label", "You said"), " ", make("strong", "", said), " ", make("span", "lesson-came", ...mark, words));
  }

  /** Of what is said about each option, only that about the reader's own. */
  #showSaid(said: string[]): void {
    const list = this.#compared.querySelector<HTMLElement>(".lesson-said-of");
    if (list === null) return;
    const items = [...list.querySelectorAll<HTMLElement>("[data-option]")];
    for (const item of items) item.hidden = said.length > 0 && !said.includes(item.dataset["option"] ?? "");
    list.hidden = items.every((item) => item.hidden);
  }

  #measure(): Measure {
    const { number, tolerance } = this.#compared.dataset;
    if (this.dataset["right"] !== undefined) return { right: this.dataset["right"].split(" ") };
    return number === undefined ? null : { number: Number(number), tolerance: Number(tolerance) };
  }
}

const AGAIN: [string, string] = ["again", "Predict again"];
const BUTTONS: Record<Stage, [action: string, label: string][]> = {
  open: [["commit", "Commit"], ["skip", "Show without predicting"]],
  committed: [["run", "Run and compare"], ["compare", "Compare without running"], AGAIN],
  compared: [AGAIN],
  skipped: [AGAIN],
};

function actionButton(action: string, label: string): HTMLButtonElement {
  const button = makeButton(action, label);
  if (action !== "commit" && action !== "run") return button;
  button.className = "lesson-primary";
  return button;
}
