"""The contract of a challenge's further tests: something passes them, and each of them refuses something."""

from __future__ import annotations

from .exercise import challenge_of, line_of, only, passes, refused, told_of
from .lesson import Challenge, Code
from .plan import Task
from .telling import Found, Json, opinions, traceback_of


def check_stretch(task: Task, first: Json, second: Json) -> Found:
    """What solves them passes every further test, of which there is one at least."""
    challenge = challenge_of(task)
    tests, (what, solution) = _further(challenge), _best(challenge)
    for name, result in opinions(first, second):
        if result["error"]:
            code, raised = (tests, "stretch tests") if "in_tests" in result["error"] else (solution, what)
            line = code.line + (result["error"]["line"] or 1) - 1
            yield line, f"The {raised} raised an error in {name}:\n{traceback_of(result)}"
            return
        if not result["tests"]:
            yield tests.line - 1, "The stretch tests hold no function named `test_…`. Write at least one."
            return
        names = [test["name"] for test in result["tests"]]
        taken = {each for each in names if names.count(each) > 1 or f"def {each}(" in challenge.tests.source}
        for again in sorted(taken):
            yield line_of(tests, again), f"Two tests are named `{again}`. Give one another name."
        for test in result["tests"]:
            if not test["passed"]:
                told = f"The {what} fails the stretch test `{test['name']}` in {name}: {told_of(test)}"
                yield solution.line - 1, told


def check_stretch_nothing(task: Task, first: Json, second: Json) -> Found:
    """No further test is content with a file in which nothing is written."""
    challenge = challenge_of(task)
    for name, result in opinions(first, second):
        idle = [test["name"] for test in result["tests"] if test["passed"]]
        for test in idle:
            told = f"The stretch test `{test}` passes{only(name, first, second)} when nothing at all is written."
            yield line_of(_further(challenge), test), f"{told} Let it call what the learner writes, and `assert`."
        if idle:
            return


def check_stretch_solution(task: Task, first: Json, second: Json) -> Found:
    """What passes the further tests passes the first ones, too."""
    challenge = challenge_of(task)
    assert challenge.stretch_solution is not None
    for name, result in opinions(first, second):
        for test in result["tests"]:
            if not test["passed"]:
                told = f"The stretch-solution fails `{test['name']}` in {name}: {told_of(test)}"
                yield challenge.stretch_solution.line - 1, told


def check_refused(task: Task, first: Json, second: Json) -> Found:
    """What need not pass the further tests must not make the build wait; what it fails is judged with the others."""
    del task, first, second
    yield from ()


def check_all_stretch(challenge: Challenge, mine: list[tuple[Task, Json]]) -> Found:
    """What only all runs together show; `mine` are those in the reader's runtime."""
    if challenge.stretch is None:
        return
    runs = [(task.role, result) for task, result in mine if task.role.startswith("stretch")]
    best = [result for role, result in runs if role == "stretch" and not result.get("failed") and passes(result)]
    wrong = [result for role, result in runs if role in LESSER]
    if not best or any("failed" in result for _, result in runs):
        return
    if challenge.stretch_solution and any(passes(result) for role, result in runs if role == "stretch of the solution"):
        told = "The solution passes every stretch test, so there is no need of another. Remove the stretch-solution."
        yield challenge.stretch_solution.line - 1, told
        return
    idle = {
        test["name"]
        for role, result in runs
        if role == "stretch of nothing"
        for test in result["tests"]
        if test["passed"]
    }
    useful = {test["name"] for result in wrong for test in result["tests"] if refused(test)}
    refusing = "the solution or the starter" if challenge.stretch_solution else "the starter or a mistake"
    for test in best[0]["tests"]:
        if test["name"] not in idle | useful:
            told = f"No `assert` of the stretch test `{test['name']}` refuses {refusing}, so nothing shows that it can."
            yield line_of(challenge.stretch, test["name"]), told


LESSER = ("stretch of the starter", "stretch of the solution", "stretch of a mistake")


def _further(challenge: Challenge) -> Code:
    assert challenge.stretch is not None
    return challenge.stretch


def _best(challenge: Challenge) -> tuple[str, Code]:
    if challenge.stretch_solution is not None:
        return "stretch-solution", challenge.stretch_solution
    return "solution", challenge.solution
