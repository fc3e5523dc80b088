"""Polynomials of two variables to descend on; all their stationary points are listed."""

from collections.abc import Sequence
from dataclasses import replace

from gdcore.functions import Place, TestFunction, coordinates, quadratic
from gdcore.linear_algebra import Matrix


def both(x: tuple[float, float], fx: float) -> tuple[Place, Place]:
    """The place `x` and the opposite one: the two camels look the same turned by 180 degrees."""
    return (x, fx), ((-x[0], -x[1]), fx)


booth = replace(
    quadratic([[10, 8], [8, 10]], [-34, -38], 74),
    name="booth",
    minima=(((1.0, 3.0), 0.0),),
    x0=(-5.0, -5.0),
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    formula="(x + 2y - 7)^2 + (2x + y - 5)^2",
    L=18.0,
    mu=2.0,
)
"""A quadratic that is easy: its curvatures are 2 and 18.

    f(x, y) = (x + 2y - 7)^2 + (2x + y - 5)^2

Source: M. Jamil & X.-S. Yang, A Literature Survey of Benchmark Functions (2013).

>>> booth.f([1, 3]), booth.grad([0, 0])
(0.0, [-34.0, -38.0])
"""
matyas = replace(
    quadratic([[0.52, -0.48], [-0.48, 0.52]]),
    name="matyas",
    minima=(((0.0, 0.0), 0.0),),
    x0=(8.0, -4.0),
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    formula="0.26 (x^2 + y^2) - 0.48 x y",
    L=1.0,
    mu=0.04,
)
"""A quadratic that is a long flat valley along x = y.

    f(x, y) = 0.26 (x^2 + y^2) - 0.48 x y

Source: M. Jamil & X.-S. Yang, A Literature Survey of Benchmark Functions (2013).

>>> [round(v, 6) for v in matyas.grad([1, 1])]
[0.04, 0.04]
"""


def _beale(p: Sequence[float]) -> float:
    x, y = coordinates(p, 2)
    u, v, w = 1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y
    return u * u + v * v + w * w


def _beale_grad(p: Sequence[float]) -> list[float]:
    x, y = coordinates(p, 2)
    a, b, c = y - 1, y * y - 1, y * y * y - 1
    u, v, w = 1.5 + x * a, 2.25 + x * b, 2.625 + x * c
    return [2 * (u * a + v * b + w * c), 2 * x * (u + 2 * y * v + 3 * y * y * w)]


def _beale_hess(p: Sequence[float]) -> Matrix:
    x, y = coordinates(p, 2)
    a, b, c = y - 1, y * y - 1, y * y * y - 1
    u, v, w = 1.5 + x * a, 2.25 + x * b, 2.625 + x * c
    across = 2 * (u + 2 * y * v + 3 * y * y * w + x * (a + 2 * y * b + 3 * y * y * c))
    slopes = 1 + 4 * y * y + 9 * y * y * y * y
    return [
        [2 * (a * a + b * b + c * c), across],
        [across, 2 * x * (x * slopes + 2 * v + 6 * y * w)],
    ]


beale = TestFunction(
    name="beale",
    f=_beale,
    grad=_beale_grad,
    hess=_beale_hess,
    minima=(((3.0, 0.5), 0.0),),
    saddles=(
        ((0.1005379373241583, -2.6445135850231254), 9.86451228475556),
        ((0.0, 1.0), 14.203125),
    ),
    x0=(1.0, 1.0),
    domain=((-4.5, 4.5), (-4.5, 4.5)),
    formula="(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2",
)
"""A flat valley with steep corners: the gradient is over 100000 times larger there.

    f(x, y) = (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2

Source: M. Jamil & X.-S. Yang, A Literature Survey of Benchmark Functions (2013).

>>> beale.f([3, 0.5]), beale.f([1, 1])
(0.0, 14.203125)
"""


def _three_hump_camel(p: Sequence[float]) -> float:
    x, y = coordinates(p, 2)
    s = x * x
    return s * (2 - 1.05 * s + s * s / 6) + x * y + y * y


def _three_hump_camel_grad(p: Sequence[float]) -> list[float]:
    x, y = coordinates(p, 2)
    s = x * x
    return [x * (4 - 4.2 * s + s * s) + y, x + 2 * y]


def _three_hump_camel_hess(p: Sequence[float]) -> Matrix:
    s = coordinates(p, 2)[0] * p[0]
    return [[4 - 12.6 * s + 5 * s * s, 1.0], [1.0, 2.0]]


three_hump_camel = TestFunction(
    name="three_hump_camel",
    f=_three_hump_camel,
    grad=_three_hump_camel_grad,
    hess=_three_hump_camel_hess,
    minima=(((0.0, 0.0), 0.0), *both((1.7475523458302888, -0.8737761729151444), 0.2986384422368598)),
    saddles=both((1.07054229182366, -0.53527114591183), 0.8773615577631402),
    x0=(2.0, -1.5),
    domain=((-2.5, 2.5), (-2.5, 2.5)),
    formula="2x^2 - 1.05 x^4 + x^6/6 + xy + y^2",
)
"""Three valleys side by side, the one in the middle deepest.

    f(x, y) = 2x^2 - 1.05 x^4 + x^6/6 + xy + y^2

Source: M. Jamil & X.-S. Yang, A Literature Survey of Benchmark Functions (2013).

>>> [round(fx, 6) for _, fx in three_hump_camel.minima]
[0.0, 0.298638, 0.298638]
"""


def _six_hump_camel(p: Sequence[float]) -> float:
    x, y = coordinates(p, 2)
    s, t = x * x, y * y
    return s * (4 - 2.1 * s + s * s / 3) + x * y + t * (4 * t - 4)


def _six_hump_camel_grad(p: Sequence[float]) -> list[float]:
    x, y = coordinates(p, 2)
    s, t = x * x, y * y
    return [x * (8 - 8.4 * s + 2 * s * s) + y, x + y * (16 * t - 8)]


def _six_hump_camel_hess(p: Sequence[float]) -> Matrix:
    x, y = coordinates(p, 2)
    s, t = x * x, y * y
    return [[8 - 25.2 * s + 10 * s * s, 1.0], [1.0, 48 * t - 8]]


six_hump_camel = TestFunction(
    name="six_hump_camel",
    f=_six_hump_camel,
    grad=_six_hump_camel_grad,
    hess=_six_hump_camel_hess,
    minima=(
        *both((0.08984201310031807, -0.7126564030207396), -1.0316284534898774),
        *both((1.703606714969981, -0.7960835686726251), -0.2154638243837175),
        *both((1.6071047529201974, 0.5686514548841314), 2.1042503103112584),
    ),
    saddles=(
        ((0.0, 0.0), 0.0),
        *both((1.1092053368047865, -0.7682680925095398), 0.5437186009781851),
        *both((1.6380679841897787, 0.22867406904439408), 2.2293571975307143),
        *both((1.296070267167109, 0.6050843880386585), 2.2294708180298595),
    ),
    maxima=both((1.2302298765166526, 0.16233458445899498), 2.4962953510235772),
    x0=(1.2, 0.2),
    domain=((-2.0, 2.0), (-1.2, 1.2)),
    formula="(4 - 2.1 x^2 + x^4/3) x^2 + xy + (4y^2 - 4) y^2",
)
"""Six valleys in three depths; the two deepest lie opposite to each other.

    f(x, y) = (4 - 2.1 x^2 + x^4/3) x^2 + xy + (4y^2 - 4) y^2

Source: L. Dixon & G. Szego, Towards Global Optimisation 2 (1978).

>>> [round(fx, 6) for _, fx in six_hump_camel.minima]
[-1.031628, -1.031628, -0.215464, -0.215464, 2.10425, 2.10425]
"""
