"""What can be drawn of runs and of functions: their points, heights on a grid, and contours."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from gdcore.errors import DimensionError
from gdcore.evaluation import value_at
from gdcore.functions import TestFunction
from gdcore.marks import Mark
from gdcore.points import as_numbers, as_vector
from gdcore.samples import entries
from gdcore.validation import finite_number, pair

LEVELS = 11


def named(runs: Any) -> dict[str, Any]:
    """Runs by name."""
    return dict(runs) if isinstance(runs, Mapping) else {"path": runs}


def points(run: Any, n: int | None = None) -> list[list[float]]:
    """The points of a run, with `n` coordinates each if that is known."""
    run = getattr(run, "history", run)
    listed = entries(getattr(run, "x", run), "a run", "[(0, 0), (1, 1)]")
    path = [list(as_vector(as_numbers(x, "a point of the run"))) for x in listed]
    sizes = sorted({len(p) for p in path})
    if len(sizes) != 1 or sizes[0] != (n or sizes[0]):
        raise DimensionError(f"A run needs points of {n or 'equally many'} coordinates, got {sizes or 'no points'}.")
    return path


def gap(value: float, log: bool = False) -> float | None:
    """`value`, or None where it cannot be drawn: inf, nan, and 0 on a log axis."""
    return value if math.isfinite(value) and not (log and value == 0) else None


def grid(domain: Sequence[float], n: int) -> list[float]:
    """`n` numbers from one end of the domain to the other."""
    ends = pair(entries(domain, "domain", "(-2, 2)"), "domain", "(-2, 2)")
    low, high = (finite_number(end, "domain") for end in ends)
    return [low + (high - low) * i / (n - 1) for i in range(n)]


def thinned(rows: Any, most: int = 12) -> list[Any]:
    """At most `most` of the rows, evenly spread, with the first and the last."""
    last, rows = len(rows) - 1, list(rows)
    return rows if last < most else [rows[round(i * last / (most - 1))] for i in range(most)]


def height_of(f: Callable[[Any], float], x: Any) -> float | None:
    """f(x), or None where it cannot be drawn."""
    try:
        return gap(value_at(f, x))
    except OverflowError:
        return None


def contour(
    height: Callable[[float, float], float | None], xs: Sequence[float], ys: Sequence[float], name: str
) -> Mark:
    """Heights on a grid, with lines between which lie equally many of its points."""
    values = [[height(x, y) for x in xs] for y in ys]
    order = sorted(v for row in values for v in row if v is not None)
    levels = sorted({order[len(order) * i // (LEVELS + 1)] for i in range(1, LEVELS + 1)}) if order else []
    return Mark("contour", xs, ys, name, values=values, levels=levels)


@lru_cache(maxsize=16)
def known_contour(function: TestFunction, xs: tuple[float, ...], ys: tuple[float, ...]) -> Mark:
    """The same for a function that never changes: who moves a path over it again and again waits once."""
    return contour(lambda x, y: height_of(function.f, [x, y]), xs, ys, function.name)
