"""A page that was read and proved, as lines in which tokens stand for the HTML of its elements and values."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from functools import cached_property
from html import unescape
from posixpath import dirname, relpath
from typing import Any

import markdown_exec
from markdown import Markdown
from markupsafe import Markup

from . import cards, render
from .cited_page import render_cards
from .course import Course
from .course_page import render_course
from .definitions import explain
from .engines import PLAIN_PRIORITY, PlainWord, is_docstring, resolver_of
from .frames import Frames, frames_of
from .glossary_page import render_definitions, render_glossary
from .lesson import Cards, Cell, Challenge, CourseMap, Diagram, Exec, Glossary, Lesson, Predict, Quiz, Terms, Text
from .mathematics import MathematicsExtension
from .outline import part
from .plan import Task
from .questions import around_set, quiz_sets, render_comparisons, render_predict, render_quiz
from .tour import render_diagram
from .values import CODE_SPAN
from .vocabulary import Definition, Vocabulary, rebased

Json = dict[str, Any]
END = "<!-- The end of the page -->"
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


class PageRenderer:
    """Turns one parsed page and its results into lines with tokens."""

    def __init__(self, lesson: Lesson, done: list[tuple[Task, Json]], outer: Markdown, pieces: list[str]) -> None:
        self.lesson, self.done, self.outer, self.pieces = lesson, done, outer, pieces
        self.course: Course | None = None
        """The other pages, for one that shows them."""
        self.place = ""
        self.vocabulary = Vocabulary()
        self.plain = PlainWord(outer)
        self.values = {(value.line, value.text, value.expression) for value in lesson.values}

    @cached_property
    def frames(self) -> dict[str, Frames]:
        """What is published beside the page of figures that readers can move."""
        return frames_of(self.done)

    @cached_property
    def inner(self) -> Markdown:
        """What converts the prose within elements; many pages have none, and it takes a while to make."""
        inner = Markdown(extensions=INNER)
        if name := resolver_of(self.outer):
            # The engine's own: links to other pages are checked and resolved within blocks, too.
            inner.treeprocessors.register(self.outer.treeprocessors[name], name, 0)
        inner.inlinePatterns.register(self.plain, "lesson-plain", PLAIN_PRIORITY)
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
        # Other extensions ask for the HTML of a heading alone: only what holds this is a page.
        yield from ("", self.token(END), "")

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
            case Glossary():
                own = {term.slug for each in self.lesson.elements if isinstance(each, Terms) for term in each.terms}
                return render_glossary(self.vocabulary, own, self.convert_from, self.address)
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
        link = self.convert(Text((f"[x](<{relpath(path, dirname(self.place) or '.')}>)",), 0))
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

    def mark(self, text: str, line: int, values: Container[tuple[int, str, str]] | None = None) -> str:
        """A line with its checked values, the page's own or others, replaced by tokens."""
        values = self.values if values is None else values

        def replace(span: re.Match[str]) -> str:
            rest = span.string[span.end() :]
            expression = rest[2 : rest.index("}")].strip() if rest.startswith("{=") and "}" in rest else ""
            if (line, span["text"], expression) not in values:
                return span[0]
            # Marked, so that the expression that follows is dropped below.
            return self.token(render.render_value(span["text"])) + "\ue002"

        return re.sub("\ue002\\{=[^}]*\\}", "", CODE_SPAN.sub(replace, text))

    def convert(self, text: Text, values: Container[tuple[int, str, str]] | None = None) -> str:
        """Markdown from within an element as HTML, checked values included."""
        source = "\n".join(self.mark(line, text.line + offset, values) for offset, line in enumerate(text.lines))
        self.inner.reset()
        return put_back(self.inner.convert(source), self.pieces)

    def convert_from(self, definition: Definition, text: Text) -> str:
        """Markdown from a definition, which may be another page's: values as they are there, links as from here."""
        source = rebased(text.source, definition.page, self.place)
        return self.convert(replace(text, lines=tuple(source.split("\n"))), definition.values)

    def explained(self, html: str) -> str:
        """The finished page with words that explain themselves, if the site has a glossary for them to lead to."""
        if END not in html:
            return html
        html, words = html.replace(f"{END}\n", "").replace(END, ""), self.vocabulary
        if not words.glossaries or not self.place or self.place in words.silent or is_docstring(self.outer):
            return html
        home = "" if words.glossaries[0] == self.place else self.address(words.glossaries[0])
        marked, used = explain(html, words.forms(self.place), lambda slug: f"{home}#term-{slug}")
        return marked + render_definitions(words, used, self.place, self.convert_from)


def put_back(text: str, pieces: list[str]) -> str:
    """HTML with the kept pieces in the place of their tokens."""
    return TOKEN.sub(lambda match: pieces[int(match[1] or match[2])], text)
