"""Doubt the store: run pages again whose results were kept, and show how well the two runtimes agree."""

from __future__ import annotations

import random
from collections.abc import Iterator

from .config import Config
from .exercise import CPYTHON
from .lesson import Cell, Exec, Quiz, Value
from .plan import Task, plan
from .problems import Problem
from .runtime import Runtime
from .verify import Report, run

_CAUSE = "It depends on more than its code: on time, on chance, or on the machine."


def sample(config: Config, runtime: Runtime, report: Report, count: int) -> list[Problem]:
    """Run `count` pages again that came from the store; every difference is a problem."""
    kept = [page for page in report.pages if page.was_kept]
    problems = []
    for page in random.sample(kept, min(count, len(kept))):
        tasks = plan(page.lesson)
        again = run(config, runtime, page.lesson, [task.step for task in tasks])
        runs = (("Pyodide", page.pyodide, again["pyodide"]), (CPYTHON, page.cpython, again["cpython"]))
        for name, before, after in runs:
            for task, old, new in zip(tasks, before, after, strict=True):
                if old != new:
                    message = f"Run again in {name}, this gives something else than before. {_CAUSE}"
                    problems.append(Problem(page.lesson.path, task.line, message))
    return problems


def agreement(report: Report) -> Iterator[str]:
    """A Markdown table, line by line: for every step of every page, whether both runtimes gave the same."""
    yield f"| where | what | Pyodide and {CPYTHON} |"
    yield "|---|---|---|"
    for page in report.pages:
        for task, first, second in zip(plan(page.lesson), page.pyodide, page.cpython, strict=True):
            if task.role != "graph":
                verdict = "the same" if first == second else "differ"
                yield f"| {page.lesson.path}:{task.line} | {_what(task)} | {verdict} |"


def _what(task: Task) -> str:
    match task.owner:
        case Cell(name=name):
            return f"cell `{name}`"
        case Value(expression=expression):
            return "value `" + expression.replace("|", "\\|") + "`"
        case Quiz(name=name):
            return f"answer of `{name}`"
        case Exec():
            return "generated text"
        case owner:
            return f"{task.role} of `{owner.name}`"
