"""Questions as HTML, and the answers in a `<details>` for those without JavaScript."""

from __future__ import annotations

import hashlib
from itertools import pairwise

from .lesson import Cell, Lesson, Option, Predict, Quiz
from .match import NUMBER
from .plan import Task
from .quiz import plain
from .render import Convert, Json, escape, frame, inline
from .render_field import field


def render_quiz(quiz: Quiz, section: str, computed: Json | None, convert: Convert) -> str:
    """A question with its options, or with a field; `computed` is what its answer gave."""
    name = f"quiz-{escape(quiz.name)}"
    options = _in_order(quiz)
    body = f'<div class="lesson-form"><fieldset><legend>{inline(convert, quiz.question)}</legend>'
    body += f'<div class="lesson-question">{convert(quiz.body)}</div>' if quiz.body else ""
    body += _choices(name, options, convert) if quiz.rest is None else _field(name, quiz)
    body += '</fieldset><div class="lesson-bar">'
    body += '<button type="button" data-action="check" class="lesson-primary">Check</button></div>'
    body += '<div class="lesson-feedback" role="status"></div></div>'
    body += '<details class="lesson-answer"><summary>Answer and explanations</summary>'
    body += f"<ul>{_answers(quiz, options, convert)}</ul></details>"
    return frame("lesson-quiz", "quiz", quiz.name, section, body, _typed(quiz, computed))


def quiz_sets(lesson: Lesson) -> list[list[Quiz]]:
    """Questions that stand one below the other, with nothing in between: each two or more of them are a set."""
    sets: list[list[Quiz]] = []
    for before, element in pairwise([None, *lesson.elements]):
        if not isinstance(element, Quiz):
            continue
        between = lesson.lines[before.end - lesson.first_line + 1 : element.line - lesson.first_line] if before else ()
        if isinstance(before, Quiz) and not any(line.strip() for line in between):
            sets[-1].append(element)
        else:
            sets.append([element])
    return [each for each in sets if len(each) > 1]


def around_set(quizzes: list[Quiz], section: str) -> tuple[str, str]:
    """What stands before the first question of a set and after the last; the page's script fills it."""
    name = f'class="lesson-quizzes" id="quizzes-{escape(quizzes[0].name)}" data-section="{escape(section)}"'
    score = f'<p class="lesson-set-score">{len(quizzes)} questions</p>'
    head = f'<lesson-quizzes {name}><div class="lesson-set-bar">{score}</div>'
    return head, '<div class="lesson-set-end"></div></lesson-quizzes>'


def render_predict(predict: Predict, section: str, convert: Convert) -> str:
    """A question about a cell below, with options or a field."""
    name = f"predict-{escape(predict.name)}"
    body = '<div class="lesson-form"><fieldset><legend><span class="lesson-label">Predict</span> '
    body += f"{inline(convert, predict.question)}</legend>"
    body += f'<div class="lesson-question">{convert(predict.body)}</div>' if predict.body else ""
    body += _choices(name, _in_order(predict), convert) if predict.options else _guess(name, predict)
    body += '</fieldset><div class="lesson-bar"><span class="lesson-actions">'
    body += '<button type="button" data-action="commit" class="lesson-primary">Commit</button>'
    body += '<button type="button" data-action="skip">Show without predicting</button></span>'
    body += '<p class="lesson-state" role="status"></p></div></div>'
    right = " ".join(str(number) for number, option in enumerate(_in_order(predict)) if option.right)
    more = f' data-cell="{escape(predict.cell)}"' + (f' data-right="{right}"' if right else "")
    return frame("lesson-predict", "predict", predict.name, section, body, more)


def render_comparisons(lesson: Lesson, cell: Cell, done: list[tuple[Task, Json]], convert: Convert) -> str:
    """What stands below a cell that readers predict; nothing below another."""
    made = ""
    for predict in (each for each in lesson.elements if isinstance(each, Predict) and each.cell == cell.name):
        computed = next((result for task, result in done if task.owner is predict), None)
        made += render_comparison(predict, computed, convert)
    return made


def render_comparison(predict: Predict, computed: Json | None, convert: Convert) -> str:
    """What there was to see, below the cell; the page's script puts the reader's prediction beside it."""
    shown = ", ".join(inline(convert, option.text) for option in predict.options if option.right)
    data = ""
    if computed is not None and not predict.options:
        shown = f"<code>{escape(_rounded(computed['value'], predict.tolerance))}</code>"
    if computed is not None and predict.tolerance:
        data = f' data-number="{escape(computed["value"])}" data-tolerance="{predict.tolerance}"'
    body = f'<p class="lesson-is"><span class="lesson-label">It is</span> <strong>{shown}</strong></p>' if shown else ""
    told = [(number, option) for number, option in enumerate(_in_order(predict)) if option.feedback]
    if told:
        body += (
            f'<ul class="lesson-said-of">{"".join(_answer(number, option, convert) for number, option in told)}</ul>'
        )
    body += f"<div>{convert(predict.explanation)}</div>"
    attributes = f'class="lesson-frame lesson-compared" id="compared-{escape(predict.name)}"'
    return f'<div {attributes} data-predict="{escape(predict.name)}"{data}>{body}</div>'


def _rounded(value: str, tolerance: str) -> str:
    """A number with as many decimals as readers have to meet; anything else as it is."""
    if not tolerance or not NUMBER.fullmatch(value) or "." not in value:
        return value
    return f"{float(value):.{len(tolerance.partition('.')[2])}f}"


def _guess(name: str, predict: Predict) -> str:
    """A field to type into, where nothing has to be met, or only roughly."""
    word, kind = ("Your prediction, a number", "decimal") if predict.tolerance else ("Your prediction", "text")
    near = f"Within {predict.tolerance} is as good as exact." if predict.tolerance and float(predict.tolerance) else ""
    note = f'<span id="{name}-note">{near}</span>' if near else ""
    described = f' aria-describedby="{name}-note"' if near else ""
    return (
        f'<div class="lesson-typed"><label for="{name}-typed">{word}</label>'
        + field(
            f'<input id="{name}-typed" type="text" inputmode="{kind}" autocomplete="off"'
            f' autocapitalize="off" spellcheck="false"{described}>'
        )
        + f"{note}</div>"
    )


def _in_order(question: Quiz | Predict) -> list[Option]:
    """A stable order that gives nothing away: authors may always write the right option first."""
    return sorted(question.options, key=lambda option: _scatter(question.name, option.text.source))


def _choices(name: str, options: list[Option], convert: Convert) -> str:
    kind = "checkbox" if sum(option.right for option in options) > 1 else "radio"
    labels = ""
    for number, option in enumerate(options):
        shown = inline(convert, option.text)
        choose = field(f'<input type="{kind}" name="{name}" value="{number}">')
        labels += f"<label>{choose} <span>{shown}</span></label>"
    return f'<div class="lesson-options">{labels}</div>'


def _field(name: str, quiz: Quiz) -> str:
    """A field with its label, and what counts as right."""
    exact = quiz.tolerance and not float(quiz.tolerance)
    note = "It has to be exact." if exact else f"Within {quiz.tolerance} of the exact value is right."
    word, kind = ("Your answer, a number", "decimal") if quiz.tolerance else ("It prints", "text")
    note = note if quiz.tolerance else "Write it as Python does. Of a number with decimals, the first ones will do."
    return (
        f'<div class="lesson-typed"><label for="{name}-typed">{word}</label>'
        + field(
            f'<input id="{name}-typed" type="text" inputmode="{kind}" autocomplete="off"'
            f' autocapitalize="off" spellcheck="false" aria-describedby="{name}-note">'
        )
        + f'<span id="{name}-note">{note}</span></div>'
    )


def _typed(quiz: Quiz, computed: Json | None) -> str:
    """What a typed answer is compared with."""
    if quiz.rest is None or computed is None:
        return ""
    if quiz.tolerance:
        return f' data-number="{escape(computed["value"])}" data-tolerance="{quiz.tolerance}"'
    return f' data-printed="{escape(computed["text"].strip())}"'


def _answers(quiz: Quiz, options: list[Option], convert: Convert) -> str:
    """What is said of each answer; of those that are typed, the right one first."""
    if quiz.rest is not None:
        options = sorted(options, key=lambda option: not option.right)
    answers = ""
    for number, option in enumerate(options):
        says = f' data-says="{escape(plain(option.text.source))}"' if quiz.rest is not None else ""
        answers += _answer(number, option, convert, says)
    if quiz.rest is not None:
        answers += f"<li data-rest><strong>Any other answer</strong> is wrong. <div>{convert(quiz.rest)}</div></li>"
    return answers


def _answer(number: int, option: Option, convert: Convert, more: str = "") -> str:
    verdict = "is right." if option.right else "is wrong."
    right = " data-right" if option.right else ""
    head = f'<li data-option="{number}"{right}{more}><strong>{inline(convert, option.text)}</strong> {verdict} '
    return f"{head}<div>{convert(option.feedback)}</div></li>"


def _scatter(name: str, text: str) -> str:
    return hashlib.sha256(f"{name}\0{text}".encode()).hexdigest()
