"""The exercise contract: what a challenge's solution, starter and mistakes must do to its tests, in both runtimes."""

from __future__ import annotations

import re

from .lesson import Challenge, Code
from .plan import Task
from .precision import find_difference
from .telling import CPYTHON, Found, Json, opinions, traceback_of


def only(name: str, first: Json, second: Json) -> str:
    """The runtime to name in a message: none when both gave the same."""
    return "" if first == second else f" in {name}"


def check_solution(task: Task, first: Json, second: Json) -> Found:
    """The solution passes every test, of which there is one at least."""
    challenge = challenge_of(task)
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
        names = [test["name"] for test in result["tests"]]
        for again in sorted({each for each in names if names.count(each) > 1}):
            told = f"Two tests are named `{again}`, so the first is never run. Give one another name."
            yield line_of(challenge.tests, again), told
        for test in result["tests"]:
            if not test["passed"]:
                yield challenge.solution.line - 1, f"The solution fails `{test['name']}` in {name}: {told_of(test)}"


def check_nothing(task: Task, first: Json, second: Json) -> Found:
    """No test is content with a file in which nothing is written."""
    challenge = challenge_of(task)
    for name, result in opinions(first, second):
        idle = [test["name"] for test in result["tests"] if test["passed"]]
        for test in idle:
            told = f"The test `{test}` passes{only(name, first, second)} when nothing at all is written."
            told += " So it proves nothing: let it call what the learner writes, and `assert` what that gives."
            yield line_of(challenge.tests, test), told
        if idle:
            return


def check_starter(task: Task, first: Json, second: Json) -> Found:
    """The starter leaves something to do."""
    for name, result in opinions(first, second):
        if passes(result):
            told = f"The starter passes every test already{only(name, first, second)}. Leave something to write."
            yield challenge_of(task).starter.line - 1, told
            return


def check_mistake(task: Task, first: Json, second: Json) -> Found:
    """A foreseen wrong answer is caught by a test, and by what it gives there, the same in both runtimes."""
    mistake = task.mistake
    assert mistake is not None
    for name, result in opinions(first, second):
        if result["error"]:
            if "in_tests" not in result["error"]:
                told = f"This mistake does not get as far as the tests{only(name, first, second)}:"
                yield mistake.code.line, f"{told}\n{traceback_of(result)}"
            return
        if passes(result):
            told = (
                f"This mistake passes every test{only(name, first, second)}. Add a test that catches it, or remove it."
            )
            yield mistake.line, told
            return
    here, there = signature(first), signature(second)
    if here is None or there is None or _alike(here, there):
        return
    told = f"This mistake is known in Pyodide by {_known_by(here)}, but in {CPYTHON} by {_known_by(there)}."
    difference = find_difference(here[2] or "", there[2] or "")
    yield mistake.line, f"{told} {'Round in the test.' if difference else 'Test something that both do alike.'}"


def check_challenge(challenge: Challenge, mine: list[tuple[Task, Json]]) -> list[tuple[int, str]]:
    """What only all runs of a challenge together show; `mine` are those in the reader's runtime."""
    return [*_told_apart(mine), *_idle_tests(challenge, mine)]


def _told_apart(mine: list[tuple[Task, Json]]) -> Found:
    """Two mistakes must be told apart by the first test that they fail and what they gave there."""
    seen: dict[Signature, int] = {}
    for task, result in mine:
        if task.role != "mistake" or task.mistake is None or (sign := signature(result)) is None:
            continue
        if sign in seen:
            message = f"This mistake fails `{sign[0]}` with the same result as the one in line {seen[sign]}."
            yield task.mistake.line, f"{message} Join them, or add a test that tells them apart."
        seen.setdefault(sign, task.mistake.line)


def _idle_tests(challenge: Challenge, mine: list[tuple[Task, Json]]) -> Found:
    """Every test must refuse some code that runs. What it raises on an empty file shows no more than its name."""
    runs = [(task.role, result) for task, result in mine]
    wrong = [result for role, result in runs if role in ("starter", "mistake")]
    solved = [result for role, result in runs if role == "solution" and not result.get("failed") and passes(result)]
    if not solved or any("failed" in result or result["error"] for result in wrong):
        return
    # One that passes on an empty file is told by `check_nothing`.
    told = {
        test["name"] for role, result in runs if role == "nothing" for test in result.get("tests", ()) if test["passed"]
    }
    useful = {test["name"] for result in wrong for test in result["tests"] if refused(test)}
    for name in [test["name"] for test in solved[0]["tests"] if test["name"] not in told | useful]:
        message = f"No `assert` of the test `{name}` refuses the starter or a mistake, so nothing shows that it can."
        yield line_of(challenge.tests, name), f"{message} Add a mistake that it catches."


Signature = tuple[str, str | None, str | None]


def signature(result: Json) -> Signature | None:
    """The first test that a program fails, what the test called there, and what that gave."""
    failed = next((test for test in result.get("tests", ()) if not test["passed"]), None)
    return None if failed is None else (failed["name"], failed["call"], failed["got"])


def _alike(here: Signature, there: Signature) -> bool:
    if here[:2] == there[:2] and here[1] is None and here[2] and there[2]:
        # The learner's code raised: Python versions have other words for the same error.
        return here[2].partition(":")[0] == there[2].partition(":")[0]
    return here == there


def _known_by(sign: Signature) -> str:
    return f"`{sign[0]}`" + (f", where it gives {sign[2]}" if sign[2] else "")


def passes(result: Json) -> bool:
    """Whether there were tests, and all of them passed."""
    return not result["error"] and bool(result["tests"]) and all(test["passed"] for test in result["tests"])


def refused(test: Json) -> bool:
    """Whether an `assert` failed, rather than the learner's code."""
    return not test["passed"] and (test["call"] is not None or test["got"] is None)


def line_of(tests: Code, name: str) -> int:
    """Where a test begins."""
    found = [index for index, line in enumerate(tests.source.splitlines()) if re.match(rf"def {name}\b", line)]
    return tests.line + found[-1] if found else tests.line - 1


def challenge_of(task: Task) -> Challenge:
    """The challenge that a task belongs to."""
    assert isinstance(task.owner, Challenge)
    return task.owner


def told_of(test: Json) -> str:
    """What a learner is told of a failed test."""
    return test["message"] or f"{test['call']} gave {test['got']}, expected {test['expected']}."
