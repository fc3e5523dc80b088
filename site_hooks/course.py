"""The lessons of a site as a course: which lesson builds on which."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from heapq import heapify, heappop, heappush
from pathlib import Path
from typing import Any

from .config import Config, label, lesson_paths
from .front_matter import read_front_matter
from .lesson import LESSON_KEYS, Lesson
from .outline import Part, outline
from .parse import parse_file

# `momentum.md`: beginning at the page's own folder, as in links.
PAGE = re.compile(r"[^\s()\[\]]+\.md")


@dataclass(frozen=True)
class Entry:
    """What a lesson requires, or what comes next: a page of the site, or something that is only named."""

    text: str
    page: str | None
    """The page's path in the content folder."""
    line: int


@dataclass(frozen=True)
class Head:
    """What the front matter of a page says."""

    path: str
    """Within the content folder, with forward slashes."""
    file: str
    """As messages name it."""
    title: str
    is_lesson: bool
    subject: str = ""
    minutes: int = 0
    description: str = ""
    requires: tuple[Entry, ...] = ()
    next: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Course:
    """Every page of a site by its path; `outlines` says what there is to do in the lessons, where that is known."""

    pages: Mapping[str, Head]
    outlines: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)

    @cached_property
    def lessons(self) -> tuple[Head, ...]:
        """Each lesson after those that it requires; what does not depend on one another, by path."""
        left = {path: set(self.required(path)) for path, head in self.pages.items() if head.is_lesson}
        ready = [path for path, before in left.items() if not before]
        heapify(ready)
        found: list[Head] = []
        while left:
            # In a circle nothing is ready; what is wrong with it is told elsewhere.
            path = heappop(ready) if ready else min(left)
            del left[path]
            found.append(self.pages[path])
            for after in self._requiring.get(path, ()):
                if after in left and path in left[after]:
                    left[after].discard(path)
                    if not left[after]:
                        heappush(ready, after)
        return tuple(found)

    @cached_property
    def _requiring(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path, head in self.pages.items():
            for before in self.required(path) if head.is_lesson else ():
                found.setdefault(before, []).append(path)
        return found

    def required(self, path: str) -> tuple[str, ...]:
        """The lessons that one requires itself."""
        return tuple(entry.page for entry in self.pages[path].requires if entry.page and self._is_lesson(entry.page))

    def before(self, path: str) -> tuple[Entry, ...]:
        """What a lesson builds on."""
        return self.pages[path].requires

    def after(self, path: str) -> tuple[Entry, ...]:
        """What comes after a lesson: what it says, and every lesson that requires it."""
        named = self.pages[path].next
        known = {entry.page for entry in named}
        building = [each for each in self._requiring.get(path, ()) if each not in known]
        return (*named, *(Entry(each, each, 0) for each in building))

    def leads_to(self, path: str, goal: str) -> list[str]:
        """The way from a lesson through what it requires to another one; empty when there is none."""
        ways, seen = [[path]], {path}
        while ways:
            way = ways.pop(0)
            for step in self.required(way[-1]):
                if step == goal:
                    return [*way, goal]
                if step not in seen:
                    seen.add(step)
                    ways.append([*way, step])
        return []

    def _is_lesson(self, path: str) -> bool:
        return path in self.pages and self.pages[path].is_lesson


def read_course(config: Config) -> Course:
    """The pages of a site, by their front matter alone: where that is wrong, parsing the page tells it."""
    heads = [_read_head(config, path) for path in lesson_paths(config)]
    return Course({head.path: head for head in heads})


def course_of(config: Config, lessons: Iterable[Lesson]) -> Course:
    """The pages of a site of which all were read already."""
    parts = {place_of(config, lesson.path): outline(lesson) for lesson in lessons if lesson.is_lesson}
    return replace(read_course(config), outlines={place: each for place, each in parts.items() if place})


def with_outlines(config: Config, course: Course) -> Course:
    """The same course with what there is to do in each lesson, from reading all of them."""
    parts = {head.path: outline(parse_file(config, config.content / head.path)) for head in course.lessons}
    return replace(course, outlines=parts)


def place_of(config: Config, file: str) -> str | None:
    """A page's path in the content folder, by the name that messages have for it; None for a file elsewhere."""
    prefix = f"{label(config, config.content)}/"
    return file.removeprefix(prefix) if file.startswith(prefix) else None


def _read_head(config: Config, path: Path) -> Head:
    place, file = path.relative_to(config.content).as_posix(), label(config, path)
    lines = tuple(path.read_text("utf-8-sig", "replace").replace("\r\n", "\n").split("\n"))
    meta, first, _ = read_front_matter(file, lines)

    def text(key: str) -> str:
        return value.strip() if isinstance(value := meta.get(key), str) else ""

    heading = next((line[2:].strip() for line in lines[first:] if line.startswith("# ")), "")
    minutes = meta.get("minutes")
    return Head(
        place,
        file,
        text("title") or heading or path.stem,
        any(key in meta for key in LESSON_KEYS),
        text("subject"),
        minutes if isinstance(minutes, int) else 0,
        text("description"),
        tuple(_entries(place, "requires", meta, lines[:first])),
        tuple(_entries(place, "next", meta, lines[:first])),
    )


def _entries(place: str, key: str, meta: Mapping[str, Any], lines: tuple[str, ...]) -> Iterator[Entry]:
    listed = meta.get(key)
    at = next((number for number, text in enumerate(lines, 1) if text.startswith(f"{key}:")), 1)
    for value in listed if isinstance(listed, list) else []:
        if not isinstance(value, str):
            continue
        rest = enumerate(lines[at:], at + 1)
        line = next((number for number, text in rest if text.lstrip("- \t\"'").startswith(value)), at)
        page = posixpath.normpath(posixpath.join(posixpath.dirname(place), value)) if PAGE.fullmatch(value) else None
        yield Entry(value, page, line)
