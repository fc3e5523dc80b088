"""Small data sets to learn on: drawn from a seed, or taken from where they became known (the module records).

What is drawn is rounded to six decimals, to be the same on every machine. Class follows class.
"""

import math
from collections.abc import Callable, Sequence
from random import Random

from gdcore.errors import DimensionError
from gdcore.points import as_point, as_vector
from gdcore.records import Data, anscombe, cars7, hours_pass, longley
from gdcore.samples import entries
from gdcore.validation import count, finite_number, nonnegative_number

__all__ = ["Data", "anscombe", "blobs", "cars7", "circles", "hours_pass", "line", "longley", "moons", "spirals", "xor"]

type Place = Sequence[float]


def normal(chance: Random) -> float:
    """A number from the normal distribution with mean 0 and standard deviation 1.

    It is a ratio of uniform numbers; only the test needs a function that machines round
    differently. Source: A. Kinderman & J. Monahan, ACM Trans. Math. Softw. 3 (1977).
    """
    while True:
        u, v = 1 - chance.random(), chance.random()
        z = 1.7155277699214135 * (v - 0.5) / u  # sqrt(8 / e)
        if z * z / 4 <= -math.log(u):
            return z


def drawn(places: list[tuple[Place, int]], noise: float, seed: int) -> Data:
    """Points at `places`, each moved by normal noise; and their classes."""
    spread = nonnegative_number(noise, "noise", " It is the standard deviation of what is added.")
    chance = Random(count(seed, "seed", least=0))
    X = [[round(v + spread * normal(chance), 6) + 0.0 for v in place] for place, _ in places]  # + 0.0: no -0.0
    return Data(X, [label for _, label in places])


def along(curves: list[Callable[[float], Place]], n: int, noise: float, seed: int, ends: int = 0) -> Data:
    """`n` points, shared out over curves, each evenly from t = 0 to below 1, or to 1 if ends = 1."""
    whole, k = count(n, "n", least=len(curves)), len(curves)
    places: list[tuple[Place, int]] = []
    for label, curve in enumerate(curves):
        size = (label + 1) * whole // k - label * whole // k
        places += [(curve(i / max(size - ends, 1)), label) for i in range(size)]
    return drawn(places, noise, seed)


def on_circle(radius: float, turn: float) -> Place:
    """The place at `radius` after `turn` turns."""
    return radius * math.cos(2 * math.pi * turn), radius * math.sin(2 * math.pi * turn)


def line(n: int = 50, slope: float = 2.0, intercept: float = 1.0, noise: float = 0.1, seed: int = 0) -> Data:
    """`n` points of y = slope x + intercept + noise, with x evenly from -1 to 1.

    Raises: InvalidInputError unless n >= 2, noise >= 0 and seed >= 0 is a whole number.

    >>> line(3, noise=0)
    Data(X=[-1.0, 0.0, 1.0], y=[-1.0, 1.0, 3.0])
    """
    last, m, b = count(n, "n", least=2) - 1, finite_number(slope, "slope"), finite_number(intercept, "intercept")
    X = [round(2 * i / last - 1, 6) for i in range(last + 1)]
    return Data(X, [y for (y,) in drawn([([m * x + b], 0) for x in X], noise, seed).X])


def xor(n: int = 4, noise: float = 0.0, seed: int = 0) -> Data:
    """The corners of the unit square in turn, `n` points; class 1 where the coordinates differ.

    Raises: InvalidInputError unless n >= 4, noise >= 0 and seed >= 0 is a whole number.

    Source: M. Minsky & S. Papert, Perceptrons (1969): no line separates the classes.

    >>> xor()
    Data(X=[[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], y=[0, 1, 1, 0])
    """
    corners = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)]
    return drawn([corners[i % 4] for i in range(count(n, "n", least=4))], noise, seed)


def blobs(n: int = 100, centers: Sequence[Place] = ((-2, 0), (2, 0)), noise: float = 1.0, seed: int = 0) -> Data:
    """Round clouds; the class is the number of the center.

    Raises: InvalidInputError unless n is at least the number of centers, noise >= 0 and seed >= 0;
    DimensionError unless the centers have equally many coordinates.

    >>> blobs(4, noise=0).y
    [0, 0, 1, 1]
    """
    middles = [as_vector(as_point(c, f"centers[{i}]")) for i, c in enumerate(entries(centers, "centers", "[(0, 0)]"))]
    if len(set(map(len, middles))) != 1:
        raise DimensionError(f"centers must be points with equally many coordinates, got {centers!r}.")
    return along([lambda t, middle=middle: middle for middle in middles], n, noise, seed)  # type: ignore[misc]


def moons(n: int = 100, noise: float = 0.1, seed: int = 0) -> Data:
    """Two half circles that reach into each other, as scikit-learn's make_moons.

    Raises: InvalidInputError unless n >= 2, noise >= 0 and seed >= 0 is a whole number.

    >>> moons(4, noise=0).X
    [[1.0, 0.0], [-1.0, 0.0], [0.0, 0.5], [2.0, 0.5]]
    """

    def lower(t: float) -> Place:
        x, y = on_circle(1, t / 2)
        return 1 - x, 0.5 - y

    return along([lambda t: on_circle(1, t / 2), lower], n, noise, seed, ends=1)


def circles(n: int = 100, noise: float = 0.05, seed: int = 0, factor: float = 0.5) -> Data:
    """A circle of radius 1 about one of radius `factor`, as scikit-learn's make_circles.

    Raises: InvalidInputError unless n >= 2, noise, seed and factor are 0 or more.

    >>> circles(4, noise=0).X
    [[1.0, 0.0], [-1.0, 0.0], [0.5, 0.0], [-0.5, 0.0]]
    """
    inner = nonnegative_number(factor, "factor")
    return along([lambda t: on_circle(1, t), lambda t: on_circle(inner, t)], n, noise, seed)


def spirals(n: int = 100, noise: float = 0.0, seed: int = 0, turns: float = 1.5) -> Data:
    """Two spirals wound into each other, from the middle to radius 1.

    Raises: InvalidInputError unless n >= 2, noise >= 0, seed >= 0, and turns is finite.

    Source: K. Lang & M. Witbrock, Connectionist Models Summer School (1988).

    >>> spirals(4, noise=0, turns=1).X
    [[0.0, 0.0], [-0.5, 0.0], [0.0, 0.0], [0.5, 0.0]]
    """
    wound = finite_number(turns, "turns")
    return along([lambda t: on_circle(t, wound * t), lambda t: on_circle(-t, wound * t)], n, noise, seed)
