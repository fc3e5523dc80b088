"""Lesson elements and their results as HTML that is complete without JavaScript."""

# Maintainers: `frontend/src/page` brings these elements to life; the class names and `data-` attributes
# here are what it looks for.

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

from pygments import highlight
from pygments.filter import simplefilter
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.token import Operator, Punctuation, Whitespace, _TokenType
from pygments.token import Text as PlainText

from .exercise import signature
from .figure_data import FIGURE
from .lesson import Cell, Challenge, Mistake, Text
from .outline import Part
from .packages import FRONTEND
from .plan import Task
from .render_controls import render_controls
from .render_figure import render_figure

Json = dict[str, Any]
Convert = Callable[[Text], str]
"""Markdown as HTML: what the page's own extension does with prose."""

# The page's script wraps a reader's own HTML in the same document.
RICH_FRAME = (FRONTEND / "src" / "page" / "rich_frame.html").read_text("utf-8")
# What JavaScript's encodeURIComponent leaves alone.
UNESCAPED = "!*'()"


@simplefilter
def plain_signs(
    self: object, lexer: object, stream: Iterable[tuple[_TokenType, str]], options: dict[str, Any]
) -> Iterator[tuple[_TokenType, str]]:
    """Operators and punctuation as plain text.

    They are every second token. An element for each would make a phone's browser style thousands more.
    """
    del self, lexer, options
    for kind, text in stream:
        yield PlainText if kind in (Operator, Punctuation, Whitespace) else kind, text


# They keep nothing of what they write, and making one takes as long as highlighting a cell.
LEXER = PythonLexer(stripnl=False, ensurenl=True)
LEXER.add_filter(plain_signs())
FORMATTER = HtmlFormatter(nowrap=True)

NEEDS = {
    "cells": "run every cell",
    "tour": "finished the tour",
    "quiz": "answered every question right",
    "challenge": "passed every test",
    "read": "read it",
}


def escape(text: str) -> str:
    """Text for HTML, attributes included."""
    return html.escape(text, quote=True)


def render_code(source: str) -> str:
    """Python, highlighted with Pygments' classes as Material styles them."""
    marked = highlight(source, LEXER, FORMATTER)
    return f'<div class="highlight"><pre><code><span class="lesson-python">{marked}</span></code></pre></div>'


def frame(tag: str, kind: str, name: str, section: str, body: str, more: str = "") -> str:
    """An element of a lesson, with the attributes that the page's script knows it by."""
    attributes = f'class="lesson-frame" id="{kind}-{escape(name)}" data-name="{escape(name)}"'
    return f'<{tag} {attributes} data-section="{escape(section)}"{more}>{body}</{tag}>'


def bar(title: str, buttons: list[tuple[str, str]], tag: str = "span") -> str:
    """A frame's first line: its title, and buttons as action and label, the main one first."""
    made = ""
    for number, (action, label) in enumerate(buttons):
        kind = ' class="lesson-primary"' if number == 0 else ""
        made += f'<button type="button" data-action="{action}"{kind}>{label}</button>'
    head = f'<{tag} class="lesson-title">{title}</{tag}>'
    return f'<div class="lesson-bar">{head}<span class="lesson-actions">{made}</span></div>'


def inline(convert: Convert, text: Text) -> str:
    """One line of Markdown without the paragraph around it."""
    made = convert(text).strip()
    return made.removeprefix("<p>").removesuffix("</p>") if made.count("<p>") == 1 else made


def render_value(text: str) -> str:
    """A checked value, with a true minus sign for the eye."""
    shown = re.sub(r"(?<![\w)])-(?=[\d.])", "\N{MINUS SIGN}", text)
    return f'<data class="lesson-value" value="{escape(text)}">{escape(shown)}</data>'


def render_cell(cell: Cell, number: int, section: str, result: Json, frames: str = "") -> str:
    """A cell: title, buttons, code, and what Pyodide printed when the page was built.

    One with controls shows its figure first, whose frames are in the file `frames`, and its code on demand.
    """
    title = escape(cell.title) or f"Cell {number}"
    rich = result["rich"]
    # A value that shows itself does so in the place of its text, which comes last.
    parts = [part for part in result["parts"] if rich is None or part[0] != "value"]
    printed = "".join(text for _, text in parts)
    text = f'<pre class="lesson-text">{escape(printed)}</pre>' if printed else ""
    controls = render_controls(cell.name, cell.controls, frames) if cell.controls else ""
    text += render_rich(rich, title, controls) if rich else ""
    body = bar(title, [("run", "Run"), ("reset", "Reset")])
    code = f'<div class="lesson-code">{render_code(cell.code.source)}</div>'
    state = "Computed when this page was built" if cell.controls else "Verified at build"
    state = "Yours to write in. It knows the names of the cells above." if cell.scratch else state
    output = f'<div class="lesson-output"><p class="lesson-state">{state}</p>{text}</div>'
    body += f"{output}{_details('source', 'Code', code)}" if cell.controls else f"{code}{output}"
    more = f' data-expect="{escape(cell.expect)}"' if cell.expect else ""
    return frame("lesson-cell", "cell", cell.name, section, body, more + (" data-scratch" if cell.scratch else ""))


def render_rich(rich: Json, title: str, controls: str = "") -> str:
    """A value that shows itself: a figure drawn, an SVG as an image, HTML in a frame where no script runs.

    What is in the frame fetches nothing.
    """
    if rich["type"] == FIGURE:
        return f'<div class="lesson-rich">{render_figure(rich, controls)}</div>'
    if rich["type"] == "image/svg+xml":
        address = f"data:image/svg+xml,{quote(rich['data'], safe=UNESCAPED)}"
        made = f'<img src="{escape(address)}" alt="{escape(rich["alt"])}">'
    else:
        document = escape(RICH_FRAME.replace("{{body}}", rich["data"]))
        made = f'<iframe sandbox srcdoc="{document}" title="Output of {title}"></iframe>'
    return f'<div class="lesson-rich">{made}</div>'


def render_challenge(challenge: Challenge, section: str, done: list[tuple[Task, Json]], convert: Convert) -> str:
    """An exercise: task, starter, tests, hints, solution, and the signatures of the known mistakes."""
    solution = next(result for task, result in done if task.role == "solution")
    tests = _tests(solution)
    mistakes = [_known(task.mistake, result) for task, result in done if task.role == "mistake" and task.mistake]
    body = bar(escape(challenge.title), [("check", "Run tests"), ("reset", "Reset")])
    body += f'<div class="lesson-prose">{convert(challenge.prose)}</div>'
    body += f'<div class="lesson-code">{render_code(challenge.starter.source)}</div>'
    body += '<div class="lesson-output"><p class="lesson-state" role="status"></p>'
    body += f'<ul class="lesson-tests">{tests}</ul></div>'
    count = len(challenge.hints)
    for number, hint in enumerate(challenge.hints, 1):
        body += _details("hint", f"Hint {number} of {count}" if count > 1 else "Hint", convert(hint))
    body += _details("test-source", "The tests", render_code(challenge.tests.source))
    body += _details("solution", "Solution", render_code(challenge.solution.source))
    body += _stretch(challenge, done)
    data = json.dumps(mistakes, ensure_ascii=False)
    # Not a script: the theme's instant navigation would run it.
    body += f'<template class="lesson-mistakes">{html.escape(data, quote=False)}</template>'
    return frame("lesson-challenge", "challenge", challenge.name, section, body)


def _stretch(challenge: Challenge, done: list[tuple[Task, Json]]) -> str:
    """The further tests, and what passes them."""
    if challenge.stretch is None:
        return ""
    best = next(result for task, result in done if task.role == "stretch")
    body = '<div class="lesson-stretch"><p class="lesson-stretch-head">Further tests, for whoever wants more</p>'
    body += f'<ul class="lesson-tests">{_tests(best)}</ul></div>'
    body += _details("stretch-source", "The further tests", render_code(challenge.stretch.source))
    if challenge.stretch_solution is not None:
        solution = render_code(challenge.stretch_solution.source)
        body += _details("stretch-solution", "Solution of the further tests", solution)
    return body


def _tests(result: Json) -> str:
    return "".join(f'<li data-test="{escape(test["name"])}">{escape(test["title"])}</li>' for test in result["tests"])


def _details(kind: str, summary: str, body: str) -> str:
    return f'<details class="lesson-{kind}"><summary>{summary}</summary>{body}</details>'


def _known(mistake: Mistake, result: Json) -> Json:
    sign = signature(result)
    assert sign is not None
    # It is shown as text: of a checked value stays the value.
    message = re.sub(r"`([^`]+)`\{=[^}]*\}", r"\1", mistake.message.source)
    return {"test": sign[0], "call": sign[1], "got": sign[2], "message": message}


def render_done(part: Part) -> str:
    """The line at the end of a section that says what completes it.

    What a script says first is there already, unseen without one: nothing moves when the script has come.
    """
    wanted = " and ".join(NEEDS[kind] for kind in part.kinds)
    state = '<span class="lesson-mark" data-shape="not started"></span><span><strong>Not started</strong></span>'
    made = f'<lesson-done class="lesson-done" data-outline="{escape(str(part))}">'
    made += f'<p class="lesson-done-state" data-search-exclude>{state}</p>'
    made += f"<p>This section is complete when you have {wanted}.</p>"
    if list(part.kinds) == ["read"]:
        made += '<button type="button" data-action="read" data-search-exclude>Mark as read</button>'
    return f"{made}</lesson-done>"
