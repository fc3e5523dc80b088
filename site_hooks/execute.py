"""Carry out a page's steps: with a time limit for each, and whatever they do to themselves."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from .host import EVENT_LIMIT, Process, Program
from .runtime import CPYTHON_HOST, Runtime
from .wheelhouse import Package

Json = dict[str, Any]
# Seconds for a runtime to start on a slow, busy machine; nothing of an author's runs in that time.
START_LIMIT = 120.0
_NO_START = "it did not start"


def pyodide_host(runtime: Runtime) -> Program:
    """The reader's runtime, under Node, which may read what it needs and nothing else of this machine."""
    # Node may not follow a link whose own place it may not read.
    pyodide = runtime.pyodide.resolve()
    packages = [package.wheel for package in runtime.packages]
    readable = [pyodide, runtime.host.parent, runtime.snapshot, *runtime.wheels, *packages]
    allowed = [f"--allow-fs-read={path}" for path in readable]
    setup = {
        "pyodide": str(pyodide),
        "wheels": [str(wheel) for wheel in runtime.wheels],
        "snapshot": str(runtime.snapshot) if runtime.snapshot.exists() else None,
    }
    permission = ("--permission", "--allow-worker", "--disable-warning=SecurityWarning", *allowed)
    command = (str(runtime.node), *permission, str(runtime.host))
    return Program("Pyodide", command, setup)


def cpython_host(runtime: Runtime) -> Program:
    """The second opinion: this Python, without its installed packages."""
    version = ".".join(map(str, sys.version_info[:3]))
    # -B: what lessons import is compiled already, and nothing is written beside it.
    command = (sys.executable, "-s", "-S", "-P", "-B", "-X", "utf8", str(CPYTHON_HOST))
    # Graphs are drawn once. And a page says nothing of a figure's frames that a second opinion could contradict: they
    # are many, and the reader's own runtime makes each of them again as soon as it is there.
    leaves = frozenset({"graph", "frame"})
    return Program(f"CPython {version}", command, {"libraries": [str(runtime.libraries)]}, leaves)


class Closed(Exception):
    """The executor was closed while it was at work: the build was interrupted."""


class Executor:
    """Answers pages, one at a time. Its process starts with the first page, and anew when it had to be killed."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._process: Process | None = None
        self._closed = False
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it is at; may be called from another thread."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def execute(self, steps: list[Json], time_limit: float, packages: Sequence[Package] = ()) -> list[Json]:
        """The result of every step. A step that was killed or died has a result of the form `{"failed": why}`.

        A step that fails so takes the page's names with it. The others are then run again without it, so
        that one endless loop does not hide the rest of a page's problems.

        Raises Closed when the executor is closed meanwhile, RuntimeError when the program does not start.
        """
        results: list[Json | None] = [{} if step["do"] in self.program.leaves else None for step in steps]
        todo = [index for index, result in enumerate(results) if result is None]
        while todo:
            done, failure = self._converse([steps[index] for index in todo], time_limit, packages)
            for index, result in zip(todo, done, strict=False):
                results[index] = result
            if failure is None:
                break
            failed = todo.pop(len(done))
            results[failed] = {"failed": failure}
            if steps[failed]["do"] == "frame":
                # Its sisters would each take the time limit, too.
                todo = [index for index in todo if not _are_sisters(steps[failed], steps[index])]
        return [result if result is not None else {} for result in results]

    def _converse(
        self, steps: list[Json], time_limit: float, packages: Sequence[Package]
    ) -> tuple[list[Json], str | None]:
        """Run steps in a fresh Python: the results up to the first that was killed or died, and why it was."""
        process = self._running()
        results: list[Json] = []
        why, quiet = _NO_START, False
        # Each host takes the form that it can import from.
        given = [{"wheel": str(package.wheel), "folder": str(package.folder)} for package in packages]
        for event in process.converse(steps, given, START_LIMIT, time_limit):
            match event["event"]:
                case "ready" | "start":
                    why = f"did not finish within {time_limit:g} seconds and was stopped"
                case "result":
                    results.append(event["result"])
                case "end" if len(results) == len(steps):
                    return results, None
                case "end" | "gone" if why != _NO_START:
                    why = f"ended the interpreter ({event['status']})"
                case "silent":
                    quiet = why != _NO_START
                case "flood":
                    why = f"gave more than {EVENT_LIMIT >> 20} MiB at once and was stopped"
        # It may be at work still; and what it wrote is complete only when it is gone.
        with self._lock:
            told = process.kill()
        if self._closed:
            raise Closed(self.program.name)
        if len(results) == len(steps):
            return results, None
        if why == _NO_START:
            raise RuntimeError("\n".join([f"{self.program.name}: {why}", *told]))
        return results, why if quiet else "\n".join([why, *told])

    def _running(self) -> Process:
        with self._lock:
            if self._closed:
                raise Closed(self.program.name)
            if self._process is None or not self._process.is_alive():
                if self._process is not None:
                    self._process.kill()
                self._process = Process(self.program)
            return self._process


def _are_sisters(one: Json, other: Json) -> bool:
    return (one["do"], one["name"]) == (other["do"], other["name"])


def execute(program: Program, steps: list[Json], time_limit: float) -> list[Json]:
    """The results of one page, in a process that ends with it."""
    with Executor(program) as executor:
        return executor.execute(steps, time_limit)
