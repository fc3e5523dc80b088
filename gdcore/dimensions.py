"""Test functions for any number of dimensions."""

import itertools
import math
from collections.abc import Callable, Sequence

from gdcore.functions import Place, TestFunction, coordinates
from gdcore.linear_algebra import Matrix
from gdcore.validation import count

TAU = 2 * math.pi


def rosenbrock(n: int = 2) -> TestFunction:
    """Rosenbrock's banana: easy to find its valley, hard to follow it to the minimum at 1, 1, ....

        f(x) = sum_{i < n} (1 - x_i)^2 + 100 (x_{i+1} - x_i^2)^2

    From n = 4 on it has a second minimum near (-1, 1, ..., 1), which is not listed.

    Shapes: a point has `n` coordinates.

    Raises: InvalidInputError unless n is a whole number, 2 or more.

    Source: H. Rosenbrock, Computer Journal 3 (1960).

    >>> rosenbrock().f([-1, 2]), rosenbrock().grad([1, 1])
    (104.0, [0.0, 0.0])
    """
    n = count(n, "n", least=2)

    def f(p: Sequence[float]) -> float:
        total = 0.0
        for x, y in itertools.pairwise(coordinates(p, n)):
            a, b = 1 - x, y - x * x
            total += a * a + 100 * (b * b)
        return total

    def grad(p: Sequence[float]) -> list[float]:
        g = [0.0] * n
        for i, (x, y) in enumerate(itertools.pairwise(coordinates(p, n))):
            b = y - x * x
            g[i] += -2 * (1 - x) - 400 * x * b
            g[i + 1] += 200 * b
        return g

    def hess(p: Sequence[float]) -> Matrix:
        h = [[0.0] * n for _ in range(n)]
        for i, (x, y) in enumerate(itertools.pairwise(coordinates(p, n))):
            h[i][i] += 2 - 400 * (y - 3 * x * x)
            h[i][i + 1] = h[i + 1][i] = -400 * x
            h[i + 1][i + 1] += 200
        return h

    return TestFunction(
        name="rosenbrock",
        f=f,
        grad=grad,
        hess=hess,
        minima=(((1.0,) * n, 0.0),),
        x0=tuple(1.0 if i % 2 else -1.2 for i in range(n)),
        domain=((-2.0, 2.0), (-1.0, 3.0)) if n == 2 else ((-2.0, 2.0),) * n,
        formula="(1 - x)^2 + 100 (y - x^2)^2" if n == 2 else "sum of n - 1 banana valleys",
    )


def rastrigin(n: int = 2) -> TestFunction:
    """A bowl covered with waves: a minimum near each whole-numbered point.

        f(x) = sum_i x_i^2 + 10 (1 - cos(2 pi x_i))

    Of its endlessly many stationary points only the lowest minimum is listed.

    Shapes: a point has `n` coordinates.

    Raises: InvalidInputError unless n is a whole number, 1 or more.

    Source: L. Rastrigin, Systems of Extremal Control (1974).

    >>> rastrigin().minima, round(rastrigin().f([1, 1]), 12)
    ((((0.0, 0.0), 0.0),), 2.0)
    """
    n = count(n, "n", least=1)
    f, grad, hess = apart(
        n,
        lambda x: x * x + 10 * (1 - math.cos(TAU * x)),
        lambda x: 2 * x + 10 * TAU * math.sin(TAU * x),
        lambda x: 2 + 10 * TAU * TAU * math.cos(TAU * x),
    )
    return TestFunction(
        name="rastrigin",
        f=f,
        grad=grad,
        hess=hess,
        minima=(((0.0,) * n, 0.0),),
        x0=(2.2, -1.7, *(2.2,) * n)[:n],
        domain=((-5.12, 5.12),) * n,
        formula="sum of x_i^2 + 10 (1 - cos 2 pi x_i)",
        L=2 + 10 * TAU * TAU,
        mu=2 - 10 * TAU * TAU,
    )


def styblinski_tang(n: int = 2) -> TestFunction:
    """Two wells of unequal depth in each coordinate, so 2^n minima.

        f(x) = sum_i (x_i^4 - 16 x_i^2 + 5 x_i) / 2

    All 3^n stationary points are listed up to n = 4, beyond that only the lowest minimum.

    Shapes: a point has `n` coordinates.

    Raises: InvalidInputError unless n is a whole number, 1 or more.

    Source: M. Styblinski & T.-S. Tang, Neural Networks 3 (1990).

    >>> t = styblinski_tang()
    >>> len(t.minima), len(t.saddles), len(t.maxima)
    (4, 4, 1)
    >>> [round(v, 6) for v in t.minima[0][0]], round(t.minima[0][1], 6)
    ([-2.903534, -2.903534], -78.332331)
    """
    n = count(n, "n", least=1)
    f, grad, hess = apart(
        n,
        lambda x: 0.5 * (x * x * (x * x - 16) + 5 * x),
        lambda x: 2 * x * x * x - 16 * x + 2.5,
        lambda x: 6 * x * x - 16,
    )
    deep, top, shallow = -2.903534027771177, 0.1567312567803401, 2.746802770990837
    choices = itertools.product((deep, shallow, top), repeat=n) if n <= 4 else [(deep,) * n]
    places: list[Place] = sorted(((x, f(x)) for x in choices), key=lambda place: place[1])
    tops = {x: x.count(top) for x, _ in places}
    return TestFunction(
        name="styblinski_tang",
        f=f,
        grad=grad,
        hess=hess,
        minima=tuple(place for place in places if tops[place[0]] == 0),
        saddles=tuple(place for place in places if 0 < tops[place[0]] < n),
        maxima=tuple(place for place in places if tops[place[0]] == n),
        x0=(0.0,) * n,
        domain=((-5.0, 5.0),) * n,
        formula="sum of (x_i^4 - 16 x_i^2 + 5 x_i)/2",
        mu=-16.0,
    )


type Curve = Callable[[float], float]
type Derivatives = tuple[
    Callable[[Sequence[float]], float],
    Callable[[Sequence[float]], list[float]],
    Callable[[Sequence[float]], Matrix],
]


def apart(n: int, g: Curve, slope: Curve, bend: Curve) -> Derivatives:
    """Sum of g(x_i), its gradient and its Hessian: no coordinate knows of the others."""
    return (
        lambda p: math.fsum(g(x) for x in coordinates(p, n)),
        lambda p: [slope(x) for x in coordinates(p, n)],
        lambda p: [[bend(x) if i == j else 0.0 for j in range(n)] for i, x in enumerate(coordinates(p, n))],
    )
