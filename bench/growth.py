"""Ten times as many pages: time per page, and memory.

`lesson verify` of sites of three sizes, each from nothing and with nothing changed. Here the larger site is "ours" and
the one a step smaller is "theirs": a ratio of 1 means that a page costs the same, however many there are. The pages
have fewer cells than elsewhere, so that the largest site can be executed in reasonable time.
Memory is the most that the process of the command ever held, without the processes in which pages run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from .generate import write_lessons
from .measure import Claim, Comparison, Pair, Scale, Spent, run, spend
from .pages import page
from .verification import LESSON


@dataclass(frozen=True)
class Cost:
    """What one verification took."""

    spent: Spent
    megabytes: float


def measure(scale: Scale, work: Path) -> Iterator[Comparison]:
    """Each size against the one before, from nothing and with nothing changed."""
    sites = {}
    for size in scale.growth:
        sites[size] = work / f"{size}-pages"
        write_lessons(sites[size], [page(number, scale.growth_cells) for number in range(1, size + 1)])
        run([*LESSON, "runtime"], sites[size])
    for what, fresh, rounds in (("from nothing", ["--fresh"], 1), ("nothing changed", [], scale.pairs)):
        costs = {size: list[Cost]() for size in scale.growth}
        for _ in range(rounds):
            for size, site in sites.items():
                costs[size].append(_verify(site, fresh))
        for small, large in pairwise(scale.growth):
            both = list(zip(costs[large], costs[small], strict=True))
            names = f"{what}: {large} pages of {scale.growth_cells} cells", f"{large} pages", f"{small} pages"
            times = tuple(Pair(_ms(more.spent.seconds, large), _ms(less.spent.seconds, small)) for more, less in both)
            yield Comparison(*names, "ms a page", times, Claim(1.2))
            cpu = tuple(Pair(_ms(more.spent.cpu, large), _ms(less.spent.cpu, small)) for more, less in both)
            yield Comparison(*names, "ms of CPU a page", cpu)
            sizes = tuple(Pair(more.megabytes, less.megabytes) for more, less in both)
            yield Comparison(*names, "MB", sizes, Claim(1.2))


def _verify(site: Path, fresh: list[str]) -> Cost:
    told = site / "peak.txt"
    spent = spend([sys.executable, "-m", "bench.peak", told, "verify", *fresh, "content"], site)
    return Cost(spent, int(told.read_text("utf-8")) / 1e6)


def _ms(seconds: float, pages: int) -> float:
    return seconds / pages * 1000
