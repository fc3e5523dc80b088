"""The Python-Markdown extension: lessons in any engine that uses it, rendered from the store."""

# Maintainers: with `mathematics`, the only module that imports Python-Markdown. Elements are replaced
# in the source by tokens of private-use characters before any other extension reads it, and by their
# HTML after every other has written it, so that none can take a part of them for its own.

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from posixpath import dirname, relpath
from typing import Any

import markdown_exec
from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markupsafe import Markup

from . import cards, render, store
from .cited_page import render_cards
from .config import load_config
from .course import Course, read_course, with_outlines
from .course_map import fill_maps
from .course_page import render_course
from .frames import Frames, frames_of
from .lesson import Cards, Cell, Challenge, CourseMap, Diagram, Exec, Lesson, Predict, Quiz, Terms, Text
from .mathematics import MathematicsExtension
from .outline import part
from .packages import find_node
from .parse import parse_body
from .plan import Task, plan
from .problems import LessonError, Problem
from .questions import around_set, quiz_sets, render_comparisons, render_predict, render_quiz
from .runtime import describe
from .tour import render_diagram
from .values import CODE_SPAN

Json = dict[str, Any]
TOKEN = re.compile("<p>\ue000(\\d+)\ue001</p>|\ue000(\\d+)\ue001")
# What authors may use within a block: fixed, so that a lesson reads the same in every engine.
INNER = [
    "attr_list",
    "def_list",
    "smarty",
    "tables",
    "pymdownx.highlight",
    "pymdownx.superfences",
    f"{MathematicsExtension.__module__}:{MathematicsExtension.__qualname__}",
]


class LessonExtension(Extension):
    """Registers the lesson's syntax; `root` is the folder of the site's `pyproject.toml`."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "root": [".", "The folder of the site's pyproject.toml"],
            "fingerprint": ["", "The runtime's, where it is known already; else that of the present sources"],
            "packages": [[], "The hashes of the packages that the page uses"],
            "course": ["", "The pages of the site, where they were read already"],
            "page": ["", "The page's own path in the content folder: links to other pages begin there"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the two ends of the work, and mathematics in between."""
        pieces: list[str] = []
        elements = Elements(md, pieces, self.getConfigs())
        # Before Python-Markdown expands tabs: the store knows pages by the code as it was written.
        md.preprocessors.register(elements, "lesson-elements", 35)
        # After raw HTML is back in place.
        md.postprocessors.register(Pieces(md, pieces), "lesson-pieces", 5)
        MathematicsExtension().extendMarkdown(md)


class Elements(Preprocessor):
    """Replaces every element and value by a token, and keeps its HTML in `pieces`."""

    def __init__(self, md: Markdown, pieces: list[str], options: Json) -> None:
        super().__init__(md)
        self.pieces, self.options = pieces, options

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
        page.course, page.place = course, self.options["page"]
        return list(page.lines(with_sections=[s.title for s in lesson.sections] == list(config.sections)))


class PageRenderer:
    """Turns one parsed page and its results into lines with tokens."""

    def __init__(self, lesson: Lesson, done: list[tuple[Task, Json]], outer: Markdown, pieces: list[str]) -> None:
        self.lesson, self.done, self.outer, self.pieces = lesson, done, outer, pieces
        self.course: Course | None = None
        """The other pages, for one that shows them."""
        self.place = ""
        self.values = {(value.line, value.text, value.expression) for value in lesson.values}

    @cached_property
    def frames(self) -> dict[str, Frames]:
        """What is published beside the page of figures that readers can move."""
        return frames_of(self.done)

    @cached_property
    def inner(self) -> Markdown:
        """What converts the prose within elements; many pages have none, and it takes a while to make."""
        inner = Markdown(extensions=INNER)
        if "relpath" in self.outer.treeprocessors:
            # MkDocs' own: links to other pages are checked and resolved within blocks, too.
            inner.treeprocessors.register(self.outer.treeprocessors["relpath"], "relpath", 0)
        return inner

    @cached_property
    def sets(self) -> list[list[Quiz]]:
        """The questions that belong together."""
        return quiz_sets(self.lesson)

    def token(self, piece: str) -> str:
        """Keep a piece of HTML; the token that stands for it."""
        self.pieces.append(piece)
        return f"\ue000{len(self.pieces) - 1}\ue001"

    def lines(self, with_sections: bool) -> Iterator[str]:
        """The page, line by line."""
        elements = {element.line: element for element in self.lesson.elements}
        ends = {section.end: section for section in self.lesson.sections} if with_sections else {}
        skip_to = 0
        cells = 0
        for number, text in enumerate(self.lesson.lines, 1):
            if number in elements:
                element = elements[number]
                skip_to = element.end
                cells += isinstance(element, Cell)
                yield from ("", self.token(self.element(element, cells)), "")
            elif number > skip_to:
                yield self.mark(text, number)
            if number in ends:
                yield from ("", self.token(render.render_done(part(self.lesson, ends[number]))), "")

    def element(self, element: Any, number: int) -> str:
        """An element's HTML."""
        section = next((s.slug for s in reversed(self.lesson.sections) if s.line < element.line), "")
        done = [(task, result) for task, result in self.done if task.owner is element and task.role != "frame"]
        match element:
            case Cell():
                frames = self.frames[element.name].name if element.name in self.frames else ""
                made = render.render_cell(element, number, section, done[0][1], frames)
                return made + render_comparisons(self.lesson, element, self.done, self.convert)
            case Predict():
                return render_predict(element, section, self.convert)
            case Exec():
                return self.generated(element, done[0][1])
            case Cards():
                return render_cards(element, self.convert)
            case CourseMap() if self.course:
                return render_course(element, self.course, done[0][1]["svg"], self.address)
            case Terms():
                return cards.render_terms(element, section, self.convert)
            case Diagram():
                return render_diagram(element, section, done[0][1], self.convert)
            case Quiz():
                made = render_quiz(element, section, done[0][1] if done else None, self.convert)
                for quizzes in self.sets:
                    head, end = around_set(quizzes, section)
                    made = (head if element is quizzes[0] else "") + made + (end if element is quizzes[-1] else "")
                return made
            case Challenge():
                return render.render_challenge(element, section, done, self.convert)
        raise TypeError(f"There is no way to render {type(element).__name__}.")

    def address(self, path: str) -> str:
        """Where a page of the content folder is, as a link on this page has it: by MkDocs, where it is at work."""
        resolver = self.outer.treeprocessors["relpath"] if "relpath" in self.outer.treeprocessors else None  # noqa: SIM401
        here = resolver.file.src_uri if resolver is not None else self.place  # type: ignore[attr-defined]
        link = self.convert(Text((f"[x](<{relpath(path, dirname(here) or '.')}>)",), 0))
        found = re.search(r'href="([^"]*)"', link)
        return unescape(found[1]) if found else path

    def generated(self, block: Exec, result: Json) -> str:
        """What a block printed, as Markdown, by markdown-exec: its options, our isolated result."""
        markdown_exec.markdown_config.save(INNER, {})
        made: Markup = markdown_exec.base_format(
            language="python",
            run=lambda *_, **__: result["text"],
            code=block.code.source,
            md=self.inner,
            update_toc=False,
            source=block.options.get("source", ""),
            result=block.options.get("result", ""),
            id=block.options.get("id", ""),
        )
        return f'<div class="lesson-generated">{made}</div>'

    def mark(self, text: str, line: int) -> str:
        """A line with its checked values replaced by tokens."""

        def replace(span: re.Match[str]) -> str:
            rest = span.string[span.end() :]
            expression = rest[2 : rest.index("}")].strip() if rest.startswith("{=") and "}" in rest else ""
            if (line, span["text"], expression) not in self.values:
                return span[0]
            # Marked, so that the expression that follows is dropped below.
            return self.token(render.render_value(span["text"])) + "\ue002"

        return re.sub("\ue002\\{=[^}]*\\}", "", CODE_SPAN.sub(replace, text))

    def convert(self, text: Text) -> str:
        """Markdown from within an element as HTML, checked values included."""
        source = "\n".join(self.mark(line, text.line + offset) for offset, line in enumerate(text.lines))
        self.inner.reset()
        return put_back(self.inner.convert(source), self.pieces)


class Pieces(Postprocessor):
    """Puts the HTML of elements and values in the place of their tokens."""

    def __init__(self, md: Markdown, pieces: list[str]) -> None:
        super().__init__(md)
        self.pieces = pieces

    def run(self, text: str) -> str:
        """The finished page."""
        return put_back(text, self.pieces)


def put_back(text: str, pieces: list[str]) -> str:
    """HTML with the kept pieces in the place of their tokens."""
    return TOKEN.sub(lambda match: pieces[int(match[1] or match[2])], text)
