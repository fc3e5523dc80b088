// On paper, answers stand at the end, where a learner does not see them before the question. Without a script they stay
// below their questions; after printing they are back there.

const ANSWERS = "lesson-quiz .lesson-answer, lesson-challenge .lesson-solution, lesson-challenge .lesson-stretch-solution";

export function printAnswersAtTheEnd(): void {
  let takeBack = (): void => {};
  addEventListener("beforeprint", () => {
    takeBack();
    takeBack = moveAnswers();
  });
  addEventListener("afterprint", () => {
    takeBack();
    takeBack = () => {};
  });
}

/** Moves them; the answer is how to move them back. */
function moveAnswers(): () => void {
  const article = document.querySelector(".md-content__inner");
  const answers = [...(article?.querySelectorAll<HTMLElement>(ANSWERS) ?? [])];
  if (article === null || answers.length === 0) return () => {};
  const handout = document.createElement("section");
  handout.className = "lesson-handout";
  const heading = document.createElement("h2");
  heading.textContent = "Answers";
  handout.append(heading);
  const moves = answers.map((answer) => {
    const question = answer.parentElement!.closest(".lesson-frame")!.querySelector("legend, .lesson-title");
    const title = document.createElement("p");
    title.className = "lesson-title";
    title.append(...[...(question?.childNodes ?? [])].map((node) => node.cloneNode(true)));
    const place = document.createComment("its answer is being printed");
    answer.replaceWith(place);
    const entry = document.createElement("div");
    entry.className = "lesson-frame";
    entry.append(title, answer);
    handout.append(entry);
    return () => place.replaceWith(answer);
  });
  article.append(handout);
  return () => {
    for (const moveBack of moves) moveBack();
    handout.remove();
  };
}
