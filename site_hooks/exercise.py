"""The exercise contract: what a challenge's solution, starter and mistakes must do to its tests."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from typing import Any

from .lesson import Challenge
from .plan import Task

Json = dict[str, Any]
Found = Iterator[tuple[int, str]]
CPYTHON = f"CPython {platform.python_version()}"


def traceback_of(result: Json) -> str:
    """The end of what a run printed, where its traceback stands."""
    return "\n".join(result["text"].splitlines()[-12:])


def opinions(first: Json, second: Json) -> list[tuple[str, Json]]:
    """Both runtimes' results, each with its name; one when they agree, so that nothing is told twice."""
    return [("Pyodide", first)] if first == second else [("Pyodide", first), (CPYTHON, second)]


def check_solution(task: Task, first: Json, second: Json) -> Found:
    """The solution passes every test, of which there is one at least, in both runtimes."""
    challenge = task.owner
    assert isinstance(challenge, Challenge)
    for name, result in opinions(first, second):
        if result["error"]:
            what, code = (
                ("tests", challenge.tests) if "in_tests" in result["error"] else ("solution", challenge.solution)
            )
            line = code.line + (result["error"]["line"] or 1) - 1
            yield line, f"The {what} raised an error in {name}:\n{traceback_of(result)}"
            return
        if not result["tests"]:
            yield challenge.tests.line - 1, "The tests hold no function named `test_…`. Write at least one."
            return
        for test in result["tests"]:
            if not test["passed"]:
                yield challenge.solution.line - 1, f"The solution fails `{test['name']}` in {name}: {_told(test)}"


def check_starter(task: Task, first: Json, second: Json) -> Found:
    """The starter leaves something to do."""
    challenge = task.owner
    assert isinstance(challenge, Challenge)
    if not first["error"] and first["tests"] and all(test["passed"] for test in first["tests"]):
        yield challenge.starter.line - 1, "The starter passes every test already. Leave something to write."


def check_mistake(task: Task, first: Json, second: Json) -> Found:
    """A foreseen wrong answer is caught by a test."""
    assert task.mistake is not None
    if first["error"]:
        yield task.mistake.code.line, f"This mistake does not get as far as the tests:\n{traceback_of(first)}"
    elif first["tests"] and all(test["passed"] for test in first["tests"]):
        yield task.mistake.line, "This mistake passes every test. Add a test that catches it, or remove it."


def check_signatures(mine: list[tuple[Task, Json]]) -> list[tuple[int, str]]:
    """Two mistakes must be told apart by the first test that they fail and what they gave there."""
    seen: dict[tuple[str, str | None], int] = {}
    found = []
    for task, result in mine:
        if task.mistake is None or (sign := signature(result)) is None:
            continue
        if sign in seen:
            message = f"This mistake fails `{sign[0]}` with the same result as the one in line {seen[sign]}."
            found.append((task.mistake.line, f"{message} Join them, or add a test that tells them apart."))
        seen.setdefault(sign, task.mistake.line)
    return found


def signature(result: Json) -> tuple[str, str | None] | None:
    """The first test that a program fails, and what it gave there."""
    failed = next((test for test in result.get("tests", ()) if not test["passed"]), None)
    return None if failed is None else (failed["name"], failed["got"])


def _told(test: Json) -> str:
    return test["message"] or f"{test['call']} gave {test['got']}, expected {test['expected']}."
