"""What a Python fence means: a cell, generated text, or code that is only shown; and the output below a cell."""

from __future__ import annotations

import builtins

from .blocks import Reader
from .declarations import complain_of_controls, read_controls
from .lesson import Cell, Code, Output, slugify
from .problems import nearest
from .scan import Fence, read_options

CELL_OPTIONS = ("id", "title", "expect")
EXEC_OPTIONS = ("exec", "title", "id", "source", "result", "width")
PLAIN_OPTIONS = ("title", "linenums", "hl_lines")
MARGIN = "This looks like a runnable cell, but its fence must begin at the left margin, on a line of its own."


def is_output(fence: Fence, waiting: Fence | None, reader: Reader) -> bool:
    """Whether a fence holds an output; `waiting` is the cell above it, if there is one. A near miss is a problem."""
    if fence.language == "output":
        if fence.info != "output":
            reader.complain(fence.line, f"An output fence takes no option: write ```output, got ```{fence.info}.")
        if fence.indent and not (waiting and waiting.indent):
            reader.complain(fence.line, "An output fence must begin at the left margin, as its cell does.")
        return True
    if waiting is not None and nearest(fence.language or "-", ("output",)).startswith("Did"):
        reader.complain(fence.line, f"There is no fence ```{fence.language}. Did you mean ```output?")
        return True
    return False


def fence_kind(fence: Fence, reader: Reader) -> str:
    """`run`, `exec`, or nothing for a fence that is only shown; a near miss is a problem."""
    words = fence.words
    if words[:1] in (["run"], ["scratch"]):
        reader.complain(fence.line, f"Write ```python run, the language first; got ```{fence.info}.")
        return "run"
    if not fence.is_python:
        return ""
    kind = next((word for word in ("run", "exec") if word in words[1:]), "")
    if fence.is_cell_like and fence.language not in ("python", "py"):
        reader.complain(fence.line, f"Write ```python run, in lower case and without braces; got ```{fence.info}.")
        return kind
    flags, options, wrong = read_options(fence.info)
    known = {"run": CELL_OPTIONS, "exec": EXEC_OPTIONS, "": PLAIN_OPTIONS}[kind]
    if fence.language in ("python", "py"):
        for flag in flags:
            if flag not in ("run", "exec") and (flag, kind) != ("scratch", "run"):
                told = nearest(flag, ("run", "scratch", *known))
                told = "Write ```python run scratch." if flag == "scratch" else told
                reader.complain(fence.line, f"A Python fence has no option `{flag}`. {told}")
        for key in options:
            if key not in known:
                reader.complain(fence.line, f"A Python fence has no option `{key}`. {nearest(key, known)}")
        for message in wrong:
            reader.complain(fence.line, message)
    if fence.indent and kind:
        reader.complain(fence.line, MARGIN)
    return kind


def check_no_controls(fence: Fence, reader: Reader) -> None:
    """Controls in Python that is not a cell are a problem."""
    if fence.is_python and "run" not in fence.words:
        complain_of_controls(fence.source, fence.line + 1, reader.complain)


def read_cell(fence: Fence, output: Output | None, reader: Reader) -> Cell:
    """A runnable fence with its output."""
    flags, options, _ = read_options(fence.info)
    scratch = "scratch" in flags
    title = options.get("title", "")
    reader.cells += 1
    # By its place among the cells, not by its line: that differs with and without the front matter.
    name = options.get("id") or slugify(title) or f"cell-{reader.cells}"
    if name != slugify(name):
        reader.complain(fence.line, f"The id `{name}` may hold lower-case letters, digits, `-` and `_` only.")
    if not fence.source.strip() and not scratch:
        told = (
            "This cell is empty. Write its code, or remove it; for the reader's own code, write ```python run scratch."
        )
        reader.complain(fence.line, told)
    if "expect" in options and not _may_be_raised(options["expect"]):
        reader.complain(fence.line, 'expect="…" names the exception that the cell must raise, as ZeroDivisionError.')
    end = output.end if output else fence.end
    code = Code(fence.source, fence.line + 1)
    controls = read_controls(code.source, code.line, reader.complain)
    if controls and "expect" in options:
        reader.complain(fence.line, "A cell with controls shows a figure, so it raises nothing. Remove `expect`.")
    if controls and scratch:
        reader.complain(fence.line, "A cell with controls is no cell of the reader's own. Remove `scratch`.")
    return Cell(fence.line, end, name, title, code, options.get("expect"), output, controls, scratch)


def _may_be_raised(name: str) -> bool:
    """Whether a name is that of an exception, as far as one can tell: a cell may define its own."""
    builtin = getattr(builtins, name, BaseException)
    return name.isidentifier() and isinstance(builtin, type) and issubclass(builtin, BaseException)
