"""Second derivatives measured from values, and a test of gradients written by hand."""

import math
from collections.abc import Callable
from typing import NamedTuple

from gdcore.evaluation import Gradient, Objective, gradient_at, value_at
from gdcore.gradients import EPSILON, moved, numerical_gradient
from gdcore.linear_algebra import Matrix
from gdcore.points import Point, PointLike, as_point, as_vector
from gdcore.validation import positive_number, require_callable


def numerical_hessian(f: Objective, x: PointLike, h: float | None = None) -> float | Matrix:
    """Hessian of `f` at `x`, the matrix of second derivatives, estimated from values of `f` alone.

        H_ij = (f(x + a + b) - f(x + a - b) - f(x - a + b) + f(x - a - b)) / (4 h_i h_j)
        H_ii = (f(x + a) - 2 f(x) + f(x - a)) / h_i^2

    where a = h_i e_i and b = h_j e_j are steps along coordinates i and j. The error is ~ h^2 from
    the curve and ~ eps / h^2 from rounding, so without `h` each coordinate gets the step
    eps^(1/4) max(1, |x_i|), and about half the digits are right. It takes 2n^2 + 1 values of f.

    Shapes: a float (the second derivative) for a number `x`; n rows of n floats for a sequence.

    Raises: InvalidInputError for an unusable `f`, `x` or `h`, or if `f` does not return a number.

    Source: J. Nocedal & S. Wright, Numerical Optimization, 2nd ed. (2006), section 8.1.

    >>> round(numerical_hessian(lambda x: x * x * x, 2.0), 5)
    12.0
    >>> H = numerical_hessian(lambda p: p[0] * p[0] * p[1], [1, 2])
    >>> [[round(v, 5) for v in row] for row in H]
    [[4.0, 2.0], [2.0, 0.0]]
    """
    require_callable(f, "f", " The order is numerical_hessian(f, x).")
    point = as_point(x, "x")
    if h is not None:
        h = positive_number(h, "h", " Leave it out for a good choice.")
    steps = [EPSILON**0.25 * max(1.0, abs(v)) if h is None else h for v in as_vector(point)]
    centre, n = value_at(f, point), len(steps)
    H = [[0.0] * n for _ in range(n)]
    for i, a in enumerate(steps):
        up, down = moved(point, i, a), moved(point, i, -a)
        H[i][i] = (value_at(f, up) - 2 * centre + value_at(f, down)) / (a * a)
        for j, b in enumerate(steps[:i]):
            rising, falling = twist(f, up, j, b), twist(f, down, j, b)
            H[i][j] = H[j][i] = (rising - falling) / (4 * a * b)
    return H[0][0] if isinstance(point, float) else H


def twist(f: Callable[[Point], float], x: Point, j: int, b: float) -> float:
    """Difference of f along coordinate `j`."""
    return value_at(f, moved(x, j, b)) - value_at(f, moved(x, j, -b))


class GradientCheck(NamedTuple):
    """What `check_gradient` found: `ok`, the worst error, and the error of each coordinate.

    >>> GradientCheck(ok=False, worst=2.0, per_coordinate=[0.0, 2.0]).ok
    False
    """

    ok: bool
    worst: float
    per_coordinate: list[float]


def check_gradient(f: Objective, grad: Gradient, x: PointLike, tol: float = 1e-6) -> GradientCheck:
    """Compare `grad` at `x` with slopes measured by central differences.

        error_i = |g_i - n_i| / max(1, |g_i|, |n_i|),    ok if every error_i <= tol

    A right gradient has errors about 1e-10; a wrong sign, factor or index shows as 1e-2 or more.
    Check at a point where nothing is 0 or 1 by chance, and not at a kink. An error that is not a
    number counts as inf.

    Shapes: `x` is a number or n numbers; `per_coordinate` has one error for each.

    Raises: InvalidInputError for an argument that cannot be used.

    Source: I. Goodfellow, Y. Bengio & A. Courville, Deep Learning (2016), section 11.5.

    >>> check_gradient(lambda x: x * x, lambda x: 2 * x, 1.5).ok
    True
    >>> check = check_gradient(lambda p: p[0] * p[1], lambda p: [p[1], -p[0]], [1.5, 0.5])
    >>> check.ok, [round(e, 6) for e in check.per_coordinate]
    (False, [0.0, 2.0])
    """
    require_callable(grad, "grad", " The order is check_gradient(f, grad, x).")
    limit = positive_number(tol, "tol", " 1e-6 is a usual value.")
    point = as_point(x, "x")
    measured, given = numerical_gradient(f, point), gradient_at(grad, point)
    errors = [abs(g - n) / max(1.0, abs(g), abs(n)) for g, n in zip(as_vector(given), as_vector(measured))]
    errors = [math.inf if math.isnan(error) else error for error in errors]
    return GradientCheck(max(errors) <= limit, max(errors), errors)
