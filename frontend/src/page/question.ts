// A question: options to choose from, or a field to type into; and what is said of each answer.

import { bringFields, make } from "./make.ts";
import { asLine } from "./plain_mathematics.ts";
import { judgeChoice, judgeTyped, type Judgement, type Key } from "./quiz_answer.ts";
import { fingerprint } from "./fingerprint.ts";

export interface Judged {
  judgement: Judgement;
  /** What the author says of this answer. */
  said: HTMLElement[];
}

export class Question {
  readonly #fieldset: HTMLElement;
  readonly #inputs: HTMLInputElement[];
  readonly #field: HTMLInputElement | null;
  readonly #answers: HTMLElement;
  readonly #key: Key | null;

  /** `answers` holds what is said of each answer; `data` what a typed one is compared with. */
  constructor(form: HTMLElement, answers: HTMLElement, data: DOMStringMap, signal: AbortSignal) {
    bringFields(form);
    this.#fieldset = form.querySelector("fieldset") ?? form;
    this.#inputs = [...form.querySelectorAll<HTMLInputElement>(".lesson-options input")];
    this.#field = form.querySelector<HTMLInputElement>(".lesson-typed input");
    this.#answers = answers;
    const { number, tolerance, printed } = data;
    this.#key = number !== undefined ? { number: Number(number), tolerance: Number(tolerance) } : printed !== undefined ? { printed } : null;
    this.#nameMathematics(signal);
  }

  /** Changes when the question does. */
  get fingerprint(): string {
    return fingerprint(this.#fieldset.textContent?.replace(/\s+/g, " ").trim() ?? "");
  }

  /** The values of the chosen options, or the text that was typed; empty for nothing. */
  get given(): string[] {
    if (this.#field !== null) return this.#field.value.trim() === "" ? [] : [this.#field.value];
    return this.#inputs.filter((input) => input.checked).map((input) => input.value);
  }

  set given(given: string[]) {
    if (this.#field !== null) this.#field.value = given[0] ?? "";
    for (const input of this.#inputs) input.checked = given.includes(input.value);
  }

  /** The answer in words. */
  get inWords(): string {
    if (this.#field !== null) return this.#field.value.trim();
    return this.#inputs.filter((input) => input.checked).map((input) => asLine(input.closest("label") ?? input)).join("; ").replace(/\s+/g, " ").trim();
  }

  /** Nothing chosen, nothing typed: the first place where an answer can be given. */
  focus(): void {
    const chosen = this.#inputs.find((input) => input.checked);
    (this.#field ?? chosen ?? this.#inputs[0])?.focus();
  }

  judge(): Judged {
    const explanations = [...this.#answers.querySelectorAll<HTMLElement>("[data-option]")];
    return this.#key === null ? this.#judgeChoice(explanations) : this.#judgeTyped(this.#key, explanations);
  }

  #judgeChoice(explanations: HTMLElement[]): Judged {
    const given = this.given;
    const right = explanations.filter((item) => item.dataset["right"] !== undefined).map((item) => item.dataset["option"] ?? "");
    for (const input of this.#inputs) {
      if (input.checked) input.closest("label")?.setAttribute("data-verdict", right.includes(input.value) ? "right" : "wrong");
    }
    return { judgement: judgeChoice(given, right), said: explanations.filter((item) => given.includes(item.dataset["option"] ?? "")) };
  }

  #judgeTyped(key: Key, explanations: HTMLElement[]): Judged {
    const wrong = explanations.filter((item) => item.dataset["right"] === undefined);
    const { judgement, known } = judgeTyped(this.given[0] ?? "", key, wrong.map((item) => item.dataset["says"] ?? ""));
    if (judgement === "right") return { judgement, said: explanations.filter((item) => !wrong.includes(item)) };
    if (judgement !== "wrong") return { judgement, said: [] };
    const said = known === null ? this.#answers.querySelector<HTMLElement>("[data-rest]") : wrong[known];
    // Of a known answer is told which one it is; any other is what the reader sees in the field.
    return { judgement, said: said ? [said] : [] };
  }

  /** Takes the marks of a judgement from the options. */
  clear(): void {
    for (const input of this.#inputs) input.closest("label")?.removeAttribute("data-verdict");
  }

  #nameMathematics(signal: AbortSignal): void {
    const named: [Element, Element | null][] = [[this.#fieldset, this.#fieldset.querySelector("legend")]];
    for (const input of this.#inputs) named.push([input, input.closest("label")]);
    for (const [element, label] of named) {
      if (!label?.querySelector("math")) continue;
      element.setAttribute("aria-label", asLine(label).replace(/\s+/g, " ").trim());
      signal.addEventListener("abort", () => element.removeAttribute("aria-label"));
    }
  }
}

/** Calls back when the reader has answered: by the main button, or by Return in a field. */
export function onAnswer(form: HTMLElement, answered: () => void, signal: AbortSignal): void {
  form.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(".lesson-primary")) answered();
  }, { signal });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    answered();
  }, { signal });
}

/** An explanation stands once in the page; what is shown is a copy, without its ids. */
export function copyOf(explanation: HTMLElement): HTMLElement {
  const whole = explanation.dataset["rest"] === undefined ? explanation : explanation.querySelector("div") ?? explanation;
  const said = make("div", "lesson-explanation", ...[...whole.childNodes].map((node) => node.cloneNode(true)));
  for (const element of said.querySelectorAll("[id]")) element.removeAttribute("id");
  return said;
}
