"""A program: mutate the library that lies in this folder, and see which mutants its tests kill.

mutmut writes each function beside all its mutants, and an environment variable says which one is called. So the tests
are collected once, and each mutant is a fork of this process that runs only the tests that reach its function, the
quickest first, up to the first that fails.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import resource
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.state import state

ACTIVE = "MUTANT_UNDER_TEST"
MEMORY = 4 << 30
# Hypothesis tries the same examples on every mutant, for as long as the machine needs.
# A short traceback would have the source read, which with all its mutants is long.
OPTIONS = ["-q", "--no-header", "--tb=native", "-p", "no:cacheprovider", "--hypothesis-profile=ci"]


def main(every: int, out: Path, tests: Sequence[str]) -> int:
    """Mutate, test each `every`-th mutant, and write what killed it, or how the survivors differ."""
    mutants = {name: bodies for path in sorted(Path("gdcore").glob("*.py")) for name, bodies in mutated(path)}
    os.environ[ACTIVE] = "stats"
    plugin = Mutants([*mutants][::every])
    status = pytest.main([*OPTIONS, *tests], plugins=[plugin])
    survived = {name: change(*mutants[name]) for name, killer in plugin.killers.items() if killer is None}
    found = {"made": len(mutants), "killers": plugin.killers, "survived": survived}
    out.write_text(json.dumps(found, indent=1, ensure_ascii=False), "utf-8")
    return int(status)


def mutated(path: Path) -> Iterator[tuple[str, tuple[list[str], list[str]]]]:
    """Write all mutants of a module into its file: the name of each, its lines, and those it is made from."""
    made = mutate_file_contents(path.name, path.read_text("utf-8"))
    path.write_text(made.code, "utf-8")
    module = "gdcore" if path.stem == "__init__" else f"gdcore.{path.stem}"
    lines = made.code.splitlines()
    bodies = {name: lines[at.start - 1 : at.end] for name, at in made.line_span_by_function_name.items()}
    for name in made.mutant_names:
        yield f"{module}.{name}", (bodies[f"{name.rpartition('__mutmut_')[0]}__mutmut_orig"], bodies[name])


def change(before: list[str], after: list[str]) -> str:
    """The lines in which two functions differ, but for their names."""
    before, after = ([re.sub(r"\w+__mutmut_\w+", "…", line) for line in lines] for lines in (before, after))
    differing = (line for line in difflib.ndiff(before, after) if line[0] in "-+")
    return " ".join(" ".join(line.split()) for line in differing)


class Mutants:
    """A pytest plugin whose session runs every test once, and then the mutants."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self.imported: dict[str, set[str]] = defaultdict(set)
        self.killers: dict[str, str | None] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, object, object]:
        """Note which functions the import of a file of tests calls."""
        state()._stats.clear()
        report = yield
        if isinstance(collector, pytest.Module):
            for function in state()._stats:
                self.imported[function].add(collector.nodeid)
        return report

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Every test with no mutant, to see what it reaches; then the tests of each mutant."""
        reached: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for at, item in enumerate(session.items):
            state()._stats.clear()
            before = cpu()
            run(item)
            if session.testsfailed:
                raise pytest.UsageError(f"{item.nodeid} fails without a mutant.")
            took = cpu() - before
            for function in state()._stats:
                reached[function].append((took, at))
        for name in self.names:
            function = name.rpartition("__mutmut_")[0]
            known = sorted(reached[function])
            killer = in_a_fork(session, name, known)
            # What was made while a file of tests was imported was made without the mutant.
            if killer is None and self.imported[function]:
                killer = in_a_new_python(name, sorted(self.imported[function]))
            self.killers[name] = killer
            print(f"{len(self.killers)}/{len(self.names)} {name}: {killer}", file=sys.stderr, flush=True)
        return True


def run(item: pytest.Item) -> None:
    """One test, all that it set up taken down again."""
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def cpu() -> float:
    """Seconds of processor that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def in_a_fork(session: pytest.Session, name: str, known: list[tuple[float, int]]) -> str | None:
    """What killed the mutant: a test, or its end for want of time or memory. None if it survived."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        os.environ[ACTIVE] = name
        # What a mutant prints is of no use.
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        for seconds, at in known:
            # Of this process alone: a busy machine kills no mutant.
            signal.setitimer(signal.ITIMER_VIRTUAL, 1 + 10 * seconds)
            run(session.items[at])
            if session.testsfailed:
                os.write(writer, session.items[at].nodeid.encode())
                os._exit(1)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as told:
        test = told.read()
    _, status = os.waitpid(child, 0)
    return None if status == 0 else test or f"a signal: {os.waitstatus_to_exitcode(status)}"


def in_a_new_python(name: str, files: Sequence[str]) -> str | None:
    """The same for a function that files of tests call while they are imported: all of their tests."""
    command = [sys.executable, "-m", "pytest", "-x", *OPTIONS, *files]
    done = subprocess.run(command, env=os.environ | {ACTIVE: name}, capture_output=True, encoding="utf-8")
    return None if done.returncode == 0 else f"a test of {', '.join(files)}"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
