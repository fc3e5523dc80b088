"""The oracle: all that a method may learn about a function, its value and gradient at a point.

The word is A. Nemirovski & D. Yudin's (Problem Complexity and Method Efficiency in Optimization,
1983): they measure a method by the number of questions it asks, so this one counts them.
"""

from math import hypot, inf, isfinite, nan

from gdcore.evaluation import Gradient, Objective, as_value, gradient_at
from gdcore.gradients import numerical_gradient
from gdcore.points import Point, as_vector, is_finite, own_copy, shaped_like
from gdcore.trajectories import Iterate

new = tuple.__new__


class Oracle:
    """Answers with f and its gradient, and counts the calls; without `grad` it measures slopes."""

    def __init__(self, f: Objective, grad: Gradient | None) -> None:
        self.f, self.grad = f, grad
        self.nfev = self.njev = 0

    def value(self, x: Point) -> float:
        """f(x), or inf where Python refuses to go: x**2 and exp raise when they overflow."""
        self.nfev += 1
        try:
            value = self.f(x.copy() if type(x) is list else x)
        except OverflowError:
            return inf
        return value if type(value) is float else as_value(value)

    def gradient(self, x: Point) -> Point:
        """Gradient at `x`; every coordinate is inf if it overflows."""
        self.njev += 1
        try:
            if self.grad is None:
                return numerical_gradient(self.value, x)
            return gradient_at(self.grad, x)
        except OverflowError:
            return shaped_like([inf for _ in as_vector(x)], x)

    def iterate(self, k: int, x: Point, size: float, lr: float) -> tuple[Iterate, Point]:
        """The k-th iterate, ||x|| = size, and the gradient there; nothing is asked where `x` is not finite."""
        # A length is finite if all coordinates are, unless they are too large to be squared.
        if isfinite(size) or is_finite(x):
            fx, g = self.value(x), self.gradient(x)
        else:
            fx, g = nan, shaped_like([nan for _ in as_vector(x)], x)
        slope = hypot(*g) if type(g) is list else abs(g)  # type: ignore[arg-type]
        # What Iterate(...) does, in half the time; every step of every run comes here.
        return new(Iterate, (k, x, fx, slope, lr)), g


class RecallingOracle(Oracle):
    """An oracle that is not asked twice for the same point in one step.

    A line search starts from f at the iterate, and ends at the next one: both are known.
    """

    def __init__(self, f: Objective, grad: Gradient | None) -> None:
        super().__init__(f, grad)
        self.values: dict[tuple[float, ...], float] = {}
        self.gradients: dict[tuple[float, ...], Point] = {}

    def value(self, x: Point) -> float:
        """f(x), asked for or recalled."""
        key = tuple(as_vector(x))
        if key not in self.values:
            self.values[key] = super().value(x)
        return self.values[key]

    def gradient(self, x: Point) -> Point:
        """Gradient at `x`, asked for or recalled."""
        key = tuple(as_vector(x))
        if key not in self.gradients:
            self.gradients[key] = super().gradient(x)
        return own_copy(self.gradients[key])

    def iterate(self, k: int, x: Point, size: float, lr: float) -> tuple[Iterate, Point]:
        """The k-th iterate and the gradient there; what lies behind is forgotten."""
        here, g = super().iterate(k, x, size, lr)
        key = tuple(as_vector(x))
        self.values, self.gradients = {key: here.f}, {key: g}
        return here, own_copy(g)
