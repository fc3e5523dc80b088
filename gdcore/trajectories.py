"""Where a run has been: its iterates, one after another."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, overload

from gdcore.points import Point, PointLike, as_point, as_vector, distance, is_finite, same_shape
from gdcore.validation import count, finite_number


class Iterate(NamedTuple):
    """One point of a run: x_k, what f and the gradient were there, and the rate that led to it.

    `lr` is the learning rate of the step from x_{k-1} to x_k; no step led to the start, so it
    has 0.0 there.

    >>> import gdcore
    >>> r = gdcore.minimize(lambda x: x * x, 8.0, lambda x: 2 * x, lr=0.25, max_steps=3)
    >>> [iterate.x for iterate in r.history if iterate.k > 1]
    [2.0, 1.0]
    """

    k: int
    x: Point
    f: float
    grad_norm: float
    lr: float

    @property
    def finite(self) -> bool:
        """True if neither the point, nor f, nor the gradient's norm is inf or nan."""
        return math.isfinite(self.f) and math.isfinite(self.grad_norm) and is_finite(self.x)


@dataclass
class Trajectory:
    """The iterates of a run as lists of equal length, ready to plot.

    `k` are the step numbers (0 is the start), `x` the points, `f` the values there, `grad_norm`
    the lengths of the gradients, `lr` the learning rates. `trajectory[i]` is the i-th `Iterate`,
    `trajectory[i:j]` a shorter trajectory.

    >>> import gdcore
    >>> r = gdcore.minimize(lambda x: x * x, 8.0, lambda x: 2 * x, lr=0.25, max_steps=3)
    >>> r.history.x
    [8.0, 4.0, 2.0, 1.0]
    >>> r.history[-1]
    Iterate(k=3, x=1.0, f=1.0, grad_norm=2.0, lr=0.25)
    """

    k: list[int] = field(default_factory=list)
    x: list[Point] = field(default_factory=list)
    f: list[float] = field(default_factory=list)
    grad_norm: list[float] = field(default_factory=list)
    lr: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, iterates: list[Iterate]) -> "Trajectory":
        """The same iterates, a list for each of their fields."""
        return cls(*map(list, zip(*iterates)))

    def __len__(self) -> int:
        """Return the number of iterates kept."""
        return len(self.k)

    @overload
    def __getitem__(self, index: int) -> Iterate: ...
    @overload
    def __getitem__(self, index: slice) -> "Trajectory": ...
    def __getitem__(self, index: int | slice) -> "Iterate | Trajectory":
        """Return one iterate for an index, a shorter trajectory for a slice."""
        if isinstance(index, slice):
            columns = (self.k, self.x, self.f, self.grad_norm, self.lr)
            return Trajectory(*(column[index] for column in columns))  # type: ignore[arg-type]
        i = index
        return Iterate(self.k[i], self.x[i], self.f[i], self.grad_norm[i], self.lr[i])

    def __iter__(self) -> Iterator[Iterate]:
        """Go through the iterates in order."""
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        """Return the number of iterates and where they lead."""
        if not self.k:
            return "Trajectory(empty)"
        return f"Trajectory({len(self)} iterates, k = {self.k[0]} to {self.k[-1]})"

    def errors(self, x_star: PointLike) -> list[float]:
        """Distances ||x_k - x_star|| from a known minimum.

        Raises: DimensionError if `x_star` has another shape than the iterates.

        >>> import gdcore
        >>> r = gdcore.minimize(lambda x: x * x, 8.0, lambda x: 2 * x, lr=0.75, max_steps=3)
        >>> r.history.errors(0.0)
        [8.0, 4.0, 2.0, 1.0]
        """
        target = as_point(x_star, "x_star")
        if self.x:
            same_shape(target, self.x[0], "x_star", "an iterate")
        return [distance(x, target) for x in self.x]

    def gaps(self, f_star: float) -> list[float]:
        """Differences f(x_k) - f_star from a known minimum value."""
        lowest = finite_number(f_star, "f_star")
        return [fx - lowest for fx in self.f]

    def to_csv(self) -> str:
        """The table as text: a line of names, then a line for each iterate, all digits kept.

        >>> import gdcore
        >>> r = gdcore.minimize(lambda p: p[0] * p[0], [8.0, 1.0], lambda p: [2 * p[0], 0], lr=0.5, max_steps=1)
        >>> print(r.history.to_csv())
        k,x0,x1,f,grad_norm,lr
        0,8.0,1.0,64.0,16.0,0.0
        1,0.0,1.0,0.0,0.0,0.5
        <BLANKLINE>
        """
        n = len(as_vector(self.x[0])) if self.x else 1
        names = ["x"] if n == 1 else [f"x{i}" for i in range(n)]
        rows = [["k", *names, "f", "grad_norm", "lr"]]
        rows += [[repr(v) for v in (i.k, *as_vector(i.x), i.f, i.grad_norm, i.lr)] for i in self]
        return "".join(",".join(row) + "\n" for row in rows)

    def to_json(self) -> str:
        """The five lists as a JSON object; null stands for inf and nan, which JSON lacks."""
        import json  # here, as hardly a page needs it and it takes its time to load

        return json.dumps(without_infinities(vars(self)), allow_nan=False)

    def sparkline(self, width: int = 40) -> str:
        """f as a line of blocks at most `width` wide, on a logarithmic scale if f > 0 throughout.

        >>> import gdcore
        >>> gdcore.minimize(lambda x: x * x, 8.0, lambda x: 2 * x, lr=0.25, max_steps=7).history.sparkline()
        '█▇▆▅▄▃▂▁'
        """
        n = min(count(width, "width", least=2), len(self))
        log = min(self.f, default=0.0) > 0
        heights = [math.log(v) if log and v < math.inf else v for v in self.f]
        finite = [v for v in heights if math.isfinite(v)] or [0.0]
        low, high = min(finite), max(finite)
        shown = [heights[round(i * (len(self) - 1) / max(n - 1, 1))] for i in range(n)]
        parts = [(v - low) / (high - low or 1.0) if math.isfinite(v) else 1.0 for v in shown]
        return "".join(BLOCKS[round(7 * part)] for part in parts)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return (self.curve()._repr_mimebundle_() if self.f else {}) | {"text/plain": repr(self)}

    def _repr_svg_(self) -> str | None:
        return self.curve()._repr_svg_() if self.f else None

    def curve(self) -> Any:
        """Its f as a figure, on a logarithmic axis unless f goes below 0."""
        from gdcore.plots import loss_curves  # here for the same reason

        return loss_curves({"f": self}, log=min(self.f) >= 0)


BLOCKS = "▁▂▃▄▅▆▇█"


def without_infinities(value: Any) -> Any:
    """`value` with None for every inf and nan in it."""
    if isinstance(value, dict):
        return {name: without_infinities(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [without_infinities(entry) for entry in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
