"""What a page says of the answers to its questions, compared with what was computed."""

from __future__ import annotations

import ast
from collections.abc import Generator

from .lesson import Predict, Quiz
from .match import NUMBER, is_near, same_answer, same_output
from .plan import Task
from .precision import UNSTEADY
from .quiz import plain
from .telling import CPYTHON, Found, Json, apart, diff, how_to_print, opinions, traceback_of


def check_answer(task: Task, first: str, second: str) -> Found:
    """The right options say the computed value, and no other one does."""
    quiz = task.owner
    assert isinstance(quiz, Quiz | Predict)
    if quiz.tolerance and not (yield from _is_number(quiz, task.line, first, second)):
        return
    if quiz.options and (members := _members(first)) is not None:
        yield from _check_members(task.line, quiz, members, _members(second) or [])
        return
    for option in quiz.options:
        text = option.text.source
        if quiz.tolerance and not option.right:
            # Those that are known to be no number are told already.
            number = plain(text)
            if any(NUMBER.fullmatch(number) and is_near(number, value, quiz.tolerance) for value in (first, second)):
                told = f"`{number}` is marked wrong, but lies within ± {quiz.tolerance} of the computed answer {first}."
                yield option.line, told
            continue
        says = same_answer(text, first)
        if says != same_answer(text, second):
            yield option.line, f"`{text}` equals the computed answer in one runtime only: {apart(first, second)}"
        elif option.right and not says:
            yield option.line, f"`{text}` is marked right, but the computed answer is {first}."
        elif says and not option.right:
            told = f"`{text}` is marked wrong, but it equals the computed answer {first}, to the digits written."
            yield option.line, told


def _members(value: str) -> list[str] | None:
    """The members of a set, each as the text of a value; None for any other value."""
    try:
        found = ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return None
    if not isinstance(found, set):
        return None
    return sorted(each if isinstance(each, str) else repr(each) for each in found)


def _check_members(line: int, quiz: Quiz | Predict, first: list[str], second: list[str]) -> Found:
    """A set as the computed answer: the right options say its members, all of them."""
    whole = ", ".join(first)
    for option in quiz.options:
        text = option.text.source
        in_first, in_second = (any(same_answer(text, member) for member in each) for each in (first, second))
        if in_first != in_second:
            yield option.line, f"`{text}` is in the computed answer in one runtime only. {UNSTEADY}"
        elif option.right and not in_first:
            yield option.line, f"`{text}` is marked right, but it is not in the computed answer {{{whole}}}."
        elif in_first and not option.right:
            yield option.line, f"`{text}` is marked wrong, but it is in the computed answer {{{whole}}}."
    for member in first:
        if not any(same_answer(option.text.source, member) for option in quiz.options):
            yield line, f"The computed answer has {member}, which no option says. Add it as a right one."


def _is_number(quiz: Quiz | Predict, line: int, first: str, second: str) -> Generator[tuple[int, str], None, bool]:
    """Whether both runtimes gave a number, and the same within what a reader's may differ from it."""
    owner = f"The computed answer of the {'quiz' if isinstance(quiz, Quiz) else 'prediction'} `{quiz.name}`"
    for name, value in (("Pyodide", first), (CPYTHON, second)):
        if not NUMBER.fullmatch(value):
            yield line, f"{owner} is {value} ({name}). Only a number can be met ± {quiz.tolerance}."
            return False
    if not is_near(first, second, quiz.tolerance):
        yield line, f"{owner} differs by more than ± {quiz.tolerance}: {apart(first, second)}"
        return False
    return True


def check_printed(task: Task, first: Json, second: Json) -> Found:
    """What the code of a question prints, and whether its options say so."""
    quiz = task.owner
    assert isinstance(quiz, Quiz) and quiz.code is not None
    owner = f"The code of the quiz `{quiz.name}`"
    for name, result in opinions(first, second):
        if result["error"]:
            line = quiz.code.line + (result["error"]["line"] or 1) - 1
            yield line, f"{owner} raised an error in {name}:\n{traceback_of(result)}"
            return
    printed, other = first["text"].strip(), second["text"].strip()
    if not printed or "\n" in printed:
        lines = f"prints {len(printed.splitlines())} lines" if printed else "prints nothing"
        yield quiz.code.line - 1, f"{owner} {lines}. An answer has one line: let it print one."
        return
    if not same_output(printed, other):
        told = f"{owner} prints otherwise in {CPYTHON} than in Pyodide{how_to_print(printed, other)}"
        yield quiz.code.line - 1, f"{told}\n{diff(printed, other, 'Pyodide', CPYTHON)}"
        return
    for option in quiz.options:
        text = plain(option.text.source)
        says = same_output(text, printed)
        if option.right and not says:
            yield option.line, f"`{text}` is marked right, but the code prints {printed}."
        elif says and not option.right:
            told = f"`{text}` is marked wrong, but it is what the code prints, {printed}, to the digits written."
            yield option.line, told
