"""Docstrings as Markdown: nothing of them is lost, and nothing becomes what it was not."""

import re

import griffe
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown

from site_hooks.docstrings import Docstrings, as_markdown, written

PUBLIC = {"Adam": "kit.Adam", "KitError": "kit.KitError"}


def text_of(docstring):
    """What a reader sees."""
    html = markdown(as_markdown(docstring, {}), extensions=["pymdownx.superfences"])
    shown = re.sub(r"<[^>]+>", "", html)
    for entity, character in {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}.items():
        shown = shown.replace(entity, character)
    return re.sub(r"&#(\d+);", lambda code: chr(int(code[1])), shown)


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(st.lists(st.text("abx_*[]<$\\ ^()=", min_size=1, max_size=12), min_size=1, max_size=6).map("a ".join))
def test_prose_is_shown_as_it_is_written(line):
    line = f"a{line}a"
    shown = re.sub(r"(?<!\w)\*(\w+)\*(?!\w)", r"\1", line)  # one word may be emphasised
    assert text_of(line) == shown


def test_examples_become_code_up_to_the_empty_line():
    docstring = "Half.\n\n>>> half(\n...     3)\n1.5\n    indented\n\nIt is < 2.\n\n>>> 1\n1"
    assert as_markdown(docstring, {}) == (
        "Half.\n\n```pycon\n>>> half(\n...     3)\n1.5\n    indented\n```\n\nIt is &#60; 2.\n\n```pycon\n>>> 1\n1\n```"
    )


def test_what_is_indented_stays():
    docstring = "A step:\n\n    x <- x - lr `g`\n\n    y_k* = [1][0]\n\nwith lr_k."
    assert as_markdown(docstring, PUBLIC) == "A step:\n\n    x <- x - lr `g`\n\n    y_k* = [1][0]\n\nwith lr&#95;k."


def test_names_of_the_package_become_links():
    assert as_markdown("As `Adam` and `adam`.", PUBLIC) == "As [`Adam`][kit.Adam] and `adam`."


def test_what_is_raised_is_marked_and_linked():
    assert as_markdown("Raises: KitError or ValueError unless x_0 > 0.", PUBLIC) == (
        "**Raises:** [`KitError`][kit.KitError] or `ValueError` unless x&#95;0 > 0."
    )
    assert as_markdown("Shapes, Raises: as before.\n\nIt Raises: no.", {}) == (
        "**Shapes, Raises:** as before.\n\nIt Raises: no."
    )


def test_numbers_are_short():
    assert written("1e-08") == "1e-8"
    assert written("1000000000000.0") == "1e12"
    assert written("0.0001") == "0.0001"
    assert written("0.30000000000000004") == "0.30000000000000004"
    assert written("1e-300") == "1e-300"
    assert written("1000") == "1000"
    assert written("(1e-06, 50)") == "(1e-6, 50)"
    assert written("'v1e-08'") == "'v1e-08'"
    assert written(None) is None


SOURCE = '''
"""A kit."""
from kit.other import foreign
RATE = 1e-3
class Adam:
    """Has a `rate`, and is an `Adam`; see `grad`, `foreign`."""
    def __init__(self, rate=RATE):
        """Keep it."""
        self.rate = rate
    def step(self, grad):
        """From `grad`, with `rate`; as `Adam`."""
def grad():
    """Of `Adam`."""
def rate():
    """The `rate`."""
'''


def visited(tmp_path):
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "__init__.py").write_text(SOURCE, "utf-8")
    (tmp_path / "kit" / "other.py").write_text('def foreign():\n    """Not `Adam`."""\n', "utf-8")
    return griffe.load("kit", search_paths=[tmp_path], extensions=griffe.load_extensions(Docstrings))


def test_a_whole_package(tmp_path):
    kit = visited(tmp_path)
    # Its own fields are not the package's functions of these names.
    assert kit["Adam"].docstring.value == (
        "Has a `rate`, and is an `Adam`; see [`grad`][kit.grad], [`foreign`][kit.foreign]."
    )
    assert kit["Adam.step"].docstring.value == "From `grad`, with `rate`; as [`Adam`][kit.Adam]."
    assert kit["grad"].docstring.value == "Of [`Adam`][kit.Adam]."
    # Once, although it is imported as well.
    assert kit["other.foreign"].docstring.value == "Not [`Adam`][kit.Adam]."
    assert kit["Adam.__init__"].docstring is None
    assert str(kit["Adam.__init__"].parameters["rate"].default) == "0.001"
