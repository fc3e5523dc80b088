// A coding challenge: the learner's code, the author's tests, and a word about mistakes the author foresaw.

import type { ProgramResult } from "../protocol/index.ts";
import { Actions } from "./actions.ts";
import { AttemptList } from "./attempt_list.ts";
import { EditableCode } from "./editable_code.ts";
import { LessonElement } from "./element.ts";
import { itemState, mark } from "./ledger.ts";
import { make, makeMark, makeSentence, whileConnected } from "./make.ts";
import { parseMistakes, recognise } from "./mistakes.ts";
import { Output } from "./output.ts";
import { python } from "./python.ts";
import { Solution } from "./solution.ts";
import { StateLine } from "./state_line.ts";
import { keyOf } from "./storage.ts";
import { Stretch } from "./stretch.ts";
import { offerToTakeAway } from "./take_away.ts";
import { TestList } from "./test_list.ts";
import { wentWrong } from "./verdict.ts";
import { explain, reporting, retryButton, stopAll, takeTurn } from "./work.ts";

export class LessonChallenge extends LessonElement {
  #code!: EditableCode;
  #output!: Output;
  #line!: StateLine;
  #tests!: TestList;
  #actions!: Actions;
  #mistake!: HTMLElement;
  #attempts!: AttemptList;
  #solution!: Solution;
  #stretch!: Stretch | null;
  #connected!: AbortSignal;

  protected connect(signal: AbortSignal): void {
    this.#connected = signal;
    const title = this.built(".lesson-title").textContent?.trim() ?? "";
    const region = this.built(".lesson-output");
    this.#mistake = whileConnected(make("div", "lesson-mistake"), signal);
    this.#mistake.hidden = true;
    this.built(".lesson-state").after(this.#mistake);
    this.#tests = new TestList(this.built(".lesson-tests"), signal);
    this.#output = new Output(region, {
      title,
      wayTo: ({ name, line }) => (name === this.dataset["name"] ? () => void this.#code.goTo(line) : null),
    }, signal);
    this.#line = new StateLine(this.built(".lesson-state"), title, signal);
    this.#code = new EditableCode(this.built(".lesson-code"), this.id, {
      title,
      // The tests run in a namespace of their own, which there is no asking while one writes.
      complete: null,
      describe: null,
      face: null,
      onChange: () => this.#changed(),
      onRun: () => void this.run(),
      onRunAndMoveOn: () => void this.run(),
      onTrouble: (message, retry) => this.#line.tell("failed", message, retryButton(retry)),
    }, signal);
    this.#actions = new Actions(this.built(".lesson-bar"), this.#code, {
      run: () => void this.run(),
      stop: stopAll,
      reset: () => this.#code.reset(),
      undoReset: () => this.#code.undoReset(),
    }, signal);
    offerToTakeAway(this.built(".lesson-bar"), this.id, this.#code, this.#line, signal);
    this.#attempts = new AttemptList(region, `${keyOf(this.id)}:attempts`, (code, number) => this.#bringBack(code, number), signal);
    const passed = (): boolean => itemState(this.id) === "done";
    this.#solution = new Solution(this.built(".lesson-solution"), { code: () => this.#code.text, passed }, signal);
    this.#stretch = this.querySelector(".lesson-stretch") === null ? null
      : new Stretch(this, { code: () => this.#code.text, passed, key: keyOf(this.id) }, signal);
    if (this.#code.edited || itemState(this.id) === "done") this.#changed();
    this.#actions.update(false);
  }

  async run(): Promise<void> {
    if (this.#actions.busy) return;
    const source = this.#code.text;
    mark(this.id, "started");
    try {
      const [result, further] = await this.#actions.during(() => takeTurn(() => reporting(this.#line, () => "Running the tests…", () => {
        this.#mistake.hidden = true;
        this.#tests.stale = true;
        this.#output.begin();
        return this.#test(source);
      })));
      this.#attempts.add(source, result.tests.filter((test) => test.passed).length, result.tests.length);
      this.#finished(result);
      this.#stretch?.show(further);
      this.#solution.update();
    } catch (error) {
      if (this.#connected.aborted) return; // the page is gone, and with it whom to tell
      this.#output.breakOff();
      explain(error, this.#line, false, () => void this.run());
    } finally {
      this.#actions.update(false);
    }
  }

  /** The tests and, once they pass, the further ones. */
  async #test(source: string): Promise<[ProgramResult, ProgramResult | null]> {
    const tests = this.built(".lesson-test-source code").textContent ?? "";
    const step = { do: "program", name: this.dataset["name"] ?? this.id, source } as const;
    const result = await python.run<ProgramResult>({ ...step, tests }, (kind, text) => this.#output.write(kind, text));
    if (this.#stretch === null || !solved(result)) return [result, null];
    return [result, await python.run<ProgramResult>({ ...step, tests: this.#stretch.source, helpers: tests })];
  }

  #bringBack(code: string, number: number): void {
    if (this.#actions.busy || code === this.#code.text) return;
    this.#attempts.putAside(this.#code.text);
    this.#code.bring(code, `This is attempt ${number}.`);
    this.#line.tell("edited", `Attempt ${number} is back. What you had is among your attempts, too.`);
  }

  #finished(result: ProgramResult): void {
    const { tests, text, parts } = result;
    // A line of the author's tests is no line of the reader's code.
    const error = result.error?.in_tests ? { ...result.error, line: null } : result.error;
    // A program may fail before its first test; whatever the runner printed of it, the reader must learn why.
    const why = error === null || text.includes(error.type) ? "" : `${error.type}: ${error.message}\n`;
    this.#output.end(why === "" ? parts : [...parts, ["error", why]]);
    this.#tests.show(tests);
    this.#code.markLine(error?.line ?? null);
    const passed = tests.filter((test) => test.passed).length;
    if (solved(result)) {
      mark(this.id, "done");
      this.#line.tell("passed", tests.length === 1 ? "The test passed. Challenge solved." : `All ${tests.length} tests passed. Challenge solved.`);
      return;
    }
    if (error === null) this.#line.tell("failed", `${passed} of ${tests.length} tests passed`);
    else {
      const told = error.by ? `Your code stopped. ${wentWrong(error)}` : `Your code stopped with ${wentWrong(error)}`;
      this.#line.tellPlace("failed", told, error.line, (line) => void this.#code.goTo(line));
    }
    this.#explainMistake(result);
  }

  #explainMistake(result: ProgramResult): void {
    const json = this.querySelector<HTMLTemplateElement>("template.lesson-mistakes")?.content.textContent ?? "[]";
    const known = recognise(result.tests, parseMistakes(json));
    this.#mistake.hidden = known === null;
    if (known !== null) this.#mistake.replaceChildren(makeMark("hint"), make("p", "", make("strong", "", "A known mistake."), " ", makeSentence(known.message)));
  }

  #changed(): void {
    if (this.#actions.busy) return;
    this.#tests.stale = true;
    this.#mistake.hidden = true;
    this.#stretch?.changed();
    this.#solution.update();
    if (this.#code.edited && !this.#code.shared) mark(this.id, "started");
    if (this.#code.shared) this.#line.show("edited", "Code from a link, not yet run. Read it before you run it.");
    else if (itemState(this.id) === "done") this.#line.show("passed", "You have solved this challenge.");
    else if (this.#code.edited) this.#line.show("edited", "Your code is saved; tests not yet run");
    else this.#line.show("plain", "Starter code restored");
    this.#actions.update(false);
  }
}

function solved({ tests, error }: ProgramResult): boolean {
  return tests.length > 0 && error === null && tests.every((test) => test.passed);
}
