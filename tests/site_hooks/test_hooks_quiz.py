"""Questions: how they are read, what is said of their answers, and how they are shown."""

import re

import pytest

from site_hooks.parse import parse


def read(text):
    lesson = parse(text)
    assert lesson.problems == ()
    [element] = lesson.elements
    return element


def test_a_quiz():
    quiz = read(
        "/// quiz | What is $2 + 2$?\n    id: sum\nThink.\n\n= 2 + 2\n"
        "- [x] 4\n    > Yes:\n    > two and two.\n- [ ] 5\n    > No.\n///"
    )
    assert (quiz.name, quiz.question.source, quiz.body.source) == ("sum", "What is $2 + 2$?", "Think.")
    assert (quiz.answer.source, quiz.answer.line) == ("2 + 2", 5)
    assert [(option.text.source, option.right, option.feedback.source, option.line) for option in quiz.options] == [
        ("4", True, "Yes:\ntwo and two.", 6),
        ("5", False, "No.", 9),
    ]


def test_a_quiz_without_an_id_is_named_by_its_question():
    assert read("/// quiz | What is it?\n- [x] A\n    > Yes.\n- [ ] B\n    > No.\n///").name == "what-is-it"


QUIZ = "/// quiz | What?\n= 2 + 2\n- [{}] 4\n    > a\n- [{}] 5\n    > b\n- [{}] In 4.0 ways\n    > c\n///\n"


def test_a_computed_answer_must_be_marked_right_and_no_other(found):
    assert found(QUIZ.format("x", " ", "x")) == []
    assert {line for line, _ in found(QUIZ.format(" ", "x", "x"))} == {3, 5}
    wrong = (7, "`In 4.0 ways` is marked wrong, but it equals the computed answer 4, to the digits written.")
    assert wrong in found(QUIZ.format("x", " ", " "))


def test_a_computed_answer_that_fails_is_told_at_its_line(found):
    [(line, message)] = found("/// quiz | What?\n= 1 / 0\n- [x] 4\n    > a\n- [ ] 5\n    > b\n///\n")
    assert line == 2
    assert message.startswith("The computed answer of the quiz `what` raised ZeroDivisionError")


NUMBER = """\
/// quiz | How far?
    id: far
= {}
- [x] 2.4
    > Just so.
- [ ] 3.6
    > You added.
- [ ] ...
    > Subtract a tenth of the slope.
///
"""


def test_a_question_for_a_number():
    quiz = read(NUMBER.format("3 - 0.6 ± 0.01"))
    assert (quiz.answer.source, quiz.tolerance, quiz.code) == ("3 - 0.6", "0.01", None)
    assert [(option.text.source, option.right) for option in quiz.options] == [("2.4", True), ("3.6", False)]
    assert (quiz.rest.source, quiz.rest.line) == ("Subtract a tenth of the slope.", 9)


def test_a_question_for_an_output():
    quiz = read(
        "/// quiz | What does it print?\nLook:\n\n```python\nprint(8.0)\n```\n\nWell?\n"
        "- [x] `8.0`\n    > A float.\n- [ ] `8`\n    > It is a float.\n- [ ] ...\n    > Look again.\n///"
    )
    assert (quiz.code.source, quiz.code.line) == ("print(8.0)\n", 5)
    assert quiz.body.source == "Look:\n\n```python\nprint(8.0)\n```\n\nWell?"
    assert [option.text.source for option in quiz.options] == ["`8.0`", "`8`"]


def test_lines_below_a_computed_answer_keep_their_numbers():
    quiz = read("/// quiz | What?\nOne.\n= 2\nTwo.\n- [x] 2\n    > a\n- [ ] 3\n    > b\n///")
    assert (quiz.body.lines, quiz.body.line) == (("One.", "", "Two."), 2)


@pytest.mark.parametrize(
    ("answer", "line", "message"),
    [
        ("2.4 ± 0.01", None, ""),
        ("2.404 ± 0.01", None, ""),
        ("2.5 ± 0.2", 4, "`2.4` is marked right, but the computed answer is 2.5."),
        ("2.44 ± 1.17", 6, "`3.6` is marked wrong, but lies within ± 1.17 of the computed answer 2.44."),
        ("3.6 ± 0", 4, "`2.4` is marked right, but the computed answer is 3.6."),
        ("'2.4 m' ± 1", 3, "The computed answer of the quiz `far` is 2.4 m (Pyodide). Only a number can be met ± 1."),
        ("1 / 0 ± 1", 3, "The computed answer of the quiz `far` raised ZeroDivisionError: division by zero (Pyodide)."),
    ],
)
def test_a_tolerance_leaves_room_for_the_right_answer_alone(found, answer, line, message):
    assert (found(NUMBER.format(answer)) or [(None, "")])[0] == (line, message)


def test_a_number_is_the_same_in_both_runtimes_to_the_tolerance(found):
    differs = "2.4 + 0.004 * (__import__('sys').platform == 'emscripten') ± {}"
    assert found(NUMBER.format(differs.format("0.01"))) == []
    [(line, message)] = found(NUMBER.format(differs.format("0.001")))
    assert line == 3
    assert message.startswith("The computed answer of the quiz `far` differs by more than ± 0.001: 2.404 in Pyodide")


MEMBERS = "/// quiz | Which?\n= {{0.1, 0.9}}\n- [{}] 0.1\n    > a\n- [{}] 0.9 too\n    > b\n- [{}] 1.1\n    > c\n///\n"


def test_a_set_is_all_the_right_options(found):
    assert found(MEMBERS.format("x", "x", " ")) == []
    assert found(MEMBERS.format("x", " ", " ")) == [
        (5, "`0.9 too` is marked wrong, but it is in the computed answer {0.1, 0.9}.")
    ]
    told = (7, "`1.1` is marked right, but it is not in the computed answer {0.1, 0.9}.")
    assert told in found(MEMBERS.format("x", "x", "x"))
    assert found(MEMBERS.format("x", "x", " ").replace("0.9}", "0.9, 0.5}")) == [
        (2, "The computed answer has 0.5, which no option says. Add it as a right one.")
    ]


PRINTED = """\
```python run
x = 8.0
```

/// quiz | What does it print?
```python
{}
```
- [x] `8.0`
    > A float.
- [ ] `8`
    > It is a float.
{}///
"""
REST = "- [ ] ...\n    > Look again.\n"


@pytest.mark.parametrize("rest", ["", REST])
@pytest.mark.parametrize(
    ("code", "line", "message"),
    [
        ("print(x)", None, ""),
        ("x", None, ""),
        ("print(x + 1)", 9, "`8.0` is marked right, but the code prints 9.0."),
        ("print(int(x))", 9, "`8.0` is marked right, but the code prints 8."),
        (
            "x = 1",
            6,
            "prints nothing. An answer has one line: let it print one.",
        ),
        (
            "print(x); print(x)",
            6,
            "prints 2 lines. An answer has one line: let it print one.",
        ),
        ("1 / 0", 7, "raised an error in Pyodide:"),
        (
            "print(x if __import__('sys').platform == 'emscripten' else 9.0)",
            6,
            "prints otherwise in CPython",
        ),
    ],
)
def test_what_code_prints_is_the_answer(found, rest, code, line, message):
    told = (found(PRINTED.format(code, rest)) or [(None, "")])[0]
    assert told[0] == line
    assert message in told[1]


def test_the_code_of_a_question_changes_no_names(found):
    page = PRINTED.format("x = x + 0.0\nprint(x)\nx = 9", REST)
    assert found(page + "\nIt is still `8.0`{=x}.\n") == []


def test_a_typed_question_has_a_field_and_says_what_counts(html):
    page = html(NUMBER.format("3 - 0.6 ± 0.01"))
    assert re.search(r'<lesson-quiz [^>]*data-number="2\.4" data-tolerance="0\.01">', page)
    assert re.search(
        r'<label for="quiz-far-typed">.*?<template><input id="quiz-far-typed" type="text" inputmode="decimal"', page
    )
    assert "Within 0.01 of the exact value is right." in page
    assert "radio" not in page
    answers = page[page.index("<details") :]
    assert answers.index("<strong>2.4</strong> is right.") < answers.index("<strong>3.6</strong> is wrong.")
    assert answers.index("is wrong.") < answers.index("<li data-rest><strong>Any other answer</strong>")
    assert 'data-says="3.6"' in answers


def test_a_question_for_an_output_shows_its_code_and_not_its_answer(html):
    page = html(PRINTED.format("print(x)", REST))
    question = page[page.index("<lesson-quiz") : page.index("<details")]
    assert 'data-printed="8.0"' in question
    assert "print" in question[question.index("lesson-question") :]
    assert "8.0" not in question[question.index('class="lesson-form"') :]


def test_questions_below_one_another_are_a_set(html):
    question = "/// quiz | Is it {}?\n- [x] A\n    > a\n- [ ] B\n    > b\n///\n\n"
    one, two, three, four = (question.format(name) for name in ("one", "two", "three", "four"))
    page = html(f"{one}{two}Between.\n\n{three}\n{CELL}\n{four}")
    order = re.findall(r"<(/?lesson-quizzes|lesson-quiz|lesson-cell)\b", page)
    assert order == [
        "lesson-quizzes",
        "lesson-quiz",
        "lesson-quiz",
        "/lesson-quizzes",
        "lesson-quiz",
        "lesson-cell",
        "lesson-quiz",
    ]
    assert 'id="quizzes-is-it-one"' in page
    assert "2 questions" in page


CELL = "```python run\nx = 1\n```\n"
