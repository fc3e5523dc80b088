"""Compare a page with its results. Every check answers with problems; none of them runs anything."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import TYPE_CHECKING

from .exercise import (
    CPYTHON,
    Found,
    Json,
    check_mistake,
    check_signatures,
    check_solution,
    check_starter,
    opinions,
    traceback_of,
)
from .lesson import Cell, Challenge, Diagram, Exec, Quiz, Value
from .match import same_answer, same_output, same_value
from .plan import Task, plan
from .problems import Problem, nearest

if TYPE_CHECKING:
    from .verify import Page


def check_page(page: Page) -> list[Problem]:
    """Everything on a page that its code contradicts."""
    problems = []
    tasks = plan(page.lesson)
    for task, first, second in zip(tasks, page.pyodide, page.cpython, strict=True):
        if "failed" in first or "failed" in second:
            name, result = ("Pyodide", first) if "failed" in first else (CPYTHON, second)
            found: Found = iter(
                [(task.mistake.line if task.mistake else task.line, f"{_what(task)} {result['failed']} ({name}).")]
            )
        else:
            found = CHECKS[task.role](task, first, second)
        problems += [Problem(page.lesson.path, line, message) for line, message in found]
    for challenge in {task.owner.line: task.owner for task in tasks if isinstance(task.owner, Challenge)}.values():
        mine = [(task, result) for task, result in zip(tasks, page.pyodide, strict=True) if task.owner is challenge]
        problems += [Problem(page.lesson.path, *each) for each in check_signatures(mine)]
    return problems


def _what(task: Task) -> str:
    match task.owner:
        case Cell(name=name):
            return f"The cell `{name}`"
        case Challenge(name=name):
            return f"The {task.role} of the challenge `{name}`"
        case Value(expression=expression):
            return f"The value `{expression}`"
        case Quiz(name=name):
            return f"The computed answer of the quiz `{name}`"
        case Diagram(name=name):
            return f"The diagram `{name}`"
        case _:
            return "This block"


def _check_cell(task: Task, first: Json, second: Json) -> Found:
    cell = task.owner
    assert isinstance(cell, Cell)
    error = first["error"]
    if first["truncated"]:
        yield cell.line, f"{_what(task)} prints more than a page can hold. {error['message']}"
        return
    if error and error["type"] != cell.expect:
        line = cell.code.line + (error["line"] or 1) - 1
        wanted = f"expected {cell.expect}" if cell.expect else 'if it is meant to, add expect="' + error["type"] + '"'
        yield line, f"{_what(task)} raised {error['type']}: {error['message']} ({wanted}).\n{traceback_of(first)}"
        return
    if cell.expect and not error:
        yield cell.line, f"{_what(task)} must raise {cell.expect}, but it ended without an error."
        return
    yield from _check_text(task, cell, first["text"])
    if (second["error"] or {}).get("type") != (error or {}).get("type"):
        other = second["error"]
        told = f"raised {other['type']}: {other['message']}" if other else "ended without an error"
        yield cell.line, f"{_what(task)} {told} in {CPYTHON}, but not in Pyodide."
    elif cell.output and not cell.expect and _differ(cell.output.text, first["text"], second["text"]):
        message = f"{_what(task)} prints otherwise in {CPYTHON} than in Pyodide. Print fewer digits."
        yield cell.output.line, f"{message}\n{_diff(first['text'], second['text'], 'Pyodide', CPYTHON)}"


def _differ(written: str, first: str, second: str) -> bool:
    """Whether only the first of two runtimes prints what is written; if neither does, that is told already."""
    return same_output(written, first) and not same_output(written, second)


def _check_text(task: Task, cell: Cell, text: str) -> Found:
    if cell.output is None:
        if text:
            shown = "\n".join(text.splitlines()[:5])
            message = f"{_what(task)} has no ```output fence, but it prints:\n{shown}"
            yield cell.line, f"{message}\nAdd it below the cell: `lesson verify --update` does."
        return
    if same_output(cell.output.text, text):
        return
    wrong = cell.output.line
    for offset, (want, have) in enumerate(zip(cell.output.text.splitlines(), text.splitlines(), strict=False), 1):
        if not same_output(want, have):
            wrong = cell.output.line + offset
            break
    message = f"The output of the cell `{cell.name}` is not what its code prints."
    yield wrong, f"{message}\n{_diff(cell.output.text, text, 'the page says', 'the code prints')}"


def _diff(want: str, have: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(want.splitlines()[:200], have.splitlines()[:200], before, after, lineterm="", n=1)
    return "\n".join(line[:200] for line in lines)


def _check_exec(task: Task, first: Json, second: Json) -> Found:
    block = task.owner
    assert isinstance(block, Exec)
    for name, result in opinions(first, second):
        if result["error"]:
            line = block.code.line + (result["error"]["line"] or 1) - 1
            yield line, f"This block raised an error in {name}:\n{traceback_of(result)}"
            return
    if not first["text"].strip():
        yield block.line, "This block prints nothing, so it adds nothing to the page. Print Markdown, or remove it."
    elif not same_output(first["text"], second["text"]):
        diff = _diff(first["text"], second["text"], "Pyodide", CPYTHON)
        yield block.line, f"This block prints otherwise in {CPYTHON} than in Pyodide. Print fewer digits.\n{diff}"


def _check_value(task: Task, first: Json, second: Json) -> Found:
    value = task.owner
    assert isinstance(value, Value)
    for name, result in opinions(first, second):
        if result["error"]:
            error = result["error"]
            yield value.line, f"`{value.expression}` raised {error['type']}: {error['message']} ({name})."
            return
        if not same_value(value.text, result["value"]):
            yield (
                value.line,
                f"The text says `{value.text}`, but `{value.expression}` gives {result['value']} ({name}).",
            )
            return


def _check_answer(task: Task, first: Json, second: Json) -> Found:
    quiz = task.owner
    assert isinstance(quiz, Quiz)
    for name, result in opinions(first, second):
        if result["error"]:
            error = result["error"]
            yield task.line, f"The computed answer raised {error['type']}: {error['message']} ({name})."
            return
        for option in quiz.options:
            says = same_answer(option.text.source, result["value"])
            if option.right and not says:
                yield (
                    option.line,
                    f"`{option.text.source}` is marked right, but the computed answer is {result['value']} ({name}).",
                )
            elif says and not option.right:
                yield (
                    option.line,
                    f"`{option.text.source}` is marked wrong, but it equals the computed answer {result['value']} "
                    f"({name}), to the digits written.",
                )


def _check_graph(task: Task, first: Json, second: Json) -> Found:
    diagram = task.owner
    assert isinstance(diagram, Diagram)
    if first["error"]:
        line = diagram.dot.line + (first["error"]["line"] or 1) - 1
        yield line, f"The graph cannot be drawn: {first['error']['message']}"
        return
    for step in diagram.steps:
        if step.node not in first["nodes"]:
            yield step.line, f"The graph has no node `{step.node}`. {nearest(step.node, first['nodes'])}"


CHECKS: dict[str, Callable[[Task, Json, Json], Found]] = {
    "cell": _check_cell,
    "exec": _check_exec,
    "value": _check_value,
    "answer": _check_answer,
    "graph": _check_graph,
    "solution": check_solution,
    "starter": check_starter,
    "mistake": check_mistake,
}
