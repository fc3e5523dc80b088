"""Words in a page's HTML that explain themselves: in each section the first of its kind links to what it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from .terms import alike, is_fixed

PART = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<tag>[A-Za-z][\w:-]*)(?P<rest>(?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>", re.DOTALL
)
EXPLAINED = re.compile(r"<lesson-term\b[^>]*><a\b[^>]*>([^<]*)</a></lesson-term>")
TEMPLATE = re.compile(r"\n?<template class=\"lesson-definitions\".*?</template>", re.DOTALL)
# What leads elsewhere, names something, is no prose, asks something, or is folded away.
APART = re.compile(
    "a|abbr|button|caption|code|data|details|dfn|dt|figcaption|h[1-6]|iframe|kbd|label|legend|math|nav|option|pre|samp"
    "|script|select|style|summary|svg|template|textarea|th|time|title|lesson-done|lesson-predict|lesson-quiz"
)
APART_CLASS = re.compile(r'\bclass="[^"]*\b(?:lesson-(?:title|label|figure|output|rich|numbers|symbol)|arithmatex)\b')
OWN = re.compile(r'\bdata-term="([^"]*)"')
# A mark of `plain_words` before a word: not this one.
NOT_THIS = "\ue003"
APOSTROPHE = "(?:'|\N{RIGHT SINGLE QUOTATION MARK}|&rsquo;|&#8217;|&#x27;|&#39;)"


@lru_cache(maxsize=256)
def finder(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the longest of the forms, as whole words."""
    spelt = "|".join(map(_spelling, sorted(forms, key=lambda form: (-len(form), form))))
    return re.compile(rf"(?<![\w&#-])(?<!{NOT_THIS})(?:{spelt})(?![\w-])")


def _spelling(form: str) -> str:
    begins = "" if is_fixed(form) else f"[{re.escape(form[0].lower())}{re.escape(form[0].upper())}]"
    rest = re.escape(form[1:] if begins else form).replace(r"\ ", r"\s+")
    return begins + re.sub(r"'|\N{RIGHT SINGLE QUOTATION MARK}", lambda _: APOSTROPHE, rest)


def plain(html: str) -> str:
    """A page's HTML without what `explain` has added."""
    return TEMPLATE.sub("", EXPLAINED.sub(r"\1", html))


def explain(html: str, forms: Mapping[str, str], link: Callable[[str], str]) -> tuple[str, list[str]]:
    """The HTML with links round words, and the terms that they lead to; `forms` has the term of each word.

    The text stays what it is, and so does HTML that was treated already.

    >>> explain("<p>Steps and steps.</p>", {"steps": "step"}, "words/#{}".format)[0]
    '<p><lesson-term data-term="step"><a href="words/#step">Steps</a></lesson-term> and steps.</p>'
    """
    html = plain(html)
    if not forms:
        return html, []
    find, slugs = finder(tuple(forms)), {_normal(form): slug for form, slug in forms.items()}
    made: list[str] = []
    used: dict[str, None] = {}
    seen: set[str] = set()
    within: list[Open] = []

    def mark(word: re.Match[str]) -> str:
        slug = slugs.get(_normal(word[0]), "")
        if not slug or slug in seen or any(slug == each.term for each in within):
            return word[0]
        seen.add(slug)
        used.setdefault(slug)
        return f'<lesson-term data-term="{slug}"><a href="{escape(link(slug))}">{word[0]}</a></lesson-term>'

    at = 0
    for part in PART.finditer(html):
        text = html[at : part.start()]
        made += [text if within and not within[-1].term else find.sub(mark, text), part[0]]
        at = part.end()
        _follow(part, within)
        if not part["end"] and (part["tag"] or "").lower() in ("h1", "h2"):
            seen.clear()
    made.append(find.sub(mark, html[at:]))
    return "".join(made), list(used)


@dataclass
class Open:
    """An element whose text is kept apart, or that is the card of a term."""

    tag: str
    term: str
    depth: int = 1
    """Of elements with the same tag within one another."""


def _follow(part: re.Match[str], within: list[Open]) -> None:
    """Note that an element begins or ends. What is within one that is kept apart is only counted."""
    tag, inner = (part["tag"] or "").lower(), within[-1] if within else None
    if part["end"]:
        if inner and inner.tag == tag:
            inner.depth -= 1
            if not inner.depth:
                within.pop()
    elif tag and not part["rest"].endswith("/"):
        own = OWN.search(part["rest"])
        if (not inner or inner.term) and (own or APART.fullmatch(tag) or APART_CLASS.search(part["rest"])):
            within.append(Open(tag, own[1] if own else ""))
        elif inner and inner.tag == tag:
            inner.depth += 1


def _normal(form: str) -> str:
    return alike(" ".join(re.sub(APOSTROPHE, "'", form).split()))
