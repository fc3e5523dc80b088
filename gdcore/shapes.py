"""Small functions, each for one idea: saddles, two wells, a flat bottom, a sharp one."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from gdcore.functions import Place, TestFunction, coordinates, quadratic
from gdcore.linear_algebra import Matrix
from gdcore.validation import finite_number, positive_number

saddle = replace(
    quadratic([[2, 0], [0, -2]]),
    name="saddle",
    saddles=(((0.0, 0.0), 0.0),),
    x0=(1.0, 0.001),
    formula="x^2 - y^2",
)
"""Down along y, up along x; on the line y = 0 descent walks into the saddle and stays.

    f(x, y) = x^2 - y^2

Source: J. Nocedal & S. Wright, Numerical Optimization, 2nd ed. (2006), section 2.1.

>>> saddle.grad([1, 0]), saddle.saddles
([2.0, 0.0], (((0.0, 0.0), 0.0),))
"""

monkey_saddle = TestFunction(
    name="monkey_saddle",
    f=lambda p: cubic(*coordinates(p, 2)),
    grad=lambda p: cubic_grad(*coordinates(p, 2)),
    hess=lambda p: cubic_hess(*coordinates(p, 2)),
    saddles=(((0.0, 0.0), 0.0),),
    x0=(1.0, 0.001),
    domain=((-1.5, 1.5), (-1.5, 1.5)),
    formula="x^3 - 3 x y^2",
)
"""Three ways down, for two legs and a tail; at (0, 0) even the Hessian is 0.

    f(x, y) = x^3 - 3 x y^2

Source: D. Hilbert & S. Cohn-Vossen, Geometry and the Imagination (1952), section 29.

>>> monkey_saddle.grad([0, 0]), monkey_saddle.hess([0, 0])
([0, 0], [[0, 0], [0, 0]])
"""


def cubic(x: float, y: float) -> float:
    """The monkey saddle."""
    return x * (x * x - 3 * y * y)


def cubic_grad(x: float, y: float) -> list[float]:
    """Its gradient."""
    return [3 * (x * x - y * y), -6 * x * y]


def cubic_hess(x: float, y: float) -> Matrix:
    """Its Hessian."""
    return [[6 * x, -6 * y], [-6 * y, -6 * x]]


quartic = TestFunction(
    name="quartic",
    f=lambda p: 0.25 * squared(p) * squared(p),
    grad=lambda p: [squared(p) * p[0]],
    hess=lambda p: [[3 * squared(p)]],
    minima=(((0.0,), 0.0),),
    x0=(3.0,),
    domain=((-3.0, 3.0),),
    formula="x^4/4",
    convex=True,
    mu=0.0,
)
"""Flat at the bottom: curvature 3x^2 fades, and descent becomes slower than any fixed factor.

    f(x) = x^4 / 4

Source: S. Boyd & L. Vandenberghe, Convex Optimization (2004), section 9.1.2: what it lacks.

>>> quartic.grad([3]), quartic.hess([0])
([27], [[0]])
"""

abs1d = TestFunction(
    name="abs1d",
    f=lambda p: abs(coordinates(p, 1)[0]),
    grad=lambda p: [float((p[0] > 0) - (p[0] < 0)) for _ in coordinates(p, 1)],
    hess=lambda p: [[0.0] for _ in coordinates(p, 1)],
    minima=(((0.0,), 0.0),),
    x0=(3.0,),
    domain=((-3.0, 3.0),),
    formula="|x|",
    convex=True,
    mu=0.0,
)
"""Sharp at the bottom: the slope never fades, so a constant rate never arrives. The gradient given
at 0 is the subgradient 0; there is no curvature there, and L is None.

    f(x) = |x|

Source: N. Shor, Minimization Methods for Non-Differentiable Functions (1985), chapter 2.

>>> abs1d.grad([3]), abs1d.grad([0])
([1.0], [0.0])
"""


def squared(p: Sequence[float]) -> float:
    """x^2 of a point with one coordinate."""
    (x,) = coordinates(p, 1)
    return x * x


def double_well(tilt: float = 0.0) -> TestFunction:
    """Two wells with a hill between them; the tilt makes one deeper, a large one leaves only one.

        f(x) = x^4/4 - x^2/2 + tilt x        f'(x) = x^3 - x + tilt

    There are two minima while |tilt| < 2/sqrt(27) = 0.3849.

    Shapes: a point has one coordinate, as in [1.5].

    Raises: InvalidInputError unless tilt is finite.

    Source: S. Strogatz, Nonlinear Dynamics and Chaos (1994), sections 3.4 and 3.6.

    >>> double_well().minima, double_well().maxima
    ((((-1.0,), -0.25), ((1.0,), -0.25)), (((0.0,), 0.0),))
    """
    t = finite_number(tilt, "tilt")

    def f(p: Sequence[float]) -> float:
        s = squared(p)
        return s * (0.25 * s - 0.5) + t * p[0]

    def slope(x: float) -> float:
        return x * x * x - x + t

    edge, limit = 1 / math.sqrt(3), 2 / math.sqrt(27)  # f'' = 0 at -edge and edge
    far = 2 + abs(t)
    wells = [zero(slope, -far, -edge)] if t > -limit else []
    wells += [zero(slope, edge, far)] if t < limit else []
    tops = [zero(slope, edge, -edge)] if abs(t) < limit else []
    minima: list[Place] = [((x,), f([x])) for x in wells]
    return TestFunction(
        name="double_well",
        f=f,
        grad=lambda p: [slope(x) for x in coordinates(p, 1)],
        hess=lambda p: [[3 * squared(p) - 1]],
        minima=tuple(sorted(minima, key=lambda place: place[1])),
        maxima=tuple(((x,), f([x])) for x in tops),
        x0=(0.1,),
        domain=((-2.0, 2.0),),
        formula=f"x^4/4 - x^2/2 + {t:g} x",
        mu=-1.0,
    )


def rotated_bowl(kappa: float, angle: float) -> TestFunction:
    """The bowl of condition number `kappa`, turned by `angle` (in radians).

        f(x, y) = (u^2 + kappa v^2) / 2,    u = x cos(angle) + y sin(angle)
                                            v = y cos(angle) - x sin(angle)

    Gradient descent does not care about the angle. Methods with a step of its own for each
    coordinate do: at angle 0 they see a round bowl, at pi/4 a ravine.

    Raises: InvalidInputError unless kappa is positive and angle finite.

    Source: S. Boyd & L. Vandenberghe, Convex Optimization (2004), section 9.3.2.

    >>> [round(v, 12) for v in rotated_bowl(9, math.pi / 4).grad([1, 1])]
    [1.0, 1.0]
    """
    k = positive_number(kappa, "kappa", " Use 1 for a round bowl, 100 for a narrow valley.")
    turn = finite_number(angle, "angle")
    c, s = math.cos(turn), math.sin(turn)
    across = (1 - k) * c * s
    return replace(
        quadratic([[c * c + k * s * s, across], [across, s * s + k * c * c]]),
        name="rotated_bowl",
        minima=(((0.0, 0.0), 0.0),),
        formula=f"(x^2 + {k:g} y^2)/2, turned by {turn:g}",
        L=max(1.0, k),
        mu=min(1.0, k),
    )


def zero(slope: Callable[[float], float], below: float, above: float) -> float:
    """Where `slope` is 0, between a point where it is negative and one where it is positive."""
    while True:
        middle = 0.5 * (below + above)
        here = slope(middle)
        if here == 0 or middle in (below, above):
            return middle
        below, above = (middle, above) if here < 0 else (below, middle)
