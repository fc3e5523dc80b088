"""Questions as HTML: a form, and the answers in a `<details>` for those without JavaScript."""

from __future__ import annotations

import hashlib

from .lesson import Option, Quiz
from .quiz import plain
from .render import Convert, Json, escape, frame, inline


def render_quiz(quiz: Quiz, section: str, computed: Json | None, convert: Convert) -> str:
    """A question with its options, or with a field; `computed` is what its answer gave."""
    name = f"quiz-{escape(quiz.name)}"
    # A stable order that gives nothing away: authors may always write the right option first.
    options = sorted(quiz.options, key=lambda option: _scatter(quiz.name, option.text.source))
    body = f"<form><fieldset><legend>{inline(convert, quiz.question)}</legend>"
    body += f'<div class="lesson-question">{convert(quiz.body)}</div>' if quiz.body else ""
    body += _choices(name, options, convert) if quiz.rest is None else _field(name, quiz)
    body += '</fieldset><div class="lesson-bar">'
    body += '<button type="submit" data-action="check" class="lesson-primary">Check</button></div>'
    body += '<div class="lesson-feedback" role="status"></div></form>'
    body += '<details class="lesson-answer"><summary>Answer and explanations</summary>'
    body += f"<ul>{_answers(quiz, options, convert)}</ul></details>"
    return frame("lesson-quiz", "quiz", quiz.name, section, body, _typed(quiz, computed))


def _choices(name: str, options: list[Option], convert: Convert) -> str:
    kind = "checkbox" if sum(option.right for option in options) > 1 else "radio"
    labels = ""
    for number, option in enumerate(options):
        shown = inline(convert, option.text)
        labels += f'<label><input type="{kind}" name="{name}" value="{number}"> <span>{shown}</span></label>'
    return f'<div class="lesson-options">{labels}</div>'


def _field(name: str, quiz: Quiz) -> str:
    """A field with its label, and what counts as right."""
    exact = quiz.tolerance and not float(quiz.tolerance)
    note = "It has to be exact." if exact else f"Within {quiz.tolerance} of the exact value is right."
    word, kind = ("Your answer, a number", "decimal") if quiz.tolerance else ("It prints", "text")
    note = note if quiz.tolerance else "Write it as Python does. Of a number with decimals, the first ones will do."
    return (
        f'<div class="lesson-typed"><label for="{name}-typed">{word}</label>'
        f'<input id="{name}-typed" type="text" inputmode="{kind}" autocomplete="off" autocapitalize="off"'
        f' spellcheck="false" aria-describedby="{name}-note"><span id="{name}-note">{note}</span></div>'
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
        verdict = "is right." if option.right else "is wrong."
        right = " data-right" if option.right else ""
        right += f' data-says="{escape(plain(option.text.source))}"' if quiz.rest is not None else ""
        answers += f'<li data-option="{number}"{right}><strong>{inline(convert, option.text)}</strong> {verdict} '
        answers += f"<div>{convert(option.feedback)}</div></li>"
    if quiz.rest is not None:
        answers += f"<li data-rest><strong>Any other answer</strong> is wrong. <div>{convert(quiz.rest)}</div></li>"
    return answers


def _scatter(name: str, text: str) -> str:
    return hashlib.sha256(f"{name}\0{text}".encode()).hexdigest()
