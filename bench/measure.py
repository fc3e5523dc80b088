"""Pairs of measurements, taken in turn, and what is said about them."""

from __future__ import annotations

import math
import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Number = Callable[[], float]


@dataclass(frozen=True)
class Scale:
    """How much is measured."""

    pages: int
    cells: int
    pairs: int
    edits: int
    growth: tuple[int, ...]
    """Sizes of the sites that show how cost grows, in pages."""
    growth_cells: int


FULL = Scale(pages=50, cells=10, pairs=5, edits=8, growth=(10, 100, 1000), growth_cells=3)
# To see that a benchmark works: its numbers mean nothing.
QUICK = Scale(pages=4, cells=3, pairs=2, edits=2, growth=(2, 4), growth_cells=3)


@dataclass(frozen=True)
class Pair:
    """The same work done by this project and by the other, one right after the other."""

    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """Below 1, this project takes less. Where the other takes nothing, neither does ours, or infinitely more."""
        if self.theirs == 0:
            return 1.0 if self.ours == 0 else math.inf
        return self.ours / self.theirs


@dataclass(frozen=True)
class Spent:
    """What one run of a command took: seconds on the clock, and of all cores together, its processes included."""

    seconds: float
    cpu: float


Side = tuple[str, Callable[[], Spent]]
Sides = tuple[Side, Side]
"""Ours and theirs: the name of what is run, and a function that runs it."""


@dataclass(frozen=True)
class Claim:
    """What must not be exceeded: by the median of the ratios, by that of our own numbers, or by each of these."""

    most: float
    of: str = "ratio"
    """`ratio`, `ours` or `each`."""


@dataclass(frozen=True)
class Comparison:
    """One row of a table."""

    what: str
    ours: str
    theirs: str
    unit: str
    pairs: tuple[Pair, ...]
    claim: Claim | None = None

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios: a disturbance of the machine strikes one pair, not the result."""
        return median(pair.ratio for pair in self.pairs)

    @property
    def holds(self) -> bool:
        """Whether the claim, if there is one, was kept."""
        if self.claim is None:
            return True
        ours = [pair.ours for pair in self.pairs]
        got = {"ratio": self.ratio, "ours": median(ours), "each": max(ours)}[self.claim.of]
        return got <= self.claim.most


class BenchError(Exception):
    """Something that was to be measured did not work, so that there is no number."""


def alternate(ours: Number, theirs: Number, count: int) -> tuple[Pair, ...]:
    """`count` pairs, measured ours, theirs, ours, theirs …: whatever slows the machine down strikes both."""
    return tuple(Pair(ours(), theirs()) for _ in range(count))


def race(what: str, sides: Sides, count: int, claim: Claim | None = None) -> Iterator[Comparison]:
    """`count` pairs of commands in turn: a row for the time on the clock, about which the claim is, and one for CPU."""
    (ours, run_ours), (theirs, run_theirs) = sides
    spent = [(run_ours(), run_theirs()) for _ in range(count)]
    seconds = tuple(Pair(one.seconds, other.seconds) for one, other in spent)
    cpu = tuple(Pair(one.cpu, other.cpu) for one, other in spent)
    yield Comparison(what, ours, theirs, "s", seconds, claim)
    yield Comparison(what, ours, theirs, "s of CPU", cpu)


def spend(command: Sequence[str | Path], folder: Path) -> Spent:
    """What a command takes from its start to its end, everything included.

    Raises BenchError with what the command said when it fails.
    """
    before, start = _cpu(), time.perf_counter()
    run(command, folder)
    return Spent(time.perf_counter() - start, _cpu() - before)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command: Sequence[str | Path], folder: Path) -> str:
    """What a command writes to standard output. Raises BenchError as `spend` does."""
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment(), capture_output=True, encoding="utf-8"
    )
    if done.returncode != 0:
        told = "\n".join((done.stdout + done.stderr).strip().splitlines()[-30:])
        raise BenchError(f"{' '.join(map(str, command))} ended with exit status {done.returncode}:\n{told}")
    return done.stdout


def environment() -> dict[str, str]:
    """The same for both sides: an address set for publishing would change what is built."""
    kept = {name: value for name, value in os.environ.items() if name != "SITE_URL"}
    return kept | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
