"""`$…$` and `$$…$$` as MathML, which browsers set without a script."""

from __future__ import annotations

import re
from itertools import cycle

import latex2mathml.converter
from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor

INLINE = r"(?<![\\$\w])\$(?![\s$])([^$\n]*?[^\s\\$]|[^\s\\$])\$(?![\d$])"
# A minus after an opening bracket, a comma or a relation is a sign, which stands close to its number.
SIGN = re.compile(r"(<mo[^>]*>&#x000(?:28|2C|3D|3C|3E|5B);</mo>)<mo>&#x02212;</mo>")
# Bars open and close in turn, and are as high as the letters, not as the line.
BAR = re.compile(r'<mo(?: stretchy="false")?>(&#x0(?:2016|007C);)</mo>')
# A font's prime stands high already. As an exponent it would fly.
PRIME = re.compile(r"<msup>(<mi>[^<]*</mi>)<mi>(&#x0203[234];)</mi></msup>")
# A formula's elements stand in a row without being told.
ROW = re.compile(r"^(<math[^>]*>)<mrow>(.*)</mrow></math>$", re.DOTALL)
DISPLAY = r"(?<![\\$])\$\$([^$]+?)\$\$(?!\$)"


class Mathematics(InlineProcessor):
    """One of the two spellings, `inline` or `block`."""

    def __init__(self, pattern: str, md: Markdown, display: str) -> None:
        super().__init__(pattern, md)
        self.display = display

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        """Convert the LaTeX between the dollars."""
        latex = " ".join(m[1].split())
        assert self.md is not None
        made = mended(latex2mathml.converter.convert(latex, display=self.display))
        if self.display == "block":
            # Firefox lets no formula scroll by itself: one wider than the page would make all of the page do it.
            made = f'<span class="lesson-formula">{made}</span>'
        return self.md.htmlStash.store(made), m.start(0), m.end(0)


def mended(mathml: str) -> str:
    """What the converter made, with signs, bars, primes and stars as a typesetter would set them, and no row round it.

    >>> mended('<math display="inline"><mrow><mn>2</mn><mi>x</mi></mrow></math>')
    '<math display="inline"><mn>2</mn><mi>x</mi></math>'
    >>> mended("<msup><mi>f</mi><mi>&#x02032;</mi></msup>")
    '<mrow><mi>f</mi><mo lspace="0" rspace="0">&#x02032;</mo></mrow>'
    >>> mended("<mo>&#x02016;</mo><mi>x</mi><mo>&#x02016;</mo>").count('stretchy="false"')
    2
    """
    made = ROW.sub(r"\1\2</math>", mathml)
    made = SIGN.sub(r'\1<mo form="prefix">&#x02212;</mo>', made)
    made = PRIME.sub(r'<mrow>\1<mo lspace="0" rspace="0">\2</mo></mrow>', made)
    made = made.replace("<mo>&#x0002A;</mo>", "<mo>&#x02217;</mo>")
    forms = cycle(("prefix", "postfix"))
    # An odd one is no fence: "divides", or "given that".
    if len(BAR.findall(made)) % 2 == 0:
        made = BAR.sub(lambda bar: f'<mo form="{next(forms)}" stretchy="false">{bar[1]}</mo>', made)
    return made


class MathematicsExtension(Extension):
    """Teaches Markdown both spellings: after code spans, before escapes and emphasis."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the two spellings."""
        md.inlinePatterns.register(Mathematics(DISPLAY, md, "block"), "lesson-display", 187)
        md.inlinePatterns.register(Mathematics(INLINE, md, "inline"), "lesson-inline", 186)
