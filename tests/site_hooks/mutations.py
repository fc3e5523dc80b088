"""Changes to a lesson, each of which makes it wrong: generated from its text, the same ones every time.

Every change knows the lines at which it may be told. That is the changed line itself, or, where the mistake honestly
shows elsewhere (a test that was weakened shows at the mistake that now passes), any line of the changed block.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from site_hooks.lesson import Cell, Challenge, Code, Diagram, Lesson, Quiz
from site_hooks.match import NUMBER
from site_hooks.scan import Block, Fence, Node

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Mutation:
    """A changed lesson, a name that does not move with its lines, and where it may be told."""

    name: str
    lines: Lines
    first: int
    last: int

    def is_told(self, line: int) -> bool:
        """Whether this is a line at which the change may be told."""
        return self.first <= line <= self.last


def other_digit(text: str, place: int) -> str:
    """The text with the digit at a place one higher."""
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]


def with_line(lines: Lines, number: int, *texts: str) -> Lines:
    """The lines with one, counted from 1, replaced by others or by nothing."""
    return (*lines[: number - 1], *texts, *lines[number:])


def in_line(kind: str, lines: Lines, number: int, text: str) -> Mutation:
    """A change of one line that is told at that line."""
    was = lines[number - 1].strip()
    return Mutation(f"{kind}: {was} -> {text.strip()}", with_line(lines, number, text), number, number)


def outputs(lesson: Lesson, lines: Lines) -> Iterator[Mutation]:
    """Another first or last digit in every number of every output; a line that is gone; the whole output gone."""
    for cell in lesson.elements:
        if not isinstance(cell, Cell) or cell.output is None:
            continue
        out = cell.output
        for number in range(out.line + 1, out.end):
            text = lines[number - 1]
            for found in NUMBER.finditer(text):
                digits = [at for at in range(*found.span()) if text[at].isdigit()]
                for place in sorted({digits[0], digits[-1]}):
                    yield in_line(f"digit {place} in an output", lines, number, other_digit(text, place))
            gone = with_line(lines, number)
            yield Mutation(f"output line gone: {cell.name} {text}", gone, out.line, out.end)
        without = (*lines[: out.line - 1], *lines[out.end :])
        yield Mutation(f"output gone: {cell.name}", without, cell.line, cell.line)


def values(lesson: Lesson, lines: Lines) -> Iterator[Mutation]:
    """Every digit of every checked value."""
    for value in lesson.values:
        claim = f"`{value.text}`{{={value.expression}}}"
        assert claim in lines[value.line - 1]
        for place, character in enumerate(value.text):
            if character.isdigit():
                changed = lines[value.line - 1].replace(
                    claim, claim.replace(value.text, other_digit(value.text, place), 1), 1
                )
                yield in_line(f"digit {place} of a value", lines, value.line, changed)


def quizzes(lesson: Lesson, lines: Lines) -> Iterator[Mutation]:
    """Each option marked the other way, or right alone; without its feedback; saying what the right one says."""
    for quiz in (element for element in lesson.elements if isinstance(element, Quiz)):
        right = next(option for option in quiz.options if option.right)
        if quiz.tolerance:
            assert quiz.answer is not None
            wider = lines[quiz.answer.line - 1].replace(f"± {quiz.tolerance}", "± 1000")
            yield Mutation(
                f"quiz {quiz.name}: any number", with_line(lines, quiz.answer.line, wider), quiz.line, quiz.end
            )
            bare = lines[quiz.answer.line - 1].partition("±")[0]
            yield Mutation(
                f"quiz {quiz.name}: no tolerance", with_line(lines, quiz.answer.line, bare), quiz.line, quiz.end
            )
        if quiz.rest is not None:
            start, stop = quiz.rest.line, quiz.rest.line + len(quiz.rest.lines)
            gone = (*lines[: start - 1], *lines[stop - 1 :])
            yield Mutation(f"quiz {quiz.name}: no feedback for other answers", gone, start - 1, start - 1)
        for option in quiz.options:
            says = option.text.source
            toggled = with_line(lines, option.line, _toggled(lines[option.line - 1]))
            name = f"quiz {quiz.name}: {'wrong' if option.right else 'right'} is now `{says}`"
            yield Mutation(name, toggled, quiz.line, quiz.end)
            start, stop = option.feedback.line, option.feedback.line + len(option.feedback.lines)
            gone = (*lines[: start - 1], *lines[stop - 1 :])
            yield Mutation(f"quiz {quiz.name}: no feedback for `{says}`", gone, option.line, option.line)
            if not option.right:
                swapped = with_line(toggled, right.line, _toggled(lines[right.line - 1]))
                yield Mutation(f"quiz {quiz.name}: right is now only `{says}`", swapped, quiz.line, quiz.end)
                again = lines[option.line - 1].replace(says, right.text.source)
                yield Mutation(
                    f"quiz {quiz.name}: right one in place of `{says}`",
                    with_line(lines, option.line, again),
                    option.line,
                    option.line,
                )


def _toggled(line: str) -> str:
    return line.replace("[x]", "[ ]") if "[x]" in line else line.replace("[ ]", "[x]")


def tours(lesson: Lesson, lines: Lines) -> Iterator[Mutation]:
    """Each step of a tour at a node that is not there."""
    for diagram in (element for element in lesson.elements if isinstance(element, Diagram)):
        for step in diagram.steps:
            changed = lines[step.line - 1].replace(f"`{step.node}`", f"`{step.node}s`", 1)
            yield in_line("tour", lines, step.line, changed)


def sections(lesson: Lesson, lines: Lines) -> Iterator[Mutation]:
    """Each section misspelt, of another level, and gone."""
    for section in lesson.sections:
        misspelt = f"## {section.title[1:]}"
        yield in_line("section", lines, section.line, misspelt)
        lower = with_line(lines, section.line, f"### {section.title}")
        yield Mutation(f"section of level three: {section.title}", lower, 1, 1)
        yield Mutation(f"section without its heading: {section.title}", with_line(lines, section.line), 1, 1)


def names(lesson: Lesson, lines: Lines) -> Iterator[Mutation]:
    """Each id given to the element of its kind that follows; each one with a space in it."""
    for kind in (Cell, Quiz):
        elements = [element for element in lesson.elements if isinstance(element, kind)]
        for before, element in zip(elements, elements[1:], strict=False):
            number = _line_of_id(lines, element.line, element.name)
            again = lines[number - 1].replace(element.name, before.name, 1)
            yield Mutation(f"id twice: {before.name}", with_line(lines, number, again), element.line, element.line)
    for element in lesson.elements:
        if isinstance(element, Cell | Quiz | Diagram | Challenge):
            number = _line_of_id(lines, element.line, element.name)
            spaced = lines[number - 1].replace(element.name, f"{element.name} x", 1)
            yield Mutation(
                f"id with a space: {element.name}", with_line(lines, number, spaced), element.line, element.line
            )


def _line_of_id(lines: Lines, line: int, name: str) -> int:
    return line if f'"{name}"' in lines[line - 1] else line + 1


def typos(nodes: Iterable[Node], lines: Lines, head: int) -> Iterator[Mutation]:
    """A letter too few in each word of each fence, block, option and key of the front matter."""
    for number in range(2, head):
        if key := re.match(r"(title|description|subject|minutes|requires|next):", lines[number - 1]):
            yield Mutation(f"key {key[1]}", with_line(lines, number, lines[number - 1][1:]), 1, number)
    for node in nodes:
        if isinstance(node, Fence) and node.info:
            text = lines[node.line - 1]
            for word in re.finditer(r"\w+(?=[\s=]|$)", re.sub(r'"[^"]*"', lambda quoted: "." * len(quoted[0]), text)):
                if len(word[0]) > 1:
                    yield in_line(
                        f"word of a fence, {node.body[:1]}",
                        lines,
                        node.line,
                        text[: word.start()] + text[word.start() + 1 :],
                    )
            if '"' in text:
                yield in_line("quote of a fence", lines, node.line, text.replace('"', "", 1))
                yield in_line("quotes of a fence", lines, node.line, text.replace('"', "'"))
        elif isinstance(node, Block):
            text = lines[node.line - 1]
            yield Mutation(
                f"name of a block: {text}",
                with_line(lines, node.line, text.replace(node.name, node.name[:-1] + "q", 1)),
                node.line,
                node.line,
            )
            if node.argument:
                yield in_line("block without its words", lines, node.line, text.partition("|")[0])
            yield Mutation(f"block not closed: {text}", with_line(lines, node.end), node.line, node.end)
            yield from typos(node.children, lines, 0)


def hints(lesson: Lesson, lines: Lines) -> Iterator[Mutation]:
    """Each hint without a word in it."""
    for challenge in (element for element in lesson.elements if isinstance(element, Challenge)):
        for hint in challenge.hints:
            start, stop = hint.line, hint.line + len(hint.lines)
            gone = (*lines[: start - 1], *lines[stop - 1 :])
            yield Mutation(f"empty hint: {hint.lines[0]}", gone, start - 1, start - 1)


# --- Code. A source is changed as text, at the places where its syntax tree says.

OPPOSITE = {
    "+": "-",
    "-": "+",
    "*": "/",
    "/": "*",
    "<": ">=",
    ">": "<=",
    "<=": ">",
    ">=": "<",
    "==": "!=",
    "and": "or",
    "or": "and",
    "+=": "-=",
}
LOOSER = {"<": "<=", ">": ">=", "<=": "<", ">=": ">"}


@dataclass(frozen=True)
class Edit:
    """Other words for a piece of a source, and what to call that."""

    name: str
    source: str


class Source:
    """A Python source whose pieces can be named by the nodes of its tree."""

    def __init__(self, text: str) -> None:
        self.text, self.tree = text, ast.parse(text)
        self.starts = [0]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def start(self, node: ast.expr | ast.stmt) -> int:
        """The place of a node's first character."""
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt) -> int:
        """The place behind a node's last character."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self.starts[node.end_lineno - 1] + node.end_col_offset

    def edit(self, start: int, end: int, text: str) -> Edit:
        """The source with a piece replaced; named by its line."""
        line = self.text[self.text.rfind("\n", 0, start) + 1 : self.text.find("\n", end)].strip()
        changed = self.text[:start] + text + self.text[end:]
        at = start - (self.text.rfind("\n", 0, start) + 1)
        return Edit(f"{line}: {self.text[start:end]} -> {text} at {at}", changed)


def broken(code: Code) -> Iterator[Edit]:
    """Swapped operators, changed constants and statements left out: one at a time."""
    source = Source(code.source)
    for node in ast.walk(source.tree):
        match node:
            case ast.BinOp(left=left, right=right):
                yield from _operators(source, [(left, right)])
            case ast.Compare(left=left, comparators=[right]):
                yield from _operators(source, [(left, right)])
            case ast.BoolOp(values=parts):
                yield from _operators(source, zip(parts, parts[1:], strict=False))
            case ast.AugAssign(target=target, value=value):
                yield from _operators(source, [(target, value)])
            case ast.UnaryOp(op=ast.Not()):
                yield source.edit(source.start(node), source.start(node) + len("not "), "")
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                yield source.edit(source.start(node), source.end(node), repr(value * 2 if value else 1))
            case ast.Assign() | ast.AugAssign() | ast.Raise() | ast.Return():
                yield source.edit(source.start(node), source.end(node), "pass")
            case _:
                pass


def _operators(source: Source, sides: Iterable[tuple[ast.expr, ast.expr]]) -> Iterator[Edit]:
    for left, right in sides:
        between = source.text[source.end(left) : source.start(right)]
        if (found := re.search(r"[-+*/<>=]+|and|or", between)) is None:
            continue
        start = source.end(left) + found.start()
        for other in {OPPOSITE.get(found[0]), LOOSER.get(found[0])} - {None}:
            yield source.edit(start, start + len(found[0]), str(other))


def weakened(code: Code) -> Iterator[tuple[str, Edit]]:
    """Each `assert` left out, or content with anything at all; with the name of the test that it stands in."""
    source = Source(code.source)
    for test in source.tree.body:
        if not isinstance(test, ast.FunctionDef) or not test.name.startswith("test_"):
            continue
        for node in ast.walk(test):
            if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare):
                name = f"{test.name}, {ast.unparse(node.test.left)}"
                gone = source.edit(source.start(node), source.end(node), "pass")
                yield test.name, Edit(f"dropped: {name}", gone.source)
                left = node.test.left
                loose = source.edit(source.end(left), source.end(node.test), " is not None")
                if source.text[source.end(node.test) : source.end(node)].startswith(")"):
                    loose = source.edit(source.end(left), source.end(node.test) + 1, " is not None")
                yield test.name, Edit(f"loosened: {name}", loose.source)


def with_code(lines: Lines, code: Code, source: str) -> Lines:
    """The lesson with another source in a fence."""
    count = code.source.count("\n")
    return (*lines[: code.line - 1], *source.splitlines(), *lines[code.line - 1 + count :])
