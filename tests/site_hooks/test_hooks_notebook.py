"""A lesson to take along: a notebook that Jupyter accepts, and a Python file that runs."""

import json
import subprocess
import sys

import nbformat
import pytest

from site_hooks.figure_data import FIGURE
from site_hooks.lesson import Cell, Code, Lesson
from site_hooks.notebook import Origin, notebook, script
from site_hooks.plan import Task, plan

ORIGIN = Origin("https://example.org/site/page/", [("Python", "3.14.2"), ("tunekit", "1.0.0")])
PAGE = """\
---
title: A page
description: What it says.
subject: Music
minutes: 5
---

## One

See [this](other.md#part) and [home](index.md), not [that](https://example.org/x.md). It is `4`{=2 + 2}.

```python run id="shown" title="A value"
class Bold:
    def _repr_html_(self):
        return "<b>bold</b>"
    def __repr__(self):
        return "bold"

import sys
print("out")
print("err", file=sys.stderr)
Bold()
```

```output
out
err
bold
```

```python run expect="ZeroDivisionError"
1 / 0
```

```output
...
```

```python exec="1"
print("| made | here |")
```

/// terms
Fifth | $3:2$
:   Seven steps, `7`{=3 + 4}.
:   Not: five.
///

/// quiz | Which?
- [x] A
    > Yes.
- [ ] B
    > No.
///

//// challenge | Add one
    id: add
Write `f`.

```python starter
def f(x):
    return x
```

```python tests
def test_f():
    assert f(1) == 2
```

```python solution
def f(x):
    return x + 1
```

/// hint
Plus.
///
////
"""


@pytest.fixture
def page(check):
    [page] = check(PAGE).pages
    return page.lesson, list(zip(plan(page.lesson), page.pyodide, strict=True))


def test_a_notebook_is_what_jupyter_accepts(page):
    made = nbformat.reads(notebook(*page, ORIGIN), as_version=4)
    nbformat.validate(made)
    assert made.nbformat_minor == 5
    assert len({cell.id for cell in made.cells}) == len(made.cells)


def test_the_outputs_are_those_that_were_verified(page):
    cells = [cell for cell in json.loads(notebook(*page, ORIGIN))["cells"] if cell["cell_type"] == "code"]
    shown, failing, starter, tests = cells
    assert [output["output_type"] for output in shown["outputs"]] == ["stream", "stream", "execute_result"]
    assert [output.get("name") for output in shown["outputs"]] == ["stdout", "stderr", None]
    assert shown["outputs"][2]["data"] == {"text/plain": "bold", "text/html": "<b>bold</b>"}
    assert failing["outputs"][0]["ename"] == "ZeroDivisionError"
    assert failing["metadata"] == {"tags": ["raises-exception"]}
    assert [cell["execution_count"] for cell in cells] == [1, 2, None, None]
    assert starter["source"] == "def f(x):\n    return x\n"
    assert tests["source"].endswith('\n\n\ntest_f()\nprint("Every test passed.")\n')


def test_a_figure_is_taken_along_as_data_and_as_a_picture():
    rich = {
        "type": FIGURE,
        "data": '{"version":1}',
        "alt": "A line.",
        "svg": "<svg/>",
        "standalone": "<svg xmlns='x'/>",
    }
    result = {"text": "A line.\n", "parts": [["value", "A line.\n"]], "rich": rich, "error": None, "truncated": False}
    cell = Cell(3, 9, "drawn", "", Code("figure\n", 4), None, None)
    task = Task("cell", cell, 3, {})
    lesson = Lesson("page.md", ("",) * 9, 1, {}, (cell,), (), ())
    made = nbformat.reads(notebook(lesson, [(task, result)], ORIGIN), as_version=4)
    nbformat.validate(made)
    [output] = [cell.outputs for cell in made.cells if cell.cell_type == "code"][0]
    assert output["data"] == {"text/plain": "A line.", FIGURE: {"version": 1}, "image/svg+xml": "<svg xmlns='x'/>"}


def test_the_text_is_plain_markdown(page):
    text = "\n".join(
        cell["source"] for cell in json.loads(notebook(*page, ORIGIN))["cells"] if cell["cell_type"] == "markdown"
    )
    assert text.startswith("# A page\n\nWhat it says.\n\nOutputs computed with Python 3.14.2, tunekit 1.0.0.")
    assert "[this](https://example.org/site/other/#part)" in text
    assert "[home](https://example.org/site/)" in text
    assert "[that](https://example.org/x.md)" in text
    assert "It is 4." in text
    assert "| made | here |" in text
    assert "- **Fifth** ($3:2$): Seven steps, 7. *Not:* five." in text
    assert "- A is **right**. Yes." in text
    for syntax in ("///", "```output", "{=", "```python run"):
        assert syntax not in text


def test_pages_may_be_files(page):
    text = notebook(*page, Origin("https://example.org/page.html", []))
    assert "[this](https://example.org/other.html#part)" in text


def test_a_notebook_and_a_script_are_made_alike_each_time(page):
    for make in (notebook, script):
        assert make(*page, ORIGIN) == make(*page, ORIGIN)


def test_a_script_runs_from_its_first_line_to_its_last(page, tmp_path):
    path = tmp_path / "page.py"
    path.write_text(script(*page, ORIGIN), "utf-8")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "out\n", "err\n")
    text = path.read_text("utf-8")
    assert text.count("# %% [markdown]") == 3
    assert "# %% It raises ZeroDivisionError, as it should\n# 1 / 0" in text


def test_the_main_lesson_is_a_notebook_too(main_page):
    done = list(zip(plan(main_page.lesson), main_page.pyodide, strict=True))
    made = nbformat.reads(notebook(main_page.lesson, done, ORIGIN), as_version=4)
    nbformat.validate(made)
    ran = [cell for cell in made.cells if cell.cell_type == "code" and cell.execution_count]
    cells = [task.owner for task, _ in done if task.role == "cell"]
    assert len(ran) == sum(not cell.scratch for cell in cells)
    compile(script(main_page.lesson, done, ORIGIN), "lesson.py", "exec")
