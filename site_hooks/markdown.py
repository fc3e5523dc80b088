"""The Python-Markdown extension: lessons in any engine that uses it, rendered from the store."""

# Maintainers: with `engines` and `mathematics`, the only module that imports Python-Markdown. Elements are replaced
# in the source by tokens of private-use characters before any other extension reads it, and by their
# HTML after every other has written it, so that none can take a part of them for its own.

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from . import store
from .config import load_config
from .course import Course, read_course, with_outlines
from .course_map import fill_maps
from .definitions import NOT_THIS
from .engines import PLAIN_PRIORITY, PlainWord, place_in
from .lesson import CourseMap
from .mathematics import MathematicsExtension
from .packages import find_node
from .page_renderer import PageRenderer, put_back
from .parse import parse_body
from .plan import plan
from .problems import LessonError, Problem
from .runtime import describe
from .vocabulary import read_vocabulary

Json = dict[str, Any]


class LessonExtension(Extension):
    """Registers the lesson's syntax; `root` is the folder of the site's `pyproject.toml`."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "root": [".", "The folder of the site's pyproject.toml"],
            "fingerprint": ["", "The runtime's, where it is known already; else that of the present sources"],
            "packages": [[], "The hashes of the packages that the page uses"],
            "course": ["", "The pages of the site, where they were read already"],
            "vocabulary": ["", "The words of the site, where they were read already"],
            "page": ["", "The page's own path in the content folder: links to other pages begin there"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the two ends of the work, and mathematics in between."""
        pieces: list[str] = []
        end = Pieces(md, pieces)
        elements = Elements(md, pieces, end, self.getConfigs())
        # Before Python-Markdown expands tabs: the store knows pages by the code as it was written.
        md.preprocessors.register(elements, "lesson-elements", 35)
        # After raw HTML is back in place.
        md.postprocessors.register(end, "lesson-pieces", 5)
        md.inlinePatterns.register(elements.plain, "lesson-plain", PLAIN_PRIORITY)
        MathematicsExtension().extendMarkdown(md)


class Elements(Preprocessor):
    """Replaces every element and value by a token, and keeps its HTML in `pieces`."""

    def __init__(self, md: Markdown, pieces: list[str], end: Pieces, options: Json) -> None:
        super().__init__(md)
        self.pieces, self.end, self.options = pieces, end, options
        self.plain = PlainWord(md)

    def run(self, lines: list[str]) -> list[str]:
        """The page's lines with tokens in them. Raises LessonError for a page that was not verified."""
        self.pieces.clear()
        lesson = parse_body(tuple(lines), "this page")
        if lesson.problems:
            raise LessonError(lesson.problems)
        config = load_config(self.options["root"])
        course: Course | None = None
        if any(isinstance(each, CourseMap) for each in lesson.elements):
            course = self.options["course"] or with_outlines(config, read_course(config))
            lesson = fill_maps(lesson, course)
        tasks = plan(lesson)
        kept: Json | None = {"pyodide": []}
        if tasks:
            fingerprint = self.options["fingerprint"] or describe(config, find_node()).fingerprint
            key = store.key_of([task.step for task in tasks], fingerprint, self.options["packages"])
            kept = store.load(config.work / "store", key)
        if kept is None:
            raise LessonError([Problem("this page", 1, "Its code was not run yet. Run `lesson verify` first.")])
        page = PageRenderer(lesson, list(zip(tasks, kept["pyodide"], strict=True)), self.md, self.pieces)
        page.course, page.place = course, place_in(self.md) or self.options["page"]
        page.vocabulary = self.options["vocabulary"] or read_vocabulary(config)
        page.plain = self.plain
        self.plain.forms = tuple(page.vocabulary.forms(page.place))
        self.end.finish = page.explained
        return list(page.lines(with_sections=[s.title for s in lesson.sections] == list(config.sections)))


class Pieces(Postprocessor):
    """Puts the HTML of elements and values in the place of their tokens."""

    def __init__(self, md: Markdown, pieces: list[str]) -> None:
        super().__init__(md)
        self.pieces = pieces
        self.finish: Callable[[str], str] = str

    def run(self, text: str) -> str:
        """The finished page."""
        return self.finish(put_back(text, self.pieces)).replace(NOT_THIS, "")
