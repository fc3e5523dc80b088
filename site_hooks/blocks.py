"""What reading any block needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .lesson import Text, slugify
from .problems import Problem, nearest
from .scan import Block, Fence, Heading, Node, Prose

SETTING = re.compile(r"^ {4}(?P<key>[A-Za-z][\w-]*):[ \t]+(?P<value>.*\S)[ \t]*$")
LIST_LINE = re.compile(r"^([-*+]|\d+[.)])[ \t]+")


@dataclass
class Reader:
    """Collects the problems met while one page's blocks are read."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    cells: int = 0
    """How many cells were read so far."""
    lists: int = 0
    """How many lists of terms."""

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
