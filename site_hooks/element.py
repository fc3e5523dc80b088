"""What all parts of a page have in common, and the text and code that they are made of."""

from __future__ import annotations

from dataclasses import dataclass


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
