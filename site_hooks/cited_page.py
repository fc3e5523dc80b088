"""Cited cards as HTML."""

from __future__ import annotations

from .lesson import Cards, Text
from .render import Convert, inline


def render_cards(cards: Cards, convert: Convert) -> str:
    """Uses in the world, each with its source."""
    made = ""
    for card in cards.cards:
        title, source = inline(convert, Text((card.title,), card.line)), inline(convert, card.source)
        made += f'<li><p class="lesson-card-title">{title}</p>{convert(card.text)}'
        made += f'<p class="lesson-source"><span class="lesson-label">Source</span> {source}</p></li>'
    return f'<ul class="lesson-cards">{made}</ul>'
