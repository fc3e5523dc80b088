// A question with options, or one answered by typing. Each answer is met by what the author wrote about it;
// one may always try again.

import { LessonElement } from "./element.ts";
import { mark } from "./ledger.ts";
import { make, makeMark } from "./make.ts";
import { copyOf, onAnswer, Question } from "./question.ts";
import { afterAnswer, afterRetry, isQuizAnswer, standingOf, type Judgement, type QuizAnswer, type Standing } from "./quiz_answer.ts";
import { keyOf, onForeignChange, storage } from "./storage.ts";

const WORDS: Record<Judgement, [shape: string, word: string]> = {
  "nothing chosen": ["hint", "Choose an answer first."],
  "nothing typed": ["hint", "Write an answer first."],
  "no number": ["hint", "Write one number, such as 2.5 or 5/2."],
  right: ["right", "Right"],
  wrong: ["wrong", "Not right. You can try again."],
  incomplete: ["hint", "Right so far, but something is missing."],
};

/** It bubbles when an answer was given, taken back, or came from another tab. */
export const ANSWERED = "lesson-answered";

export class LessonQuiz extends LessonElement {
  protected override readonly bringsFields = true;
  #question: Question | null = null;
  #feedback!: HTMLElement;
  #answers!: HTMLElement;
  #key = "";
  #answer: QuizAnswer | null = null;

  protected connect(signal: AbortSignal): void {
    const form = this.built(".lesson-form");
    this.#feedback = this.built(".lesson-feedback");
    this.#answers = this.built(".lesson-answer");
    const question = new Question(form, this.#answers, this.dataset, signal);
    this.#question = question;
    this.#key = `${keyOf(this.id)}:answer`;

    onAnswer(form, () => {
      const judgement = this.#judge(question);
      if (!["right", "wrong", "incomplete"].includes(judgement)) return;
      this.#keep(afterAnswer(this.#answer, question.fingerprint, question.given, judgement === "right"));
      mark(this.id, judgement === "right" ? "done" : "started");
    }, signal);
    form.addEventListener("input", () => this.#clear(question), { signal });
    onForeignChange((key) => key === this.#key, () => {
      // Who is answering here is not interrupted.
      if (!this.contains(document.activeElement)) this.#adopt(question);
    }, signal);
    signal.addEventListener("abort", () => {
      this.#clear(question);
      this.#answers.hidden = false;
    });
    this.#adopt(question);
  }

  get standing(): Standing {
    return standingOf(this.#answer);
  }

  /** A first try was wrong, and none has been right since. */
  get missed(): boolean {
    return this.#answer?.missed ?? false;
  }

  get heading(): string {
    return this.built("fieldset").getAttribute("aria-label") ?? this.built("legend").textContent?.trim() ?? "";
  }

  /** Takes the answer back, to give another. */
  retry(): void {
    if (this.#question === null || this.#answer === null) return;
    this.#question.given = [];
    this.#clear(this.#question);
    this.#answers.hidden = true;
    this.#keep(afterRetry(this.#answer));
  }

  focusQuestion(): void {
    this.#question?.focus();
  }

  #adopt(question: Question): void {
    const saved = storage.read(this.#key, isQuizAnswer);
    this.#answer = saved !== null && saved.of === question.fingerprint ? saved : null;
    this.#clear(question);
    this.#answers.hidden = true;
    if (this.#answer !== null) {
      question.given = this.#answer.chosen;
      if (this.#answer.chosen.length > 0) this.#judge(question);
    }
    this.dispatchEvent(new Event(ANSWERED, { bubbles: true }));
  }

  #keep(answer: QuizAnswer): void {
    this.#answer = answer;
    storage.write(this.#key, answer);
    this.dispatchEvent(new Event(ANSWERED, { bubbles: true }));
  }

  #judge(question: Question): Judgement {
    this.#clear(question);
    const { judgement, said } = question.judge();
    const [shape, word] = WORDS[judgement];
    this.#feedback.dataset["verdict"] = judgement;
    this.#feedback.replaceChildren(make("p", "lesson-verdict", makeMark(shape), make("strong", "", word)), ...said.map(copyOf));
    if (judgement === "right") this.#answers.hidden = false;
    return judgement;
  }

  #clear(question: Question): void {
    question.clear();
    this.#feedback.replaceChildren();
    delete this.#feedback.dataset["verdict"];
  }
}
