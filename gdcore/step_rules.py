"""Step rules: how far to go along a direction. A rule is called as rule(f, grad, x, d, g, k)."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from gdcore.errors import LineSearchError
from gdcore.evaluation import Gradient, Objective
from gdcore.learning_rates import constant_rate
from gdcore.linear_algebra import dot
from gdcore.oracle import Oracle, RecallingOracle
from gdcore.points import Point, PointLike, as_point, as_point_like, as_vector, shaped_like, shown
from gdcore.validation import count

type Rule = Callable[[Objective, Gradient, Point, Point, Point, int], float]  # the caller's own, or a StepRule


class Line:
    """f along the line from x in the direction d: phi(alpha) = f(x + alpha d)."""

    def __init__(self, oracle: Oracle, x: Point, d: Point, g: Point) -> None:
        self.oracle, self.x, self.d, self.g = oracle, x, d, g
        self.slope = dot(as_vector(g), as_vector(d))  # phi'(0)

    def at(self, alpha: float) -> Point:
        """The point x + alpha d."""
        return shaped_like([xi + alpha * di for xi, di in zip(as_vector(self.x), as_vector(self.d))], self.x)

    def value(self, alpha: float) -> float:
        """phi(alpha); inf where f overflows or is no number, so that no search stays there."""
        value = self.oracle.value(self.at(alpha))
        return math.inf if math.isnan(value) else value

    def slope_at(self, alpha: float) -> float:
        """phi'(alpha)."""
        return dot(as_vector(self.oracle.gradient(self.at(alpha))), as_vector(self.d))

    def highest(self, alpha: float, c1: float) -> float:
        """Largest value at `alpha` that still is a sufficient decrease."""
        return self.value(0.0) + c1 * alpha * self.slope

    def require_descent(self) -> None:
        """Raise LineSearchError unless f falls along d."""
        if not self.slope < 0:
            raise LineSearchError(
                f"d = {shown(self.d)} is not a descent direction: g.d = {self.slope:.3g} is not below 0. "
                "Minus the gradient is one, wherever the gradient is not 0."
            )


class StepRule(ABC):
    """What all step rules share: how they are called.

    `rule(f, grad, x, d, g, k)` is the length alpha > 0 of step k from `x` along `d`, where `g` is the
    gradient at `x`; x, d and g have one shape. In `minimize` d is -g. Any function of these six
    can take the place of a rule.

    Raises: InvalidInputError for arguments that cannot be used, LineSearchError if no step will do.

    To write your own, subclass and say how long a step is; `line.at(alpha)`, `line.value(alpha)` and
    `line.slope_at(alpha)` are the point x + alpha d, and f and its slope along d there:

    >>> class Halving(StepRule):
    ...     def length(self, line, k):
    ...         return 0.5**k
    >>> Halving()(lambda x: x * x, lambda x: 2 * x, x=1.0, d=-2.0, g=2.0, k=3)
    0.125
    """

    def __call__(self, f: Objective, grad: Gradient, x: PointLike, d: PointLike, g: PointLike, k: int) -> float:
        """Length of step `k`."""
        point = as_point(x, "x")
        line = Line(RecallingOracle(f, grad), point, as_point_like(d, point, "d"), as_point_like(g, point, "g"))
        return self.length(line, count(k, "k", least=0))

    @abstractmethod
    def length(self, line: Line, k: int) -> float:
        """Alpha for `line`."""


@dataclass(frozen=True)
class Constant(StepRule):
    """The same step every time: alpha = lr.

    Raises: InvalidInputError unless lr > 0.

    Source: A. Cauchy, Comptes Rendus 25, 536-538 (1847).

    >>> import gdcore
    >>> gdcore.minimize(lambda x: x * x, 8.0, lambda x: 2 * x, step_rule=Constant(0.25), max_steps=3).x
    1.0
    """

    lr: float

    def __post_init__(self) -> None:
        constant_rate(self.lr)

    def length(self, line: Line, k: int) -> float:
        """Alpha = lr."""
        return float(self.lr)
