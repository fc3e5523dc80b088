"""A lesson to take along: as a Jupyter notebook with its outputs, and as a Python file."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from .figure_data import FIGURE
from .lesson import Cards, Cell, Challenge, CourseMap, Diagram, Exec, Glossary, Lesson, Predict, Quiz, Terms
from .plain_text import compared_text, folded, in_a_line, predict_text, quiz_text, term_text
from .plain_words import without_marks
from .plan import Task

Json = dict[str, Any]
Done = Sequence[tuple[Task, Json]]
VALUE = re.compile(r"`([^`]+)`\{=[^}]*\}")
LINK = re.compile(r"\]\((?![a-z]+:|[#/])([^)\s#]+)\.md(#[^)\s]*)?\)")


@dataclass(frozen=True)
class Prose:
    """Markdown for a notebook."""

    source: str


@dataclass(frozen=True)
class Program:
    """Code for a notebook; `result` is what it gave at build, None for code that is the reader's to run."""

    name: str
    source: str
    result: Json | None = None
    expect: str | None = None
    """The exception that the code is there to show."""


@dataclass(frozen=True)
class Origin:
    """Where a lesson was published, as an address that may be empty, and what its outputs were computed with."""

    url: str
    versions: Sequence[tuple[str, str]]
    packages: Sequence[str] = ()
    """What has to be installed for it, as pip is told."""


def notebook(lesson: Lesson, done: Done, origin: Origin) -> str:
    """The lesson as the text of a notebook (nbformat 4.5). The same lesson gives the same text."""
    cells: list[Json] = []
    count = 0
    for number, piece in enumerate(pieces(lesson, done, origin), 1):
        if isinstance(piece, Prose):
            cells.append({"cell_type": "markdown", "id": f"{number}-text", "metadata": {}, "source": piece.source})
            continue
        ran = piece.result is not None
        count += ran
        cells.append(
            {
                "cell_type": "code",
                "id": f"{number}-{piece.name}"[:64],
                "metadata": {"tags": ["raises-exception"]} if piece.expect else {},
                "source": piece.source,
                "execution_count": count if ran else None,
                "outputs": _outputs(piece.result, count) if piece.result is not None else [],
            }
        )
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
        "title": str(lesson.meta.get("title", "")),
    }
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def script(lesson: Lesson, done: Done, origin: Origin) -> str:
    """The lesson as a Python file whose cells editors know by `# %%`. It runs from its first line to its last."""
    parts = []
    for piece in pieces(lesson, done, origin):
        if isinstance(piece, Prose):
            parts.append("# %% [markdown]\n" + _commented(piece.source))
        elif piece.expect:
            parts.append(f"# %% It raises {piece.expect}, as it should\n" + _commented(piece.source))
        elif piece.result is None:
            # The reader's part: as it is handed out, it fails its tests.
            parts.append("# %% For you\n" + _commented(piece.source))
        else:
            parts.append("# %%\n" + piece.source.rstrip("\n"))
    return "\n\n".join(parts) + "\n"


def pieces(lesson: Lesson, done: Done, origin: Origin) -> Iterator[Prose | Program]:
    """Prose and programs in page order; prose between two programs is one piece."""
    waiting = [_head(lesson, origin)]
    for piece in _in_order(lesson, done):
        if isinstance(piece, Prose):
            waiting.append(piece.source)
            continue
        yield from _joined(waiting, origin)
        waiting = []
        yield piece
    yield from _joined(waiting, origin)


def _joined(texts: list[str], origin: Origin) -> Iterator[Prose]:
    text = re.sub(r"\n{3,}", "\n\n", "\n\n".join(texts)).strip()
    if text:
        yield Prose(LINK.sub(lambda link: f"]({_address(link, origin.url)})", without_marks(VALUE.sub(r"\1", text))))


def _address(link: re.Match[str], page: str) -> str:
    """Where a link between Markdown files leads on the published site, whose pages are folders or files."""
    target, anchor = link[1], link[2] or ""
    if page.endswith(".html"):
        return urljoin(page, f"{target}.html") + anchor
    folder, name = posixpath.split(posixpath.join("..", target))
    return urljoin(page, f"{folder}/" if name in ("index", "README") else f"{folder}/{name}/") + anchor


def _head(lesson: Lesson, origin: Origin) -> str:
    title = str(lesson.meta.get("title", ""))
    text = f"# {title}\n\n{lesson.meta.get('description', '')}\n\n"
    if origin.versions:
        text += f"Outputs computed with {', '.join(f'{name} {version}' for name, version in origin.versions)}.\n"
    if origin.packages:
        text += f"Before you run it: `pip install {' '.join(origin.packages)}`.\n"
    return text + (f"From <{origin.url}>." if origin.url else "")


def _in_order(lesson: Lesson, done: Done) -> Iterator[Prose | Program]:
    elements = {element.line: element for element in lesson.elements}
    text: list[str] = []
    skip_to = 0
    for number, line in enumerate(lesson.lines, lesson.first_line):
        if number in elements:
            yield Prose("\n".join(text))
            text = []
            skip_to = elements[number].end
            mine = [(task, result) for task, result in done if task.owner is elements[number] and task.role != "frame"]
            yield from _element(elements[number], mine)
            yield from (Prose(compared_text(each)) for each in _predicted(lesson, elements[number]))
        elif number > skip_to:
            text.append(line)
    yield Prose("\n".join(text))


def _element(element: Any, done: Done) -> Iterator[Prose | Program]:
    match element:
        case Cell():
            if element.title:
                yield Prose(f"**{element.title}**")
            yield Program(element.name, element.code.source, None if element.scratch else done[0][1], element.expect)
        case Predict():
            yield Prose(predict_text(element))
        case Exec():
            yield Prose(done[0][1]["text"])
        case Glossary():
            # It is the site's, not the lesson's.
            return
        case Terms():
            yield Prose("\n".join(term_text(term) for term in element.terms))
        case Cards():
            for card in element.cards:
                yield Prose(f"**{card.title}.** {card.text.source}\n\n*Source:* {in_a_line(card.source)}")
        case CourseMap():
            pass
        case Diagram():
            yield Prose(f"**{element.caption}**\n\n{_tour(element)}")
        case Quiz():
            yield Prose(quiz_text(element))
        case Challenge():
            yield from _challenge(element, done)
        case _:
            raise TypeError(f"There is no way to put {type(element).__name__} into a notebook.")


def _tour(diagram: Diagram) -> str:
    lines = []
    for number, step in enumerate(diagram.steps, 1):
        known = [(name, value) for name, value in zip(diagram.numbers, step.numbers, strict=True) if value]
        numbers = ", ".join(f"{name.source}: {value.source}" for name, value in known)
        lines.append(f"{number}. {in_a_line(step.text)}" + (f" ({numbers})" if numbers else ""))
    return "\n".join(lines)


def _predicted(lesson: Lesson, cell: Any) -> list[Predict]:
    name = cell.name if isinstance(cell, Cell) else None
    return [each for each in lesson.elements if isinstance(each, Predict) and each.cell == name]


def _challenge(challenge: Challenge, done: Done) -> Iterator[Prose | Program]:
    [solution] = [result for task, result in done if task.role == "solution"]
    yield Prose(f"**Challenge: {challenge.title}**\n\n{challenge.prose.source}")
    yield Program(challenge.name, challenge.starter.source)
    calls = "".join(f"{test['name']}()\n" for test in solution["tests"])
    tests = challenge.tests.source.rstrip("\n")
    yield Program(f"{challenge.name}-tests", f'{tests}\n\n\n{calls}print("Every test passed.")\n')
    hints = "".join(folded(f"Hint {number}", hint.source) for number, hint in enumerate(challenge.hints, 1))
    solutions = folded("Solution", f"```python\n{challenge.solution.source}```")
    if challenge.stretch is not None:
        solutions += folded("Further tests", f"```python\n{challenge.stretch.source}```")
    if challenge.stretch_solution is not None:
        solutions += folded("Solution of the further tests", f"```python\n{challenge.stretch_solution.source}```")
    yield Prose(hints + solutions)


def _commented(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.rstrip("\n").split("\n"))


def _shown(rich: Json) -> Json:
    """A value's richest form by its type; a figure's data with a picture, for whoever knows no figures."""
    if rich["type"] != FIGURE:
        return {rich["type"]: rich["data"]}
    return {FIGURE: json.loads(rich["data"]), "image/svg+xml": rich["standalone"]}


def _outputs(result: Json, count: int) -> list[Json]:
    """What a cell showed, as nbformat has it."""
    outputs: list[Json] = []
    for kind, text in result["parts"]:
        if kind == "value":
            data = {"text/plain": text.removesuffix("\n")}
            if result["rich"]:
                data |= _shown(result["rich"])
            outputs.append({"output_type": "execute_result", "execution_count": count, "metadata": {}, "data": data})
        elif kind == "error":
            error = result["error"]
            told = {"ename": error["type"], "evalue": error["message"], "traceback": text.rstrip("\n").split("\n")}
            outputs.append({"output_type": "error"} | told)
        else:
            outputs.append({"output_type": "stream", "name": kind, "text": text})
    return outputs
