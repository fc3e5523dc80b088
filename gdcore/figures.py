"""Figures as plain data, for whatever can draw: a page, a notebook, a terminal.

A figure describes itself as JSON of the type application/vnd.lesson.figure+json:

    figure   {"version": 1, "title": text, "summary": text, "panels": [panel, ...], "table": table,
              "readouts": [[text, text or number], ...]}, the last one only if there are any
    panel    {"title": text, "equal": bool, "x": axis, "y": axis, "marks": [mark, ...]}
    axis     {"label": text, "scale": "linear" or "log", "domain": [low, high]}
    table    {"columns": [text, ...], "rows": [[text, number or null, ...], ...]}
    mark     {"mark": kind, "name": text, "x": numbers, "y": numbers, "labels": texts}, where kind is
      curve      a line through the points (x[i], y[i])
      path       steps from point to point, with a direction
      ghost      a path that has not been gone
      scatter    points
      bars       a bar up to each point, one unit apart
      note       labels[i] at each point, and nothing else
      rule       a line all through the panel: at x[i], or where that is null at y[i]
      bands      parts of the x axis, from x[i] by "dx"[i], over all the panel's height
      arrows     from each point by ("dx"[i], "dy"[i])
      contour    heights "values"[j][i] at (x[i], y[j]), with lines at "levels"
      regions    a part of the plane, labels["values"[j][i]], at (x[i], y[j])

The summary says in words what is to be seen, the table holds its main numbers, and the read-outs
those of the moment. Marks are drawn in
order; those of one name look alike. labels[i], if any, stands at point i. A contour without levels
is a heat map. "equal": one unit is as
long along x as along y. Numbers are finite and have six digits; null is a gap.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gdcore.drawing import as_svg, as_text
from gdcore.errors import DimensionError, InvalidInputError
from gdcore.marks import Mark, numbers, rounded
from gdcore.validation import described, finite_number

__all__ = ["Axis", "Figure", "Mark", "Panel"]

MIME = "application/vnd.lesson.figure+json"


@dataclass(frozen=True)
class Axis:
    """A direction of a panel, "linear" or "log"; without a domain it spans what is drawn.

    Raises: InvalidInputError for another scale, or unless low < high.

    >>> Axis("loss", "log").data([0.01, 100.0])
    {'label': 'loss', 'scale': 'log', 'domain': [0.01, 100.0]}
    """

    label: str = ""
    scale: str = "linear"
    domain: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.scale not in ("linear", "log"):
            raise InvalidInputError(f'scale must be "linear" or "log", got {described(self.scale)}.')
        if self.domain and not finite_number(self.domain[0], "low") < finite_number(self.domain[1], "high"):
            raise InvalidInputError(f"domain must be (low, high) with low < high, got {self.domain}.")

    def data(self, places: list[float]) -> dict[str, Any]:
        """The axis as the schema says, if `places` are drawn along it."""
        low, high = self.domain or (min(places, default=1.0), max(places, default=1.0))
        if self.scale == "log" and min([low, *places]) <= 0:
            raise InvalidInputError(f"On a log axis all numbers are positive, got {min([low, *places]):g}.")
        low, high = rounded([float(low), float(high)])  # two that have the same six digits are one
        if low == high:
            room = max(1.0, abs(low) / 1000)
            low, high = (low / 2, high * 2) if self.scale == "log" else (low - room, high + room)
        return {"label": self.label, "scale": self.scale, "domain": rounded([low, high])}


@dataclass(frozen=True)
class Panel:
    """Marks over a pair of axes; `equal` for a unit that is as long along x as along y.

    >>> Panel([Mark("curve", [0, 1], [1, 9])], y=Axis("f")).data()["y"]["domain"]
    [1.0, 9.0]
    """

    marks: Sequence[Mark]
    x: Axis = Axis()
    y: Axis = Axis()
    title: str = ""
    equal: bool = False

    def data(self) -> dict[str, Any]:
        """The panel as the schema says."""
        xs, ys = ([v for mark in self.marks for v in getattr(mark, c) if v is not None] for c in "xy")
        for mark in self.marks:
            if mark.kind == "bars":  # their feet, and half their breadth
                xs += [v + half for v in mark.x if v is not None for half in (-0.5, 0.5)]
                ys.append(0.0)
        for tips, starts, steps in ((xs, "x", "dx"), (ys, "y", "dy")):
            moves = [p for mark in self.marks for p in zip(getattr(mark, starts), getattr(mark, steps))]
            tips += [v + d for v, d in moves if v is not None and d is not None]
        axes = {"x": self.x.data(xs), "y": self.y.data(ys)}
        return {"title": self.title, "equal": self.equal, **axes, "marks": [mark.data() for mark in self.marks]}


@dataclass(frozen=True, repr=False)
class Figure:
    """Panels side by side, with a title, a summary in words, a table of the main numbers, and read-outs.

    It shows itself: as JSON for a page, as a picture in a notebook where matplotlib is installed,
    and as text anywhere. Two are joined by their panels: Figure(title, [*a.panels, *b.panels], summary).

    Raises: DimensionError unless each row has an entry for each column; NonFiniteError for inf and
    nan in it.

    >>> Figure("A step", [Panel([Mark("path", [2, 1], [4, 1])])], "Down.", ["x"], [[2], [1]]).data()["table"]
    {'columns': ['x'], 'rows': [[2], [1]]}
    """

    title: str
    panels: Sequence[Panel]
    summary: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Any]] = ()
    readouts: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbers([v for v in self.readouts.values() if isinstance(v, float)], "a read-out")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise DimensionError(f"A row has {len(row)} entries, but there are {len(self.columns)} columns: {row}.")
            numbers([v for v in row if isinstance(v, float)], "a row")

    def data(self) -> dict[str, Any]:
        """The figure as the schema says."""
        table = {"columns": list(self.columns), "rows": rounded(self.rows)}
        panels = [panel.data() for panel in self.panels]
        figure = {"version": 1, "title": self.title, "summary": self.summary, "panels": panels, "table": table}
        readouts = [[name, rounded(value)] for name, value in self.readouts.items()]
        return figure | ({"readouts": readouts} if readouts else {})

    def _repr_mimebundle_(self, include: Container[str] | None = None, exclude: object = None) -> dict[str, Any]:
        # The text is slow to draw: who asks for the data alone is spared it.
        text = {"text/plain": repr(self)} if include is None or "text/plain" in include else {}
        return {MIME: self.data()} | text

    def _repr_svg_(self) -> str | None:
        return as_svg(self.data())

    def __repr__(self) -> str:
        return as_text(self.data())
