"""Frames: a figure for each value of its controls, computed when the page is built, in one published file."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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

    @cached_property
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


def files_of(path: str, frames: Mapping[str, Frames], say: Callable[[str], object]) -> dict[str, bytes]:
    """The files of frames, by name, for the page at `path`; how large they are is said."""
    if frames:
        figures = "one figure" if len(frames) == 1 else f"{len(frames)} figures"
        say(f"{path}: the frames of {figures} have {sum(each.size for each in frames.values()) / 1000:.0f} KB")
    return {each.name: each.content for each in frames.values()}


def has_figure(task: Task, result: Json) -> bool:
    """Whether a cell, or a frame of it, came to its end with a figure."""
    if result.get("error") or "failed" in result:
        return False
    if task.role == "frame":
        return result.get("figure") is not None
    return result["rich"] is not None and result["rich"]["type"] == FIGURE


def _file(cell: Cell, mine: Done, parts: dict[int, Any]) -> Json:
    used: dict[int, int] = {}
    places: dict[str, int] = {}
    figures: list[Json] = []

    def place(number: int) -> int:
        """The host numbers the parts of all of a page's figures; these are of one."""
        return used.setdefault(number, len(used))

    def add(figure: Json) -> int:
        text = json.dumps(figure)
        if text not in places:
            places[text] = len(figures)
            panels = [
                panel | {"x": place(panel["x"]), "y": place(panel["y"]), "marks": [*map(place, panel["marks"])]}
                for panel in figure["panels"]
            ]
            figures.append(figure | {"panels": panels, "table": place(figure["table"])})
        return places[text]

    frames: dict[str, list[tuple[str, int]]] = {control.name: [] for control in cell.controls}
    for task, result in mine:
        if task.role == "frame":
            # The published figure, which comes first, is that of each control's default.
            at = add(result["figure"])
            for control in cell.controls if task.control is None else [task.control]:
                frames[control.name].append((task.value or control.default, at))
    return {"version": 1, "parts": [parts[number] for number in used], "figures": figures, "frames": frames}
