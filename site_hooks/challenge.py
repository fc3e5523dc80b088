"""The meaning of the block `challenge` and of what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable

from .blocks import Reader, text_of
from .lesson import Challenge, Code, Mistake, Text
from .problems import nearest
from .scan import Block, Fence, Prose, read_options


def read_challenge(block: Block, reader: Reader) -> Challenge:
    """Prose, the fences `python starter`, `tests`, `solution`, and the blocks `hint` and `mistake`."""
    settings, children = reader.settings(block, ("id",))
    roles: dict[str, Code] = {}
    hints: list[Text] = []
    mistakes: list[Mistake] = []
    prose: list[Prose] = []
    for node in children:
        if isinstance(node, Fence) and (role := _role(node, reader)):
            if role in roles:
                reader.complain(node.line, f"This challenge has two `{role}` fences. Keep one.")
            roles[role] = Code(node.source, node.line + 1)
        elif isinstance(node, Fence):
            prose += fence_lines(node)
        elif isinstance(node, Block) and node.name in INNER:
            INNER[node.name](node, reader, hints, mistakes)
        elif isinstance(node, Block):
            reader.complain(node.line, f"`challenge` holds no block `{node.name}`. {nearest(node.name, INNER)}")
        else:
            prose += reader.prose([node], "`challenge`")
    for role in ("starter", "tests", "solution"):
        if role not in roles:
            reader.complain(block.line, f"The challenge has no ```python {role} fence. Add one.")
        elif not roles[role].source.strip():
            reader.complain(roles[role].line - 1, f"The `{role}` fence is empty.")
    if not hints:
        reader.complain(block.line, "The challenge has no hint. Add `/// hint` … `///`.")
    if not block.argument:
        reader.complain(block.line, "`challenge` needs a title: `//// challenge | What to write`.")
    starter, tests, solution = (roles.get(role, Code("", block.line)) for role in ("starter", "tests", "solution"))
    name = reader.name(block, settings, block.argument)
    title = block.argument
    parts = (text_of(prose), starter, tests, solution, tuple(hints), tuple(mistakes))
    return Challenge(block.line, block.end, name, title, *parts)


def _role(fence: Fence, reader: Reader) -> str:
    flags, options, wrong = read_options(fence.info)
    for message in wrong if fence.is_cell_like else ():
        reader.complain(fence.line, message)
    role = next((flag for flag in flags if flag in ("starter", "tests", "solution")), "")
    if role and fence.language != "python":
        reader.complain(fence.line, f"Write ```python {role}, in this order and in lower case.")
    extra = [word for word in [*flags, *options] if word != role]
    if extra and role:
        reader.complain(fence.line, f"A `{role}` fence takes no option: remove `{extra[0]}`.")
    if not role and fence.language == "python" and flags:
        known = ("starter", "tests", "solution")
        reader.complain(fence.line, f"A challenge has no ```python {flags[0]} fence. {nearest(flags[0], known)}")
    return role


def fence_lines(fence: Fence) -> list[Prose]:
    """A fence that is only shown, as the lines it was written in."""
    ticks = "`" * max(3, *(len(run) + 1 for line in fence.body for run in re.findall(r"`+", line)), 0)
    written = [f"{ticks}{fence.info}", *fence.body, ticks]
    return [Prose(fence.line + offset, line) for offset, line in enumerate(written)]


def _hint(block: Block, reader: Reader, hints: list[Text], mistakes: list[Mistake]) -> None:
    lines: list[Prose] = []
    for node in block.children:
        lines += fence_lines(node) if isinstance(node, Fence) else reader.prose([node], "`hint`")
    if not (text := text_of(lines)):
        reader.complain(block.line, "This hint is empty. Say where to look, or remove it.")
    hints.append(text)


def _mistake(block: Block, reader: Reader, hints: list[Text], mistakes: list[Mistake]) -> None:
    fences = [node for node in block.children if isinstance(node, Fence)]
    if not block.argument:
        reader.complain(block.line, "`mistake` needs what the learner is told: `/// mistake | You have …`.")
    if len(fences) != 1 or fences[0].language != "python":
        reader.complain(block.line, "`mistake` needs one ```python fence with the wrong code.")
    code = Code(fences[0].source, fences[0].line + 1) if fences else Code("", block.line)
    mistakes.append(Mistake(Text((block.argument,), block.line), code, block.line))


INNER: dict[str, Callable[[Block, Reader, list[Text], list[Mistake]], None]] = {"hint": _hint, "mistake": _mistake}
