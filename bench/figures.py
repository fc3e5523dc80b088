"""A figure of a surface (41 by 41 heights), two paths of 80 steps on it and their losses beside it, drawn.

A frame is what a reader sees who drags a point: the paths are new, the surface is not. Ours is the page's renderer with
what it keeps from frame to frame, in Node, without what the browser does with the result; theirs is the same
renderer drawing everything anew. Below it the whole picture as SVG text, against matplotlib, with which the library
draws in a notebook; ours is made twice, for wide and for narrow pages.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gdcore
from gdcore.drawing import as_svg
from gdcore.figures import Figure
from site_hooks.packages import find_node

from .generate import REPO
from .measure import BenchError, Claim, Comparison, Pair, Scale, run

DRAWING = Path(__file__).with_suffix(".mjs")
# Milliseconds: sixty frames a second, with time for Python and for the browser.
FRAME = 4


def figure() -> Figure:
    """The figure."""
    surface = gdcore.himmelblau
    starts = {"left": [-1.0, 0.0], "below": [0.0, -1.0]}
    runs = {name: gdcore.minimize(surface.f, x, surface.grad, lr=0.01, max_steps=80) for name, x in starts.items()}
    seen, losses = gdcore.surface(surface, runs), gdcore.loss_curves(runs)
    return Figure("Two runs", [*seen.panels, *losses.panels], seen.summary)


def measure(scale: Scale, work: Path) -> Iterator[Comparison]:
    """A frame, and a whole picture."""
    data = figure().data()
    path = work / "figure.json"
    path.write_text(json.dumps(data), "utf-8")
    times = json.loads(run([find_node(), DRAWING, path, str(scale.pairs * 20)], REPO))
    frames = tuple(Pair(changed, anew) for changed, anew, _ in times)
    yield Comparison("a frame while a point is dragged", "kept", "anew", "ms", frames, Claim(FRAME, "ours"))
    drawn(data)  # loads the library
    whole = tuple(Pair(text, drawn(data)) for _, _, text in times[: scale.pairs])
    yield Comparison("a picture as SVG", "both layouts", "matplotlib, once", "ms", whole)


def drawn(data: dict[str, Any]) -> float:
    """Milliseconds that matplotlib takes. Raises BenchError where it is not installed."""
    start = time.perf_counter()
    if as_svg(data) is None:
        raise BenchError("matplotlib is missing: make test installs it.")
    return (time.perf_counter() - start) * 1000
