"""`$…$` and `$$…$$` as MathML, which browsers set without a script or a font of ours."""

from __future__ import annotations

import re

import latex2mathml.converter
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

INLINE = r"(?<![\\$\w])\$(?![\s$])([^$\n]*?[^\s\\$]|[^\s\\$])\$(?![\d$])"
DISPLAY = r"(?<![\\$])\$\$([^$]+?)\$\$(?!\$)"


class Mathematics(InlineProcessor):
    """One of the two spellings, `inline` or `block`."""

    def __init__(self, pattern: str, md: Markdown, display: str) -> None:
        super().__init__(pattern, md)
        self.display = display

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        latex = " ".join(m[1].split())
        made = latex2mathml.converter.convert(latex, display=self.display)
        assert self.md is not None
        return self.md.htmlStash.store(made), m.start(0), m.end(0)


def extend(md: Markdown) -> None:
    """Teach `md` both spellings: after code spans, before escapes and emphasis."""
    md.inlinePatterns.register(Mathematics(DISPLAY, md, "block"), "lesson-display", 187)
    md.inlinePatterns.register(Mathematics(INLINE, md, "inline"), "lesson-inline", 186)
