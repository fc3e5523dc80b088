"""The meaning of the blocks `terms`, `diagram`, `quiz` and `challenge`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .lesson import Challenge, Code, Diagram, Mistake, Option, Quiz, Term, Terms, Text, TourStep, slugify
from .problems import Problem, nearest
from .scan import Block, Fence, Heading, Node, Prose, read_options

SETTING = re.compile(r"^ {4}(?P<key>[A-Za-z][\w-]*):[ \t]+(?P<value>.*\S)[ \t]*$")
TOUR_STEP = re.compile(r"^(?P<mark>\d+[.)][ \t]+)`(?P<node>[^`]+)`[ \t]*(?P<text>.*)$")
OPTION_LINE = re.compile(r"^(?P<mark>[-*+][ \t]+\[(?P<tick>.)\][ \t]+)(?P<text>.*\S)[ \t]*$")
LIST_LINE = re.compile(r"^([-*+]|\d+[.)])[ \t]+")
DEFINITION = re.compile(r"^(?P<mark>:[ \t]+)(?P<text>.*)$")


@dataclass
class Reader:
    """Collects the problems met while one page's blocks are read."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def complain(self, line: int, message: str) -> None:
        """Note a problem; reading goes on."""
        self.problems.append(Problem(self.path, line, message))

    def settings(self, block: Block, known: Iterable[str]) -> tuple[dict[str, str], list[Node]]:
        """The indented `key: value` lines at the head of a block, and the rest of it."""
        found: dict[str, str] = {}
        children = list(block.children)
        while children and isinstance(children[0], Prose) and (match := SETTING.match(children[0].text)):
            line = children.pop(0).line
            if match["key"] not in known:
                self.complain(line, f"`{block.name}` has no option `{match['key']}`. {nearest(match['key'], known)}")
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
        else:
            finish()
            head, parts = line, []
    finish()
    for name in {term.name for term in terms if sum(other.name == term.name for other in terms) > 1}:
        again = [term.line for term in terms if term.name == name][1]
        reader.complain(again, f"The term `{name}` is defined twice.")
    if not terms:
        reader.complain(block.line, "`terms` is empty. Add a line `name | symbol` and below it `:   definition`.")
    return Terms(block.line, block.end, tuple(terms))


def _without(text: Text, label: str) -> Text:
    return Text((text.lines[0].removeprefix(label).lstrip(), *text.lines[1:]), text.line, text.column)


def read_diagram(block: Block, reader: Reader) -> Diagram:
    """A `dot` fence and an ordered list whose items begin with a node's name in backticks."""
    settings, children = reader.settings(block, ("id",))
    fences = [node for node in children if isinstance(node, Fence)]
    if len(fences) != 1 or fences[0].language != "dot":
        reader.complain(block.line, "`diagram` needs exactly one fence, ```dot with a graph in the DOT language.")
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
    if not steps:
        reader.complain(block.line, "`diagram` has no tour. Add a numbered list whose items begin with a node's name.")
    if not block.argument:
        reader.complain(block.line, "`diagram` needs a caption: `/// diagram | What the picture shows`.")
    dot = Code(fences[0].source, fences[0].line + 1) if fences else Code("", block.line)
    name = reader.name(block, settings, block.argument)
    return Diagram(block.line, block.end, name, block.argument, dot, tuple(steps))


def read_quiz(block: Block, reader: Reader) -> Quiz:
    """A question, an optional computed answer (`= expression`), and a task list with feedback."""
    settings, children = reader.settings(block, ("id",))
    body: list[Prose] = []
    answer: Code | None = None
    options: list[tuple[re.Match[str], int, list[Prose]]] = []
    for line in reader.prose(children, "`quiz`"):
        if match := OPTION_LINE.match(line.text):
            options.append((match, line.line, []))
        elif options:
            if LIST_LINE.match(line.text):
                reader.complain(line.line, "An option begins with `- [ ]` (wrong) or `- [x]` (right).")
            options[-1][2].append(line)
        elif line.text.startswith("= "):
            if answer is not None:
                reader.complain(line.line, "A quiz has one computed answer: remove one of the `= …` lines.")
            answer = Code(line.text[2:].strip(), line.line)
        else:
            body.append(line)
    read = tuple(_option(match, line, rest, reader) for match, line, rest in options)
    if not block.argument:
        reader.complain(block.line, "`quiz` needs a question: `/// quiz | What is …?`.")
    if not any(option.right for option in read) or all(option.right for option in read):
        reader.complain(block.line, "A quiz needs a right option, `- [x]`, and a wrong one, `- [ ]`.")
    seen: dict[str, int] = {}
    for option in read:
        if option.text.source in seen:
            reader.complain(option.line, f"The same option stands in line {seen[option.text.source]} already.")
        seen.setdefault(option.text.source, option.line)
    name = reader.name(block, settings, block.argument)
    question = Text((block.argument,), block.line)
    return Quiz(block.line, block.end, name, question, text_of(body), answer, read)


def _option(match: re.Match[str], line: int, rest: list[Prose], reader: Reader) -> Option:
    if match["tick"] not in " xX":
        reader.complain(line, f"`[{match['tick']}]` is neither `[ ]` (wrong) nor `[x]` (right).")
    feedback = [Prose(each.line, re.sub(r"^\s*>\s?", "", each.text)) for each in rest if each.text.strip()]
    for each in rest:
        if each.text.strip() and not each.text.lstrip().startswith(">"):
            reader.complain(each.line, "Below an option stands its feedback only, as `    > …`.")
    if not feedback:
        reader.complain(line, "This option has no feedback. Add a line `    > …` that says why it is right or wrong.")
    text = Text((match["text"],), line, len(match["mark"]))
    return Option(text, match["tick"] in "xX", text_of(feedback), line)


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
BLOCKS: dict[str, Callable[[Block, Reader], Terms | Diagram | Quiz | Challenge]] = {
    "terms": read_terms,
    "diagram": read_diagram,
    "quiz": read_quiz,
    "challenge": read_challenge,
}
