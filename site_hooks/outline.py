"""What a reader has to do in each section of a lesson, with a digest of each part that changes when the part does."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from .lesson import Cell, Challenge, Diagram, Element, Lesson, Quiz, Section

# What to do, by the kind of element, and how the ids of its kind begin on the page. In the order in which it is told.
KINDS: dict[type[Element], tuple[str, str]] = {
    Cell: ("cells", "cell"),
    Diagram: ("tour", "diagram"),
    Quiz: ("quiz", "quiz"),
    Challenge: ("challenge", "challenge"),
}


@dataclass(frozen=True)
class Item:
    """One thing to do."""

    kind: str
    """cells, tour, quiz or challenge; read, for a section that has none of these."""
    id: str
    """Of the element on the page; a section's own when it is to be read."""
    digest: str
    """Another one when the reader's work on the item was work on something else."""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}:{self.digest}"


@dataclass(frozen=True)
class Part:
    """A section and what there is to do in it."""

    id: str
    items: tuple[Item, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the section asks for, each once."""
        return tuple(dict.fromkeys(item.kind for item in self.items))

    def __str__(self) -> str:
        return " ".join([self.id, *map(str, self.items)])


def outline(lesson: Lesson) -> tuple[Part, ...]:
    r"""The sections of a lesson.

    >>> from .parse import parse
    >>> print(*outline(parse('## Look\n\nText.\n\n## Do\n\n```python run id="sum"\n1 + 1\n```\n')), sep="\n")
    look read:look:3884d1d9
    do cells:cell-sum:cd626bdd
    """
    return tuple(part(lesson, section) for section in lesson.sections)


def part(lesson: Lesson, section: Section) -> Part:
    """One section: its elements that ask for something or, without any, its text."""
    inside = [element for element in lesson.elements if section.line < element.line <= section.end]
    items = [
        Item(kind, f"{prefix}-{element.name}", _digest(lesson, element))  # type: ignore[union-attr]
        for of, (kind, prefix) in KINDS.items()
        for element in inside
        if isinstance(element, of) and not (isinstance(element, Cell) and element.scratch)
    ]
    text = "\n".join(lesson.lines[section.line - lesson.first_line : section.end - lesson.first_line + 1])
    return Part(section.slug, tuple(items) or (Item("read", section.slug, _short(_words(text))),))


def _digest(lesson: Lesson, element: Element) -> str:
    """What the reader answers to. A title, a hint or a word of feedback may be mended without asking anybody again."""
    match element:
        case Cell():
            return _short(element.code.source)
        case Diagram():
            return _short(element.dot.source, *(f"{step.node} {_words(step.text.source)}" for step in element.steps))
        case Quiz():
            options = [f"{option.right} {_words(option.text.source)}" for option in element.options]
            shown = [element.code.source] if element.code else []
            return _short(_words(element.question.source), _words(element.body.source), *shown, *options)
        case Challenge():
            return _short(_words(element.prose.source), element.tests.source)
        case _:
            return _short(*lesson.lines[element.line - lesson.first_line : element.end - lesson.first_line + 1])


def _words(prose: str) -> str:
    """Prose is the same wherever its lines break."""
    return " ".join(prose.split())


def _short(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
