"""The nouns of a lesson. Every one knows the line where it begins, counted from 1 in its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .control import Control
from .problems import Problem


@dataclass(frozen=True)
class Text:
    """A piece of Markdown within an element, with the line of each of its lines."""

    lines: tuple[str, ...]
    line: int
    """Line of the first one; the others follow."""
    column: int = 0
    """Characters that stood before each line in the file (the indent, a list marker)."""

    @property
    def source(self) -> str:
        """The Markdown itself."""
        return "\n".join(self.lines)

    def __bool__(self) -> bool:
        return any(line.strip() for line in self.lines)


@dataclass(frozen=True)
class Element:
    """Something that the page shows in place of the author's lines `line` … `end` (inclusive)."""

    line: int
    end: int


@dataclass(frozen=True)
class Code:
    """The code of a fence and the line of its first line."""

    source: str
    line: int


@dataclass(frozen=True)
class Output:
    """What a cell is said to print: the lines between the fences at `line` and `end`."""

    text: str
    line: int
    end: int


@dataclass(frozen=True)
class Cell(Element):
    """Code that is run at build and that the reader may run and edit."""

    name: str
    title: str
    code: Code
    expect: str | None
    output: Output | None
    controls: tuple[Control, ...] = ()
    """What readers can set; then the cell's value is a figure."""


@dataclass(frozen=True)
class Exec(Element):
    """Code run at build whose output is Markdown of the page (markdown-exec's `exec`)."""

    code: Code
    options: Mapping[str, str]


@dataclass(frozen=True)
class Value:
    """A number or word in the prose, checked against an expression."""

    text: str
    expression: str
    line: int


@dataclass(frozen=True)
class Term:
    """A defined word: its symbol, definition, and optional example and common wrong version."""

    name: str
    symbol: str
    line: int
    definition: Text
    example: Text | None
    wrong: Text | None


@dataclass(frozen=True)
class Terms(Element):
    """The definition list of a lesson."""

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class TourStep:
    """What the tour says at a node."""

    node: str
    text: Text
    line: int
    numbers: tuple[Text, ...] = ()
    """How the diagram's numbers stand here, one for each; what is not known yet is empty."""


@dataclass(frozen=True)
class Diagram(Element):
    """A graph in the DOT language and the tour through its nodes."""

    name: str
    caption: str
    dot: Code
    steps: tuple[TourStep, ...]
    numbers: tuple[Text, ...] = ()
    """The names of the numbers that change on the way."""


@dataclass(frozen=True)
class Option:
    """A possible answer with the feedback that a reader gets on choosing it."""

    text: Text
    right: bool
    feedback: Text
    line: int


@dataclass(frozen=True)
class Quiz(Element):
    """A question. What is right is computed, if it can be: by `answer`, an expression, or by what `code` prints."""

    name: str
    question: Text
    body: Text
    answer: Code | None
    code: Code | None
    tolerance: str
    """How far from the answer a number may be that readers type; empty where they type none."""
    options: tuple[Option, ...]
    """All answers that are known; readers see them only where they choose among them."""
    rest: Text | None
    """What is said of any other answer. A question that has it is answered by typing."""


@dataclass(frozen=True)
class Mistake:
    """A typical wrong answer and what the learner who gives it is told."""

    message: Text
    code: Code
    line: int


@dataclass(frozen=True)
class Challenge(Element):
    """An exercise with tests."""

    name: str
    title: str
    prose: Text
    starter: Code
    tests: Code
    solution: Code
    hints: tuple[Text, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class Card:
    """A use in the world: what it is, and the source of what is said of it."""

    title: str
    line: int
    text: Text
    source: Text


@dataclass(frozen=True)
class Cards(Element):
    """Some of them."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class CourseMap(Element):
    """The lessons of the site, as a graph and as a list; `dot` is the graph once the other pages are known."""

    caption: str
    dot: str = ""


PageElement = Cell | Exec | Terms | Diagram | Quiz | Challenge | Cards | CourseMap


@dataclass(frozen=True)
class Section:
    """A `##` section: its heading's line, and the last line before the next one."""

    title: str
    line: int
    end: int

    @property
    def slug(self) -> str:
        """The heading's id on the page."""
        return slugify(self.title)


@dataclass(frozen=True)
class Lesson:
    """A parsed page. A page that is no lesson (a home page, say) has cells and values all the same."""

    path: str
    lines: tuple[str, ...]
    first_line: int
    """Line in the file of `lines[0]`."""
    meta: Mapping[str, Any]
    elements: tuple[PageElement, ...]
    values: tuple[Value, ...]
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def is_lesson(self) -> bool:
        """Whether the page promises the sections of a lesson."""
        return any(key in self.meta for key in LESSON_KEYS)


LESSON_KEYS = ("subject", "minutes", "requires", "next")


def slugify(text: str) -> str:
    """A heading, title or name as an identifier; agrees with Python-Markdown's default slugs."""
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    text = re.sub(r"[^\w\s-]", "", text).strip().lower()
    return re.sub(r"[-\s]+", "-", text)
