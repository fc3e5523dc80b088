"""What is wrong with a site, shown on its own pages while its author is at work."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

STYLE = Path(__file__).with_name("overlay.css")
# In the template, within what instant navigation replaces: each page has its own order of problems.
MARK = b"<!-- lesson-problems -->"
BODY = re.compile(rb"<body\b[^>]*>")


@dataclass(frozen=True)
class Trouble:
    """One thing that would stop a build: where, what, and the page that it is on, if any."""

    where: str
    """`content/x.md:53`, or the tool that complains."""
    message: str
    page: str = ""
    """`content/x.md`"""

    def __str__(self) -> str:
        first, *rest = self.message.splitlines() or [""]
        return "\n".join([f"{self.where}: {first}", *(f"    {line}".rstrip() for line in rest)])


@dataclass(frozen=True)
class Place:
    """A page as the overlay links to it."""

    path: str
    """`content/x.md`"""
    title: str
    url: str


def render_overlay(troubles: Iterable[Trouble], here: str, places: Mapping[str, Place]) -> str:
    """The panel for the page whose source is `here`: its own problems, then the others with links to their pages."""
    troubles = list(troubles)
    own = [trouble for trouble in troubles if trouble.page and trouble.page == here]
    general = [trouble for trouble in troubles if trouble.page not in places]
    groups = [_group("On this page", own), _group("Of the whole site", general)]
    for path, place in places.items():
        if path != here:
            told = [trouble for trouble in troubles if trouble.page == path]
            groups.append(_group(f'On <a href="{_escape(place.url)}">{_escape(place.title)}</a>', told))
    share = "" if len(own) == len(troubles) else f", {len(own) or 'none'} on this page"
    return (
        '<section class="lesson-problems" aria-labelledby="lesson-problems-title">'
        f"<style>{STYLE.read_text('utf-8')}</style>"
        f'<details open><summary><h2 id="lesson-problems-title">{counted(len(troubles))}{share}</h2></summary>'
        '<div role="alert" tabindex="0" aria-labelledby="lesson-problems-title">'
        f"{''.join(groups)}"
        '<p class="lesson-problems-end">A build would stop here. This panel goes when all is mended and saved.</p>'
        "</div></details></section>"
    )


def insert(page: bytes, overlay: str) -> bytes:
    """A page's HTML with the panel at its mark, or else at the start of its body."""
    panel = overlay.encode("utf-8")
    if MARK in page:
        return page.replace(MARK, panel, 1)
    body = BODY.search(page)
    start = body.end() if body else 0
    return page[:start] + panel + page[start:]


def counted(number: int) -> str:
    """A number of problems in words."""
    return f"{number} problem{'' if number == 1 else 's'}"


def _group(heading: str, troubles: list[Trouble]) -> str:
    if not troubles:
        return ""
    items = ""
    for trouble in troubles:
        first, _, rest = trouble.message.partition("\n")
        more = f"<pre>{_escape(rest)}</pre>" if rest else ""
        items += f"<li><code>{_escape(trouble.where)}</code><p>{_escape(first)}</p>{more}</li>"
    return f"<h3>{heading}</h3><ol>{items}</ol>"


def _escape(text: str) -> str:
    return html.escape(text, quote=True)
