"""Figures through the build: drawn once, compared in both runtimes, whole without JavaScript."""

import json

import pytest

from site_hooks.audit import agreement
from site_hooks.figure_data import FIGURE, find_apart, without_pictures
from site_hooks.render_figure import fingerprint, render_figure

CODE = """\
class Beats:
    def __init__(self, **more):
        self.more = more

    def _repr_mimebundle_(self, include=None, exclude=None):
        axis = {"label": "", "scale": "linear", "domain": [0, 2]}
        line = {"mark": "curve", "name": "<i>", "x": [0, 1, 2], "y": [0, 1, 0.5], "labels": []}
        panel = {"title": "", "equal": False, "x": axis, "y": axis, "marks": [line]}
        table = {"columns": ["k", "beat"], "rows": [[0, 0.5], ["<b>", None]]}
        figure = {"version": 1, "title": "Beats", "summary": "Up & down.", "panels": [panel], "table": table}
        return {"application/vnd.lesson.figure+json": figure | self.more}

"""


def page(last, output="Up & down."):
    return f"# A page\n\n```python run\n{CODE}{last}\n```\n\n```output\n{output}\n```\n"


def test_a_figure_is_drawn_once_and_its_summary_is_what_it_prints(check):
    report = check(page("Beats()"))
    assert report.problems == ()
    [[pyodide], [cpython]] = report.pages[0].pyodide, report.pages[0].cpython
    assert pyodide["parts"] == [["value", "Up & down.\n"]]
    assert pyodide["rich"]["svg"].count("<svg class=") == 2
    assert pyodide["rich"]["standalone"].startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert without_pictures(pyodide) == cpython
    assert [*agreement(report.pages[0])][-1].endswith("| the same |")


@pytest.mark.parametrize(
    ("last", "wanted"),
    [
        ("Beats(version=2)", "raised FigureError: version must be 1, got 2."),
        ("Beats(panels=[])", "raised FigureError: panels must be a list of at least one panel, got []."),
        ("Beats(summary=float('nan'))", "raised ValueError: Out of range float values are not JSON compliant"),
    ],
)
def test_what_is_no_figure_is_an_error_of_the_cell(found, last, wanted):
    [(line, message)] = found(page(last))
    assert wanted in message


def test_runtimes_that_draw_differently_are_told_apart(found):
    choose = "import sys\nhere = 2 if sys.platform == 'emscripten' else 2.5\n"
    last = f"{choose}Beats(table={{'columns': ['a'], 'rows': [[here]]}})"
    [(line, message)] = found(page(last))
    assert line == 3
    assert "another one in CPython" in message
    assert "`table.rows[0][0]` is 2 in Pyodide and 2.5 in CPython" in message


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ({"x": [1, 2]}, {"x": [1.0, 2.00001]}, None),
        ({"x": [1, 2]}, {"x": [1, 2.001]}, "`x[1]` is 2 in Pyodide and 2.001 in CPython"),
        ({"x": [[1e6, 0.0], [1e-3, 1.0]]}, {"x": [[1e6, 1.0], [2e-3, 1.0]]}, None),
        ({"x": 1}, {"x": True}, None),
        ({"x": 1e-9}, {"x": 2e-9}, "`x` is 1e-09 in Pyodide and 2e-09 in CPython"),
        ({"x": [1]}, {"x": [1, 2]}, "`x` is [1] in Pyodide and [1, 2] in CPython"),
        ({"x": [None]}, {"x": [0.0]}, "`x[0]` is null in Pyodide and 0 in CPython"),
        ({"x": "a"}, {"x": "b"}, '`x` is "a" in Pyodide and "b" in CPython'),
        ({"x": "a" * 99}, {"y": 1}, f'`` is {{"x": "{"a" * 53}… in Pyodide and {{"y": 1}} in CPython'),
    ],
)
def test_figures_are_compared_as_the_eye_does(first, second, apart):
    assert find_apart(json.dumps(first), json.dumps(second)) == apart


def test_other_results_stay_as_they_are():
    for result in ({"rich": None}, {"value": "3"}, {"rich": {"type": "text/html", "svg": "x"}}):
        assert without_pictures(result) is result


def rich(**more):
    figure = {"title": "", "summary": "A <b>.", "table": {"columns": [], "rows": []}} | more
    return {"type": FIGURE, "data": json.dumps(figure), "alt": "A <b>.", "svg": "<svg/>"}


def test_a_figure_is_a_picture_a_caption_and_numbers():
    table = {
        "columns": ["run", "<x>"],
        "rows": [
            ["a<b", -0.5],
            ["b", 1.5e-7],
            ["c", None],
            ["d", 1234567],
            ["e", 1e-5],
            ["f", 999999.5],
            ["g", -1e300],
        ],
    }
    made = render_figure(rich(title="T & t", table=table))
    caption = "<figcaption><strong>T &amp; t</strong> A &lt;b&gt;.</figcaption>"
    assert f'<div class="lesson-picture"><svg/></div>{caption}<details' in made
    assert '<th scope="col">run</th><th scope="col" class="lesson-number">&lt;x&gt;</th>' in made
    assert "<td>a&lt;b</td>" in made
    numbers = ["−0.5", "1.5·10⁻⁷", "–", "1.23457·10⁶", "1·10⁻⁵", "1·10⁶", "−1·10³⁰⁰"]
    assert all(f'<td class="lesson-number">{number}</td>' in made for number in numbers)


def test_a_title_that_the_summary_begins_with_is_not_said_twice():
    assert "<figcaption>A &lt;b&gt;.</figcaption>" in render_figure(rich(title="A <b>"))


def test_nothing_is_shown_for_a_table_without_rows():
    made = render_figure(rich())
    assert made.endswith("<svg/></div><figcaption>A &lt;b&gt;.</figcaption></figure>")


@pytest.mark.parametrize(
    ("text", "name"), [("", "bdcb81aee8d83"), ("a", "1c2ba782c97901"), ('Über 2 π 🙂 {"x":1}', "c9dcc6bac1b3d")]
)
def test_a_figure_has_the_name_that_the_page_gives_it(text, name):
    # frontend/test/figure_html.test.ts has the same ones.
    assert fingerprint(text) == name
