"""The meaning of the block `mistake`: typical wrong code, and what a learner who writes it is told."""

from __future__ import annotations

import re

from .blocks import Reader
from .lesson import Code, Mistake, Text
from .scan import Block, Fence, Prose

# The page shows the message as text, with `code` as code. Whatever else Markdown knows would be seen as it is typed.
CODE = re.compile(r"`[^`]+`(\{=[^}]*\})?")
MARKS = re.compile(r"`|\$[^$]+\$|\*{1,3}\S[^*]*\*+|(?<!\w)_\S[^_]*_(?!\w)|!?\[[^]]*\]\([^)]*\)|</?[A-Za-z][^>]*>")


def read_mistake(block: Block, reader: Reader, solution: Code) -> Mistake:
    """What is told stands behind the `|`; below it the whole wrong code, or how it departs from the solution."""
    fences = [node for node in block.children if isinstance(node, Fence)]
    if not block.argument:
        reader.complain(block.line, "`mistake` needs what the learner is told: `/// mistake | You have …`.")
    elif marks := MARKS.search(CODE.sub("", block.argument)):
        told = "What a mistake tells the learner is plain text, in which only `code` may be marked"
        way_out = "One of its backticks has no partner" if marks[0] == "`" else f"Write it without `{marks[0]}`"
        reader.complain(block.line, f"{told}. {way_out}.")
    for node in block.children:
        if not isinstance(node, Fence) and not (isinstance(node, Prose) and not node.text.strip()):
            told = "Only a fence belongs into `mistake`. What the learner is told stands behind its `|`, on one line."
            reader.complain(node.line, told)
            break
    if len(fences) != 1 or fences[0].info not in ("python", "diff"):
        told = (
            "`mistake` needs one fence: ```python with the wrong code, or ```diff with its difference to the solution."
        )
        reader.complain(fences[0].line if len(fences) == 1 else block.line, told)
        code = Code("", block.line)
    elif not fences[0].source.strip():
        reader.complain(fences[0].line, "This mistake is empty. Write the wrong code.")
        code = Code("", block.line)
    elif fences[0].info == "diff":
        code = Code(_changed(solution.source, fences[0], reader), fences[0].line + 1)
    else:
        code = Code(fences[0].source, fences[0].line + 1)
    return Mistake(Text((block.argument,), block.line), code, block.line)


def _changed(solution: str, diff: Fence, reader: Reader) -> str:
    """The solution with some lines changed: those after `-` and a space are found in it, those after `+` put there."""
    for number, line in enumerate(diff.body, diff.line + 1):
        if line and line[0] not in "-+ ":
            told = "A line of a ```diff begins with `-` (in the solution), `+` (in its place) or a space (in both)"
            reader.complain(number, f"{told}, got `{line[0]}`.")
            return ""
    before = [line[1:] for line in diff.body if line[:1] != "+"]
    after = [line[1:] for line in diff.body if line[:1] != "-"]
    lines = solution.splitlines()
    places = [at for at in range(len(lines) - len(before) + 1) if lines[at : at + len(before)] == before]
    if before == after or not before:
        wrong = "change nothing in the solution. Write its line after `-`, and the wrong one after `+`"
    elif not places:
        wrong = "do not stand in the solution one below the other. Copy them from it"
    elif len(places) > 1:
        wrong = f"stand in the solution {len(places)} times. Add a line above or below, after a space"
    else:
        return "".join(f"{line}\n" for line in [*lines[: places[0]], *after, *lines[places[0] + len(before) :]])
    reader.complain(diff.line, f"The lines of this ```diff {wrong}.")
    return ""
