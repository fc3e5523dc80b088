"""Functions with sines, cosines and exponentials: many minima, or plateaus.

All but boyd_exponential have endlessly many stationary points. The lowest is listed, and with
mccormick those in its domain.
"""

import math
from collections.abc import Sequence

from gdcore.functions import TestFunction, coordinates
from gdcore.linear_algebra import Matrix

TAU = 2 * math.pi


def _ackley(p: Sequence[float]) -> float:
    x, y = coordinates(p, 2)
    bowl = 20 * math.exp(-math.hypot(x, y) / math.sqrt(2) / 5)
    waves = math.exp((math.cos(TAU * x) + math.cos(TAU * y)) / 2)
    return (20 - bowl) + (math.e - waves)


def _ackley_grad(p: Sequence[float]) -> list[float]:
    x, y = coordinates(p, 2)
    r = math.hypot(x, y) / math.sqrt(2)
    if r == 0:
        return [0.0, 0.0]  # a subgradient: at its sharp point the function has no slope
    bowl = 2 * math.exp(-r / 5) / r
    waves = math.pi * math.exp((math.cos(TAU * x) + math.cos(TAU * y)) / 2)
    return [bowl * x + waves * math.sin(TAU * x), bowl * y + waves * math.sin(TAU * y)]


def _ackley_hess(p: Sequence[float]) -> Matrix:
    x, y = coordinates(p, 2)
    r = math.hypot(x, y) / math.sqrt(2)
    if r == 0:
        return [[math.nan, math.nan], [math.nan, math.nan]]
    bowl = 2 * math.exp(-r / 5) / r
    bend = bowl * (1 / (10 * r) + 1 / (2 * r * r))
    waves = math.pi * math.exp((math.cos(TAU * x) + math.cos(TAU * y)) / 2)
    sx, sy, turn = math.sin(TAU * x), math.sin(TAU * y), math.pi * waves
    across = -bend * x * y - turn * sx * sy
    return [
        [bowl - bend * x * x + turn * (2 * math.cos(TAU * x) - sx * sx), across],
        [across, bowl - bend * y * y + turn * (2 * math.cos(TAU * y) - sy * sy)],
    ]


ackley = TestFunction(
    name="ackley",
    f=_ackley,
    grad=_ackley_grad,
    hess=_ackley_hess,
    minima=(((0.0, 0.0), 0.0),),
    x0=(2.5, 1.5),
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    formula="20 + e - 20 exp(-sqrt((x^2 + y^2)/2)/5) - exp((cos 2 pi x + cos 2 pi y)/2)",
)
"""A funnel covered with waves, which comes to a point at (0, 0): there is no Hessian there (nan),
and the gradient given is a subgradient.

    f(x, y) = 20 + e - 20 exp(-sqrt((x^2 + y^2)/2)/5) - exp((cos 2 pi x + cos 2 pi y)/2)

Source: D. Ackley, A Connectionist Machine for Genetic Hillclimbing (1987).

>>> ackley.grad([0, 0]), round(ackley.f([1, 1]), 6)
([0.0, 0.0], 3.625385)
"""


def _mccormick(p: Sequence[float]) -> float:
    x, y = coordinates(p, 2)
    return math.sin(x + y) + (x - y) * (x - y) - 1.5 * x + 2.5 * y + 1


def _mccormick_grad(p: Sequence[float]) -> list[float]:
    x, y = coordinates(p, 2)
    wave = math.cos(x + y)
    return [wave + 2 * (x - y) - 1.5, wave - 2 * (x - y) + 2.5]


def _mccormick_hess(p: Sequence[float]) -> Matrix:
    x, y = coordinates(p, 2)
    wave = math.sin(x + y)
    return [[2 - wave, -2 - wave], [-2 - wave, 2 - wave]]


_THIRD, _ROOT3 = math.pi / 3, math.sqrt(3)
mccormick = TestFunction(
    name="mccormick",
    f=_mccormick,
    grad=_mccormick_grad,
    hess=_mccormick_hess,
    minima=(
        ((0.5 - _THIRD, -0.5 - _THIRD), -_THIRD - _ROOT3 / 2),
        ((0.5 + 2 * _THIRD, -0.5 + 2 * _THIRD), 2 * _THIRD - _ROOT3 / 2),
    ),
    saddles=(((0.5 + _THIRD, -0.5 + _THIRD), _THIRD + _ROOT3 / 2),),
    x0=(0.0, 0.0),
    domain=((-1.5, 4.0), (-3.0, 4.0)),
    formula="sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1",
    L=4.0,
    mu=-2.0,
)
"""A trough with waves along it. It is stationary where x - y = 1 and cos(x + y) = -1/2.

    f(x, y) = sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1

Source: M. Jamil & X.-S. Yang, A Literature Survey of Benchmark Functions (2013).

>>> [round(fx, 6) for _, fx in mccormick.minima]
[-1.913223, 1.22837]
"""


def needle(x: float) -> tuple[float, float, float]:
    """cos(x) exp(-(x - pi)^2) and its first two derivatives."""
    u, c, s = x - math.pi, math.cos(x), math.sin(x)
    e = math.exp(-u * u)
    return c * e, -(s + 2 * u * c) * e, (c * (4 * u * u - 3) + 4 * u * s) * e


def _easom(p: Sequence[float]) -> float:
    x, y = coordinates(p, 2)
    return -needle(x)[0] * needle(y)[0]


def _easom_grad(p: Sequence[float]) -> list[float]:
    (a, a1, _), (b, b1, _) = map(needle, coordinates(p, 2))
    return [-a1 * b, -a * b1]


def _easom_hess(p: Sequence[float]) -> Matrix:
    (a, a1, a2), (b, b1, b2) = map(needle, coordinates(p, 2))
    return [[-a2 * b, -a1 * b1], [-a1 * b1, -a * b2]]


easom = TestFunction(
    name="easom",
    f=_easom,
    grad=_easom_grad,
    hess=_easom_hess,
    minima=(((math.pi, math.pi), -1.0),),
    x0=(2.5, 2.5),
    domain=((-1.0, 7.0), (-1.0, 7.0)),
    formula="-cos x cos y exp(-(x - pi)^2 - (y - pi)^2)",
)
"""A hole in a plateau: a few steps away from it the gradient is all but 0.

    f(x, y) = -cos x cos y exp(-(x - pi)^2 - (y - pi)^2)

Source: E. Easom, A Survey of Global Optimization Techniques, thesis, Louisville (1990).

>>> easom.f([math.pi, math.pi]), math.hypot(*easom.grad([-4, -4])) < 1e-40
(-1.0, True)
"""


def hills(p: Sequence[float]) -> tuple[float, float, float]:
    """The three exponentials of boyd_exponential."""
    x, y = coordinates(p, 2)
    return math.exp(x + 3 * y - 0.1), math.exp(x - 3 * y - 0.1), math.exp(-x - 0.1)


def _boyd_grad(p: Sequence[float]) -> list[float]:
    a, b, c = hills(p)
    return [a + b - c, 3 * (a - b)]


def _boyd_hess(p: Sequence[float]) -> Matrix:
    a, b, c = hills(p)
    return [[a + b + c, 3 * (a - b)], [3 * (a - b), 9 * (a + b)]]


boyd_exponential = TestFunction(
    name="boyd_exponential",
    f=lambda p: math.fsum(hills(p)),
    grad=_boyd_grad,
    hess=_boyd_hess,
    minima=(((-math.log(2) / 2, 0.0), 2 * math.sqrt(2) * math.exp(-0.1)),),
    x0=(-1.0, 1.0),
    domain=((-2.5, 1.0), (-1.0, 1.0)),
    formula="exp(x + 3y - 0.1) + exp(x - 3y - 0.1) + exp(-x - 0.1)",
    convex=True,
    mu=0.0,
)
"""Convex and smooth, but not a quadratic.

    f(x, y) = exp(x + 3y - 0.1) + exp(x - 3y - 0.1) + exp(-x - 0.1)

Source: S. Boyd & L. Vandenberghe, Convex Optimization (2004), equation (9.20).

>>> round(boyd_exponential.minima[0][1], 9)
2.559266697
"""
