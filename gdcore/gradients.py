"""Gradients without formulas: slopes measured by taking small steps."""

import sys
from typing import Literal

from gdcore.errors import InvalidInputError
from gdcore.evaluation import Objective, value_at
from gdcore.points import Point, PointLike, as_point, as_vector, shaped_like
from gdcore.validation import described, positive_number, require_callable

# A difference loses about eps/h to rounding. It is wrong by about h (forward) or h*h (central)
# because the curve bends. The sum of the two errors is smallest near these steps.
EPSILON = sys.float_info.epsilon
BEST_STEP = {"forward": EPSILON ** (1 / 2), "central": EPSILON ** (1 / 3)}  # 1.5e-8, 6.1e-6


def numerical_gradient(
    f: Objective,
    x: PointLike,
    h: float | None = None,
    method: Literal["central", "forward"] = "central",
) -> Point:
    """Gradient of `f` at `x`, estimated from values of `f` alone.

        central:  g_i = (f(x + h e_i) - f(x - h e_i)) / (2 h)     error ~ h^2, 2n values of f
        forward:  g_i = (f(x + h e_i) - f(x)) / h                 error ~ h,  n + 1 values of f

    where e_i is one step along coordinate i. Without `h`, each coordinate gets its own step,
    eps^(1/3) max(1, |x_i|) for central and eps^(1/2) max(1, |x_i|) for forward differences.
    A smaller `h` is not always better: below those steps, rounding dominates.

    Shapes: a float for a number `x`, a list of n floats for a sequence of n numbers.

    Raises: InvalidInputError for an unusable `f`, `x`, `h` or `method`, or if `f` does not return
    a number. What `f` itself raises comes through, an OverflowError too.

    Source: J. Nocedal & S. Wright, Numerical Optimization, 2nd ed. (2006), section 8.1.

    >>> round(numerical_gradient(lambda x: x * x * x, 2.0), 6)
    12.0
    >>> [round(g, 6) for g in numerical_gradient(lambda p: p[0] * p[1], [2, 5])]
    [5.0, 2.0]
    """
    require_callable(f, "f", " The order is numerical_gradient(f, x).")
    if method not in tuple(BEST_STEP):
        raise InvalidInputError(f"method must be 'central' or 'forward', got {described(method)}.")
    point = as_point(x, "x")
    if h is not None:
        h = positive_number(h, "h", " Leave it out for a good choice.")
    centre = value_at(f, point) if method == "forward" else 0.0
    slopes = []
    for i, xi in enumerate(as_vector(point)):
        step = BEST_STEP[method] * max(1.0, abs(xi)) if h is None else h
        ahead = value_at(f, moved(point, i, step))
        if method == "central":
            slopes.append((ahead - value_at(f, moved(point, i, -step))) / (2 * step))
        else:
            slopes.append((ahead - centre) / step)
    return shaped_like(slopes, point)


def moved(x: Point, i: int, step: float) -> Point:
    """`x` with `step` added to coordinate `i`."""
    return shaped_like([xj + step if j == i else xj for j, xj in enumerate(as_vector(x))], x)
