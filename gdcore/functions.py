"""Functions to descend on, with all that is known about them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from gdcore.errors import DimensionError
from gdcore.linear_algebra import (
    Matrix,
    as_symmetric_matrix,
    dot,
    eigenvalues,
    product,
    solve,
)
from gdcore.points import as_point, shape
from gdcore.validation import finite_number, positive_number

type Coordinates = tuple[float, ...]
type Place = tuple[Coordinates, float]  # a stationary point and the value of f there


@dataclass(frozen=True, kw_only=True)
class TestFunction:
    """A function with its derivatives and its known landmarks.

    `f`, `grad` and `hess` take a sequence of n numbers and return a number, n numbers, and n rows
    of n numbers. `minima`, `saddles` and `maxima` are the stationary points, local ones too, each
    as (x, f(x)). `x0` is a usual start, `domain` one (low, high) per coordinate for a picture.

    `L` is the largest and `mu` the smallest curvature anywhere: no eigenvalue of the Hessian is
    larger than L in size or smaller than mu. They are None where there is no such bound.

    >>> himmelblau.f([3, 2]), himmelblau.grad([3, 2]), himmelblau.minima[0]
    (0, [0, 0], ((3.0, 2.0), 0.0))
    """

    __test__: ClassVar[bool] = False  # the name starts with "Test", but pytest should not run it

    name: str
    f: Callable[[Sequence[float]], float]
    grad: Callable[[Sequence[float]], list[float]]
    hess: Callable[[Sequence[float]], Matrix]
    minima: tuple[Place, ...] = ()
    saddles: tuple[Place, ...] = ()
    maxima: tuple[Place, ...] = ()
    x0: Coordinates
    domain: tuple[tuple[float, float], ...]
    formula: str
    convex: bool = False
    L: float | None = None
    mu: float | None = None

    def __repr__(self) -> str:
        """Return the name and the formula."""
        return f"TestFunction({self.name}: {self.formula})"


def quadratic(A: Sequence[Sequence[float]], b: Sequence[float] | None = None, c: float = 0.0) -> TestFunction:
    """The quadratic function with Hessian `A`, in any number of dimensions.

        f(x) = x.Ax / 2 + b.x + c        grad f(x) = Ax + b        hess f(x) = A

    The only stationary point solves Ax = -b: a minimum if all eigenvalues of A are positive, a
    maximum if all are negative, else a saddle. If one eigenvalue is 0 there is none, or a whole
    line of them, and none is listed. L is the largest eigenvalue in size, mu the smallest one.

    Shapes: `A` is n rows of n numbers, symmetric; `b` is n numbers (zeros if left out).

    Raises: InvalidInputError if A is not symmetric or a number is not finite; DimensionError if
    A is not square or b has another length.

    Source: S. Boyd & L. Vandenberghe, Convex Optimization (2004), section 9.1.

    >>> q = quadratic([[3, 1], [1, 2]], [-1, 1])
    >>> q.f([2, 2]), q.grad([2, 2])
    (14.0, [7.0, 7.0])
    >>> [round(v, 12) for v in q.minima[0][0]]
    [0.6, -0.8]
    """
    H = as_symmetric_matrix(A, "A")
    n = len(H)
    slope = as_point([0.0] * n if b is None else b, "b")
    if not isinstance(slope, list) or len(slope) != n:
        raise DimensionError(f"b is {shape(slope)} but A has {n} rows. They have to match.")
    constant = finite_number(c, "c")

    def f(x: Sequence[float]) -> float:
        p = coordinates(x, n)
        return 0.5 * dot(p, product(H, p)) + dot(slope, p) + constant

    def grad(x: Sequence[float]) -> list[float]:
        return [hi + bi for hi, bi in zip(product(H, coordinates(x, n)), slope)]

    def hess(x: Sequence[float]) -> Matrix:
        coordinates(x, n)
        return [list(row) for row in H]

    curvatures = eigenvalues(H)
    mu, top = curvatures[0], curvatures[-1]
    places: tuple[Place, ...] = ()
    if 0.0 not in curvatures:
        x_star = solve(H, [-bi for bi in slope])
        places = ((tuple(x_star), f(x_star)),)
    return TestFunction(
        name="quadratic",
        f=f,
        grad=grad,
        hess=hess,
        minima=places if mu > 0 else (),
        saddles=places if mu < 0 < top else (),
        maxima=places if top < 0 else (),
        x0=(1.0,) * n,
        domain=((-2.0, 2.0),) * n,
        formula="x.Ax/2 + b.x + c",
        convex=mu >= 0,
        L=max(abs(mu), abs(top)),
        mu=mu,
    )


def bowl(kappa: float) -> TestFunction:
    """A bowl that is `kappa` times as curved along y as along x: the condition number.

        f(x, y) = (x^2 + kappa y^2) / 2

    Raises: InvalidInputError unless kappa is positive.

    Source: S. Boyd & L. Vandenberghe, Convex Optimization (2004), section 9.3.2.

    >>> bowl(10).grad([1, 1]), bowl(10).L, bowl(10).mu
    ([1.0, 10.0], 10.0, 1.0)
    """
    k = positive_number(kappa, "kappa", " Use 1 for a round bowl, 100 for a narrow valley.")
    formula = f"(x^2 + {k:g} y^2)/2"
    return replace(quadratic([[1, 0], [0, k]]), name="bowl", formula=formula)


def coordinates(x: Sequence[float], n: int) -> list[float]:
    """`x` as a list, if it has `n` entries: numbers, or anything that can be calculated with."""
    p = list(x)
    if len(p) != n:
        raise DimensionError(f"x has {len(p)} coordinates, but this function takes {n}.")
    return p


def _himmelblau(p: Sequence[float]) -> float:
    x, y = coordinates(p, 2)
    u, v = x * x + y - 11, x + y * y - 7
    return u * u + v * v


def _himmelblau_grad(p: Sequence[float]) -> list[float]:
    x, y = coordinates(p, 2)
    u, v = x * x + y - 11, x + y * y - 7
    return [4 * x * u + 2 * v, 2 * u + 4 * y * v]


def _himmelblau_hess(p: Sequence[float]) -> Matrix:
    x, y = coordinates(p, 2)
    across = 4 * (x + y)
    return [[12 * x * x + 4 * y - 42, across], [across, 12 * y * y + 4 * x - 26]]


himmelblau = TestFunction(
    name="himmelblau",
    f=_himmelblau,
    grad=_himmelblau_grad,
    hess=_himmelblau_hess,
    minima=(
        ((3.0, 2.0), 0.0),
        ((-2.805118086952745, 3.131312518250573), 0.0),
        ((-3.779310253377747, -3.2831859912861696), 0.0),
        ((3.5844283403304917, -1.8481265269644036), 0.0),
    ),
    saddles=(
        ((3.385154183607021, 0.07385187983774928), 13.31192627040559),
        ((0.08667750455539636, 2.884254701174776), 67.71915008752615),
        ((-3.0730257507643897, -0.08135304428796751), 104.0151629175581),
        ((-0.12796134673068008, -1.9537149802445763), 178.33723920192747),
    ),
    maxima=(((-0.2708445906673476, -0.9230385564799815), 181.6165215225827),),
    x0=(0.0, 0.0),
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    formula="(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
)
"""Four minima of equal depth, four saddles between them, one hill in the middle.

    f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2

Source: D. Himmelblau, Applied Nonlinear Programming (1972).

>>> himmelblau.f([3, 2]), len(himmelblau.minima), len(himmelblau.saddles)
(0, 4, 4)
"""
