import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_hooks.lesson import Cell, Exec, Quiz, Value
from site_hooks.parse import parse, parse_body, parse_file

CELL = '```python run id="one" title="One"\nprint(1)\n```\n\n```output\n1\n```\n'
HEAD = "---\ntitle: A page\n---\n\n"


def sound(text, **options):
    lesson = parse(text, **options)
    assert lesson.problems == ()
    return lesson


def test_a_cell_knows_its_lines():
    [cell] = sound(HEAD + CELL).elements
    assert isinstance(cell, Cell)
    assert (cell.line, cell.end, cell.name, cell.title, cell.expect) == (5, 11, "one", "One", None)
    assert (cell.code.line, cell.code.source) == (6, "print(1)\n")
    assert (cell.output.line, cell.output.end, cell.output.text) == (9, 11, "1\n")


def test_a_cell_may_have_no_output_no_name_and_expect_an_error():
    [cell] = sound('```python run expect="ValueError"\nraise ValueError\n```\n').elements
    assert (cell.name, cell.title, cell.expect, cell.output) == ("cell-1", "", "ValueError", None)


def test_a_nameless_cell_is_named_the_same_with_and_without_front_matter():
    text = "```python run\nx = 1\n```\n\n```python run\nx = 2\n```\n"
    whole = parse(HEAD + text)
    body = parse_body(tuple(text.split("\n")), "x.md")
    assert [cell.name for cell in whole.elements] == [cell.name for cell in body.elements] == ["cell-1", "cell-2"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(newline):
    assert sound((HEAD + CELL).replace("\n", newline)) == sound(HEAD + CELL)


def test_a_byte_order_mark_is_passed_over(config):
    path = config.content / "x.md"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + CELL).replace("\n", "\r\n").encode())
    lesson = parse_file(config, path)
    assert lesson.problems == ()
    assert (lesson.meta, lesson.elements) == ({"title": "A page"}, sound(HEAD + CELL).elements)


def test_a_file_that_is_not_utf8_is_one_problem_at_its_line(config):
    path = config.content / "x.md"
    path.write_bytes(b"Text.\n\ncaf\xe9\n")
    [problem] = parse_file(config, path).problems
    assert (problem.path, problem.line) == ("content/x.md", 3)
    assert problem.message == "This file is not UTF-8 text (byte 0xe9). Save it as UTF-8."


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "---\ntitle: x\n---\n", "---\ntitle: x\n---"])
def test_an_empty_page_is_a_problem(text):
    [problem] = parse(text, "x.md").problems
    assert (problem.line, problem.message) == (1, "This page is empty. Write it, or remove the file.")


def test_values_are_found_in_prose_headings_and_blocks_but_not_in_code():
    text = (
        "## About `1`{=a}\n\nIt is `2`{= b } and `3`{=c[0]}.\n\n"
        "```text\n`4`{=d}\n```\n\n"
        "/// quiz | Is it `5`{=e}?\n- [x] `6`{=f}\n    > `7`{=g}\n- [ ] No\n    > No.\n///\n"
    )
    assert sound(text).values == (
        Value("1", "a", 1),
        Value("2", "b", 3),
        Value("3", "c[0]", 3),
        Value("5", "e", 9),
        Value("6", "f", 10),
        Value("7", "g", 11),
    )


def test_how_a_value_is_written_can_be_shown():
    assert sound("Write `` `31`{=x} `` in prose.").values == ()


def test_generated_text_keeps_its_options():
    [block] = sound('```python exec="1" source="above"\nprint(1)\n```\n').elements
    assert isinstance(block, Exec)
    assert dict(block.options) == {"exec": "1", "source": "above"}


def test_foreign_blocks_hold_cells_and_quizzes():
    quiz = "/// quiz | What?\n- [x] A\n    > Yes.\n- [ ] B\n    > No.\n///\n"
    lesson = sound(f"//// details | More\n{CELL}\n{quiz}////\n")
    assert [type(element) for element in lesson.elements] == [Cell, Quiz]


def test_plain_python_fences_are_left_alone():
    text = '```python\nx\n```\n\n```py title="x" linenums="1"\nx\n```\n\n``` {.python .annotate}\nx\n```\n'
    assert sound(text).elements == ()


def test_a_code_fence_in_a_list_is_left_alone():
    assert sound("- ```text\n  a\n  ```\n- b\n\n    ```text\n    a\n    ```\n").elements == ()


def test_sections_are_those_of_the_site():
    text = "---\ntitle: T\ndescription: D\nsubject: S\nminutes: 5\n---\n\n## One\n\nText.\n\n## Two\n\nText.\n"
    lesson = sound(text, sections=["One", "Two"])
    assert [(section.slug, section.line, section.end) for section in lesson.sections] == [
        ("one", 8, 11),
        ("two", 12, 15),
    ]


# --- Whatever is written, the parser answers, and every line it names is one of the file's.


def assert_answers(text):
    lesson = parse(text, "content/x.md")
    count = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for problem in lesson.problems:
        assert problem.path == "content/x.md"
        assert 1 <= problem.line <= count
        assert problem.message
    for element in lesson.elements:
        assert 1 <= element.line <= element.end <= count
    for value in lesson.values:
        assert 1 <= value.line <= count


FRAGMENTS = [
    "",
    "text",
    "---",
    "...",
    "title: x",
    "subject: Music",
    "minutes: 5",
    "key: [",
    "date: 2026-13-45",
    "# One",
    "## Code example",
    "```",
    "````",
    "~~~",
    "```python run",
    "    ```python run",
    "```python exec=1",
    "```python starter",
    "```python tests",
    "```output",
    "```dot",
    "///",
    "////",
    "/// terms",
    "/// quiz | What?",
    "//// challenge | Write",
    "/// hint",
    "/// mistake | No",
    "/// diagram | D",
    "/// details",
    "    id: x",
    "    id:",
    "- [x] a",
    "- [ ] a",
    "- b",
    "    > why",
    "= 1",
    "1. `a` text",
    "Word | $x$",
    ":   meaning",
    ":   Example: 1",
    "`1`{=x}",
    "`1` {=",
    "\t",
    "\ufeff",
    "\x00",
]
LINES = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=25)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n"]))
def test_random_pages_never_crash_the_parser(lines, newline):
    assert_answers(newline.join(lines))


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text())
def test_random_text_never_crashes_the_parser(text):
    assert_answers(text)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.data())
def test_a_mutated_lesson_never_crashes_the_parser(main_text, data):
    lines = main_text.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["delete", "double", "swap", "truncate", "cut", "indent"])):
            case "delete":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "truncate":
                lines[at] = lines[at][: len(lines[at]) // 2]
            case "cut":
                del lines[max(at, 1) :]
            case "indent":
                lines[at] = "    " + lines[at]
    assert_answers("\n".join(lines))


@pytest.fixture(scope="module")
def main_text():
    from pathlib import Path

    return (Path(__file__).resolve().parents[2] / "content" / "gradient-descent.md").read_text("utf-8")


@pytest.mark.parametrize(
    "piece", ["x", "`", "`x ", "`1`{=x} ", "`1`{=", "/", "#", "> ", "```python ", "= ", "x{=a", "| "]
)
def test_a_line_of_a_megabyte_is_one_problem(piece):
    """Without a limit, some of these would keep the parser busy for minutes."""
    line = piece * (2**20 // len(piece))
    [problem] = parse(f"Text.\n\n{line}\n\nMore.\n", "x.md").problems
    assert problem.line == 3
    assert problem.message.startswith(f"This line has {len(line):,} characters, more than 10,000.")


# --- Whatever is written, nothing of it is lost without a word.

WORDED = [
    "text {}",
    "    indented {}",
    "# Heading {}",
    "## Section {}",
    "- [x] right {}",
    "- [ ] wrong {}",
    "- [] neither {}",
    "- item {}",
    "    > because {}",
    "= {}",
    "1. `a` here {}",
    "2. there {}",
    "Term {}",
    ":   meaning {}",
    ":   Example: {}",
    ":   Example: {}",
    "-{}",
    "+{}",
    "    id: {}",
    "    key: {}",
    "`1`{{={}}}",
    "{}()",
]
BARE = [
    "",
    "```",
    "```python run",
    "```python starter",
    "```python tests",
    "```python solution",
    "```python",
    "```diff",
]
BARE += ["```dot", "```text", "```output", '```python exec="1"', "///", "////", "/// hint", "/// terms", "/// details"]
BARE += ["/// diagram | A", "/// quiz | What?", "//// challenge | Write", "/// mistake | No"]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(WORDED) | st.sampled_from(BARE), max_size=30))
def test_no_line_is_lost_without_a_word(lines):
    words = {number: f"w{number}w" for number in range(1, len(lines) + 1)}
    lesson = parse("\n".join(line.format(words[number]) for number, line in enumerate(lines, 1)) + "\n", "x.md")
    told = {problem.line for problem in lesson.problems}
    for number, line in enumerate(lines, 1):
        inside = [element for element in lesson.elements if element.line <= number <= element.end]
        if "{}" not in line or not inside or number in told:
            continue
        kept = any(words[number] in repr(element) for element in inside)
        # Where a fence or a block has no end, or is one too many, what stands in it is read again when that is mended.
        broken = any(element.line <= problem.line <= element.end for element in inside for problem in lesson.problems)
        assert kept or broken, f"Line {number} is lost: {line}"


WHOLE = {
    "terms": "/// terms\nSlope | $m$\n:   How steep.\n:   Example: a hill.\n\nRate\n:   How fast.\n///",
    "diagram": "/// diagram | A\n    id: d\n```dot\ndigraph { a }\n```\n1. `a` Here.\n2. `a` There.\n///",
    "quiz": "/// quiz | What?\n    id: q\nThink.\n\n= 1\n- [x] 1\n    > Because.\n- [ ] 2\n    > It is one.\n///",
    "challenge": "//// challenge | Do\n    id: c\nDo it.\n\n```python starter\nx = 1\n```\n```python tests\n"
    "def test_x():\n    assert x\n```\n```python solution\nx = 2\n```\n/// hint\nCount.\n///\n/// mistake | No\n"
    "```python\nx = 3\n```\n///\n////",
    "cell": '```python run id="x"\nprint(1)\n```\n\n```output\n1\n```',
}


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.sampled_from(WORDED), st.integers(1, 30))
def test_a_line_put_into_a_whole_block_is_kept_or_told(kind, line, place):
    lines = WHOLE[kind].split("\n")
    at = 1 + place % (len(lines) - 1)
    lines.insert(at, line.format("w0w"))
    lesson = parse("\n".join([*lines, ""]), "x.md")
    inside = [element for element in lesson.elements if element.line <= at + 1 <= element.end]
    kept = any("w0w" in repr(element) for element in inside) or not inside
    # Of two that may stand once only, the second is told.
    told = [problem.line for problem in lesson.problems if problem.line == at + 1 or " two " in problem.message]
    assert kept or told, "\n".join(lines)
