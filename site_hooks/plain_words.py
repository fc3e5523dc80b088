r"""A backslash before a word: here it is not explained. `\gradient` is shown as `gradient`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .values import CODE_SPAN

# What stands there is no prose: fences, formulas, code spans with what gives their values.
APART = re.compile(
    r"^(?P<mark>(?P<tick>[`~])(?P=tick){2,})[^\n]*\n.*?^(?P=mark)(?P=tick)*[ \t]*$"
    r"|(?<![\\$])\$\$[^$]+?\$\$|(?<![\\$\w])\$(?![\s$])[^$\n]*\$"
    rf"|{CODE_SPAN.pattern}(?:\{{=[^}}\n]*\}})?"
    r"|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)
# As many words as a form of a term may have, and what may stand between them.
PLAIN = re.compile(r"(?<!\\)\\(?P<words>[^\W\d_][\w'\N{RIGHT SINGLE QUOTATION MARK}-]*(?:[ \n][\w'-]+){0,5})")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def find_plain(text: str) -> Iterator[tuple[int, str]]:
    r"""The words after a backslash, with the line of each, counted from 0.

    >>> list(find_plain("A \\step\nin $\\alpha$ and `\\code`."))
    [(0, 'step\nin')]
    """
    if not PLAIN.search(text):
        return
    blank = APART.sub(_blank, text)
    for match in PLAIN.finditer(blank):
        yield blank.count("\n", 0, match.start()), match["words"]


def without_marks(text: str) -> str:
    r"""Markdown for those who explain no words: without the backslashes.

    >>> without_marks("A \\step in $\\alpha$.")
    'A step in $\\alpha$.'
    """
    blank = APART.sub(_blank, text)
    marks = {match.start() for match in PLAIN.finditer(blank)}
    return "".join(letter for place, letter in enumerate(text) if place not in marks)
