"""The words of a site as HTML: its glossary, and what a word in the prose of any page says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .cards import render_card, render_symbol
from .lesson import Text
from .render import escape, inline
from .vocabulary import Definition, Vocabulary

Address = Callable[[str], str]
"""Where a page of the content folder is, as a link on the present page has it."""
ConvertFrom = Callable[[Definition, Text], str]
"""A text of a definition as HTML of the present page, with the values that were checked on its own."""


def render_glossary(vocabulary: Vocabulary, own: Iterable[str], convert: ConvertFrom, address: Address) -> str:
    """Every term of the site in the order of the alphabet. Those in `own` have their card on this very page."""
    made = "".join(_entries(vocabulary.of(slug), slug not in own, convert, address) for slug in vocabulary.slugs())
    return f'<dl class="lesson-words lesson-glossary">{made}</dl>'


def _entries(definitions: tuple[Definition, ...], has_id: bool, convert: ConvertFrom, address: Address) -> str:
    """One term: what its pages say, each with its pages; what two say alike stands there once."""
    meanings: dict[tuple[str, ...], list[Definition]] = {}
    for definition in definitions:
        meanings.setdefault(definition.says, []).append(definition)
    made = ""
    for number, (first, *others) in enumerate(meanings.values()):
        slug = first.term.slug
        anchor = f' id="term-{slug}"' if has_id and number == 0 else ""
        pages = ", ".join(
            f'<a href="{escape(address(each.page))}#term-{slug}">{escape(each.title)}</a>' for each in (first, *others)
        )
        card = render_card(first.term, lambda text, of=first: convert(of, text))  # type: ignore[misc]
        made += f'<div{anchor} data-term="{slug}">{card}<dd class="lesson-origin">In {pages}</dd></div>'
    return made


def render_definitions(vocabulary: Vocabulary, slugs: Iterable[str], page: str, convert: ConvertFrom) -> str:
    """What the words of a page say of themselves, once for all of them. No page shows it without JavaScript."""
    made = ""
    for slug in slugs:
        definitions = vocabulary.of(slug)
        chosen = next((each for each in definitions if each.page == page), definitions[0])

        def told(text: Text, of: Definition = chosen) -> str:
            return convert(of, text)

        name = inline(told, Text((chosen.term.name,), 0))
        symbol = f' <span class="lesson-symbol">{render_symbol(chosen.term, told)}</span>' if chosen.term.symbol else ""
        made += f'<div data-term="{slug}"><p><dfn>{name}</dfn>{symbol}</p>'
        made += f"<div>{inline(told, chosen.term.definition)}</div></div>"
    return f'<template class="lesson-definitions" data-search-exclude>{made}</template>' if made else ""
