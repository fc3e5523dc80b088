"""Terms as HTML: a card for each."""

from __future__ import annotations

from .lesson import Terms, Text, slugify
from .render import Convert, inline


def render_terms(terms: Terms, convert: Convert) -> str:
    """A definition list."""
    rows = []
    for term in terms.terms:
        symbol = inline(convert, Text((term.symbol,), term.line)) if term.symbol else ""
        row = f"<dt><dfn>{inline(convert, Text((term.name,), term.line))}</dfn>"
        row += f' <span class="lesson-symbol">{symbol}</span></dt>' if symbol else "</dt>"
        row += f"<dd>{inline(convert, term.definition)}</dd>"
        for text, kind, label in ((term.example, "example", "Example"), (term.wrong, "not", "Not")):
            if text:
                told = inline(convert, text)
                row += f'<dd class="lesson-{kind}"><span class="lesson-label">{label}</span> {told}</dd>'
        rows.append(f'<div id="term-{slugify(term.name)}">{row}</div>')
    return f'<dl class="lesson-terms">{"".join(rows)}</dl>'
