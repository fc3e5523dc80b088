"""The meaning of the block `challenge` and of what stands in it."""

from __future__ import annotations

from .blocks import Reader, fence_lines, text_of
from .lesson import Challenge, Code, Text
from .mistake import read_mistake
from .problems import closest, nearest
from .scan import Block, Fence, Prose, read_options

ROLES = ("starter", "tests", "solution")
FURTHER = ("stretch", "stretch-solution")
INNER = ("hint", "mistake")


def read_challenge(block: Block, reader: Reader) -> Challenge:
    """Prose, the fences `python starter`, `tests`, `solution`, and the blocks `hint` and `mistake`."""
    settings, children = reader.settings(block, ("id",))
    roles: dict[str, Code] = {}
    hints: list[Text] = []
    mistakes: list[Block] = []
    prose: list[Prose] = []
    for node in children:
        if isinstance(node, Fence) and (role := _role(node, reader)):
            if role in roles:
                reader.complain(node.line, f"This challenge has two `{role}` fences. Keep one.")
            roles[role] = Code(node.source, node.line + 1)
        elif isinstance(node, Fence):
            prose += fence_lines(node)
        elif isinstance(node, Block):
            if node.name not in INNER:
                reader.complain(node.line, f"`challenge` holds no block `{node.name}`. {nearest(node.name, INNER)}")
            # One that is misspelt is read as what was meant, so that it is not missed as well.
            meant = closest(node.name, INNER)
            if meant == "hint":
                hints.append(_hint(node, reader))
            elif meant == "mistake":
                mistakes.append(node)
        else:
            prose += reader.prose([node], "`challenge`")
    for role in ROLES:
        if role not in roles:
            reader.complain(block.line, f"The challenge has no ```python {role} fence. Add one.")
        elif not roles[role].source.strip():
            reader.complain(roles[role].line - 1, f"The `{role}` fence is empty.")
    for role in FURTHER:
        if role in roles and not roles[role].source.strip():
            reader.complain(roles[role].line - 1, f"The `{role}` fence is empty.")
    if "stretch-solution" in roles and "stretch" not in roles:
        told = "This passes no further test, for there is none. Add a ```python stretch fence, or remove it."
        reader.complain(roles["stretch-solution"].line - 1, told)
    if not hints and block.is_closed:
        reader.complain(block.line, "The challenge has no hint. Add `/// hint` … `///`.")
    if not block.argument:
        reader.complain(block.line, "`challenge` needs a title: `//// challenge | What to write`.")
    starter, tests, solution = (roles.get(role, Code("", block.line)) for role in ROLES)
    name = reader.name(block, settings, block.argument)
    title = block.argument
    wrong = tuple(read_mistake(mistake, reader, solution) for mistake in mistakes)
    parts = (text_of(prose), starter, tests, solution, tuple(hints), wrong)
    return Challenge(block.line, block.end, name, title, *parts, roles.get("stretch"), roles.get("stretch-solution"))


def _role(fence: Fence, reader: Reader) -> str:
    flags, options, wrong = read_options(fence.info)
    for message in wrong if fence.is_cell_like else ():
        reader.complain(fence.line, message)
    role = next((flag for flag in flags if flag in (*ROLES, *FURTHER)), "")
    if role and fence.language != "python":
        reader.complain(fence.line, f"Write ```python {role}, in this order and in lower case.")
    extra = [word for word in [*flags, *options] if word != role]
    if extra and role:
        reader.complain(fence.line, f"A `{role}` fence takes no option: remove `{extra[0]}`.")
    if not role and fence.language == "python" and flags:
        known = (*ROLES, *FURTHER)
        reader.complain(fence.line, f"A challenge has no ```python {flags[0]} fence. {nearest(flags[0], known)}")
        return closest(flags[0], known) or ""
    return role


def _hint(block: Block, reader: Reader) -> Text:
    lines: list[Prose] = []
    for node in block.children:
        lines += fence_lines(node) if isinstance(node, Fence) else reader.prose([node], "`hint`")
    if not (text := text_of(lines)) and not reader.has_told(block):
        reader.complain(block.line, "This hint is empty. Say where to look, or remove it.")
    return text
