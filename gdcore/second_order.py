"""Newton's method: to the lowest point of the parabola that fits f at x."""

from collections.abc import Callable
from typing import Any, Unpack

from gdcore.directions import descend
from gdcore.errors import DimensionError, LineSearchError, NonFiniteError
from gdcore.evaluation import Gradient, Objective
from gdcore.line_searches import Backtracking
from gdcore.linear_algebra import Matrix, as_symmetric_matrix, positive_definite, solve
from gdcore.points import PointLike, as_point, shaped_like
from gdcore.results import Result
from gdcore.runs import RunOptions
from gdcore.step_rules import Constant, Rule
from gdcore.validation import require_callable, require_flag


def newton(
    f: Objective,
    x0: PointLike,
    grad: Gradient,
    hess: Callable[[Any], Any],
    *,
    damped: bool = True,
    modify: bool = True,
    step_rule: Rule | None = None,
    **options: Unpack[RunOptions],
) -> Result:
    """Newton's method, made safe unless asked otherwise; the other options are those of `minimize`.

        d = -H(x)^{-1} grad(x),    x <- x + alpha d

    damped=True chooses alpha by `step_rule`, Backtracking() if none is given: 1, or less where f would
    rise. damped=False is the pure method, alpha = 1: near a minimum the number of right digits doubles
    with each step, elsewhere it may run away. modify=True adds the smallest tau of a rising sequence
    to H's diagonal that makes it positive definite, so that d leads downhill; with modify=False it
    is drawn to saddles and maxima as well. The run ends with line_search_failed where H is
    singular. A step costs about n^3 / 3 multiplications.

    Shapes: `hess` returns a number if `x0` is a number, else n rows of n numbers, symmetric.

    Raises: InvalidInputError for an argument that cannot be used, or a Hessian that is not symmetric.

    Sources: S. Boyd & L. Vandenberghe, Convex Optimization (2004), section 9.5; J. Nocedal &
    S. Wright, Numerical Optimization, 2nd ed. (2006), algorithm 3.3, tau.

    >>> import gdcore
    >>> b = gdcore.himmelblau
    >>> r = newton(b.f, [4, 4], b.grad, b.hess)
    >>> [round(v, 9) for v in r.x], r.nit
    ([3.0, 2.0], 6)
    """
    require_callable(grad, "grad", " The order is newton(f, x0, grad, hess).")
    require_callable(hess, "hess", " The order is newton(f, x0, grad, hess).")
    require_flag(modify, "modify")
    start = as_point(x0, "x0")
    rule = step_rule or (Backtracking() if require_flag(damped, "damped") else Constant(1.0))

    def direction(x: list[float], g: list[float]) -> list[float]:
        try:
            value = hess(shaped_like(list(x), start))
            H = as_symmetric_matrix([[value]] if isinstance(start, float) else value, "what hess returned")
        except (OverflowError, NonFiniteError):
            raise LineSearchError("the Hessian is not finite there.") from None
        if len(H) != len(x):
            raise DimensionError(f"hess returned {len(H)} rows but x has {len(x)} coordinates. They have to match.")
        try:
            return solve(modified(H) if modify else H, [-gi for gi in g])
        except ZeroDivisionError:
            raise LineSearchError("the Hessian is singular. modify=True gets past such places.") from None

    return descend(f, start, grad, direction, rule, options)


def modified(H: Matrix) -> Matrix:
    """H + tau I, with the first tau of a rising sequence that makes it positive definite; 0 if H is."""
    size = max(abs(v) for row in H for v in row) or 1.0
    least = min(row[i] for i, row in enumerate(H))
    tau = 0.0 if least > 0 else 1e-3 * size - least
    while not positive_definite(shifted := [[v + tau * (i == j) for j, v in enumerate(r)] for i, r in enumerate(H)]):
        tau = max(2 * tau, 1e-3 * size)
    return shifted
