"""The meaning of the block `quiz`: a question with options, or one that is answered by typing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .blocks import LIST_LINE, Reader, fence_lines, text_of
from .lesson import Code, Option, Quiz, Text
from .match import NUMBER, is_near, one_spelling
from .scan import Block, Fence, Node, Prose

OPTION_LINE = re.compile(r"^(?P<mark>[-*+][ \t]+\[(?P<tick>.)\][ \t]+)(?P<text>.*\S)[ \t]*$")
# What is said of an answer that is right. `Right idea, but …` may well be said of one that is not.
SAYS_RIGHT = re.compile(r"(?:(?:that is|that's) )?(?:right|correct|yes)[.:!]", re.IGNORECASE)
TOLERANCE = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
# As in an output: anything else.
REST = "..."
LOOKS_LIKE_REST = re.compile(r"\.{2,}|\N{HORIZONTAL ELLIPSIS}")


@dataclass
class Asked:
    """The parts of a question as they stand in the file."""

    body: list[Prose] = field(default_factory=list)
    answer: Code | None = None
    tolerance: str = ""
    code: Code | None = None
    options: list[tuple[re.Match[str], int, list[Prose]]] = field(default_factory=list)
    is_whole: bool = True
    """Every line of the list was understood."""


def read_quiz(block: Block, reader: Reader) -> Quiz:
    """A question, what computes its answer (`= expression`, or code), and a task list with feedback."""
    settings, children = reader.settings(block, ("id",))
    asked = read_asked(children, "quiz", reader)
    read = [read_option(match, line, rest, reader) for match, line, rest in asked.options]
    others = [option for option in read if option.text.source == REST]
    options = tuple(option for option in read if option.text.source != REST)
    if not block.argument:
        reader.complain(block.line, "`quiz` needs a question: `/// quiz | What is …?`.")
    if asked.is_whole and len({option.right for option in read}) < 2:
        reader.complain(block.line, "A quiz needs a right option, `- [x]`, and a wrong one, `- [ ]`.")
    # What code prints is compared to the letter: 8 is not 8.0.
    check_alike(options, plain if asked.code else one_spelling, reader)
    if others:
        _check_typed(block, asked, options, others, reader)
    elif asked.tolerance:
        told = (
            "Here readers type a number. Say what they are told of any other one: `- [ ] ...`, and below it `    > …`."
        )
        reader.complain(asked.answer.line if asked.answer else block.line, told)
    name = reader.name(block, settings, block.argument)
    question = Text((block.argument,), block.line)
    rest = others[0].feedback if others else None
    parts = (question, text_of(asked.body), asked.answer, asked.code, asked.tolerance, options, rest)
    return Quiz(block.line, block.end, name, *parts)


def read_asked(children: Iterable[Node], owner: str, reader: Reader) -> Asked:
    """The parts of a question, from what stands in its block."""
    asked = Asked()
    for node in children:
        if isinstance(node, Fence):
            _read_code(node, owner, asked, reader)
            continue
        for line in reader.prose([node], f"`{owner}`"):
            if match := OPTION_LINE.match(line.text):
                asked.options.append((match, line.line, []))
            elif asked.options and LIST_LINE.match(line.text):
                reader.complain(line.line, "An option begins with `- [ ]` (wrong) or `- [x]` (right).")
                asked.is_whole = False
            elif asked.options:
                asked.options[-1][2].append(line)
            elif line.text.startswith("= "):
                _read_answer(line, owner, asked, reader)
                # So that the lines of the body still follow one another.
                asked.body.append(Prose(line.line, ""))
            else:
                asked.body.append(line)
    if asked.answer and asked.code:
        told = f"This {owner} has two computed answers: `= …` and what its code prints. Remove one of them."
        reader.complain(asked.answer.line, told)
    return asked


def _read_answer(line: Prose, owner: str, asked: Asked, reader: Reader) -> None:
    if asked.answer is not None:
        reader.complain(line.line, f"This {owner} has two computed answers. Remove one of the `= …` lines.")
    expression, sign, tolerance = (part.strip() for part in line.text[2:].partition("\N{PLUS-MINUS SIGN}"))
    if wrong := re.search(r"\+/-|\+-\s*[0-9.]+\s*$", expression):
        reader.complain(
            line.line, f"A tolerance is written `= expression ± 0.01`, with the sign `±`; got `{wrong[0]}`."
        )
    if sign and not TOLERANCE.fullmatch(tolerance):
        got = f"`{tolerance}`" if tolerance else "nothing"
        told = f"Behind `±` stands a plain number, as in `± 0.01`, or `± 0` for one that is exact; got {got}."
        reader.complain(line.line, told)
        tolerance = "0"
    asked.answer, asked.tolerance = Code(expression, line.line), tolerance


def _read_code(fence: Fence, owner: str, asked: Asked, reader: Reader) -> None:
    if fence.is_cell_like or fence.info != "python":
        got = f"got ```{fence.info}" if fence.info else "got one without a language"
        told = f"In a `{owner}` stands no fence but ```python, the code whose output is asked for; {got}."
        reader.complain(fence.line, told)
    elif asked.options:
        reader.complain(fence.line, f"The code of a `{owner}` stands above its options. Move it up.")
    elif asked.code is not None:
        reader.complain(fence.line, f"This {owner} has two fences. Keep one.")
    elif not fence.source.strip():
        reader.complain(fence.line, "This code is empty. Write what readers are to think through.")
    asked.code = asked.code or Code(fence.source, fence.line + 1)
    asked.body += fence_lines(fence)


def read_option(
    match: re.Match[str], line: int, rest: list[Prose], reader: Reader, with_feedback: bool = True
) -> Option:
    """An option and the feedback below it, which only a question that is graded must have."""
    if match["tick"] not in " xX":
        reader.complain(line, f"`[{match['tick']}]` is neither `[ ]` (wrong) nor `[x]` (right).")
    feedback = [Prose(each.line, re.sub(r"^\s*>\s?", "", each.text)) for each in rest if each.text.strip()]
    for each in rest:
        if each.text.strip() and not each.text.lstrip().startswith(">"):
            reader.complain(each.line, "Below an option stands its feedback only, as `    > …`.")
    if not feedback and with_feedback:
        reader.complain(line, "This option has no feedback. Add a line `    > …` that says why it is right or wrong.")
    elif feedback and match["tick"] == " " and SAYS_RIGHT.match(feedback[0].text):
        reader.complain(line, "This option is marked wrong, but its feedback begins by saying that it is right.")
    text = Text((match["text"],), line, len(match["mark"]))
    return Option(text, match["tick"] in "xX", text_of(feedback), line)


def check_alike(options: Iterable[Option], spell: Callable[[str], str], reader: Reader) -> None:
    """No two options say the same."""
    seen: dict[str, int] = {}
    for option in options:
        text = spell(option.text.source)
        if LOOKS_LIKE_REST.fullmatch(text or option.text.source):
            told = f"`{option.text.source}` is no answer. For any other one that readers type, write `- [ ] ...`."
            reader.complain(option.line, told)
        elif text in seen:
            reader.complain(option.line, f"The same option stands in line {seen[text]} already.")
        seen.setdefault(text, option.line)


def _check_typed(block: Block, asked: Asked, options: tuple[Option, ...], others: list[Option], reader: Reader) -> None:
    """What a question needs whose answer readers type."""
    if others[0].right:
        reader.complain(others[0].line, "`...` is any other answer, so it is wrong: `- [ ] ...`.")
    for again in others[1:]:
        reader.complain(
            again.line, f"`...` stands in line {others[0].line} already. Join what is said of other answers."
        )
    if asked.code is None and not asked.tolerance:
        told = (
            "Because of `- [ ] ...`, readers type the answer here. Say what is right: `= expression ± 0.01`, or code."
        )
        reader.complain(others[0].line, told)
        return
    if asked.is_whole and sum(option.right for option in options) > 1:
        second = [option.line for option in options if option.right][1]
        reader.complain(second, "What readers type is compared with one right answer. Keep one `- [x]`.")
    if asked.tolerance:
        _check_numbers(asked.tolerance, options, reader)


def _check_numbers(tolerance: str, options: tuple[Option, ...], reader: Reader) -> None:
    """Answers to a question for a number are numbers, and far enough from one another to be told apart."""
    known: list[tuple[int, str]] = []
    for option in options:
        text = plain(option.text.source)
        if LOOKS_LIKE_REST.fullmatch(text):
            continue  # told already
        if not NUMBER.fullmatch(text):
            told = f"Readers type a number here, so `{option.text.source}` must be one, and nothing else."
            reader.complain(option.line, told)
            continue
        close = next((line for line, other in known if is_near(text, other, tolerance)), None)
        if close is not None and not option.right:
            told = f"`{text}` and the answer in line {close} are within ± {tolerance}, so they cannot be told apart."
            reader.complain(option.line, told)
        known.append((option.line, text))


def plain(option: str) -> str:
    """What an option says, without the marks of code or mathematics round all of it.

    >>> plain("`8.0`"), plain("$-2$"), plain("3 to 4")
    ('8.0', '-2', '3 to 4')
    """
    match = re.fullmatch(r"`([^`]+)`|\$([^$]+)\$", option.strip())
    return (match[1] or match[2] if match else option).strip().replace("\N{MINUS SIGN}", "-")
