"""Terms as HTML: a card for each."""

# Maintainers: `frontend/src/page/terms.ts` asks for them, one at a time.

from __future__ import annotations

from .lesson import Term, Terms, Text
from .render import Convert, bar, frame, inline


def render_terms(terms: Terms, section: str, convert: Convert) -> str:
    """The cards of a list of terms."""
    count = len(terms.terms)
    cards = "".join(f"<div {named(term)}>{render_card(term, convert)}</div>" for term in terms.terms)
    body = bar(f"{count} terms" if count != 1 else "1 term", [("test", "Test yourself")])
    return frame("lesson-terms", "terms", terms.name, section, f'{body}<dl class="lesson-words">{cards}</dl>')


def named(term: Term) -> str:
    """What makes an element the card of a term: others lead to it, and in it the term is not explained once more."""
    return f'id="term-{term.slug}" data-term="{term.slug}"'


def render_card(term: Term, convert: Convert) -> str:
    """A term with what is said of it, as the entries of a `<dl>`."""
    card = f"<dt><dfn>{inline(convert, Text((term.name,), term.line))}</dfn>"
    card += f' <span class="lesson-symbol">{render_symbol(term, convert)}</span></dt>' if term.symbol else "</dt>"
    card += f"<dd>{inline(convert, term.definition)}</dd>"
    for text, kind, label in ((term.example, "example", "Example"), (term.wrong, "not", "Not")):
        if text:
            told = inline(convert, text)
            card += f'<dd class="lesson-{kind}"><span class="lesson-label">{label}</span> {told}</dd>'
    return card


def render_symbol(term: Term, convert: Convert) -> str:
    """A term's symbol; nothing for one that has none."""
    return inline(convert, Text((term.symbol,), term.line)) if term.symbol else ""
