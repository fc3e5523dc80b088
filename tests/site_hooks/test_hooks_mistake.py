import pytest

from site_hooks.parse import parse

CHALLENGE = """\
//// challenge | Double it
```python starter
def f(x):
    return x
```
```python tests
def test_three():
    assert f(3) == 6
```
```python solution
def f(x):
    y = x
    z = x
    return y + z
```
/// hint
Add.
///
/// mistake | {message}
{fence}
///
////
"""


def read(fence="```python\nf = 1\n```", message="No."):
    lesson = parse(CHALLENGE.format(message=message, fence=fence))
    [challenge] = lesson.elements
    [mistake] = challenge.mistakes
    return mistake, [(problem.line, problem.message) for problem in lesson.problems]


def test_a_mistake_is_code_of_its_own():
    mistake, problems = read()
    assert problems == []
    assert (mistake.code.source, mistake.code.line, mistake.line) == ("f = 1\n", 21, 19)


@pytest.mark.parametrize(
    ("lines", "source"),
    [
        (["-    return y + z", "+    return y - z"], "def f(x):\n    y = x\n    z = x\n    return y - z\n"),
        (["-    y = x", "-    z = x", "+    y = z = 1"], "def f(x):\n    y = z = 1\n    return y + z\n"),
        (["     y = x", "-    z = x", "+    z = 0"], "def f(x):\n    y = x\n    z = 0\n    return y + z\n"),
        ([" def f(x):", "+"], "def f(x):\n\n    y = x\n    z = x\n    return y + z\n"),
        (["-    z = x"], "def f(x):\n    y = x\n    return y + z\n"),
    ],
)
def test_a_mistake_is_a_difference_to_the_solution(lines, source):
    mistake, problems = read("\n".join(["```diff", *lines, "```"]))
    assert problems == []
    assert mistake.code.source == source


@pytest.mark.parametrize(
    "message", ["Use `a * b` and `c * d`.", "2 * 3 * 4", "It costs $5.", "x_1 and y_2", "a < b > c"]
)
def test_what_is_told_is_plain_text_with_code(message):
    assert read(message=message)[1] == []


@pytest.mark.parametrize(
    "message", ["*so*", "**so**", "_so_", "$x$", "[a](b)", "![a](b)", "<b>", "one ` two", "`a` and `b"]
)
def test_other_marks_are_told(message):
    [(line, told)] = read(message=message)[1]
    assert line == 19
    assert told.startswith("What a mistake tells the learner is plain text, in which only `code` may be marked.")


def test_the_page_is_the_same_whether_the_solution_stands_above_or_below():
    text = CHALLENGE.format(message="No.", fence="```diff\n-    y = x\n+    y = 1\n```")
    start, stop = text.index("```python solution"), text.index("/// hint")
    moved = text[:start] + text[stop:].removesuffix("////\n") + text[start:stop] + "////\n"
    assert [parse(each).elements[0].mistakes[0].code.source for each in (text, moved)] == [
        "def f(x):\n    y = 1\n    z = x\n    return y + z\n"
    ] * 2
