"""Prove a site's pages: run what is new, compare what they say with what their code gives."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from . import store
from .checks import check_page
from .config import Config, lesson_paths
from .course import Course, place_of, read_course
from .course_map import fill_maps
from .execute import Executor, cpython_host, pyodide_host
from .frames import Frames, frames_of
from .front_matter import is_seconds, package_names
from .lesson import CourseMap, Lesson
from .parse import parse_file
from .plan import Task, plan
from .prerequisites import check_course
from .problems import Problem
from .runtime import Runtime
from .vocabulary import check_words, mentions_words, read_vocabulary
from .wheelhouse import Package

Json = dict[str, Any]
PLACES = os.cpu_count() or 1
"""Pages that run side by side."""
AHEAD = 2 * PLACES
"""Pages read before the one that is waited for: enough to keep every place busy, and memory does not grow."""


@dataclass(frozen=True)
class Page:
    """A page with its results: one list for each runtime, in the order of `plan`."""

    lesson: Lesson
    pyodide: tuple[Json, ...]
    cpython: tuple[Json, ...]
    was_kept: bool
    """Whether the results came from the store."""
    offers: tuple[Package, ...] = ()
    """The site's packages that the page does not name."""

    @cached_property
    def done(self) -> list[tuple[Task, Json]]:
        """The page's tasks, each with its result in Pyodide."""
        return list(zip(plan(self.lesson), self.pyodide, strict=True))

    @cached_property
    def frames(self) -> dict[str, Frames]:
        """What its figures have computed for readers' first moves, by their cells."""
        return frames_of(self.done)

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong with its writing, and what its code contradicts, by line."""
        found = {*self.lesson.problems, *check_page(self)}
        return sorted(found, key=lambda problem: problem.line)


@dataclass(frozen=True)
class Report:
    """What a verification found."""

    count: int
    """How many pages were verified."""
    problems: tuple[Problem, ...]
    pages: tuple[Page, ...]
    """The pages themselves, where they were asked for."""


def verify(
    config: Config,
    runtime: Runtime,
    paths: Iterable[Path] | None = None,
    say: Callable[[str], object] = print,
    *,
    fresh: bool = False,
    keep: bool = False,
) -> Report:
    """Verify the given pages, or all of them, and report every problem in page order.

    `fresh` runs every page again, whatever the store holds, and keeps the new results. `keep` puts the pages
    into the report: those of a large site take much memory.
    """
    chosen = sorted(paths) if paths is not None else lesson_paths(config)
    pages: list[Page] = []
    problems: list[Problem] = []
    for page in prove(config, runtime, chosen, say, fresh=fresh):
        problems += page.problems
        if keep:
            pages.append(page)
    return Report(len(chosen), tuple(problems), tuple(pages))


def prove(
    config: Config,
    runtime: Runtime,
    paths: Sequence[Path],
    say: Callable[[str], object] = print,
    *,
    fresh: bool = False,
) -> Iterator[Page]:
    """Each page with its results, in the order of `paths`, whichever is ready first.

    Pages run side by side while earlier ones are looked at. Leaving the iteration ends all that is at work.
    """
    waiting: deque[Callable[[], Page]] = deque()
    course = cache(lambda: read_course(config))
    with Workshop(runtime) as workshop:
        for path in paths:
            if len(waiting) == AHEAD:
                yield waiting.popleft()()
            waiting.append(_begin(config, runtime, workshop, read_lesson(config, path, course), say, fresh))
        while waiting:
            yield waiting.popleft()()


def read_lesson(config: Config, path: Path, course: Callable[[], Course]) -> Lesson:
    """One page that knows the others, as far as it says anything of them; only then are they asked."""
    lesson = parse_file(config, path)
    place = place_of(config, lesson.path)
    if any(isinstance(each, CourseMap) for each in lesson.elements):
        lesson = fill_maps(lesson, course())
    problems = list(lesson.problems)
    if place is not None and any(key in lesson.meta for key in ("requires", "next")):
        problems += check_course(course(), place)
    if mentions_words(lesson):
        problems += check_words(lesson, place, read_vocabulary(config))
    return replace(lesson, problems=tuple(sorted(problems)))


def _begin(
    config: Config,
    runtime: Runtime,
    workshop: Workshop,
    lesson: Lesson,
    say: Callable[[str], object],
    fresh: bool,
) -> Callable[[], Page]:
    """Hand a page over if it has to run; what is returned waits for it."""
    steps = [task.step for task in plan(lesson)]
    packages = runtime.chosen(package_names(lesson.meta))
    offers = tuple(package for package in runtime.packages if package not in packages)
    key = store.key_of(steps, runtime.fingerprint, [package.sha256 for package in packages])
    folder = config.work / "store"
    kept = None if fresh else store.load(folder, key)
    if kept is not None:
        page = Page(lesson, tuple(kept["pyodide"]), tuple(kept["cpython"]), True, offers)
        return lambda: page
    if not steps:
        return lambda: Page(lesson, (), (), False)
    say(f"Running {lesson.path} …")
    running = workshop.run(steps, time_limit(config, lesson), packages)

    def finish() -> Page:
        results = running.result()
        if not any("failed" in result for runs in results.values() for result in runs):
            store.save(folder, key, results)
        return Page(lesson, tuple(results["pyodide"]), tuple(results["cpython"]), False, offers)

    return finish


class Workshop:
    """Runs pages in both runtimes, as many side by side as there are cores."""

    def __init__(self, runtime: Runtime) -> None:
        self._exit = ExitStack()
        self._pool = self._exit.enter_context(ThreadPoolExecutor(PLACES))
        self._others = self._exit.enter_context(ThreadPoolExecutor(PLACES))
        self._free: SimpleQueue[tuple[Executor, Executor]] = SimpleQueue()
        for _ in range(PLACES):
            pair = Executor(pyodide_host(runtime)), Executor(cpython_host(runtime))
            for executor in pair:
                self._exit.push(executor)
            self._free.put(pair)
        self._exit.callback(self._cancel)

    def __enter__(self) -> Workshop:
        return self

    def __exit__(self, *error: object) -> None:
        self._exit.close()

    def _cancel(self) -> None:
        for pool in (self._pool, self._others):
            pool.shutdown(wait=False, cancel_futures=True)

    def run(self, steps: list[Json], limit: float, packages: Sequence[Package] = ()) -> Future[dict[str, list[Json]]]:
        """A page's results in both runtimes, which work at the same time."""
        return self._pool.submit(self._run, steps, limit, packages)

    def _run(self, steps: list[Json], limit: float, packages: Sequence[Package]) -> dict[str, list[Json]]:
        pyodide, cpython = pair = self._free.get()
        try:
            second = self._others.submit(cpython.execute, steps, limit, packages)
            return {"pyodide": pyodide.execute(steps, limit, packages), "cpython": second.result()}
        finally:
            self._free.put(pair)


def time_limit(config: Config, lesson: Lesson) -> float:
    """Seconds for one step: what the front matter says, or else the site's settings."""
    own = lesson.meta.get("timelimit")
    # Of one that makes no sense the page's problems tell.
    return float(own) if is_seconds(own) else config.time_limit
