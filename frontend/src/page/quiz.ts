// A question with options. Each answer is met by what the author wrote about it; one may always try again.

import { LessonElement } from "./element.ts";
import { fingerprint } from "./fingerprint.ts";
import { mark } from "./ledger.ts";
import { make, makeMark } from "./make.ts";
import { asLine } from "./plain_mathematics.ts";
import { isQuizAnswer, judgeAnswer, type Judgement } from "./quiz_answer.ts";
import { keyOf, storage } from "./storage.ts";

const WORDS: Record<Judgement, [shape: string, word: string]> = {
  "nothing chosen": ["hint", "Choose an answer first."],
  right: ["right", "Right"],
  wrong: ["wrong", "Not right. You can try again."],
  incomplete: ["hint", "Right so far, but something is missing."],
};

export class LessonQuiz extends LessonElement {
  #form!: HTMLFormElement;
  #feedback!: HTMLElement;
  #answer!: HTMLElement;

  protected connect(signal: AbortSignal): void {
    this.#form = this.built("form");
    this.#feedback = this.built(".lesson-feedback");
    this.#answer = this.built(".lesson-answer");
    this.#answer.hidden = true;
    this.#nameMathematics(signal);
    const key = `${keyOf(this.id)}:answer`;
    const question = fingerprint(this.built("fieldset").textContent?.replace(/\s+/g, " ").trim() ?? "");

    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const judgement = this.#judge();
      if (judgement === "nothing chosen") return;
      storage.write(key, { chosen: this.#chosen(), of: question });
      mark(this.id, judgement === "right" ? "done" : "started");
    }, { signal });
    this.#form.addEventListener("change", () => this.#clear(), { signal });
    signal.addEventListener("abort", () => {
      this.#clear();
      this.#answer.hidden = false;
    });

    const saved = storage.read(key, isQuizAnswer);
    if (saved === null || saved.of !== question) return;
    for (const input of this.#inputs()) input.checked = saved.chosen.includes(input.value);
    this.#judge();
  }

  #nameMathematics(signal: AbortSignal): void {
    const fieldset = this.built("fieldset");
    const named: [Element, Element | null][] = [[fieldset, fieldset.querySelector("legend")]];
    for (const input of this.#inputs()) named.push([input, input.closest("label")]);
    for (const [element, label] of named) {
      if (!label?.querySelector("math")) continue;
      element.setAttribute("aria-label", asLine(label).replace(/\s+/g, " ").trim());
      signal.addEventListener("abort", () => element.removeAttribute("aria-label"));
    }
  }

  #judge(): Judgement {
    this.#clear();
    const chosen = this.#chosen();
    const explanations = [...this.#answer.querySelectorAll<HTMLElement>("[data-option]")];
    const right = explanations.filter((item) => item.dataset["right"] !== undefined).map((item) => item.dataset["option"] ?? "");
    const judgement = judgeAnswer(chosen, right);

    for (const input of this.#inputs()) {
      if (input.checked) input.closest("label")?.setAttribute("data-verdict", right.includes(input.value) ? "right" : "wrong");
    }
    const [shape, word] = WORDS[judgement];
    const said = explanations.filter((item) => chosen.includes(item.dataset["option"] ?? ""));
    this.#feedback.dataset["verdict"] = judgement;
    this.#feedback.replaceChildren(make("p", "lesson-verdict", makeMark(shape), make("strong", "", word)), ...said.map(copy));
    if (judgement === "right") this.#answer.hidden = false;
    return judgement;
  }

  #clear(): void {
    this.#feedback.replaceChildren();
    delete this.#feedback.dataset["verdict"];
    for (const label of this.querySelectorAll("label[data-verdict]")) label.removeAttribute("data-verdict");
  }

  #inputs(): HTMLInputElement[] {
    return [...this.#form.querySelectorAll<HTMLInputElement>(".lesson-options input")];
  }

  #chosen(): string[] {
    return this.#inputs().filter((input) => input.checked).map((input) => input.value);
  }
}

/** The explanation stands once in the page; what is shown is a copy, without its ids. */
function copy(explanation: HTMLElement): HTMLElement {
  const said = make("div", "lesson-explanation", ...[...explanation.childNodes].map((node) => node.cloneNode(true)));
  for (const element of said.querySelectorAll("[id]")) element.removeAttribute("id");
  return said;
}
