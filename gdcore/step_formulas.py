"""Step rules that calculate alpha; nothing is tried out."""

from collections.abc import Sequence
from dataclasses import dataclass

from gdcore.errors import DimensionError, InvalidInputError, LineSearchError
from gdcore.linear_algebra import as_symmetric_matrix, dot, product
from gdcore.points import as_vector, norm, shape, shown
from gdcore.step_rules import Line, StepRule
from gdcore.validation import count, described, finite_number, positive_number


class ExactQuadratic(StepRule):
    """The step to the lowest point along d, for the quadratic function with Hessian A.

        alpha = -g.d / d.Ad

    Shapes: `A` is n rows of n numbers, symmetric; [[a]] if x is a number.

    Raises: InvalidInputError or DimensionError if A cannot be used; LineSearchError if d is no
    descent direction, or f has no lowest point along it (d.Ad <= 0).

    Source: S. Boyd & L. Vandenberghe, Convex Optimization (2004), section 9.3.2.

    >>> rule = ExactQuadratic([[1, 0], [0, 10]])
    >>> round(rule(None, None, x=[10, 1], d=[-10, -10], g=[10, 10], k=0), 6)
    0.181818
    """

    def __init__(self, A: Sequence[Sequence[float]]) -> None:
        self.A = as_symmetric_matrix(A, "A")

    def __repr__(self) -> str:
        return f"ExactQuadratic(A={self.A})"

    def length(self, line: Line, k: int) -> float:
        """Alpha from the curvature along d."""
        d = as_vector(line.d)
        if len(self.A) != len(d):
            raise DimensionError(f"A has {len(self.A)} rows but x is {shape(line.x)}. They have to match.")
        line.require_descent()
        curvature = dot(d, product(self.A, d))
        if not curvature > 0:
            raise LineSearchError(
                f"along d = {shown(line.d)} the curvature d.Ad = {curvature:.3g} is not above 0, so f falls for ever."
            )
        return -line.slope / curvature


class BarzilaiBorwein(StepRule):
    """The step that fits the change of the gradient along the last step; f may rise in between.

        s = x_k - x_{k-1},    y = g_k - g_{k-1}
        kind 1:  alpha = s.s / s.y        kind 2:  alpha = s.y / y.y

    The first alpha (k = 0) is `first`. Where f curved down along the last step (s.y <= 0) alpha is
    ||s|| / ||y||, and `first` where the gradient stayed the same. The rule remembers x and g from
    call to call, and wants d = -g. It is proved to arrive on quadratics only.

    Raises: InvalidInputError unless kind is 1 or 2 and first > 0.

    Source: J. Barzilai & J. Borwein, IMA J. Numer. Anal. 8 (1988).

    >>> import gdcore
    >>> q = gdcore.quadratic([[3, 1], [1, 2]])
    >>> gdcore.minimize(q.f, [2, 2], q.grad, step_rule=BarzilaiBorwein(first=0.1)).nit
    7
    """

    def __init__(self, kind: int = 1, first: float = 1e-2) -> None:
        self.kind, self.first = count(kind, "kind", least=1), positive_number(first, "first")
        if self.kind > 2:
            raise InvalidInputError(f"kind must be 1 or 2, got {described(kind)}.")
        self.before: tuple[list[float], list[float]] | None = None

    def __repr__(self) -> str:
        return f"BarzilaiBorwein(kind={self.kind}, first={self.first})"

    def length(self, line: Line, k: int) -> float:
        """Alpha from this call and the one before."""
        x, g = as_vector(line.x), as_vector(line.g)
        before, self.before = self.before if k else None, (x, g)
        if before is None:
            return self.first
        s, y = ([new - old for new, old in zip(*pair)] for pair in zip((x, g), before))
        if not dot(s, y) > 0:
            return norm(s) / norm(y) if any(y) else self.first
        return dot(s, s) / dot(s, y) if self.kind == 1 else dot(s, y) / dot(y, y)


@dataclass(frozen=True)
class Polyak(StepRule):
    """The step that would reach the lowest value, if f fell as steeply all the way.

        alpha = (f(x) - f_star) / |g.d|        with d = -g:  (f(x) - f_star) / ||g||^2

    Raises: InvalidInputError unless f_star is a finite number; LineSearchError if f(x) is not above
    f_star, or d is no descent direction.

    Source: B. Polyak, Introduction to Optimization (1987), section 5.3.

    >>> Polyak(f_star=0)(lambda x: x * x, lambda x: 2 * x, x=3.0, d=-6.0, g=6.0, k=0)
    0.25
    """

    f_star: float

    def __post_init__(self) -> None:
        finite_number(self.f_star, "f_star")

    def length(self, line: Line, k: int) -> float:
        """Alpha from the gap."""
        line.require_descent()
        gap = line.value(0.0) - self.f_star
        if not gap > 0:
            raise LineSearchError(f"f(x) is not above f_star = {self.f_star:g}, so that is not the lowest value.")
        return -gap / line.slope
