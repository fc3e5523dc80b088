import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_hooks.checks import check_page
from site_hooks.lesson import Cell
from site_hooks.parse import parse
from site_hooks.plan import plan
from site_hooks.update import as_precise, update
from site_hooks.verify import Page


@pytest.fixture
def mend(check, config):
    """The page after `--update`, and whether anything changed."""

    def mend(text, newline="\n", mark=b""):
        path = config.content / "page.md"
        [page] = check(text).pages
        path.write_bytes(mark + text.replace("\n", newline).encode())
        changed = update(path, page)
        return path.read_bytes().decode(), changed

    return mend


WRONG = """\
---
title: A page
---

```python run title="One"
print("x is", 1 / 3)
```

```output
x is 0.25
```

It is `0.25`{=1 / 3} and `2`{=3}, not `0.33`{=1 / 3}.

```python run title="Two"
print(4)
```

```python run title="Three"
x = 1
```

```output
1
```
"""
RIGHT = """\
---
title: A page
---

```python run title="One"
print("x is", 1 / 3)
```

```output
x is 0.3333333333333333
```

It is `0.33`{=1 / 3} and `3`{=3}, not `0.33`{=1 / 3}.

```python run title="Two"
print(4)
```

```output
4
```

```python run title="Three"
x = 1
```

"""


def test_what_is_wrong_is_mended_and_what_is_right_is_kept(mend):
    assert mend(WRONG) == (RIGHT.rstrip("\n") + "\n\n", True)


def test_a_mended_page_has_no_problem_and_stays_as_it_is(mend, found):
    mended, _ = mend(WRONG)
    assert found(mended) == []
    assert mend(mended) == (mended, False)


def test_line_ends_are_kept(mend):
    mended, changed = mend(WRONG, newline="\r\n")
    assert changed
    assert mended.replace("\r\n", "\n") == mend(WRONG)[0]
    assert "\n" not in mended.replace("\r\n", "")


def test_a_page_that_is_right_is_not_touched(mend):
    text = (
        "```python run\nprint(1 / 3)\n```\n\n```output\n0.33\n```\n\n"
        "```python run\nprint(5)\n```\n\n```output\n...\n```\n"
    )
    assert mend(text) == (text, False)
    assert mend(text, newline="\r\n")[1] is False


def test_an_output_that_holds_fences_gets_a_longer_fence(mend, found):
    mended, _ = mend('```python run\nprint("```")\n```\n')
    assert mended.endswith("\n````output\n```\n````\n")
    assert found(mended) == []


def test_two_equal_values_on_a_line_are_both_mended(mend):
    mended, _ = mend("`1`{=2} and `1`{=2} and `1`{=3}\n")
    assert mended == "`2`{=2} and `2`{=2} and `3`{=3}\n"


def test_a_cell_that_fails_is_left_alone(mend):
    text = "```python run\nimport os; os._exit(1)\n```\n\n```output\n1\n```\n"
    assert mend(text) == (text, False)


def test_a_cell_that_raises_unasked_gets_no_traceback_as_its_output(mend):
    text = "```python run\n1 / 0\n```\n"
    assert mend(text) == (text, False)


def test_a_value_in_a_block_is_mended(mend):
    text = "/// quiz | What?\n- [x] `1`{=2}\n    > `1`{=3}\n- [ ] No\n    > No.\n///\n"
    assert mend(text)[0] == text.replace("`1`{=2}", "`2`{=2}").replace("`1`{=3}", "`3`{=3}")


@pytest.mark.parametrize(
    ("written", "got", "precise"),
    [
        ("0.12", "0.34567", "0.35"),
        ("30", "31", "31"),
        ("1.0", "2", "2.0"),
        ("3", "(1, 2)", "(1, 2)"),
        ("word", "other", "other"),
        ("1.5e3", "1600.0", "1600.0"),
        ("1.50", "inf", "inf"),
        ("1.50", "nan", "nan"),
    ],
)
def test_a_value_is_as_precise_as_it_was_written(written, got, precise):
    assert as_precise(written, got) == precise


# --- Whatever a page and its results are: only outputs and values change, and a second time nothing does.

PIECES = st.sampled_from(
    [
        "Text.",
        "It is `1.50`{=x}, or `2`{=y} and `2`{=y}.",
        '```python run\nprint("x")\n```',
        '```python run\nprint("x")\n```\n\n```output\nwrong 1.5\n```',
        "```python run\nprint()\n```\n\n````output\n```\n````",
        "```text\n`1`{=x}\n```",
        "/// quiz | What?\n- [x] `3`{=x}\n    > a\n- [ ] 4\n    > b\n///",
    ]
)
PRINTED = st.text(alphabet="ab 1.5-`~\n/\N{MINUS SIGN}", max_size=20).map(lambda text: f"{text}\n" if text else "")
GIVEN = st.sampled_from(["1.5", "0.1", "-2", "(1, 2)", "a word", "31", "1e-7"])


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]), st.data())
def test_an_update_loses_no_line_and_a_second_one_changes_nothing(tmp_path_factory, pieces, newline, data):
    path = tmp_path_factory.mktemp("update") / "page.md"
    text = "\n\n".join([*pieces, ""])
    path.write_bytes(text.replace("\n", newline).encode())
    given_to = {}

    def page():
        lesson = parse(path.read_bytes().decode())
        results = []
        for task in plan(lesson):
            text, value = given_to.setdefault(
                task.step.get("expression", task.step["name"]), (data.draw(PRINTED), data.draw(GIVEN))
            )
            results.append(
                {"text": text, "rich": None, "error": None, "truncated": False}
                if task.role == "cell"
                else {"value": value, "error": None}
            )
        return Page(lesson, tuple(results), tuple(results), False)

    update(path, page())
    once = path.read_bytes()
    assert update(path, page()) is False
    assert path.read_bytes() == once
    assert check_page(page()) == []
    assert skeleton(once.decode().replace("\r\n", "\n")) == skeleton(text)
    assert newline == "\n" or b"\n" not in once.replace(b"\r\n", b"")


def skeleton(text):
    """A page without its outputs, and with its values blank."""
    lines = text.split("\n")
    outputs = [cell.output for cell in parse(text).elements if isinstance(cell, Cell) and cell.output]
    for output in reversed(outputs):
        del lines[output.line - 1 : output.end]
    return [re.sub(r"`[^`]+`\{=", "`…`{=", line) for line in lines if line.strip()]
