"""Read a Markdown file as a Lesson, noting every mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .blocks import Reader
from .cells import MARGIN, check_no_controls, fence_kind, is_output, read_cell
from .challenge import INNER, read_challenge
from .cited import read_cards
from .config import SECTIONS, Config, label
from .course_block import read_course_map
from .diagram import read_diagram
from .front_matter import check_front_matter, read_front_matter
from .lesson import LESSON_KEYS, Code, Exec, Lesson, Output, PageElement
from .names import check_names
from .predict import check_predictions, read_predict
from .problems import Problem, nearest
from .quiz import read_quiz
from .scan import Block, Fence, Heading, Node, Prose, read_options, scan
from .sections import check_sections, read_sections
from .terms import check_terms, read_glossary, read_terms
from .values import CODE_SPAN, read_values

BLOCKS: dict[str, Callable[[Block, Reader], PageElement]] = {
    "terms": read_terms,
    "glossary": read_glossary,
    "diagram": read_diagram,
    "quiz": read_quiz,
    "predict": read_predict,
    "challenge": read_challenge,
    "cards": read_cards,
    "course": read_course_map,
}
# Blocks that pymdownx.blocks offers; they are left to it.
FOREIGN_BLOCKS = ("admonition", "details", "tab", "html", "definition", "caption", "note", "tip", "warning")
# `markdown` puts these in the place of elements.
PRIVATE = re.compile("[\ue000-\ue003]")
# A line is not longer by hand. What is pasted in (a picture as text) can be: it belongs into a file.
LONGEST = 10_000
LOOSE_BLOCK = re.compile(
    rf"(?=[ \t>*+\-0-9])[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?/{{3,}}[ \t]*(?:{'|'.join((*BLOCKS, *INNER))})\b"
)
LOOSE_CELL = re.compile(r"(`{3,}|~{3,})\s*\{?\s*\.?(python|py)\b.*\b(run|exec)\b", re.IGNORECASE)


def parse_file(config: Config, path: Path) -> Lesson:
    """Read one lesson of a site. A file that is no UTF-8 text is a lesson with that problem alone."""
    name = label(config, path)
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        wrong = f"This file is not UTF-8 text (byte 0x{raw[error.start]:02x}). Save it as UTF-8."
        return Lesson(name, (), 1, {}, (), (), (), (Problem(name, line, wrong),))
    return parse(text, name, config.sections, [pin.name for pin in config.packages])


def parse(
    text: str, path: str = "lesson.md", sections: Iterable[str] = SECTIONS, packages: Collection[str] = ()
) -> Lesson:
    r"""Read Markdown, front matter included, as a Lesson; `packages` are those that the site has.

    >>> lesson = parse('```python run title="Sum"\n1 + 1\n```\n\n```output\n2\n```\n')
    >>> lesson.elements[0].name, lesson.elements[0].output.text
    ('sum', '2\n')
    """
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    meta, first, problems = read_front_matter(path, lines)
    body = lines[first:]
    lesson = parse_body(body, path, first + 1, meta)
    problems += lesson.problems
    problems += check_front_matter(path, meta, lines[:first], is_lesson=lesson.is_lesson, packages=packages)
    if lesson.is_lesson:
        problems += check_sections(lesson, tuple(sections))
    if not "".join(body).strip():
        problems.append(Problem(path, 1, "This page is empty. Write it, or remove the file."))
    return Lesson(path, body, first + 1, meta, lesson.elements, lesson.values, lesson.sections, tuple(sorted(problems)))


def parse_body(lines: tuple[str, ...], path: str, first_line: int = 1, meta: Mapping[str, Any] | None = None) -> Lesson:
    """Read Markdown without its front matter; `first_line` is the line in the file of its first one."""
    nodes, problems = scan(path, tuple(text if len(text) <= LONGEST else "" for text in lines), first_line)
    reader = Reader(path, problems)
    elements = tuple(_elements(nodes, reader))
    check_names(elements, reader)
    check_predictions(elements, reader)
    check_terms(elements, reader)
    for number, text in enumerate(lines, first_line):
        if len(text) > LONGEST:
            told = f"This line has {len(text):,} characters, more than {LONGEST:,}. Break it, or use a file for it."
            reader.complain(number, told)
        if PRIVATE.search(text):
            reader.complain(number, "This line holds a private-use character (U+E000 to U+E003). Remove it.")
    if any(key in (meta or {}) for key in LESSON_KEYS):
        for node in nodes:
            if isinstance(node, Heading) and node.level == 1:
                told = "A lesson's `#` heading is the title in its front matter. Remove this one, or use `##` or `###`."
                reader.complain(node.line, told)
    for node in _prose(nodes):
        if LOOSE_CELL.search(CODE_SPAN.sub("", node.text)):
            reader.complain(node.line, MARGIN)
        elif LOOSE_BLOCK.match(node.text):
            told = "This looks like a block of a lesson, but its slashes must begin at the left margin."
            reader.complain(node.line, told)
    for fence in _fences(nodes):
        check_no_controls(fence, reader)
    values = tuple(value for node in _prose(nodes) for value in read_values(node, reader))
    return Lesson(
        path,
        lines,
        first_line,
        meta or {},
        elements,
        values,
        read_sections(nodes, first_line + len(lines)),
        tuple(problems),
    )


def _elements(nodes: Sequence[Node], reader: Reader) -> Iterable[PageElement]:
    waiting: Fence | None = None
    for node in nodes:
        if isinstance(node, Fence) and is_output(node, waiting, reader):
            if waiting is None:
                reader.complain(node.line, "This output belongs to no cell. Put it right below a ```python run fence.")
                continue
            output = Output(node.source, node.line, node.end)
            yield read_cell(waiting, output, reader)
            waiting = None
            continue
        if waiting is not None and not (isinstance(node, Prose) and not node.text.strip()):
            yield read_cell(waiting, None, reader)
            waiting = None
        if isinstance(node, Fence):
            kind = fence_kind(node, reader)
            if kind == "run":
                waiting = node
            elif kind == "exec":
                yield Exec(node.line, node.end, Code(node.source, node.line + 1), read_options(node.info)[1])
        elif isinstance(node, Block):
            if node.name in BLOCKS:
                yield BLOCKS[node.name](node, reader)
            elif node.name in INNER:
                if all(each.is_closed for each in nodes if isinstance(each, Block)):
                    told = f"`{node.name}` belongs into a challenge, which has four slashes: `//// challenge | …`."
                    reader.complain(node.line, told)
            elif node.name not in FOREIGN_BLOCKS:
                known = (*BLOCKS, *FOREIGN_BLOCKS[:6])
                reader.complain(node.line, f"There is no block `{node.name}`. {nearest(node.name, known)}")
            else:
                yield from _elements(node.children, reader)
    if waiting is not None:
        yield read_cell(waiting, None, reader)


def _fences(nodes: Iterable[Node]) -> Iterable[Fence]:
    """Every fence, those in blocks included."""
    for node in nodes:
        if isinstance(node, Fence):
            yield node
        elif isinstance(node, Block):
            yield from _fences(node.children)


def _prose(nodes: Iterable[Node]) -> Iterable[Prose]:
    """Every line outside fences, those in blocks and in headings included, in order."""
    for node in nodes:
        if isinstance(node, Prose):
            yield node
        elif isinstance(node, Heading):
            yield Prose(node.line, node.title)
        elif isinstance(node, Block):
            yield Prose(node.line, f"/// {node.name} | {node.argument}")
            yield from _prose(node.children)
