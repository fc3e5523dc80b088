"""Goldstein and Price's function: a product of two polynomials, and nine stationary points.

With s = x + y and d = 2x - 3y it is A(s) B(d), where A'(s) = 12 (s + 1)(s - 1)(s - 2) and
B'(d) = 12 d (d - 1)(d - 3). A and B are positive, so f is stationary where A' = B' = 0, and it
has a minimum where both have one, a maximum where both have one, else a saddle.
"""

from collections.abc import Sequence

from gdcore.functions import Place, TestFunction, coordinates
from gdcore.linear_algebra import Matrix

type Jet = tuple[float, float, float]  # a value and its first two derivatives


def factors(p: Sequence[float]) -> tuple[Jet, Jet]:
    """A and B at the point, with their derivatives."""
    x, y = coordinates(p, 2)
    s, d = x + y, 2 * x - 3 * y
    a = 1 + (s + 1) * (s + 1) * (19 - 14 * s + 3 * s * s)
    b = 30 + d * d * (18 - 16 * d + 3 * d * d)
    return (
        (a, 12 * (s + 1) * (s - 1) * (s - 2), 12 * (3 * s * s - 4 * s - 1)),
        (b, 12 * d * (d - 1) * (d - 3), 12 * (3 * d * d - 8 * d + 3)),
    )


def _f(p: Sequence[float]) -> float:
    (a, _, _), (b, _, _) = factors(p)
    return a * b


def _grad(p: Sequence[float]) -> list[float]:
    (a, a1, _), (b, b1, _) = factors(p)
    return [a1 * b + 2 * a * b1, a1 * b - 3 * a * b1]


def _hess(p: Sequence[float]) -> Matrix:
    (a, a1, a2), (b, b1, b2) = factors(p)
    across = a2 * b - a1 * b1 - 6 * a * b2
    return [
        [a2 * b + 4 * a1 * b1 + 4 * a * b2, across],
        [across, a2 * b - 6 * a1 * b1 + 9 * a * b2],
    ]


def places(roots: list[tuple[int, int]]) -> tuple[Place, ...]:
    """Points and values for pairs (s, d), the lowest first."""
    points = [((3 * s + d) / 5, (2 * s - d) / 5) for s, d in roots]
    return tuple(sorted(((x, float(round(_f(x)))) for x in points), key=lambda place: place[1]))


goldstein_price = TestFunction(
    name="goldstein_price",
    f=_f,
    grad=_grad,
    hess=_hess,
    minima=places([(-1, 3), (-1, 0), (2, 3), (2, 0)]),
    saddles=places([(-1, 1), (2, 1), (1, 0), (1, 3)]),
    maxima=places([(1, 1)]),
    x0=(-1.0, 1.0),
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    formula="(1 + (x+y+1)^2 (19 - 14x + 3x^2 - 14y + 6xy + 3y^2)) "
    "(30 + (2x-3y)^2 (18 - 32x + 12x^2 + 48y - 36xy + 27y^2))",
)
"""Four valleys and a hill, with values that span six powers of ten.

    f(x, y) = (1 + (x+y+1)^2 (19 - 14x + 3x^2 - 14y + 6xy + 3y^2))
            (30 + (2x-3y)^2 (18 - 32x + 12x^2 + 48y - 36xy + 27y^2))

Source: A. Goldstein & J. Price, Math. Comput. 25 (1971).

>>> goldstein_price.f([0, -1]), goldstein_price.f([2, 2])
(3, 76728)
"""
