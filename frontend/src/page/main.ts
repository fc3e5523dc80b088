// Entry of the page's script. Loaded once; instant navigation swaps pages under it, and custom elements live with that.

import { layOutTheRest } from "./arrival.ts";
import { LessonCell } from "./cell.ts";
import { LessonChallenge } from "./challenge.ts";
import { LessonCourse } from "./course.ts";
import { LessonTerm } from "./definition.ts";
import { LessonDone } from "./done.ts";
import { printAnswersAtTheEnd } from "./handout.ts";
import { prefetchOnIntent } from "./intent.ts";
import { keepOffline } from "./offline.ts";
import { LessonPredict } from "./predict.ts";
import { LessonProgress } from "./progress_line.ts";
import { LessonQuiz } from "./quiz.ts";
import { LessonStanding } from "./standing.ts";
import { LessonQuizzes } from "./quizzes.ts";
import { LessonTerms } from "./terms.ts";
import { LessonTour } from "./tour.ts";
import { mendSearch } from "./search.ts";
import { mendTables } from "./tables.ts";

customElements.define("lesson-cell", LessonCell);
customElements.define("lesson-challenge", LessonChallenge);
customElements.define("lesson-quiz", LessonQuiz);
customElements.define("lesson-quizzes", LessonQuizzes);
customElements.define("lesson-predict", LessonPredict);
customElements.define("lesson-term", LessonTerm);
customElements.define("lesson-terms", LessonTerms);
customElements.define("lesson-tour", LessonTour);
customElements.define("lesson-done", LessonDone);
customElements.define("lesson-progress", LessonProgress);
customElements.define("lesson-standing", LessonStanding);
customElements.define("lesson-course", LessonCourse);

mendTables();
// The page has asked for it already. One without formulas keeps it for the next.
void document.fonts.load('1em "Lesson Math"');
mendSearch();
prefetchOnIntent();
printAnswersAtTheEnd();
void keepOffline();
layOutTheRest();
