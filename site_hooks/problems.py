"""What is wrong with a lesson, and where."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing an author has to mend: where it is, what was got, what was expected, the way out."""

    path: str
    line: int
    """Counted from 1 in the file, front matter included."""
    message: str
    """One sentence or more; further lines (a diff, a traceback) are shown indented below."""

    def __str__(self) -> str:
        first, *rest = self.message.splitlines() or [""]
        return "\n".join([f"{self.path}:{self.line}: {first}", *(f"    {line}".rstrip() for line in rest)])


class LessonError(Exception):
    """All the problems of a build at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    spelt = {each.lower(): each for each in sorted(known)}
    close = difflib.get_close_matches(word.lower(), spelt, n=1)
    return spelt[close[0]] if close else None


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the known word that was probably meant, or the list of all of them."""
    known = sorted(known)
    close = closest(word, known)
    return f"Did you mean `{close}`?" if close else f"Known here: {', '.join(f'`{name}`' for name in known)}."
