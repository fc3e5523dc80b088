"""The words of a site: every term that a page defines, for the glossary and for the prose of all pages."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from .config import Config, lesson_paths
from .course import place_of
from .lesson import Glossary, Lesson, Term, Terms, Text
from .parse import parse_file
from .plain_words import find_plain
from .problems import Problem
from .terms import alike

# What a page must hold to say anything of words. The others are not parsed for their sake.
SPEAKS_OF_WORDS = re.compile(r"^(?:/{3,}[ \t]*(?:terms|glossary)\b|definitions[ \t]*:)", re.MULTILINE)
LINK = re.compile(r"(?<=\]\()(?P<angle><?)(?![a-z]+:|/)(?P<path>[^()<>\s#]*)(?=[#)\s>])")


@dataclass(frozen=True)
class Definition:
    """A term as one page has it. Lines are counted from the term's own: it may move and stay the same."""

    term: Term
    values: tuple[tuple[int, str, str], ...]
    """The checked values in it: line, text, expression."""
    page: str
    """The page's path in the content folder."""
    title: str

    @property
    def says(self) -> tuple[str, ...]:
        """What is the same in two definitions that say the same."""
        texts = (self.term.definition, self.term.example, self.term.wrong)
        return (self.term.symbol, *(" ".join(text.source.split()) if text else "" for text in texts))


@dataclass(frozen=True)
class Vocabulary:
    """All definitions of a site, in the order of its pages."""

    definitions: tuple[Definition, ...] = ()
    glossaries: tuple[str, ...] = ()
    """The pages with a glossary; there should be at most one."""
    silent: tuple[str, ...] = ()
    """The pages whose prose explains no word."""

    @cached_property
    def digest(self) -> str:
        """Another one when a page could show something else of it."""
        parts = (self.definitions, self.glossaries, self.silent)
        return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def of(self, slug: str) -> tuple[Definition, ...]:
        """The definitions of a term, each page's after those of the pages before it."""
        return self._by_slug.get(slug, ())

    def slugs(self) -> list[str]:
        """Every term, in the order of a glossary."""
        names = {slug: found[0].term.name for slug, found in self._by_slug.items()}
        return sorted(names, key=lambda slug: (re.sub(r"\W", "", names[slug]).casefold(), slug))

    @cached_property
    def _by_slug(self) -> Mapping[str, tuple[Definition, ...]]:
        found: dict[str, tuple[Definition, ...]] = {}
        for each in self.definitions:
            found[each.term.slug] = (*found.get(each.term.slug, ()), each)
        return found

    def forms(self, page: str) -> dict[str, str]:
        """The words that a page explains, with the slug of what each stands for: the page's own meaning comes first."""
        found: dict[str, str] = {}
        seen: set[str] = set()
        for each in sorted(self.definitions, key=lambda each: each.page != page):
            for form in each.term.forms:
                if alike(form) not in seen:
                    seen.add(alike(form))
                    found[form] = each.term.slug
        return found


def vocabulary_of(config: Config, lessons: Iterable[Lesson]) -> Vocabulary:
    """The words of a site of which all pages were read already."""
    return _join(_words(place, lesson) for lesson in lessons if (place := place_of(config, lesson.path)) is not None)


def read_vocabulary(config: Config) -> Vocabulary:
    """The words of a site; a page that was read before and has not changed is not read again."""
    found = []
    for path in lesson_paths(config):
        stamp = path.stat()
        found.append(_read(config, path, stamp.st_mtime_ns, stamp.st_size))
    return _join(found)


@lru_cache(maxsize=4096)
def _read(config: Config, path: Path, changed: int, size: int) -> Vocabulary:
    del changed, size
    if not SPEAKS_OF_WORDS.search(path.read_text("utf-8-sig", "replace").replace("\r\n", "\n")):
        return Vocabulary()
    return _words(path.relative_to(config.content).as_posix(), parse_file(config, path))


def _join(parts: Iterable[Vocabulary]) -> Vocabulary:
    parts = list(parts)
    return Vocabulary(
        tuple(each for part in parts for each in part.definitions),
        tuple(page for part in parts for page in part.glossaries),
        tuple(page for part in parts for page in part.silent),
    )


def _words(place: str, lesson: Lesson) -> Vocabulary:
    """What one page adds to the words of its site."""
    terms = [term for element in lesson.elements if isinstance(element, Terms) for term in element.terms]
    has_glossary = any(isinstance(element, Glossary) for element in lesson.elements)
    heading = next((line[2:].strip() for line in lesson.lines if line.startswith("# ")), "")
    title = str(lesson.meta.get("title") or heading or posixpath.splitext(posixpath.basename(place))[0])
    return Vocabulary(
        tuple(_define(term, lesson, place, title) for term in terms),
        (place,) if has_glossary else (),
        (place,) if lesson.meta.get("definitions") is False else (),
    )


def _define(term: Term, lesson: Lesson, place: str, title: str) -> Definition:
    def moved(text: Text | None) -> Text | None:
        return replace(text, line=text.line - term.line) if text else None

    texts = [text for text in (term.definition, term.example, term.wrong) if text]
    last = max([term.line, *(text.line + len(text.lines) - 1 for text in texts)])
    values = tuple(
        (value.line - term.line, value.text, value.expression)
        for value in lesson.values
        if term.line <= value.line <= last
    )
    definition = moved(term.definition) or term.definition
    at_home = replace(term, line=0, definition=definition, example=moved(term.example), wrong=moved(term.wrong))
    return Definition(at_home, values, place, title)


def rebased(source: str, page: str, here: str) -> str:
    """Markdown from one page with its links as another page has to write them.

    >>> rebased("[a](b.md#c), [d](#e), [f](https://g.h)", "in/page.md", "home.md")
    '[a](in/b.md#c), [d](in/page.md#e), [f](https://g.h)'
    """

    def moved(link: re.Match[str]) -> str:
        target = posixpath.join(posixpath.dirname(page), link["path"]) if link["path"] else page
        return link["angle"] + posixpath.relpath(target, posixpath.dirname(here) or ".")

    return source if page == here else LINK.sub(moved, source)


def mentions_words(lesson: Lesson) -> bool:
    """Whether a page has a glossary, or a backslash before a word: else there is nothing to check."""
    has_glossary = any(isinstance(element, Glossary) for element in lesson.elements)
    return has_glossary or next(find_plain("\n".join(lesson.lines)), None) is not None


def check_words(lesson: Lesson, place: str | None, vocabulary: Vocabulary) -> Iterator[Problem]:
    """What is wrong with how a page deals with the words of its site."""
    for element in lesson.elements:
        if not isinstance(element, Glossary):
            continue
        others = [page for page in vocabulary.glossaries if page != place]
        if others and place is not None and place > others[0]:
            told = f"The site has a glossary already, on the page {others[0]}. Remove one of the two."
            yield Problem(lesson.path, element.line, told)
        if not vocabulary.definitions:
            told = "The glossary is empty: no page of the site defines a term. Define one in a block `/// terms`."
            yield Problem(lesson.path, element.line, told)
    known = {alike(form) for form in vocabulary.forms(place or "")}
    for line, word in find_plain("\n".join(lesson.lines)):
        if lesson.lines[line].startswith("#"):
            told = f"No word is explained in a heading. Remove the backslash before `{word.split()[0]}`."
            yield Problem(lesson.path, lesson.first_line + line, told)
        elif not _begins_with(word, known):
            told = (
                f"`\\{word.split()[0]}` is no word of the glossary, so that the backslash would be seen. Remove it, or "
            )
            told += "write two for one that is to be seen."
            yield Problem(lesson.path, lesson.first_line + line, told)


def _begins_with(text: str, known: set[str]) -> bool:
    words = text.split()
    return any(alike(" ".join(words[:count])) in known for count in range(1, len(words) + 1))
