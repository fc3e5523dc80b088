"""A site's verification split over machines.

Each shard runs here by itself, one after another, from nothing. Four machines are done when the slowest shard is, so
that is "ours"; "theirs" is the whole on one machine. A quarter would be ideal. What four machines spend on starting up
and on carrying results together is not measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .generate import write_lessons
from .measure import Comparison, Scale, Spent, race, run, spend
from .pages import page
from .verification import LESSON

COUNT = 4


def measure(scale: Scale, work: Path) -> Iterator[Comparison]:
    """The slowest of four shards against the whole."""
    site = work / "lessons"
    write_lessons(site, [page(number, scale.cells) for number in range(1, scale.pages + 1)])
    run([*LESSON, "runtime"], site)
    verify = [*LESSON, "verify", "--fresh"]

    def slowest() -> Spent:
        shards = [spend([*verify, "--shard", f"{shard}/{COUNT}"], site) for shard in range(1, COUNT + 1)]
        return max(shards, key=lambda spent: spent.seconds)

    sides = (f"the slowest of {COUNT} shards", slowest), ("the whole", lambda: spend(verify, site))
    yield from race(f"{scale.pages} pages of {scale.cells} cells", sides, max(2, scale.pairs // 2))
