"""The meaning of the blocks `terms` and `diagram`, and what reading any block needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .lesson import Code, Diagram, Term, Terms, Text, TourStep, slugify
from .problems import Problem, nearest
from .scan import Block, Fence, Heading, Node, Prose

SETTING = re.compile(r"^ {4}(?P<key>[A-Za-z][\w-]*):[ \t]+(?P<value>.*\S)[ \t]*$")
TOUR_STEP = re.compile(r"^(?P<mark>\d+[.)][ \t]+)`(?P<node>[^`]+)`[ \t]*(?P<text>.*)$")
LIST_LINE = re.compile(r"^([-*+]|\d+[.)])[ \t]+")
DEFINITION = re.compile(r"^(?P<mark>:[ \t]+)(?P<text>.*)$")


@dataclass
class Reader:
    """Collects the problems met while one page's blocks are read."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    cells: int = 0
    """How many cells were read so far."""

    def complain(self, line: int, message: str) -> None:
        """Note a problem; reading goes on."""
        self.problems.append(Problem(self.path, line, message))

    def has_told(self, block: Block) -> bool:
        """Whether something is wrong inside of a block already, and may have swallowed what seems to be missing."""
        return any(block.line < problem.line <= block.end for problem in self.problems)

    def settings(self, block: Block, known: tuple[str, ...]) -> tuple[dict[str, str], list[Node]]:
        """The indented `key: value` lines at the head of a block, and the rest of it."""
        found: dict[str, str] = {}
        children = list(block.children)
        while children and isinstance(children[0], Prose) and (match := SETTING.match(children[0].text)):
            line = children.pop(0).line
            if match["key"] not in known:
                told = nearest(match["key"], known) if known else "It takes none: remove the line."
                self.complain(line, f"`{block.name}` has no option `{match['key']}`. {told}")
            found[match["key"]] = match["value"]
        return found, children

    def name(self, block: Block, settings: dict[str, str], title: str) -> str:
        """The block's id: given, or made from its title."""
        given = settings.get("id", "")
        if given and given != slugify(given):
            self.complain(block.line, f"The id `{given}` may hold lower-case letters, digits, `-` and `_` only.")
        return given or slugify(title)[:60].strip("-") or f"{block.name}-{block.line}"

    def prose(self, nodes: Iterable[Node], owner: str) -> list[Prose]:
        """The lines of prose among `nodes`; anything else does not belong into `owner`."""
        lines = []
        for node in nodes:
            if isinstance(node, Prose):
                lines.append(node)
            elif isinstance(node, Heading):
                self.complain(node.line, f"A heading does not belong into {owner}. Close the block before it.")
            else:
                what = f"block `{node.name}`" if isinstance(node, Block) else "fence"
                self.complain(node.line, f"A {what} does not belong into {owner}. Move it out of the block.")
        return lines


def text_of(lines: list[Prose], indent: int = 0) -> Text:
    """Lines of prose as one piece of Markdown, without `indent` leading spaces and outer blank lines."""
    while lines and not lines[0].text.strip():
        lines = lines[1:]
    while lines and not lines[-1].text.strip():
        lines = lines[:-1]
    stripped = tuple(line.text[indent:] if line.text[:indent].isspace() else line.text for line in lines)
    return Text(stripped, lines[0].line if lines else 0, indent)


def fence_lines(fence: Fence) -> list[Prose]:
    """A fence that is only shown, as the lines it was written in."""
    ticks = "`" * max(3, *(len(run) + 1 for line in fence.body for run in re.findall(r"`+", line)), 0)
    written = [f"{ticks}{fence.info}", *fence.body, ticks]
    return [Prose(fence.line + offset, line) for offset, line in enumerate(written)]


def read_terms(block: Block, reader: Reader) -> Terms:
    """`name | symbol` lines, each followed by `:   ` paragraphs."""
    _, children = reader.settings(block, ())
    terms: list[Term] = []
    head: Prose | None = None
    parts: list[list[Prose]] = []

    def finish() -> None:
        if head is None:
            return
        name, _, symbol = (piece.strip() for piece in head.text.partition("|"))
        kinds: dict[str, Text] = {}
        for part in parts:
            text = text_of(part, 4)
            kind = next((word for word in ("Example", "Not") if text.source.startswith(f"{word}:")), "")
            if kind in kinds:
                reader.complain(text.line, f"The term `{name}` has two paragraphs of the same kind. Join them.")
            kinds[kind] = _without(text, f"{kind}:") if kind else text
        if "" not in kinds or not kinds[""]:
            reader.complain(head.line, f"The term `{name}` has no definition. Add a line `:   …` below it.")
        empty = Text((), head.line)
        terms.append(Term(name, symbol, head.line, kinds.get("", empty), kinds.get("Example"), kinds.get("Not")))

    for line in reader.prose(children, "`terms`"):
        if match := DEFINITION.match(line.text):
            if head is None:
                reader.complain(line.line, "This definition has no term. Write the term in the line above it.")
                continue
            parts.append([Prose(line.line, " " * 4 + match["text"])])
        elif not line.text.strip() or line.text[0].isspace():
            if parts:
                parts[-1].append(line)
            elif line.text.strip():
                reader.complain(line.line, "This line belongs to no definition. A definition begins with `:   `.")
        else:
            finish()
            head, parts = line, []
    finish()
    for name in {term.name for term in terms if sum(other.name == term.name for other in terms) > 1}:
        again = [term.line for term in terms if term.name == name][1]
        reader.complain(again, f"The term `{name}` is defined twice.")
    if not terms and not reader.has_told(block):
        reader.complain(block.line, "`terms` is empty. Add a line `name | symbol` and below it `:   definition`.")
    return Terms(block.line, block.end, tuple(terms))


def _without(text: Text, label: str) -> Text:
    return Text((text.lines[0].removeprefix(label).lstrip(), *text.lines[1:]), text.line, text.column)


def read_diagram(block: Block, reader: Reader) -> Diagram:
    """A `dot` fence and an ordered list whose items begin with a node's name in backticks."""
    settings, children = reader.settings(block, ("id",))
    fences = [node for node in children if isinstance(node, Fence)]
    if len(fences) != 1 or fences[0].language != "dot":
        at = fences[0].line if len(fences) == 1 else block.line
        reader.complain(at, "`diagram` needs exactly one fence, ```dot with a graph in the DOT language.")
    steps: list[TourStep] = []
    current: list[Prose] = []
    start: tuple[str, int, int] | None = None

    def finish() -> None:
        if start is not None:
            steps.append(TourStep(start[0], text_of(current, start[2]), start[1]))

    for line in reader.prose([node for node in children if not isinstance(node, Fence)], "`diagram`"):
        if match := TOUR_STEP.match(line.text):
            finish()
            current = [Prose(line.line, " " * len(match["mark"]) + match["text"])]
            start = (match["node"], line.line, len(match["mark"]))
        elif LIST_LINE.match(line.text):
            reader.complain(line.line, "A tour step begins with the name of its node: `1. `node` What happens here.`")
        elif line.text.strip() and start is None:
            reader.complain(line.line, "Only the graph and the numbered steps of its tour belong into `diagram`.")
        else:
            current.append(line)
    finish()
    if not steps and not reader.has_told(block):
        reader.complain(block.line, "`diagram` has no tour. Add a numbered list whose items begin with a node's name.")
    if not block.argument:
        reader.complain(block.line, "`diagram` needs a caption: `/// diagram | What the picture shows`.")
    dot = Code(fences[0].source, fences[0].line + 1) if fences else Code("", block.line)
    name = reader.name(block, settings, block.argument)
    return Diagram(block.line, block.end, name, block.argument, dot, tuple(steps))
