"""What the extension has to know of the engine that it works in, and its mark before a word not to be explained."""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from .definitions import NOT_THIS, finder

# After code spans and mathematics, before escapes.
PLAIN_PRIORITY = 185
# Who resolves links between pages: of MkDocs and those that come from it, of Zensical.
RESOLVERS = ("relpath", "zrelpath")


def resolver_of(md: Markdown) -> str:
    """The name of the engine's own treeprocessor for links; nothing outside of an engine."""
    return next((name for name in RESOLVERS if name in md.treeprocessors), "")


def place_in(md: Markdown) -> str:
    """The path in the content folder of the page that is converted, as far as the engine says."""
    name = resolver_of(md)
    resolver: Any = md.treeprocessors[name] if name else None
    return str(resolver.file.src_uri if hasattr(resolver, "file") else getattr(resolver, "path", ""))


def is_docstring(md: Markdown) -> bool:
    """Whether it is not a page that is converted but a part of one, by mkdocstrings."""
    return "mkdocstrings_headings" in md.treeprocessors


class PlainWord(InlineProcessor):
    """A backslash before a word of the vocabulary: a mark that it is not explained here."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"\\(?=[^\W\d_])", md)
        self.forms: tuple[str, ...] = ()

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str | None, int | None, int | None]:  # type: ignore[override]
        """The mark in the place of the backslash."""
        if not self.forms or not finder(self.forms).match(data, m.end()):
            return None, None, None
        return NOT_THIS, m.start(), m.end()
