"""Pages to measure on: as many as wanted, every one different, each cell with what it prints.

Nothing here depends on time, chance or the machine: the same numbers give the same text.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Cell:
    """Code that a page runs, and the exception that it must raise, if any."""

    title: str
    source: str
    raises: str = ""


@dataclass(frozen=True)
class Page:
    """A page's cells, which share their names, and a sentence to edit."""

    number: int
    sentence: str
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return f"page-{self.number:04}"


def page(number: int, cells: int) -> Page:
    """The page with this number; its starting point is in every cell, so no two pages compute the same.

    Raises ValueError when more cells are asked for than there are kinds.
    """
    kinds = list(_cells(number))
    if not 1 <= cells <= len(kinds):
        raise ValueError(f"A page has 1 to {len(kinds)} cells, got {cells}.")
    return Page(number, f"The valley of page {number} is round.", tuple(kinds[:cells]))


def _cells(number: int) -> Iterator[Cell]:
    start, target = number / 100, 1 + number * 37 % 600 / 100
    descend = f"""\
import gdcore

start, target = {start}, {target}
run = gdcore.minimize(lambda x: (x - target) ** 2, x0=start, lr=0.1)
print(f"Page {number}: x = {{run.x:.4f}} after {{len(run.history) - 1}} steps ({{run.reason}})")"""
    yield Cell("Descend", descend)
    loop = f"""\
x = {start}
for step in range(6):
    print(f"{{step}} {{x:8.3f}}")
    x = x - 0.2 * 2 * (x - target)"""
    yield Cell("A loop by hand", loop)
    refused = f"""\
print("A negative rate climbs.")
gdcore.minimize(lambda x: x * x, x0={start}, lr=-{start})"""
    yield Cell("Refused", refused, "InvalidInputError")
    function = f"""\
def loss(x):
    return (x - target) ** 2 + {start}

print([f"{{loss(point):.2f}}" for point in range(5)])"""
    yield Cell("A function", function)
    slope = f"""\
slopes = [gdcore.numerical_gradient(loss, {start} + point) for point in range(5)]
for point, slope in enumerate(slopes):
    print(f"{{point}}: {{slope:+.4f}}")"""
    yield Cell("Its slopes", slope)
    schedule = f"""\
rates = gdcore.exponential_decay({start}, 0.9)
print(" ".join(f"{{rates(k):.4f}}" for k in range(8)))"""
    yield Cell("A schedule", schedule)
    adam = f"""\
adam, point = gdcore.Adam(lr=0.1), [{start}, {target}]
for _ in range(50):
    x, y = point
    point = adam.step(point, [2 * (x - 1), 20 * (y + 1)])
print("({{:.3f}}, {{:.3f}})".format(*point))"""
    yield Cell("Fifty steps of Adam", adam)
    statistics = f"""\
import random
import statistics

random.seed({number})
noisy = [loss(random.random()) for _ in range(200)]
print(f"mean {{statistics.mean(noisy):.3f}}, deviation {{statistics.stdev(noisy):.3f}}")"""
    yield Cell("With noise", statistics)
    table = f"""\
print("rate   x after 10 steps")
for rate in (0.01, 0.1, 0.3):
    x = {start}
    for _ in range(10):
        x = x - rate * 2 * (x - target)
    print(f"{{rate:<6}} {{x:.4f}}")"""
    yield Cell("Three rates", table)
    words = f"""\
from collections import Counter

sentence = "walk downhill until page {number} is flat enough to rest on"
print(sorted(Counter(sentence.replace(" ", "")).items(), key=lambda pair: (-pair[1], pair[0]))[:5])"""
    yield Cell("Letters", words)


def say(page: Page, edit: int) -> tuple[Page, str]:
    """The page with another sentence, and the text by which a reader knows it; the cells are as before."""
    sentence = f"This is edit {edit}."
    return replace(page, sentence=sentence), sentence


def compute(page: Page, edit: int) -> tuple[Page, str]:
    """The page whose first cell prints one line more, and that line, which does not stand in the code."""
    first = page.cells[0]
    longer = replace(first, source=f'{first.source}\nprint("Edit", {edit}, "gives", {edit} * 7)')
    return replace(page, cells=(longer, *page.cells[1:])), f"Edit {edit} gives {edit * 7}"


def outputs(page: Page) -> list[str]:
    """What each cell prints before it ends or raises: this Python executes the page.

    Raises what a cell raises that should raise nothing, and AssertionError when it ends otherwise than it says.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    printed = []
    for cell in page.cells:
        stream, raised = io.StringIO(), ""
        with contextlib.redirect_stdout(stream):
            try:
                exec(compile(cell.source, cell.title, "exec"), names)
            except Exception as error:
                raised = type(error).__name__
                if not cell.raises:
                    raise
        assert raised == cell.raises, f"{page.name}, cell {cell.title!r}: expected {cell.raises!r}, raised {raised!r}"
        printed.append(stream.getvalue())
    return printed
