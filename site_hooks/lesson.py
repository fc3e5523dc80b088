"""The nouns of a lesson. Every one knows the line where it begins, counted from 1 in its file."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .control import Control
from .element import Code as Code
from .element import Element as Element
from .element import Text as Text
from .practice import Challenge as Challenge
from .practice import Mistake as Mistake
from .practice import Option as Option
from .practice import Predict as Predict
from .practice import Quiz as Quiz
from .problems import Problem


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
    scratch: bool = False
    """The reader's own: it may be empty, and no later cell sees what it does."""


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
    forms: tuple[str, ...] = ()
    """What stands for it in prose, to the letter but for the first one's case."""

    @property
    def slug(self) -> str:
        """Its part of an id on the page; one that cannot be spelt in ASCII has a digest for it."""
        return slugify(self.name) or hashlib.sha256(self.name.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True)
class Terms(Element):
    """Words that a page defines."""

    name: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Glossary(Element):
    """The place where a site shows the words of all its pages."""


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


PageElement = Cell | Exec | Terms | Glossary | Diagram | Quiz | Predict | Challenge | Cards | CourseMap


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
