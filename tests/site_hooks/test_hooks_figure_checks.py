"""Cells with controls in both runtimes: every way in which one may fail to give a figure."""

import json

import pytest

from site_hooks import frames
from site_hooks.frames import frames_of

FIGURE = """\
```python run id="figure"
class Figure:
    def __init__(self, *panels, rows=()):
        self.panels, self.rows = panels, rows

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"version": 1, "title": "", "summary": "A line.", "panels": list(self.panels)}
        return {"application/vnd.lesson.figure+json": data | {"table": {"columns": ["n"], "rows": list(self.rows)}}}

def panel(x, kind="path", label=""):
    axis = {"label": label, "scale": "linear", "domain": [0, 9]}
    mark = {"mark": kind, "name": "", "x": [x, 0], "y": [0, 0], "labels": []}
    still = {"mark": "curve", "name": "", "x": list(range(100)), "y": [0] * 100, "labels": []}
    return {"title": "", "equal": False, "x": axis, "y": axis, "marks": [still, mark]}
```

"""
OUTPUT = "\n```output\nA line.\n```\n"
LINE = FIGURE.count("\n") + 1


def cell(code):
    return f'{FIGURE}```python run id="ball"\n{code}\n```\n{OUTPUT}'


def test_a_figure_has_a_frame_for_each_value(check):
    report = check(
        cell(
            "x = 1.0  #@ slider 0 to 2 step 0.5 drag | place\n"
            "flip = False  #@ toggle | the other way\n"
            "Figure(panel(-x if flip else x), rows=[[x]])"
        )
    )
    assert report.problems == ()
    [made] = frames_of(report.pages[0].done).values()
    assert made.name.startswith("frames-ball-")
    data = json.loads(made.content)
    assert [value for value, _ in data["frames"]["x"]] == ["1.0", "0.0", "0.5", "1.5", "2.0"]
    assert [value for value, _ in data["frames"]["flip"]] == ["False", "True"]

    def start(control, value):
        figure = data["figures"][dict(map(tuple, data["frames"][control]))[value]]
        return data["parts"][figure["panels"][0]["marks"][1]]["x"][0]

    assert [start("x", value) for value in ("1.0", "0.0", "2.0")] == [1.0, 0.0, 2.0]
    assert (start("flip", "False"), start("flip", "True")) == (1.0, -1.0)
    # What does not change is there once.
    assert sum(len(part.get("x", ())) == 100 for part in data["parts"]) == 1
    assert made.size < 1000


def test_frames_see_the_names_above_and_leave_none(check):
    text = FIGURE + "```python run\nseen = 5\n```\n\n"
    text += (
        '```python run id="ball"\nx = 1  #@ slider 0 to 3 step 1 | x\nseen += x\nFigure(panel(seen))\n```\n' + OUTPUT
    )
    text += "\nThat makes `6`{=seen} with `1`{=x}.\n"
    report = check(text)
    assert report.problems == ()
    [made] = frames_of(report.pages[0].done).values()
    data = json.loads(made.content)
    starts = [data["parts"][data["figures"][at]["panels"][0]["marks"][1]]["x"][0] for _, at in data["frames"]["x"]]
    assert starts == [6, 5, 7, 8]


def test_the_same_page_gives_the_same_bytes(check):
    text = cell("x = 1  #@ slider 0 to 3 step 1 | x\nFigure(panel(x))")
    first, second = (frames_of(check(text).pages[0].done)["ball"] for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("code", "line", "message"),
    [
        (
            "x = 1  #@ slider 0 to 3 step 1 | x\nx + 1",
            0,
            "The cell `ball` has controls, so it must end with a figure. Its last line gave `2`.",
        ),
        (
            "x = 1  #@ slider 0 to 3 step 1 | x\ny = x",
            0,
            "The cell `ball` has controls, so it must end with a figure. "
            "Its last line gave nothing: let it be an expression.",
        ),
        (
            "x = 1  #@ slider 0 to 3 step 1 | x\n12 / x\nFigure(panel(x))",
            1,
            f"With `x = 0`, the cell `ball` raised ZeroDivisionError: division by zero in line {LINE + 2}.",
        ),
        (
            "x = 1  #@ slider 0 to 3 step 1 | x\nFigure(panel(x)) if x < 2 else x",
            1,
            "With `x = 2`, the cell `ball` gives no figure. Its last line gave `2`."
            " So it is with 1 other value of `x`.",
        ),
        (
            "x = 1  #@ slider 0 to 3 step 1 | x\nwhile x == 2: pass\nFigure(panel(x))",
            1,
            "With `x = 2`, the cell `ball` did not finish within 2 seconds and was stopped.",
        ),
        (
            "x = 1  #@ slider 0 to 3 step 1 | x\ny = (1, 1)  #@ point 0 to 2, 0 to 2 step 1 panel 2 | y\n"
            "Figure(panel(x))",
            2,
            "The point `y` is in panel 2, but the figure has one panel.",
        ),
        (
            'x = 1  #@ slider 0 to 3 step 1 drag | x\nFigure(panel(x, "curve"), panel(x))',
            1,
            "`x` can be dragged at the start of the first panel's path, but there is none. Draw one, or remove `drag`.",
        ),
    ],
)
def test_what_is_no_figure_is_told_at_its_line(check, code, line, message):
    problems = [problem for problem in check(cell(code)).problems if "output" not in problem.message]
    assert [(each.line, each.message) for each in problems] == [(LINE + line, message)]


def test_one_endless_frame_does_not_take_the_time_of_all(check):
    code = "x = 1  #@ slider 0 to 60 step 1 | x\nwhile x > 1: pass\nFigure(panel(x))"
    [problem] = check(cell(code)).problems
    assert problem.message.startswith("With `x = 2`, the cell `ball` did not finish")


def test_too_many_bytes_are_told(check, monkeypatch):
    monkeypatch.setattr("site_hooks.figure_checks.MOST_BYTES", 100)
    [problem] = check(cell("x = 1  #@ slider 0 to 60 step 1 | x\nFigure(panel(x))")).problems
    assert problem.line == LINE
    assert problem.message.startswith("The frames of this page's figures have 1 KB, more than 0 KB; most of them")
    assert frames.MOST_BYTES == 400_000


def test_a_cell_that_fails_is_told_once(check):
    [problem] = check(cell("x = 1  #@ slider 0 to 3 step 1 | x\nnothing")).problems
    assert problem.message.splitlines()[0].startswith("The cell `ball` raised NameError")
