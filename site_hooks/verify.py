"""Prove a site's pages: run what is new, compare what they say with what their code gives."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import store
from .checks import check_page
from .config import Config, lesson_paths
from .execute import cpython_host, execute, pyodide_host
from .lesson import Lesson
from .parse import parse_file
from .plan import plan
from .problems import Problem
from .runtime import Runtime

Json = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """A page with its results: one list for each runtime, in the order of `plan`."""

    lesson: Lesson
    pyodide: tuple[Json, ...]
    cpython: tuple[Json, ...]
    was_kept: bool
    """Whether the results came from the store."""


@dataclass(frozen=True)
class Report:
    """What a verification found."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


def verify(
    config: Config,
    runtime: Runtime,
    paths: Iterable[Path] | None = None,
    say: Callable[[str], object] = print,
    *,
    fresh: bool = False,
) -> Report:
    """Verify the given pages, or all of them, and report every problem in page order.

    `fresh` runs every page again, whatever the store holds, and keeps the new results.
    """
    chosen = sorted(paths) if paths is not None else lesson_paths(config)
    lessons = [parse_file(config, path) for path in chosen]
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        pages = list(pool.map(lambda lesson: _prove(config, runtime, lesson, say, fresh), lessons))
    problems = [problem for page in pages for problem in [*page.lesson.problems, *check_page(page)]]
    return Report(tuple(pages), tuple(sorted(set(problems), key=lambda problem: (problem.path, problem.line))))


def _prove(config: Config, runtime: Runtime, lesson: Lesson, say: Callable[[str], object], fresh: bool) -> Page:
    steps = [task.step for task in plan(lesson)]
    key = store.key_of(steps, runtime.fingerprint)
    folder = config.work / "store"
    kept = None if fresh else store.load(folder, key)
    if kept is not None:
        return Page(lesson, tuple(kept["pyodide"]), tuple(kept["cpython"]), True)
    if not steps:
        return Page(lesson, (), (), False)
    say(f"Running {lesson.path} …")
    results = run(config, runtime, lesson, steps)
    if not any("failed" in result for runs in results.values() for result in runs):
        store.save(folder, key, results)
    return Page(lesson, tuple(results["pyodide"]), tuple(results["cpython"]), False)


def run(config: Config, runtime: Runtime, lesson: Lesson, steps: list[Json]) -> dict[str, list[Json]]:
    """A page's results in both runtimes, at the same time."""
    limit = time_limit(config, lesson)
    with ThreadPoolExecutor(max_workers=2) as pool:
        first = pool.submit(execute, pyodide_host(runtime), steps, limit)
        second = pool.submit(execute, cpython_host(runtime), steps, limit)
        return {"pyodide": first.result(), "cpython": second.result()}


def time_limit(config: Config, lesson: Lesson) -> float:
    """Seconds for one step: the site's, or more where the front matter says so."""
    own = lesson.meta.get("timelimit")
    return float(own) if isinstance(own, int | float) and not isinstance(own, bool) and own > 0 else config.time_limit
