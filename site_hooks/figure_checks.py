"""What a cell with controls must give: a figure, for each value of each of them, and not too many bytes in all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from .control import Control, Point, Slider
from .frames import MOST_BYTES, Done, Frames, Json, has_figure
from .lesson import Cell

Found = Iterator[tuple[int, str]]


def check_figures(done: Done, frames: Mapping[str, Frames]) -> Found:
    """What is wrong with the figures of a page: `done` are all of its tasks with Pyodide's results, `frames` theirs."""
    for task, result in done:
        cell = task.owner
        if task.role != "cell" or not isinstance(cell, Cell) or not cell.controls:
            continue
        # Of a cell that came to no end, the checks of any cell tell.
        if "failed" in result or result["error"]:
            continue
        if not has_figure(task, result):
            yield (
                cell.line,
                f"The cell `{cell.name}` has controls, so it must end with a figure. {_got(result['text'])}",
            )
            continue
        panels = json.loads(result["rich"]["data"])["panels"]
        for control in cell.controls:
            yield from _check_frames(cell, control, done)
            yield from _check_place(control, panels)
    yield from _check_size(done, frames)


def _got(text: str) -> str:
    last = text.strip().splitlines()[-1:]
    return f"Its last line gave `{last[0][:60]}`." if last else "Its last line gave nothing: let it be an expression."


def _check_frames(cell: Cell, control: Control, done: Done) -> Found:
    """One problem for each control, with the first value for which there is no figure."""
    mine = [(task, result) for task, result in done if task.owner is cell and task.control is control]
    # Where one was stopped, its sisters were not begun: of them there is nothing to tell.
    wrong = [(task, result) for task, result in mine if result and not has_figure(task, result)]
    if not wrong:
        return
    task, result = wrong[0]
    if "failed" in result:
        told = result["failed"]
    elif error := result["error"]:
        line = f" in line {cell.code.line + error['line'] - 1}" if error["line"] else ""
        told = f"raised {error['type']}: {error['message']}{line}"
    else:
        told = f"gives no figure. {_got(result['shown'])}".removesuffix(".")
    count = len(wrong) - 1
    others = f" So it is with {count} other value{'s' * (count > 1)} of `{control.name}`." if count else ""
    yield control.line, f"With `{control.name} = {task.value}`, the cell `{cell.name}` {told}.{others}"


def _check_place(control: Control, panels: list[Json]) -> Found:
    """Whether what can be dragged has something to be dragged in."""
    if isinstance(control, Point) and control.panel > len(panels):
        has = "one panel" if len(panels) == 1 else f"{len(panels)} panels"
        yield control.line, f"The point `{control.name}` is in panel {control.panel}, but the figure has {has}."
    if isinstance(control, Slider) and control.drag and not any(mark["mark"] == "path" for mark in panels[0]["marks"]):
        told = f"`{control.name}` can be dragged at the start of the first panel's path, but there is none."
        yield control.line, f"{told} Draw one, or remove `drag`."


def _check_size(done: Done, frames: Mapping[str, Frames]) -> Found:
    total = sum(each.size for each in frames.values())
    if total <= MOST_BYTES:
        return
    name, largest = max(frames.items(), key=lambda each: each[1].size)
    line = next(task.owner.line for task, _ in done if isinstance(task.owner, Cell) and task.owner.name == name)
    told = f"The frames of this page's figures have {total / 1000:.0f} KB, more than {MOST_BYTES / 1000:.0f} KB"
    most = f"most of them, {largest.size / 1000:.0f} KB, those of `{name}`"
    yield line, f"{told}; {most}. Draw with fewer points, let less depend on its controls, or make their steps larger."
