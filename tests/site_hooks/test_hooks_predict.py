"""Predictions and the reader's own cells: how they are read, when they count, and how they are shown."""

import re

import pytest

from site_hooks.lesson import Cell, Predict
from site_hooks.outline import outline
from site_hooks.parse import parse
from site_hooks.plan import plan

CELL = '```python run id="see"\nfound = 31\nprint(found)\n```\n\n```output\n31\n```\n'
PREDICT = "/// predict | How many?\n    id: guess\n    cell: see\n{}> It is `31`{{=found}},\n> as always.\n///\n\n"
SCRATCH = '```python run scratch id="mine" title="Mine"\n{}```\n'


def predict(body=""):
    return PREDICT.format(body) + CELL


def test_a_prediction():
    lesson = parse(predict("Think.\n\n= found ± 2\n"))
    assert lesson.problems == ()
    element = lesson.elements[0]
    assert isinstance(element, Predict)
    assert (element.name, element.cell, element.question.source, element.body.source) == (
        "guess",
        "see",
        "How many?",
        "Think.",
    )
    assert (element.answer.source, element.tolerance, element.options) == ("found", "2", ())
    assert (element.explanation.lines, element.explanation.line) == (("It is `31`{=found},", "as always."), 7)


def test_options_of_a_prediction_need_no_feedback():
    [element, _] = parse(predict("= found\n- [x] 31\n- [ ] 30\n    > One too few.\n")).elements
    assert [(each.text.source, each.right, each.feedback.source) for each in element.options] == [
        ("31", True, ""),
        ("30", False, "One too few."),
    ]


def test_what_a_prediction_says_counts_after_its_cell(found):
    assert [task.role for task in plan(parse(predict("= found ± 2\n")))] == ["cell", "value", "answer"]
    assert found(predict("= found ± 2\n")) == []
    assert found(predict().replace("`31`{=found}", "`30`{=found}")) == [
        (4, "The text says `30`, but `found` gives 31 (Pyodide).")
    ]


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("= found\n- [x] 31\n- [ ] 30\n", None, ""),
        ("= found\n- [x] 30\n- [ ] 29\n", 5, "`30` is marked right, but the computed answer is 31."),
        (
            "= found\n- [x] 31\n- [ ] 31.0 steps\n",
            6,
            "`31.0 steps` is marked wrong, but it equals the computed answer 31",
        ),
        ("= 1 / 0 ± 1\n", 4, "The computed answer of the prediction `guess` raised ZeroDivisionError"),
        ("= str(found) + ' m' ± 1\n", 4, "The computed answer of the prediction `guess` is 31 m (Pyodide)."),
        ("= str(found)\n", None, ""),
    ],
)
def test_the_computed_answer_of_a_prediction(found, body, line, message):
    told = (found(predict(body)) or [(None, "")])[0]
    assert told[0] == line
    assert told[1].startswith(message)


def test_a_prediction_stands_above_its_cell_and_the_comparison_below(html):
    page = html(predict("- [x] 31\n- [ ] 30\n    > Too few.\n- [ ] 29\n"))
    assert page.index("<lesson-predict") < page.index("<lesson-cell") < page.index('id="compared-guess"')
    question, comparison = page[: page.index("<lesson-cell")], page[page.index('id="compared-guess"') :]
    right = re.search(r'data-cell="see" data-right="(\d)"', question)[1]
    assert re.search(rf'value="{right}"></template> <span>31</span>', question)
    assert "as always" not in question
    assert "Too few." not in question
    assert '<span class="lesson-label">It is</span> <strong>31</strong>' in comparison
    assert re.search(r'<li data-option="\d"><strong>30</strong> is wrong. <div><p>Too few.</p></div></li>', comparison)
    assert "<li" not in comparison.partition("</li>")[2]
    assert "as always" in comparison


@pytest.mark.parametrize(
    ("body", "shown", "data"),
    [
        ("= found / 9 ± 0.05\n", "<code>3.44</code>", 'data-number="3.4444444444444446" data-tolerance="0.05"'),
        ("= found ± 0\n", "<code>31</code>", 'data-number="31" data-tolerance="0"'),
        ("= 'a lot'\n", "<code>a lot</code>", 'data-predict="guess">'),
        ("", "", 'data-predict="guess">'),
    ],
)
def test_what_readers_type_is_compared_with_what_was_computed(html, body, shown, data):
    page = html(predict(body))
    assert '<input id="predict-guess-typed"' in page
    comparison = page[page.index('id="compared-guess"') :]
    assert data in comparison
    assert (f"<strong>{shown}</strong>" in comparison) if shown else ("It is</span>" not in comparison)


def test_a_cell_of_the_readers_own_may_be_empty():
    lesson = parse(SCRATCH.format(""))
    assert lesson.problems == ()
    [cell] = lesson.elements
    assert isinstance(cell, Cell)
    assert (cell.scratch, cell.name, cell.code.source) == (True, "mine", "")


def test_the_readers_own_cell_is_verified_but_changes_no_names(found):
    page = (
        CELL
        + "\n"
        + SCRATCH.format("found = found + 1\nprint(found)\n")
        + "\n```output\n{}\n```\n\nStill `31`{{=found}}.\n"
    )
    assert found(page.format(32)) == []
    [(line, message)] = found(page.format(31))
    assert (line, message) == (16, "The output of the cell `mine` is not what its code prints.")


def test_the_readers_own_cell_completes_no_section(html):
    lesson = parse(f"## Try\n\n{CELL}\n{SCRATCH.format('')}\n## Play\n\n{SCRATCH.format('').replace('mine', 'other')}")
    assert [[item.id for item in part.items] for part in outline(lesson)] == [["cell-see"], ["play"]]
    page = html(SCRATCH.format(""))
    assert re.search(r"<lesson-cell [^>]* data-scratch>", page)
    assert "Verified at build" not in page
