"""Frames: a figure for each value of its controls, computed when the page is built, in one published file."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .figure_data import FIGURE
from .lesson import Cell
from .plan import Task

Json = dict[str, Any]
Done = Sequence[tuple[Task, Json]]
# Gzipped bytes of one page's frames: what a reader fetches who looks at all of its figures.
MOST_BYTES = 400_000


@dataclass(frozen=True)
class Frames:
    """The frames of one figure, as they are published."""

    name: str
    """The name of the file, which changes with its content."""
    content: bytes

    @property
    def size(self) -> int:
        """Bytes that travel: free hosts send JSON with gzip."""
        return len(gzip.compress(self.content, mtime=0))


def frames_of(done: Done) -> dict[str, Frames]:
    """The frames of a page's figures by the name of their cells; `done` are all of its tasks with their results.

    A figure that lacks one has none: its page has a problem. The file is JSON: `parts` has every axis, mark and table
    once, `figures` their numbers in it, and `frames`, for each control, its values with the numbers of their figures.
    """
    # Of a cell, `parts` is what it printed.
    frames = [result for task, result in done if task.role == "frame"]
    parts = {number: part for result in frames for number, part in result.get("parts", ())}
    cells = [task.owner for task, _ in done if task.role == "cell" and isinstance(task.owner, Cell)]
    made = {}
    for cell in (cell for cell in cells if cell.controls):
        mine = [(task, result) for task, result in done if task.owner is cell]
        if all(has_figure(task, result) for task, result in mine):
            content = json.dumps(_file(cell, mine, parts), ensure_ascii=False, separators=(",", ":")).encode()
            digest = hashlib.sha256(content).hexdigest()[:10]
            made[cell.name] = Frames(f"frames-{cell.name}-{digest}.json", content)
    return made


def files_of(path: str, done: Done, say: Callable[[str], object]) -> dict[str, bytes]:
    """The files of frames, by name, for the page at `path`; how large they are is said."""
    frames = frames_of(done).values()
    if frames:
        figures = "one figure" if len(frames) == 1 else f"{len(frames)} figures"
        say(f"{path}: the frames of {figures} have {sum(each.size for each in frames) / 1000:.0f} KB")
    return {each.name: each.content for each in frames}


def has_figure(task: Task, result: Json) -> bool:
    """Whether a cell, or a frame of it, came to its end with a figure."""
    if result.get("error") or "failed" in result:
        return False
    if task.role == "frame":
        return result.get("figure") is not None
    return result["rich"] is not None and result["rich"]["type"] == FIGURE


class _Pool:
    """A list in which everything stands once."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._places: dict[str, int] = {}

    def place(self, item: Any) -> int:
        text = json.dumps(item)
        if text not in self._places:
            self._places[text] = len(self.items)
            self.items.append(item)
        return self._places[text]


def _file(cell: Cell, mine: Done, parts: dict[int, Any]) -> Json:
    pool, figures = _Pool(), _Pool()

    def shared(figure: Json, part: Any) -> Json:
        panels = [
            panel
            | {axis: pool.place(part(panel[axis])) for axis in "xy"}
            | {"marks": [pool.place(part(mark)) for mark in panel["marks"]]}
            for panel in figure["panels"]
        ]
        return figure | {"panels": panels, "table": pool.place(part(figure["table"]))}

    published = next(json.loads(result["rich"]["data"]) for task, result in mine if task.role == "cell")
    first = figures.place(shared(published, lambda part: part))
    frames = {control.name: [[control.default, first]] for control in cell.controls}
    for task, result in mine:
        if task.control is not None:
            figure = figures.place(shared(result["figure"], lambda number: parts[number]))
            frames[task.control.name].append([task.value, figure])
    return {"version": 1, "parts": pool.items, "figures": figures.items, "frames": frames}
