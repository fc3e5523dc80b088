"""The meaning of the block `predict`: a question that is asked before its cell is run."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .blocks import Reader, text_of
from .lesson import Cell, Element, Predict, Text
from .match import one_spelling
from .problems import nearest
from .quiz import REST, check_alike, read_asked, read_option
from .scan import Block, Fence, Node, Prose


def read_predict(block: Block, reader: Reader) -> Predict:
    """A question, the name of a cell, what readers choose or type, and the explanation as `> …` at the left margin."""
    settings, children = reader.settings(block, ("id", "cell"))
    for fence in (node for node in children if isinstance(node, Fence) and block.is_closed):
        reader.complain(
            fence.line, "A fence does not belong into `predict`. The code to think about is that of its cell."
        )
    above, explanation = _divided([node for node in children if not isinstance(node, Fence)], block.is_closed, reader)
    asked = read_asked(above, "predict", reader)
    options = [read_option(match, line, rest, reader, False) for match, line, rest in asked.options]
    if not block.argument:
        reader.complain(block.line, "`predict` needs a question: `/// predict | How many …?`.")
    if not settings.get("cell"):
        reader.complain(block.line, "`predict` needs the cell that is run to see: a line `    cell: its-id`.")
    if not text_of(explanation) and block.is_closed and not reader.has_told(block):
        told = (
            "Say below the question what there was to see, with `> ` at the left margin: it is shown after comparing."
        )
        reader.complain(block.line, f"`predict` has no explanation. {told}")
    if asked.options and asked.is_whole and len({option.right for option in options}) < 2:
        reader.complain(
            block.line, "Among the options of `predict` must be a right one, `- [x]`, and a wrong one, `- [ ]`."
        )
    if asked.options and asked.tolerance and asked.answer:
        told = "With options, readers choose; with `±`, they type a number. Remove one of them."
        reader.complain(asked.answer.line, told)
    for option in options:
        if option.text.source == REST:
            told = "What readers type is compared with the output, so `...` has no place here. Leave the options out."
            reader.complain(option.line, told)
    check_alike([option for option in options if option.text.source != REST], one_spelling, reader)
    name = reader.name(block, settings, block.argument)
    question = Text((block.argument,), block.line)
    # One that was left open has swallowed the cell.
    cell = settings.get("cell", "") if block.is_closed else ""
    parts = (cell, asked.answer, asked.tolerance, tuple(options), text_of(explanation))
    return Predict(block.line, block.end, name, question, text_of(asked.body), *parts)


def _divided(children: list[Node], is_closed: bool, reader: Reader) -> tuple[list[Node], list[Prose]]:
    """What is asked, and the explanation, which comes last."""
    at = next((at for at, node in enumerate(children) if _explains(node)), len(children))
    explanation = []
    for node in children[at:]:
        if _explains(node):
            assert isinstance(node, Prose)
            explanation.append(Prose(node.line, re.sub(r"^>[ ]?", "", node.text)))
        elif is_closed and (not isinstance(node, Prose) or node.text.strip()):
            told = "The explanation, `> …`, is the last thing in `predict`. Move this above it, or begin it with `> `."
            reader.complain(node.line, told)
            break
        elif isinstance(node, Prose):
            explanation.append(node)
    return children[:at], explanation


def _explains(node: Node) -> bool:
    return isinstance(node, Prose) and node.text.startswith(">")


def check_predictions(elements: Iterable[Element], reader: Reader) -> None:
    """Each prediction is about a cell below it, and no other is about the same."""
    elements = list(elements)
    cells = {element.name: element for element in elements if isinstance(element, Cell)}
    seen: dict[str, int] = {}
    for predict in (element for element in elements if isinstance(element, Predict)):
        cell = cells.get(predict.cell)
        if not predict.cell:
            continue  # told already
        if cell is None:
            known = nearest(predict.cell, cells) if cells else "This page has none."
            reader.complain(predict.line, f"There is no cell `{predict.cell}` on this page. {known}")
        elif cell.line < predict.line:
            told = (
                f"The cell `{predict.cell}` stands above, so readers have seen it. Ask before it, or about another one."
            )
            reader.complain(predict.line, told)
        elif cell.scratch:
            reader.complain(
                predict.line, f"The cell `{predict.cell}` is the reader's own: nobody knows what it will show."
            )
        elif predict.cell in seen:
            told = f"The prediction in line {seen[predict.cell]} is about the cell `{predict.cell}`, too. Join them."
            reader.complain(predict.line, told)
        seen.setdefault(predict.cell, predict.line)
