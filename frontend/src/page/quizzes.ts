// A set of questions: the score, one at a time or all, the missed ones once more, and how each of them stands.

import { LessonElement } from "./element.ts";
import { make, makeButton, makeMark, whileConnected } from "./make.ts";
import { ANSWERED, type LessonQuiz } from "./quiz.ts";
import { isView, place, score, shapeOf, type View } from "./quiz_set.ts";
import { keyOf, storage } from "./storage.ts";
import { linkTo } from "./work.ts";

export class LessonQuizzes extends LessonElement {
  protected override readonly bringsFields = true;
  #score!: HTMLElement;
  #toggle!: HTMLButtonElement;
  #steps!: HTMLElement;
  #where!: HTMLElement;
  #previous!: HTMLButtonElement;
  #next!: HTMLButtonElement;
  #retry!: HTMLButtonElement;
  #showAll!: HTMLButtonElement;
  #list!: HTMLElement;
  #key = "";
  #view: View = { one: false, at: "" };
  /** The questions that are answered once more; empty for all. For this visit only: their answers are kept. */
  #again: string[] = [];

  protected connect(signal: AbortSignal): void {
    customElements.upgrade(this);
    for (const quiz of this.#quizzes) quiz.settle(); // their standing is asked for
    const bar = this.built(".lesson-set-bar");
    const end = this.built(".lesson-set-end");
    this.#key = `${keyOf(this.id)}:view`;
    this.#view = storage.read(this.#key, isView) ?? { one: false, at: "" };
    this.#again = [];
    this.#score = this.built(".lesson-set-score");
    const built = [...this.#score.childNodes];
    this.#toggle = whileConnected(makeButton("view", ""), signal);
    bar.append(this.#toggle);
    this.#previous = makeButton("previous", "Previous");
    this.#next = makeButton("next", "Next");
    this.#where = make("span", "lesson-where");
    this.#steps = make("div", "lesson-set-steps", this.#previous, this.#where, this.#next);
    this.#retry = makeButton("retry-missed", "");
    this.#showAll = makeButton("show-all", "Back to all questions");
    this.#list = make("ol", "lesson-set-list");
    const summary = make("details", "lesson-set-summary", make("summary", "", "How each question stands"), this.#list);
    const made = make("div", "", this.#steps, make("div", "lesson-actions", this.#retry, this.#showAll), summary);
    end.append(whileConnected(made, signal));

    this.#toggle.addEventListener("click", () => this.#show({ one: !this.#view.one, at: this.#view.at }), { signal });
    this.#previous.addEventListener("click", () => this.#go(-1), { signal });
    this.#next.addEventListener("click", () => this.#go(1), { signal });
    this.#retry.addEventListener("click", () => this.#retryMissed(), { signal });
    this.#showAll.addEventListener("click", () => {
      this.#again = [];
      this.#draw();
      this.#retry.focus();
    }, { signal });
    this.#list.addEventListener("click", (event) => this.#follow(event), { signal });
    this.addEventListener(ANSWERED, () => this.#draw(), { signal });
    window.addEventListener("hashchange", () => this.#reveal(), { signal });
    signal.addEventListener("abort", () => {
      for (const quiz of this.#quizzes) quiz.hidden = false;
      this.#score.replaceChildren(...built);
    });
    this.#reveal();
    this.#draw();
  }

  get #quizzes(): LessonQuiz[] {
    return [...this.querySelectorAll<LessonQuiz>("lesson-quiz")];
  }

  /** Those among which the reader goes now. */
  get #asked(): LessonQuiz[] {
    return this.#again.length === 0 ? this.#quizzes : this.#quizzes.filter(({ id }) => this.#again.includes(id));
  }

  #show(view: View): void {
    this.#view = view;
    storage.write(this.#key, view);
    this.#draw();
  }

  #go(by: -1 | 1): void {
    const asked = this.#asked;
    const { previous, next } = place(asked.map(({ id }) => id), this.#view.at);
    const id = by < 0 ? previous : next;
    if (id === null) return;
    this.#show({ one: true, at: id });
    const quiz = asked.find((each) => each.id === id);
    quiz?.scrollIntoView({ block: "nearest" });
    quiz?.focusQuestion();
  }

  #retryMissed(): void {
    const missed = this.#quizzes.filter((quiz) => quiz.missed);
    if (missed.length === 0) return;
    this.#again = missed.map(({ id }) => id);
    this.#view = { one: this.#view.one, at: this.#again[0] ?? "" };
    for (const quiz of missed) quiz.retry();
    this.#draw();
    missed[0]?.scrollIntoView({ block: "nearest" });
    missed[0]?.focusQuestion();
  }

  /** A question that an address or a link in the list names is shown, even one at a time. */
  #reveal(): void {
    const quiz = this.#quizzes.find(({ id }) => `#${id}` === location.hash);
    if (quiz === undefined || !quiz.hidden) return;
    this.#again = [];
    this.#show({ one: this.#view.one, at: quiz.id });
    quiz.scrollIntoView({ block: "start" });
  }

  #follow(event: Event): void {
    const id = event.target instanceof HTMLAnchorElement ? event.target.hash.slice(1) : "";
    const quiz = this.#quizzes.find((each) => each.id === id);
    if (quiz === undefined) return;
    if (quiz.hidden) {
      this.#again = [];
      this.#show({ one: this.#view.one, at: id });
    }
    event.preventDefault();
    // The site's own navigation would go to the address, and take the focus away.
    event.stopPropagation();
    quiz.scrollIntoView({ block: "nearest" });
    quiz.focusQuestion();
  }

  #draw(): void {
    const [quizzes, asked] = [this.#quizzes, this.#asked];
    const { now, previous, next } = place(asked.map(({ id }) => id), this.#view.at);
    for (const quiz of quizzes) quiz.hidden = !asked.includes(quiz) || (this.#view.one && quiz !== asked[now]);
    this.#score.textContent = score(quizzes.map(({ standing }) => standing));
    this.#toggle.textContent = this.#view.one ? "Show all at once" : "One at a time";
    this.#steps.hidden = !this.#view.one;
    this.#where.textContent = `${this.#again.length > 0 ? "Missed question" : "Question"} ${now + 1} of ${asked.length}`;
    // Not the `disabled` attribute: the button keeps the focus of who just pressed it.
    this.#previous.setAttribute("aria-disabled", String(previous === null));
    this.#next.setAttribute("aria-disabled", String(next === null));
    const missed = quizzes.filter((quiz) => quiz.missed).length;
    this.#retry.hidden = missed === 0;
    this.#retry.textContent = missed === 1 ? "Retry the missed one" : `Retry the ${missed} missed ones`;
    this.#showAll.hidden = this.#again.length === 0;
    this.#list.replaceChildren(...quizzes.map((quiz) => make("li", "",
      makeMark(shapeOf(quiz.standing)), linkTo(quiz, quiz.heading), make("span", "", quiz.standing))));
  }
}
