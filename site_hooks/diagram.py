"""What `diagram` means: a graph, the tour through it, and the numbers that change on the way."""

from __future__ import annotations

import re

from .blocks import LIST_LINE, Reader, text_of
from .lesson import Code, Diagram, Text, TourStep
from .scan import Block, Fence, Node, Prose

TOUR_STEP = re.compile(r"^(?P<mark>\d+[.)][ \t]+)`(?P<node>[^`]+)`[ \t]*(?P<text>.*)$")
NUMBERS = re.compile(r"^[ \t]*=(?!=)[ \t]*(?P<rest>.*)$")
# What stands in code, in an expression or in a formula is no bar between two columns.
COLUMN = re.compile(r"`[^`]*`(?:\{=[^}]*\})?|\$[^$]*\$|\\.|\|")


def read_diagram(block: Block, reader: Reader) -> Diagram:
    """A `dot` fence and an ordered list whose items begin with a node's name in backticks."""
    settings, children = reader.settings(block, ("id", "numbers"))
    fences = [node for node in children if isinstance(node, Fence)]
    if len(fences) != 1 or fences[0].language != "dot":
        at = fences[0].line if len(fences) == 1 else block.line
        reader.complain(at, "`diagram` needs exactly one fence, ```dot with a graph in the DOT language.")
    line = next((node.line for node in block.children if _names_numbers(node)), block.line)
    numbers = columns(settings["numbers"], line) if "numbers" in settings else ()
    if any(not each for each in numbers):
        reader.complain(line, "`numbers` names each number: `numbers: $x$ | slope`. One of the names is empty.")
    steps = _read_steps([node for node in children if not isinstance(node, Fence)], len(numbers), reader)
    if not steps and not reader.has_told(block):
        reader.complain(block.line, "`diagram` has no tour. Add a numbered list whose items begin with a node's name.")
    if not block.argument:
        reader.complain(block.line, "`diagram` needs a caption: `/// diagram | What the picture shows`.")
    dot = Code(fences[0].source, fences[0].line + 1) if fences else Code("", block.line)
    name = reader.name(block, settings, block.argument)
    return Diagram(block.line, block.end, name, block.argument, dot, tuple(steps), numbers)


def _names_numbers(node: Node) -> bool:
    return isinstance(node, Prose) and node.text.strip().startswith("numbers:")


def _read_steps(nodes: list[Node], width: int, reader: Reader) -> list[TourStep]:
    steps: list[TourStep] = []
    current: list[Prose] = []
    numbers: Prose | None = None
    start: tuple[str, int, int] | None = None

    def finish() -> None:
        if start is None:
            return
        read: tuple[Text, ...] = ()
        if numbers is not None:
            read = columns(numbers.text, numbers.line)
        if numbers is not None and not width:
            told = (
                "This line holds the numbers of a step, but the block does not name them: `    numbers: $x$ | slope`."
            )
            reader.complain(numbers.line, told)
        elif numbers is not None and len(read) != width:
            told = f"This step has {len(read)} numbers, but `numbers` names {width}. One that is not known stays empty."
            reader.complain(numbers.line, told)
        elif numbers is None and width:
            told = (
                f"This step has no numbers. Add a line `   = … | …` below it, with {width} of them, as `numbers` says."
            )
            reader.complain(start[1], told)
        steps.append(TourStep(start[0], text_of(current, start[2]), start[1], read))

    for line in reader.prose(nodes, "`diagram`"):
        if match := TOUR_STEP.match(line.text):
            finish()
            current = [Prose(line.line, " " * len(match["mark"]) + match["text"])]
            start, numbers = (match["node"], line.line, len(match["mark"])), None
        elif LIST_LINE.match(line.text):
            reader.complain(line.line, "A tour step begins with the name of its node: `1. `node` What happens here.`")
        elif start is not None and (match := NUMBERS.match(line.text)):
            if numbers is not None:
                reader.complain(line.line, "This step has two lines of numbers. Join them, or make it two steps.")
            numbers = Prose(line.line, match["rest"])
        elif line.text.strip() and start is None:
            reader.complain(line.line, "Only the graph and the numbered steps of its tour belong into `diagram`.")
        else:
            current.append(line)
    finish()
    return steps


def columns(text: str, line: int) -> tuple[Text, ...]:
    r"""What stands between the bars of one line.

    >>> [each.source for each in columns("$|x|$ | `a|b`{=a | b} || c", 1)]
    ['$|x|$', '`a|b`{=a | b}', '', 'c']
    """
    bars = [match.start() for match in COLUMN.finditer(text) if match[0] == "|"]
    ends = zip([-1, *bars], [*bars, len(text)], strict=True)
    return tuple(Text((text[start + 1 : end].strip(),), line) for start, end in ends)
