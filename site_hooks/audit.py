"""Doubt the store: run pages again whose results were kept, and show how well the two runtimes agree."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from .config import Config
from .figure_data import without_pictures
from .front_matter import package_names
from .lesson import Cell, Exec, Quiz, Value
from .plan import Task, plan
from .problems import Problem
from .runtime import Runtime
from .telling import CPYTHON
from .verify import Page, Workshop, time_limit

_CAUSE = "It depends on more than its code: on time, on chance, or on the machine."


class Sample:
    """So many pages of those offered whose results were kept, each equally likely (Vitter's algorithm R, 1985)."""

    def __init__(self, size: int) -> None:
        self.size, self.pages = size, list[Page]()
        self._seen = 0

    def offer(self, page: Page) -> None:
        """Take a page, perhaps in the place of another, or pass it over."""
        if not page.was_kept:
            return
        self._seen += 1
        if len(self.pages) < self.size:
            self.pages.append(page)
        elif (place := random.randrange(self._seen)) < self.size:
            self.pages[place] = page


def doubt(config: Config, runtime: Runtime, pages: Iterable[Page]) -> list[Problem]:
    """Run pages again that came from the store; every difference is a problem, in page order."""
    problems = []
    with Workshop(runtime) as workshop:
        tasks = [(page, plan(page.lesson)) for page in sorted(pages, key=lambda page: page.lesson.path)]
        runs = [
            workshop.run(
                [task.step for task in each],
                time_limit(config, page.lesson),
                runtime.chosen(package_names(page.lesson.meta)),
            )
            for page, each in tasks
        ]
        for (page, each), run in zip(tasks, runs, strict=True):
            again = run.result()
            for name, before, after in (
                ("Pyodide", page.pyodide, again["pyodide"]),
                (CPYTHON, page.cpython, again["cpython"]),
            ):
                for task, old, new in zip(each, before, after, strict=True):
                    if old != new:
                        message = f"Run again in {name}, this gives something else than before. {_CAUSE}"
                        problems.append(Problem(page.lesson.path, task.line, message))
    return problems


def agreement(page: Page | None = None) -> Iterator[str]:
    """A Markdown table, line by line: whether both runtimes gave the same. Its head, then the steps of each page."""
    if page is None:
        yield f"| where | what | Pyodide and {CPYTHON} |"
        yield "|---|---|---|"
        return
    for task, first, second in zip(plan(page.lesson), page.pyodide, page.cpython, strict=True):
        if task.role not in ("graph", "map", "frame"):
            verdict = "the same" if without_pictures(first) == second else "differ"
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
            return f"{task.role} of `{getattr(owner, 'name', '')}`"
