"""Compare a page with its results. Every check answers with problems; none of them runs anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from .answers import check_answer, check_printed
from .exercise import check_challenge, check_mistake, check_nothing, check_solution, check_starter
from .figure_checks import check_figures
from .figure_data import FIGURE, find_apart
from .front_matter import package_names
from .lesson import Cell, Challenge, Diagram, Exec, Output, Predict, Quiz, Value
from .match import same_output, same_value
from .plan import Task
from .problems import Problem, nearest
from .stretch import (
    LESSER,
    check_all_stretch,
    check_refused,
    check_stretch,
    check_stretch_nothing,
    check_stretch_solution,
)
from .telling import CPYTHON, Found, Json, apart, diff, how_to_print, opinions, traceback_of

if TYPE_CHECKING:
    from .verify import Page


def check_page(page: Page) -> list[Problem]:
    """Everything on a page that its code contradicts."""
    problems = []
    for (task, first), second in zip(page.done, page.cpython, strict=True):
        if task.role == "frame":
            # They are many: what is wrong with them is told together.
            continue
        if "failed" in first or "failed" in second:
            name, result = ("Pyodide", first) if "failed" in first else (CPYTHON, second)
            found: Found = iter(
                [(task.mistake.line if task.mistake else task.line, f"{_what(task)} {result['failed']} ({name}).")]
            )
        else:
            found = _with_advice(CHECKS[task.role](task, first, second), first, page)
        problems += [Problem(page.lesson.path, line, message) for line, message in found]
    problems += [Problem(page.lesson.path, *each) for each in check_figures(page.done, page.frames)]
    for challenge in {
        task.owner.line: task.owner for task, _ in page.done if isinstance(task.owner, Challenge)
    }.values():
        mine = [(task, result) for task, result in page.done if task.owner is challenge]
        whole = [*check_challenge(challenge, mine), *check_all_stretch(challenge, mine)]
        problems += [Problem(page.lesson.path, *each) for each in whole]
    return problems


def _with_advice(found: Found, result: Json, page: Page) -> Found:
    """What was found; where a module was missing, with the way to have it."""
    error = result.get("error") or {}
    missing = re.fullmatch(r"No module named '(\w+)[\w.]*'", error.get("message", ""))
    if error.get("type") != "ModuleNotFoundError" or missing is None:
        yield from found
        return
    owner = next((package.name for package in page.offers if missing[1] in package.modules), None)
    way = (
        f"It is in the package `{owner}`: write `packages: [{', '.join((*package_names(page.lesson.meta), owner))}]` "
        "into the page's front matter."
        if owner
        else "If a package has it, pin that in pyproject.toml, [tool.lesson] `packages`, and name it in `packages` "
        "in the page's front matter."
    )
    for line, message in found:
        yield line, f"{message}\n{way}"


def _what(task: Task) -> str:
    match task.owner:
        case Cell(name=name):
            return f"The cell `{name}`"
        case Challenge(name=name) if task.role == "nothing":
            return f"An empty file, put to the tests of the challenge `{name}`,"
        case Challenge(name=name) if task.role.startswith("stretch"):
            return f"The {task.role} in the challenge `{name}`"
        case Challenge(name=name):
            return f"The {task.role} of the challenge `{name}`"
        case Value(expression=expression):
            return f"The value `{expression}`"
        case Quiz(name=name) if task.role == "printed":
            return f"The code of the quiz `{name}`"
        case Quiz(name=name):
            return f"The computed answer of the quiz `{name}`"
        case Predict(name=name):
            return f"The computed answer of the prediction `{name}`"
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
    elif cell.output and not cell.expect:
        yield from _check_agreement(task, cell.output, first["text"], second["text"])
        yield from _check_figure(cell, first["rich"], second["rich"])


def _check_figure(cell: Cell, first: Json | None, second: Json | None) -> Found:
    """Whether both runtimes draw the same, for the eye."""
    if first is None or second is None or {first["type"], second["type"]} != {FIGURE}:
        return
    if where := find_apart(first["data"], second["data"]):
        told = f"The figure of the cell `{cell.name}` is another one in {CPYTHON} than in Pyodide: {where}."
        yield cell.line, f"{told} Seed what is random; fewer steps let rounding errors grow less."


def _check_agreement(task: Task, output: Output, first: str, second: str) -> Found:
    """Whether both runtimes print what is written; if the first does not, that is told already."""
    if not same_output(output.text, first) or same_output(output.text, second):
        return
    row, here, there = 0, first, second
    # With `...` in it, the output's lines are not those that were printed.
    if "..." not in output.text:
        rows = zip(output.text.splitlines(), first.splitlines(), second.splitlines(), strict=False)
        numbered = (
            (row, left, right) for row, (want, left, right) in enumerate(rows, 1) if not same_output(want, right)
        )
        row, here, there = next(numbered, (row, here, there))
    told = f"{_what(task)} prints otherwise in {CPYTHON} than in Pyodide{how_to_print(here, there)}"
    yield output.line + row, f"{told}\n{diff(first, second, 'Pyodide', CPYTHON)}"


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
    yield wrong, f"{message}\n{diff(cell.output.text, text, 'the page says', 'the code prints')}"


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
        told = f"This block prints otherwise in {CPYTHON} than in Pyodide{how_to_print(first['text'], second['text'])}"
        yield block.line, f"{told}\n{diff(first['text'], second['text'], 'Pyodide', CPYTHON)}"


def _check_expression(task: Task, first: Json, second: Json) -> Found:
    """What the page claims of an expression: a value in its prose, or the options of a quiz."""
    for name, result in opinions(first, second):
        if result["error"]:
            error = result["error"]
            yield task.line, f"{_what(task)} raised {error['type']}: {error['message']} ({name})."
            return
    claim = _value_claim if isinstance(task.owner, Value) else check_answer
    yield from claim(task, first["value"], second["value"])


def _value_claim(task: Task, first: str, second: str) -> Found:
    value = task.owner
    assert isinstance(value, Value)
    if not same_value(value.text, first):
        yield value.line, f"The text says `{value.text}`, but `{value.expression}` gives {first} (Pyodide)."
    elif not same_value(value.text, second):
        yield (
            value.line,
            f"`{value.text}` is what `{value.expression}` gives in one runtime only: {apart(first, second)}",
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


def _check_map(task: Task, first: Json, second: Json) -> Found:
    if first["error"]:
        yield task.line, f"The map of the lessons cannot be drawn: {first['error']['message']}"


CHECKS: dict[str, Callable[[Task, Json, Json], Found]] = {
    "cell": _check_cell,
    "exec": _check_exec,
    "value": _check_expression,
    "answer": _check_expression,
    "printed": check_printed,
    "graph": _check_graph,
    "map": _check_map,
    "solution": check_solution,
    "starter": check_starter,
    "nothing": check_nothing,
    "mistake": check_mistake,
    "stretch": check_stretch,
    "stretch-solution": check_stretch_solution,
    "stretch of nothing": check_stretch_nothing,
    **dict.fromkeys(LESSER, check_refused),
}
