"""What a figure draws: one mark after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gdcore.errors import DimensionError, InvalidInputError
from gdcore.samples import entries
from gdcore.validation import described, finite_number

# Each kind of mark, and what it needs besides points.
KINDS: dict[str, tuple[str, ...]] = dict.fromkeys(("curve", "path", "ghost", "scatter", "bars", "note", "rule"), ())
KINDS |= {"bands": ("dx",), "arrows": ("dx", "dy"), "contour": ("values", "levels"), "regions": ("values",)}
type Numbers = Sequence[float | None]


def rounded(value: Any) -> Any:
    """Six digits: the rest is not seen, and the last ones differ between machines."""
    if isinstance(value, tuple | list):
        return [rounded(entry) for entry in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


def numbers(value: Any, what: str) -> tuple[float | None, ...]:
    """`value` as finite floats and None."""
    return tuple(
        v if v is None else finite_number(v, f"{what}[{i}]", " Write None for a gap.")
        for i, v in enumerate(entries(value, what, "[1.0, 2.0]"))
    )


@dataclass(frozen=True)
class Mark:
    """Something to draw; `kind` and what it needs are those of the schema. None is a gap.

    Raises: InvalidInputError for an unknown kind, or a number that is not finite; DimensionError
    where sizes differ.

    >>> Mark("path", [1, 2], [3, None], "SGD").data()["y"]
    [3.0, None]
    """

    kind: str
    x: Numbers
    y: Numbers
    name: str = ""
    labels: Sequence[str] = ()
    dx: Numbers = ()
    dy: Numbers = ()
    values: Sequence[Numbers] = ()
    levels: Numbers = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InvalidInputError(f"kind must be one of {', '.join(KINDS)}, got {described(self.kind)}.")
        for name in ("x", "y", "dx", "dy", "levels"):
            object.__setattr__(self, name, numbers(getattr(self, name), name))
        rows = [numbers(row, f"values[{j}]") for j, row in enumerate(entries(self.values, "values", "[[1.0]]"))]
        object.__setattr__(self, "values", tuple(rows))
        object.__setattr__(self, "labels", tuple(map(str, entries(self.labels, "labels", '["a", "b"]'))))
        n, extra = len(self.x), KINDS[self.kind]
        if "values" in extra:
            if [len(row) for row in rows] != [n] * len(self.y):
                raise DimensionError(f"values must be {len(self.y)} rows, one for each y, of {n} numbers.")
            if self.kind == "regions" and not {v for row in rows for v in row} <= set(range(len(self.labels))):
                raise InvalidInputError(f"values of regions must be numbers of labels, below {len(self.labels)}.")
            return
        for name in ("y", *extra, *(["labels"] if self.labels else [])):
            if len(getattr(self, name)) != n:
                raise DimensionError(f"{name} has {len(getattr(self, name))} entries, but x has {n}.")
        if self.kind == "rule" and any((x is None) == (y is None) for x, y in zip(self.x, self.y, strict=True)):
            raise InvalidInputError("A rule is at x or at y. Write None for the other one.")
        if self.kind == "note" and not self.labels:
            raise InvalidInputError("A note needs labels, one for each point.")

    def data(self) -> dict[str, Any]:
        """The mark as the schema says."""
        return self._data

    @cached_property
    def _data(self) -> dict[str, Any]:
        names = ("name", "x", "y", "labels", *KINDS[self.kind])
        return {"mark": self.kind} | {name: rounded(getattr(self, name)) for name in names}
