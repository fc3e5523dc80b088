"""Run a lesson's Python the same way everywhere: CPython, Pyodide under Node, Pyodide in the page.

Standard library only, one file, no import of the rest of the project: the very bytes that verify a
page at build time are shipped to the reader. A *step* goes in as JSON and its result comes out as
JSON (`frontend/src/protocol/index.ts` names the fields).
"""

# Maintainers: its hosts are `cpython_host.py` here, and for Node and browsers `frontend/src/interpreter`.

from __future__ import annotations

import ast
import builtins
import contextlib
import difflib
import html
import inspect
import io
import json
import keyword
import linecache
import os
import pkgutil
import random
import re
import sys
import traceback
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Emit = Callable[[str, str], object] | None
Json = dict[str, Any]
Kinds = tuple[str, ...] | None

MAX_LINES = 10_000
MAX_CHARACTERS = 250_000
# What is shown of what a test printed; all of it stands in the output.
MAX_PRINTED = 2_000
# Frames of these files are the machinery's own: a learner's traceback leaves them out.
_HIDDEN = {__file__, "<frozen runpy>"}
FIGURE = "application/vnd.lesson.figure+json"
# How a value may show itself, richest first: the type, and the method that Jupyter's users know for it.
RICH = ((FIGURE, None), ("image/svg+xml", "_repr_svg_"), ("text/html", "_repr_html_"))
NOBODY_ANSWERS = "nothing can be typed into a cell while it runs; write the value into the code: name = 'Ada'"


@dataclass
class Session:
    """The names that the cells of one page share, and the cells that were run in it."""

    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})


class OutputLimit(BaseException):
    """More was printed than a page can hold. Not an `Exception`: a bare `except` in a loop must not eat it."""


class NoKeyboard(io.TextIOBase):
    """The input stream of a running step: there is nobody to ask, and whoever asks is told so."""

    def readable(self) -> bool:
        """Always: it is an input stream."""
        return True

    def read(self, size: int | None = -1, /) -> str:
        """Raise EOFError with the way out."""
        raise EOFError(NOBODY_ANSWERS)

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """Raise EOFError with the way out: this is what `input()` calls."""
        raise EOFError(NOBODY_ANSWERS)


class Transcript(io.TextIOBase):
    """One of the two output streams of a running step; both write to the same list of parts."""

    def __init__(self, kind: str, parts: list[tuple[str, str]], emit: Emit, budget: list[int]) -> None:
        self.kind, self.parts, self.emit, self.budget = kind, parts, emit, budget

    def writable(self) -> bool:
        """Always: it is an output stream."""
        return True

    def write(self, text: str, /) -> int:
        """Keep `text`, as much of it as there is room for; OutputLimit when there is not."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        room_lines, room_characters = self.budget
        kept = text[:room_characters]
        if kept.count("\n") > room_lines:
            kept = "".join(kept.splitlines(keepends=True)[:room_lines])
        self.budget[:] = room_lines - kept.count("\n"), room_characters - len(kept)
        add(self.parts, self.emit, self.kind, kept)
        if len(kept) < len(text):
            raise OutputLimit
        return len(text)


def add(parts: list[tuple[str, str]], emit: Emit, kind: str, text: str) -> None:
    """Append `text` to the transcript and pass it on, joined to the last part of the same kind."""
    if not text:
        return
    if parts and parts[-1][0] == kind:
        parts[-1] = (kind, parts[-1][1] + text)
    else:
        parts.append((kind, text))
    if emit is not None:
        emit(kind, text)


def open_session() -> Session:
    """A page's fresh start: no names, and a random generator that begins at the same place everywhere."""
    random.seed(0)
    return Session()


def answer(session: Session, step_json: str, emit: Emit = None) -> str:
    """Carry out one step and return its result; whatever the step's code raises is part of the result."""
    step = json.loads(step_json)
    return json.dumps(DO[step["do"]](session, step, emit))


def run_cell(session: Session, step: Json, emit: Emit) -> Json:
    """Run a cell in the page's namespace; a last expression that is not None is shown, as a notebook does."""
    return _run(step["source"], step["name"], session.names, emit)


def run_figure(session: Session, step: Json, emit: Emit) -> Json:
    """Run a cell for its figure alone, on a copy of the names: what a reader does with a control leaves no trace."""
    del emit
    with _leaving_no_trace():
        return _run(step["source"], step["name"], dict(session.names), None, (FIGURE,))


def run_exec(session: Session, step: Json, emit: Emit) -> Json:
    """Run a block whose output becomes part of the page, on a copy of the names: readers do not run it."""
    with _leaving_no_trace():
        return _run(step["source"], step["name"], dict(session.names), emit)


def run_value(session: Session, step: Json, emit: Emit) -> Json:
    """The value of an expression as text: a str as it is, anything else as its repr."""
    del emit
    filename = f"{step['name']}.py"
    with _leaving_no_trace(), _streams([], None):
        try:
            _remember(filename, step["expression"])
            value = eval(compile(step["expression"], filename, "eval"), dict(session.names))
            return {"value": value if isinstance(value, str) else repr(value), "error": None}
        except BaseException as error:
            return {"value": None, "error": _describe(error, filename)}


def run_complete(session: Session, step: Json, emit: Emit) -> Json:
    """The names that may end the dotted name in `text`, with what each one is; nothing of them is called."""
    del emit
    *path, begun = step["text"].split(".")
    owner = _look_up(session, path)
    if owner is _NOTHING:
        return {"options": []}
    known = _names_in(owner) if path else {*session.names, *dir(builtins), *keyword.kwlist}
    names = (name for name in known if name.startswith(begun) and (begun.startswith("_") or not name.startswith("_")))
    return {"options": [{"label": name, "kind": _kind(session, owner, name)} for name in sorted(names)]}


def run_describe(session: Session, step: Json, emit: Emit) -> Json:
    """The signature and the documentation of what the dotted name in `text` stands for; both null for nothing."""
    del emit
    found = _look_up(session, step["text"].split("."))
    if found is _NOTHING:
        return {"signature": None, "doc": None}
    try:
        signature = f"{step['text']}{inspect.signature(found)}"
    except (TypeError, ValueError):
        # Not callable, or written in C without saying what it takes.
        signature = f"{step['text']}: {type(found).__name__}"
    # The documentation of a number is that of all numbers: only what can be called or imported explains itself.
    explains = callable(found) or isinstance(found, types.ModuleType)
    return {"signature": signature, "doc": inspect.getdoc(found) if explains else None}


_NOTHING = object()


def _names_in(owner: Any) -> set[str]:
    """The names of an object; none where asking fails."""
    with _leaving_no_trace(), _streams([], None):
        try:
            return {name for name in dir(owner) if isinstance(name, str)}
        except Exception:
            # An object may have a `__dir__` of its own. The reader runs nothing now, so nobody is to be told.
            return set()


def _look_up(session: Session, path: list[str]) -> Any:
    """What a dotted name stands for, without running a property: _NOTHING when that cannot be told."""
    found: Any = session
    for depth, name in enumerate(path):
        found = _member(session, found, name) if depth else _global(session, name)
        if found is _NOTHING:
            return found
    return found


def _global(session: Session, name: str) -> Any:
    return session.names.get(name, getattr(builtins, name, _NOTHING))


def _member(session: Session, owner: Any, name: str) -> Any:
    found = inspect.getattr_static(owner, name, _NOTHING)
    if isinstance(found, property | types.GetSetDescriptorType):
        return _NOTHING
    # Bound to its object, so that its signature is that of the call; nothing runs for it.
    if isinstance(found, types.FunctionType) and not isinstance(owner, type | types.ModuleType):
        return types.MethodType(found, owner)
    return found.__func__ if isinstance(found, staticmethod | classmethod) else found


def _kind(session: Session, owner: Any, name: str) -> str:
    if owner is session and name in keyword.kwlist:
        return "keyword"
    found = _global(session, name) if owner is session else _member(session, owner, name)
    if isinstance(found, type):
        return "class"
    if isinstance(found, types.ModuleType):
        return "namespace"
    return "function" if callable(found) else "variable"


def run_program(session: Session, step: Json, emit: Emit) -> Json:
    """Run a challenge's code in a namespace of its own, then each `test_…` function on it."""
    del session
    names: dict[str, Any] = {"__name__": "__main__"}
    parts: list[tuple[str, str]] = []
    with _leaving_no_trace(), _streams(parts, emit):
        random.seed(0)
        program = _execute(step["source"], f"{step['name']}.py", names, parts, emit, [])
        if program is not None:
            return {"tests": [], "text": _text(parts), "parts": parts, "error": program}
        filename = f"{step['name']}-tests.py"
        try:
            if "helpers" in step:
                # Further tests, which may use what the first ones define.
                define_tests(step["helpers"], filename, names)
                filename = f"{step['name']}-stretch.py"
            outcomes = run_tests(step["tests"], filename, names, parts)
        except BaseException as error:
            described = _describe(error, filename)
            add(parts, emit, "error", described.pop("traceback"))
            return {"tests": [], "text": _text(parts), "parts": parts, "error": described | {"in_tests": True}}
    return {"tests": outcomes, "text": _text(parts), "parts": parts, "error": None}


def define_tests(tests: str, filename: str, names: dict[str, Any]) -> list[ast.FunctionDef]:
    """Define what stands in `tests`; its functions named `test_…`, in order."""
    _remember(filename, tests)
    tree = ast.fix_missing_locations(ExplainAsserts().visit(ast.parse(tests, filename)))
    names["_check"] = check
    exec(compile(tree, filename, "exec"), names)
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def run_tests(tests: str, filename: str, names: dict[str, Any], parts: list[tuple[str, str]]) -> list[Json]:
    """Run every test, each reported on its own, with what it printed."""
    outcomes = []
    for node in define_tests(tests, filename, names):
        before = len(_text(parts))
        outcome = run_test(node.name, ast.get_docstring(node), names, filename)
        outcomes.append(outcome | {"printed": _text(parts)[before:][:MAX_PRINTED]})
    return outcomes


def run_test(name: str, title: str | None, names: dict[str, Any], filename: str) -> Json:
    """The outcome of one test function: passed, or what was called, got, expected, and a sentence."""
    outcome: Json = {"name": name, "title": (title or name.removeprefix("test_").replace("_", " ")).strip()}
    outcome |= {"passed": True, "call": None, "got": None, "expected": None, "message": None}
    try:
        names[name]()
    except CheckFailed as failure:
        outcome |= {"passed": False, "call": failure.call, "got": failure.got, "expected": failure.expected}
        outcome["message"] = failure.message
    except AssertionError as failure:
        outcome |= {"passed": False, "message": str(failure) or "The assertion does not hold."}
    except BaseException as error:
        described = _describe(error, filename)
        outcome |= {"passed": False, "got": f"{described['type']}: {described['message']}".removesuffix(": ")}
        outcome["message"] = f"Your code raised {outcome['got']}."
    return outcome


class CheckFailed(AssertionError):
    """A comparison in a test that does not hold, with both of its sides as text."""

    def __init__(self, call: str, got: str, expected: str, message: str | None) -> None:
        super().__init__(message or f"{call} gave {got}, expected {expected}")
        self.call, self.got, self.expected, self.message = call, got, expected, message


OPERATORS: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], bool]]] = {
    ast.Eq: ("", lambda a, b: a == b),
    ast.NotEq: ("anything but ", lambda a, b: a != b),
    ast.Lt: ("less than ", lambda a, b: a < b),
    ast.LtE: ("at most ", lambda a, b: a <= b),
    ast.Gt: ("more than ", lambda a, b: a > b),
    ast.GtE: ("at least ", lambda a, b: a >= b),
    ast.Is: ("", lambda a, b: a is b),
    ast.IsNot: ("anything but ", lambda a, b: a is not b),
    ast.In: ("one of ", lambda a, b: a in b),
    ast.NotIn: ("none of ", lambda a, b: a not in b),
}


def check(operator: str, call: str, left: object, right: object, say: Callable[[], object] | None = None) -> None:
    """Compare as the test's `assert` did, but remember both sides for the learner."""
    wording, holds = {kind.__name__: how for kind, how in OPERATORS.items()}[operator]
    if not holds(left, right):
        raise CheckFailed(call, repr(left), wording + repr(right), None if say is None else str(say()))


class ExplainAsserts(ast.NodeTransformer):
    """Turn `assert left == right, message` into a call of `check`, so that a failure shows both values."""

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        """An assert of one comparison becomes a call; any other stays as it is."""
        if not (isinstance(node.test, ast.Compare) and len(node.test.ops) == 1):
            return node
        operator, left, right = type(node.test.ops[0]).__name__, node.test.left, node.test.comparators[0]
        arguments = [ast.Constant(operator), ast.Constant(ast.unparse(left)), left, right]
        if node.msg:
            # As Python has it: the sentence is made only when the assertion fails.
            nothing = ast.arguments([], [], None, [], [], None, [])
            arguments.append(ast.Lambda(nothing, node.msg))
        called = ast.Call(ast.Name("_check", ast.Load()), arguments, [])
        return ast.copy_location(ast.Expr(called), node)


def _run(source: str, name: str, names: dict[str, Any], emit: Emit, include: Kinds = None) -> Json:
    parts: list[tuple[str, str]] = []
    rich: list[Json] = []
    with _streams(parts, emit):
        error = _execute(source, f"{name}.py", names, parts, emit, rich, include)
    truncated = error is not None and error["type"] == "OutputLimit"
    shown = {"rich": rich[0] if rich else None}
    return {"text": _text(parts), "parts": parts, "error": error, "truncated": truncated} | shown


def _helped(error: BaseException) -> BaseException:
    """The error; one about a missing module with a note of what there is."""
    if isinstance(error, ModuleNotFoundError) and error.name and not hasattr(error, "__notes__"):
        here = sorted({module.name for module in pkgutil.iter_modules(_packages_on_path())} - {"cell_runner"})
        name = error.name.partition(".")[0]
        if name not in sys.stdlib_module_names and name not in here:
            close = difflib.get_close_matches(name, [*here, *sorted(sys.stdlib_module_names)], n=1, cutoff=0.75)
            there = " and ".join(
                ["Python's standard library", ", ".join(here)] if here else ["Python's standard library"]
            )
            meant = f"Did you mean '{close[0]}'? " if close else ""
            error.add_note(f"{meant}On this page you can import {there}. Its author can add packages.")
    return error


def _packages_on_path() -> list[str]:
    return [folder for folder in sys.path if os.path.basename(folder) == "site-packages"]


def _execute(
    source: str,
    filename: str,
    names: dict[str, Any],
    parts: list[tuple[str, str]],
    emit: Emit,
    rich: list[Json],
    include: Kinds = None,
) -> Json | None:
    """Execute `source`; add the text of its last expression, or its traceback, to `parts`.

    What the expression's value shows better than its text goes to `rich`.
    """
    _remember(filename, source)
    try:
        tree = ast.parse(source, filename)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, filename, "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), filename, "eval"), names)
            if value is not None:
                text, shown = show(value, include)
                rich += shown
                sys.stdout.flush()
                Transcript("value", parts, emit, [MAX_LINES, MAX_CHARACTERS]).write(f"{text}\n")
    except OutputLimit:
        limit = f"The output was cut here: a cell may print {MAX_LINES:,} lines or {MAX_CHARACTERS:,} characters."
        add(parts, emit, "error", limit + "\n")
        return {"type": "OutputLimit", "message": limit, "line": None, "by": None}
    except BaseException as error:
        described = _describe(error, filename)
        add(parts, emit, "error", described.pop("traceback"))
        return described
    return None


def show(value: Any, include: Kinds = None) -> tuple[str, list[Json]]:
    """The text of a value and, in a list of one, the richest form of it that a page can show.

    Asks as Jupyter does: `_repr_mimebundle_` first, then a method for each type. Raises what these raise,
    and OutputLimit for a form that is too long. `include` names the forms that are wanted, if not all of them are.
    """
    # A class has its objects' methods, but they are not about the class.
    if isinstance(value, type):
        return repr(value), []
    how = {} if include is None else {"include": include}
    bundle = _asked(value, "_repr_mimebundle_", **how) or {}
    # With it may come metadata, for which there is no use here.
    bundle = dict(bundle[0] if isinstance(bundle, tuple) else bundle)
    text = bundle.get("text/plain")
    if not isinstance(text, str):
        # A figure's summary is its text: who wants no other form is spared one that may be slow to make.
        text = repr(value) if include is None or FIGURE not in bundle else ""
    for kind, method in RICH:
        data: Any = bundle.get(kind)
        if data is None and method:
            data = _asked(value, method)
        if data is None:
            continue
        wanted: type = dict if kind == FIGURE else str
        if not isinstance(data, wanted):
            told = f"{kind}, which must be a {wanted.__name__}, not {_name_of(data)}"
            raise TypeError(f"{_name_of(value)} shows itself as {told}")
        shown = _figure(data, text) if kind == FIGURE else _document(kind, data, text)
        if len(shown["data"]) > MAX_CHARACTERS:
            raise OutputLimit
        return shown["alt"] if kind == FIGURE else text, [shown]
    return text, []


def _figure(data: Any, text: str) -> Json:
    """A figure as JSON; its summary is the text of it, which two runtimes can agree on."""
    summary = data.get("summary")
    written = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return {"type": FIGURE, "data": written, "alt": summary if isinstance(summary, str) and summary else text}


def _document(kind: str, data: Any, text: str) -> Json:
    return {"type": kind, "data": _stands_alone(kind, data), "alt": _titled(kind, data) or text}


def _asked(value: Any, method: str, **how: Any) -> Any:
    """What a method of the value gives; None when it has no such method."""
    # Of its class: an object that answers to every name has not meant this one.
    asked = getattr(type(value), method, None)
    return asked(value, **how) if callable(asked) else None


def _name_of(value: Any) -> str:
    return type(value).__name__


def _stands_alone(kind: str, data: str) -> str:
    """An SVG within a page needs no namespace; as an image of its own it does."""
    if kind != "image/svg+xml" or re.search(r"<svg\b[^>]*\sxmlns\s*=", data):
        return data
    return re.sub(r"<svg\b", '<svg xmlns="http://www.w3.org/2000/svg"', data, count=1)


def _titled(kind: str, data: str) -> str | None:
    """What an SVG says it shows: its own title."""
    found = re.search(r"<svg\b[^>]*>\s*<title\b[^>]*>([^<]+)</title>", data) if kind == "image/svg+xml" else None
    return html.unescape(found[1]).strip() if found else None


def _describe(error: BaseException, filename: str) -> Json:
    """What a learner should see of an error: its type, its words, the line of their own code.

    `by` is the library that raised it on purpose: its words are advice to whoever called it.
    """
    told = traceback.TracebackException.from_exception(_helped(error), compact=True)
    by = _library([frame for frame in told.stack if frame.filename not in _HIDDEN])
    shown: traceback.TracebackException | None = told
    while shown is not None:
        kept = [frame for frame in shown.stack if frame.filename not in _HIDDEN and _is_readable(frame.filename)]
        for frame in kept:
            frame.filename = _short(frame.filename)
        shown.stack[:] = kept
        shown = shown.__cause__ or shown.__context__
    own = [frame.lineno for frame in told.stack if frame.filename == filename]
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else (own[-1] if own else None)
    return {
        "type": type(error).__name__,
        "message": _words(error),
        "line": line,
        "by": by,
        "traceback": "".join(told.format()),
    }


def _library(stack: list[traceback.FrameSummary]) -> str | None:
    """The package whose own `raise` ended the last frame; None when the error came of itself."""
    if not stack or not (stack[-1].line or "").startswith("raise"):
        return None
    module = _short(stack[-1].filename)
    return re.split(r"[/.]", module)[0] if module != stack[-1].filename else None


def _words(error: BaseException) -> str:
    """An error's own words; an error that cannot say them is told as traceback tells it."""
    try:
        return str(error)
    except BaseException:
        return f"<{type(error).__name__} has no words: its __str__ failed>"


def _is_readable(filename: str) -> bool:
    """Whether a frame is the reader's own code or a lesson's library, not Python's or Pyodide's inside."""
    inside = (os.path.dirname(os.__file__), "/lib/python")
    if "site-packages" in filename or ".whl" in filename:
        return True
    return not filename.startswith(inside) and not filename.startswith("<frozen")


def _short(filename: str) -> str:
    """A library's file as `package/module.py`, whatever folder or wheel it was loaded from."""
    for mark in ("site-packages/", ".whl/"):
        if mark in filename:
            return filename.rpartition(mark)[2]
    return filename


def _remember(filename: str, source: str) -> None:
    """Give tracebacks the source lines of code that was never a file."""
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)


def _text(parts: list[tuple[str, str]]) -> str:
    return "".join(text for _, text in parts)


@contextlib.contextmanager
def _streams(parts: list[tuple[str, str]], emit: Emit) -> Iterator[None]:
    """Send what is printed to `parts`, restoring the real streams whatever the code did to them."""
    budget = [MAX_LINES, MAX_CHARACTERS]
    before = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr = Transcript("stdout", parts, emit, budget), Transcript("stderr", parts, emit, budget)
    sys.stdin = NoKeyboard()
    try:
        yield
    finally:
        sys.stdout, sys.stderr, sys.stdin = before


@contextlib.contextmanager
def _leaving_no_trace() -> Iterator[None]:
    """Put the random generator back: steps that a reader's page does not run must not move it."""
    state = random.getstate()
    try:
        yield
    finally:
        random.setstate(state)


DO: dict[str, Callable[[Session, Json, Emit], Json]] = {
    "cell": run_cell,
    "complete": run_complete,
    "describe": run_describe,
    "exec": run_exec,
    "figure": run_figure,
    "value": run_value,
    "program": run_program,
}
