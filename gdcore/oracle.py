"""The oracle: all that a method may learn about a function, its value and gradient at a point.

The word is A. Nemirovski & D. Yudin's (Problem Complexity and Method Efficiency in Optimization,
1983): they measure a method by the number of questions it asks, so this one counts them.
"""

import math

from gdcore.evaluation import Gradient, Objective, gradient_at, value_at
from gdcore.gradients import numerical_gradient
from gdcore.points import Point, as_vector, is_finite, norm, shaped_like
from gdcore.trajectories import Iterate


class Oracle:
    """Answers with f and its gradient, and counts the calls; without `grad` it measures slopes."""

    def __init__(self, f: Objective, grad: Gradient | None) -> None:
        """Take the functions; nothing has been asked yet."""
        self.f, self.grad = f, grad
        self.nfev = self.njev = 0

    def value(self, x: Point) -> float:
        """f(x), or inf where Python refuses to go: x**2 and exp raise when they overflow."""
        self.nfev += 1
        try:
            return value_at(self.f, x)
        except OverflowError:
            return math.inf

    def gradient(self, x: Point) -> Point:
        """Gradient at `x`; every coordinate is inf if it overflows."""
        self.njev += 1
        try:
            if self.grad is None:
                return numerical_gradient(self.value, x)
            return gradient_at(self.grad, x)
        except OverflowError:
            return shaped_like([math.inf for _ in as_vector(x)], x)

    def iterate(self, k: int, x: Point, lr: float) -> tuple[Iterate, Point]:
        """The k-th iterate and the gradient there; nothing is asked where `x` is not finite."""
        if not is_finite(x):
            nowhere = shaped_like([math.nan for _ in as_vector(x)], x)
            return Iterate(k, x, math.nan, math.nan, lr), nowhere
        fx, g = self.value(x), self.gradient(x)
        return Iterate(k, x, fx, norm(g), lr), g
