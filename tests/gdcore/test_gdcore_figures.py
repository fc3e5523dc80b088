"""Figures as data: the schema, what is refused, and how they show themselves."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

import gdcore
from gdcore import DimensionError, InvalidInputError, NonFiniteError
from gdcore.figures import MIME, Axis, Figure, Mark, Panel
from gdcore.marks import KINDS

GOLDEN = Path(__file__).parent / "figure.json"
MARKS = [
    Mark("curve", [0, 1, 2], [1, None, 4], "f"),
    Mark("path", [2, 1.5], [4, 2.25], "SGD", labels=["start", 1]),
    Mark("ghost", [1.5, 1], [2.25, 1], "SGD"),
    Mark("scatter", [0.5], [0.25], "data"),
    Mark("bars", [0, 1], [0.5, 2], "rate", labels=["x", "y"]),
    Mark("arrows", [0], [0], dx=[1], dy=[-1]),
    Mark("note", [1], [3], labels=["here"]),
    Mark("rule", [0.5, None], [None, 2], labels=["", "limit"]),
    Mark("bands", [0, 1], [None, None], labels=["slow", "fast"], dx=[1, 1]),
    Mark("contour", [0, 1], [0, 1, 2], "g", values=[[0, 1], [None, 2], [3, 4]], levels=[1, 2]),
    Mark("regions", [0, 1], [0, 1], labels=["none", "left"], values=[[0, 1], [1, 1]]),
]


def every_kind() -> Figure:
    first = Panel(MARKS[:9], Axis("x"), Axis("f"), title="marks")
    second = Panel(MARKS[9:], Axis("x", domain=(0, 1)), Axis("y"), equal=True)
    third = Panel([Mark("curve", [1, 2, 3], [100 / 3, 10, 1e-9])], y=Axis("loss", "log"))
    return Figure("All marks", [first, second, third], "One of each.", ["run", "f"], [["SGD", 2.25], ["Adam", None]])


def test_the_schema_by_example() -> None:
    assert every_kind().data() == json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert {mark.kind for mark in MARKS} == set(KINDS)


def test_a_figure_is_plain_json_and_says_the_same_in_text() -> None:
    figure = every_kind()
    bundle = figure._repr_mimebundle_()
    assert set(bundle) == {MIME, "text/plain"} and MIME == "application/vnd.lesson.figure+json"
    assert json.loads(json.dumps(bundle[MIME], allow_nan=False)) == bundle[MIME]
    assert bundle["text/plain"] == repr(figure)


def test_six_digits_are_kept() -> None:
    data = Mark("curve", [1 / 3], [-2e10 / 3]).data()
    assert (data["x"], data["y"]) == ([0.333333], [-6666670000.0])


def test_a_domain_spans_what_is_drawn() -> None:
    def domains(*marks: Mark, scale: str = "linear") -> Any:
        panel = Panel(marks, y=Axis(scale=scale)).data()
        return panel["x"]["domain"], panel["y"]["domain"]

    assert domains(Mark("curve", [1, 4], [None, 2])) == ([1.0, 4.0], [1.0, 3.0])
    assert domains(Mark("bars", [1, 4, None], [5, 2, 1])) == ([0.5, 4.5], [0.0, 5.0])
    assert domains(Mark("curve", [1, 1], [8, 8]), scale="log") == ([0.0, 2.0], [4.0, 16.0])
    assert domains() == ([0.0, 2.0], [0.0, 2.0])
    assert domains(Mark("bands", [1, 2], [None, None], dx=[1, 3])) == ([1.0, 5.0], [0.0, 2.0])
    assert domains(Mark("rule", [3, None], [None, 7])) == ([2.0, 4.0], [6.0, 8.0])
    assert domains(Mark("curve", [1e300, 1e300], [1, 1 + 1e-12])) == ([9.99e299, 1.001e300], [0.0, 2.0])


def test_what_was_handed_in_stays_the_callers() -> None:
    x = [1, 2]
    mark = Mark("curve", x, range(2))
    x.append(3)
    assert (mark.x, mark.y) == ((1.0, 2.0), (0.0, 1.0))
    with pytest.raises(AttributeError):
        mark.x = ()  # type: ignore[misc]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: Mark("line", [1], [1]), InvalidInputError, "kind must be one of curve, path.*got 'line'"),
        (lambda: Mark("curve", [1], [1, 2]), DimensionError, "y has 2 entries, but x has 1"),
        (lambda: Mark("curve", [1], [1], labels=("a", "b")), DimensionError, "labels has 2 entries, but x has 1"),
        (lambda: Mark("curve", [1], [1], labels="a"), InvalidInputError, "labels must be a list"),
        (lambda: Figure("", [], "", ["a"], [[1, 2]]), DimensionError, r"A row has 2 entries.*1 columns: \[1, 2\]"),
        (lambda: Figure("", [], "", ["a"], [[math.nan]]), NonFiniteError, "a row.0. must be finite"),
        (lambda: Mark("curve", [1, 2], [1, math.inf]), NonFiniteError, r"y\[1\] must be finite.*None for a gap"),
        (lambda: Mark("curve", 3, [1]), InvalidInputError, "x must be a list"),
        (lambda: Mark("curve", [1], ["a"]), InvalidInputError, r"y\[0\] must be a number"),
        (lambda: Mark("arrows", [1], [1], dx=[1]), DimensionError, "dy has 0 entries, but x has 1"),
        (lambda: Mark("contour", [1, 2], [1], values=[[1]]), DimensionError, "values must be 1 rows.*of 2 numbers"),
        (lambda: Mark("contour", [1], [1, 2], values=[[1]]), DimensionError, "values must be 2 rows"),
        (lambda: Mark("regions", [1], [1], values=[[0]]), InvalidInputError, "values of regions.*below 0"),
        (lambda: Mark("note", [1], [1]), InvalidInputError, "A note needs labels"),
        (lambda: Mark("rule", [1], [1]), InvalidInputError, "A rule is at x or at y"),
        (lambda: Mark("rule", [None], [None]), InvalidInputError, "Write None for the other one"),
        (lambda: Mark("bands", [1], [None]), DimensionError, "dx has 0 entries, but x has 1"),
        (lambda: Axis(scale="cubic"), InvalidInputError, 'scale must be "linear" or "log", got .cubic'),
        (lambda: Axis(domain=(1, 1)), InvalidInputError, r"domain must be \(low, high\).*got \(1, 1\)"),
        (lambda: Axis(domain=(0, math.nan)), InvalidInputError, "high must be finite"),
        (
            lambda: Panel([Mark("curve", [1], [0])], y=Axis(scale="log")).data(),
            InvalidInputError,
            "On a log axis all numbers are positive, got 0",
        ),
        (lambda: Panel([], Axis(scale="log", domain=(-1, 1))).data(), InvalidInputError, "positive, got -1"),
    ],
)
def test_refusals(call: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        call()


def test_figures_are_a_module_of_the_package() -> None:
    assert gdcore.figures.Figure is Figure
