"""`$…$` and `$$…$$` as MathML, which browsers set without a script or a font of ours."""

from __future__ import annotations

import re

import latex2mathml.converter
from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor

INLINE = r"(?<![\\$\w])\$(?![\s$])([^$\n]*?[^\s\\$]|[^\s\\$])\$(?![\d$])"
# A minus after an opening bracket, a comma or a relation is a sign, which stands close to its number.
SIGN = re.compile(r"(<mo[^>]*>&#x000(?:28|2C|3D|3C|3E|5B);</mo>)<mo>&#x02212;</mo>")
DISPLAY = r"(?<![\\$])\$\$([^$]+?)\$\$(?!\$)"


class Mathematics(InlineProcessor):
    """One of the two spellings, `inline` or `block`."""

    def __init__(self, pattern: str, md: Markdown, display: str) -> None:
        super().__init__(pattern, md)
        self.display = display

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        """Convert the LaTeX between the dollars."""
        latex = " ".join(m[1].split())
        made = SIGN.sub(
            r'\1<mo form="prefix">&#x02212;</mo>', latex2mathml.converter.convert(latex, display=self.display)
        )
        assert self.md is not None
        return self.md.htmlStash.store(made), m.start(0), m.end(0)


class MathematicsExtension(Extension):
    """Teaches Markdown both spellings: after code spans, before escapes and emphasis."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the two spellings."""
        md.inlinePatterns.register(Mathematics(DISPLAY, md, "block"), "lesson-display", 187)
        md.inlinePatterns.register(Mathematics(INLINE, md, "inline"), "lesson-inline", 186)
