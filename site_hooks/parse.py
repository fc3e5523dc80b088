"""Read a Markdown file as a Lesson, noting every mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from .blocks import BLOCKS, Reader
from .config import SECTIONS, Config, label
from .lesson import Cell, Challenge, Code, Diagram, Exec, Lesson, Output, Quiz, Section, Terms, Value
from .lesson import slugify
from .problems import Problem, nearest
from .scan import Block, Fence, Heading, Node, Prose, looks_like_python, read_options, scan

CELL_OPTIONS = ("id", "title", "expect")
EXEC_OPTIONS = ("exec", "title", "id", "source", "result", "width")
PLAIN_OPTIONS = ("title", "linenums", "hl_lines")
# Blocks that pymdownx.blocks offers; they are left to it.
FOREIGN_BLOCKS = ("admonition", "details", "tab", "html", "definition", "caption", "note", "tip", "warning")
CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?P<text>.*?[^`])(?P=ticks)(?!`)")
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
    return parse(text, name, config.sections)


def parse(text: str, path: str = "lesson.md", sections: Iterable[str] = SECTIONS) -> Lesson:
    r"""Read Markdown, front matter included, as a Lesson.

    >>> lesson = parse('```python run title="Sum"\n1 + 1\n```\n\n```output\n2\n```\n')
    >>> lesson.elements[0].name, lesson.elements[0].output.text
    ('sum', '2\n')
    """
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    meta, first, problems = _front_matter(lines, path)
    body = lines[first:]
    lesson = parse_body(body, path, first + 1, meta)
    problems += lesson.problems
    if lesson.is_lesson:
        problems += _check_meta(path, meta) + _check_sections(lesson, tuple(sections))
    if not "".join(body).strip():
        problems.append(Problem(path, 1, "This page is empty. Write it, or remove the file."))
    return Lesson(path, body, first + 1, meta, lesson.elements, lesson.values, lesson.sections, tuple(sorted(problems)))


def parse_body(lines: tuple[str, ...], path: str, first_line: int = 1, meta: Mapping[str, Any] | None = None) -> Lesson:
    """Read Markdown without its front matter; `first_line` is the line in the file of its first one."""
    nodes, problems = scan(path, lines, first_line)
    reader = Reader(path, problems)
    elements = tuple(_elements(nodes, reader))
    _check_names(elements, reader)
    values = tuple(value for node in _prose(nodes) for value in read_values(node, reader))
    return Lesson(
        path, lines, first_line, meta or {}, elements, values, _sections(nodes, first_line + len(lines)), tuple(problems)
    )


def _front_matter(lines: tuple[str, ...], path: str) -> tuple[dict[str, Any], int, list[Problem]]:
    """The front matter, the index of the first line below it, and what is wrong with it."""
    if lines[0].rstrip() != "---":
        return {}, 0, []
    close = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if close is None:
        return {}, 1, [Problem(path, 1, "The front matter opened here is never closed. Add a line `---` below it.")]
    try:
        meta = yaml.safe_load("\n".join(lines[1:close])) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        told = getattr(error, "problem", None) or error
        return {}, close + 1, [Problem(path, line, f"The front matter is not YAML: {told}.")]
    if not isinstance(meta, dict):
        return {}, close + 1, [Problem(path, 2, f"The front matter must hold `key: value` lines, got {meta!r}.")]
    return meta, close + 1, []


def _check_meta(path: str, meta: Mapping[str, Any]) -> list[Problem]:
    wanted: dict[str, tuple[type, str]] = {
        "title": (str, "a text"),
        "description": (str, "a text"),
        "subject": (str, "a text"),
        "minutes": (int, "a whole number"),
        "requires": (list, "a list"),
        "next": (list, "a list"),
    }
    problems = []
    for key, (kind, words) in wanted.items():
        if key not in meta:
            if key not in ("requires", "next"):
                problems.append(Problem(path, 1, f"A lesson's front matter needs `{key}`: {words}."))
        elif not isinstance(meta[key], kind) or isinstance(meta[key], bool):
            problems.append(Problem(path, 1, f"`{key}` in the front matter must be {words}, got {meta[key]!r}."))
    return problems


def _check_sections(lesson: Lesson, wanted: tuple[str, ...]) -> list[Problem]:
    problems = []
    titles = [section.title for section in lesson.sections]
    for section in lesson.sections:
        if section.title not in wanted:
            told = nearest(section.title, wanted)
            problems.append(Problem(lesson.path, section.line, f"A lesson has no section `{section.title}`. {told}"))
        elif titles.index(section.title) != lesson.sections.index(section):
            problems.append(Problem(lesson.path, section.line, f"The section `{section.title}` stands here again."))
    known = [section for section in lesson.sections if section.title in wanted]
    for before, after in zip(known, known[1:], strict=False):
        if wanted.index(after.title) < wanted.index(before.title):
            told = f"The section `{after.title}` belongs before `{before.title}` (line {before.line})."
            problems.append(Problem(lesson.path, after.line, told))
    for title in wanted:
        if title not in titles:
            problems.append(Problem(lesson.path, 1, f"The lesson lacks the section `## {title}`."))
    return problems


def _sections(nodes: list[Node], stop: int) -> tuple[Section, ...]:
    heads = [node for node in nodes if isinstance(node, Heading) and node.level == 2]
    ends = [*(node.line - 1 for node in heads[1:]), stop - 1][: len(heads)]
    return tuple(Section(head.title, head.line, end) for head, end in zip(heads, ends, strict=True))


def _elements(nodes: list[Node], reader: Reader) -> Iterable[Cell | Exec | Terms | Diagram | Quiz | Challenge]:
    waiting: Fence | None = None
    for node in nodes:
        if isinstance(node, Fence) and _is_output(node, waiting, reader):
            if waiting is None:
                reader.complain(node.line, "This output belongs to no cell. Put it right below a ```python run fence.")
                continue
            output = Output(node.source, node.line, node.end)
            yield _cell(waiting, output, reader)
            waiting = None
            continue
        if waiting is not None and not (isinstance(node, Prose) and not node.text.strip()):
            yield _cell(waiting, None, reader)
            waiting = None
        if isinstance(node, Fence):
            kind = _fence_kind(node, reader)
            if kind == "run":
                waiting = node
            elif kind == "exec":
                yield Exec(node.line, node.end, Code(node.source, node.line + 1), read_options(node.info)[1])
        elif isinstance(node, Block):
            if node.name in BLOCKS:
                yield BLOCKS[node.name](node, reader)
            elif node.name not in FOREIGN_BLOCKS:
                known = (*BLOCKS, *FOREIGN_BLOCKS[:6])
                reader.complain(node.line, f"There is no block `{node.name}`. {nearest(node.name, known)}")
            else:
                yield from _elements([child for child in node.children if isinstance(child, Fence)], reader)
        elif isinstance(node, Prose) and LOOSE_CELL.search(CODE_SPAN.sub("", node.text)):
            reader.complain(node.line, _MARGIN)
    if waiting is not None:
        yield _cell(waiting, None, reader)


_MARGIN = "This looks like a runnable cell, but its fence must begin at the left margin, on a line of its own."


def _is_output(fence: Fence, waiting: Fence | None, reader: Reader) -> bool:
    if fence.language == "output":
        if fence.info != "output":
            reader.complain(fence.line, f"An output fence takes no option: write ```output, got ```{fence.info}.")
        if fence.indent:
            reader.complain(fence.line, "An output fence must begin at the left margin, as its cell does.")
        return True
    if waiting is not None and nearest(fence.language or "-", ("output",)).startswith("Did"):
        reader.complain(fence.line, f"There is no fence ```{fence.language}. Did you mean ```output?")
        return True
    return False


def _fence_kind(fence: Fence, reader: Reader) -> str:
    """`run`, `exec`, or nothing for a fence that is only shown; a near miss is a problem."""
    words = fence.info.split()
    if not words or not looks_like_python(re.findall(r"[\w.{}]+", fence.info) or [""]):
        return ""
    if fence.is_cell_like and fence.language not in ("python", "py"):
        reader.complain(fence.line, f"Write ```python run, in lower case and without braces; got ```{fence.info}.")
        return ""
    flags, options, wrong = read_options(fence.info)
    kind = "run" if "run" in flags else "exec" if "exec" in (*options, *flags) else ""
    known = {"run": CELL_OPTIONS, "exec": EXEC_OPTIONS, "": PLAIN_OPTIONS}[kind]
    if fence.language in ("python", "py"):
        for flag in flags:
            if flag not in ("run", "exec"):
                told = nearest(flag, ("run", *known))
                reader.complain(fence.line, f"A Python fence has no option `{flag}`. {told}")
        for key in options:
            if key not in known:
                reader.complain(fence.line, f"A Python fence has no option `{key}`. {nearest(key, known)}")
        for message in wrong:
            reader.complain(fence.line, message)
    if fence.indent and kind:
        reader.complain(fence.line, _MARGIN)
        return ""
    return kind


def _cell(fence: Fence, output: Output | None, reader: Reader) -> Cell:
    _, options, _ = read_options(fence.info)
    title = options.get("title", "")
    name = options.get("id") or slugify(title) or f"cell-{fence.line}"
    if name != slugify(name):
        reader.complain(fence.line, f"The id `{name}` may hold lower-case letters, digits, `-` and `_` only.")
    if not fence.source.strip():
        reader.complain(fence.line, "This cell is empty. Write its code, or remove it.")
    if "expect" in options and not options["expect"].isidentifier():
        reader.complain(fence.line, 'expect="…" names the exception that the cell must raise, as ZeroDivisionError.')
    end = output.end if output else fence.end
    code = Code(fence.source, fence.line + 1)
    return Cell(fence.line, end, name, title, code, options.get("expect"), output)


def _check_names(elements: Iterable[Any], reader: Reader) -> None:
    seen: dict[tuple[str, str], int] = {}
    for element in elements:
        name = getattr(element, "name", "")
        key = (type(element).__name__.lower(), name)
        if name and key in seen:
            told = f"The id `{name}` is taken by the {key[0]} in line {seen[key]}. Give this one another `id`."
            reader.complain(element.line, told)
        seen.setdefault(key, element.line)


def _prose(nodes: Iterable[Node]) -> Iterable[Prose]:
    """Every line outside fences, those in blocks and in headings included, in order."""
    for node in nodes:
        if isinstance(node, Prose):
            yield node
        elif isinstance(node, Block):
            yield Prose(node.line, f"/// {node.name} | {node.argument}")
            yield from _prose(node.children)


def read_values(line: Prose, reader: Reader) -> list[Value]:
    """The checked values of one line; a span that nearly is one is a problem."""
    found = []
    for span in CODE_SPAN.finditer(line.text):
        rest = line.text[span.end() :]
        if span["ticks"] != "`" or not re.match(r"\s?\{\s*=", rest):
            continue
        match = re.match(r"\{=(?P<expression>[^}]*)\}", rest)
        if match is None:
            reader.complain(line.line, "A checked value is written `31`{=expression}: no space before `{=`, one line.")
        elif not match["expression"].strip():
            reader.complain(line.line, f"The value `{span['text']}` has no expression: write `{span['text']}`{{=…}}.")
        else:
            found.append(Value(span["text"], match["expression"].strip(), line.line))
    return found


