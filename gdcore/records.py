"""Data sets as their authors printed them."""

from typing import Any, NamedTuple

from gdcore.errors import InvalidInputError
from gdcore.validation import count

# The x of the first three sets, and the y of all four; the last has an x of its own.
ANSCOMBE = (
    (10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0),
    (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68),
    (9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74),
    (7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73),
    (6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89),
)

# The people employed, and five of what they are explained by; the sixth is the year, from 1947.
# fmt: off
LONGLEY = (
    (60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551),
    (83.0, 88.5, 88.2, 89.5, 96.2, 98.1, 99.0, 100.0, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9),
    (234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601,
     518173, 554894),
    (2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007),
    (1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827),
    (107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368,
     127852, 130081),
)
# fmt: on


class Data(NamedTuple):
    """Examples: a row, or with one feature a number, for each in `X`; what belongs to it in `y`.

    >>> X, y = cars7()
    >>> X[0], y[0]
    (3.5, 18.0)
    """

    X: list[Any]
    y: list[float]


def anscombe(which: int = 1) -> Data:
    """Set 1, 2, 3 or 4: four pictures, one and the same least-squares line.

    Raises: InvalidInputError for another number.

    Source: F. Anscombe, The American Statistician 27 (1973), p. 19.

    >>> import gdcore
    >>> [round(v, 2) for v in gdcore.ols(zip(*anscombe(4)))]
    [0.5, 3.0]
    """
    i = count(which, "which", least=1)
    if i > 4:
        raise InvalidInputError(f"which must be 1, 2, 3 or 4, got {which}. There are four sets.")
    return Data([*ANSCOMBE[0]] if i < 4 else [8.0] * 7 + [19.0] + [8.0] * 3, [*ANSCOMBE[i]])


def cars7() -> Data:
    """Seven cars: weight in 1000 pounds, and miles per gallon.

    Source: Google, Machine Learning Crash Course (2024), Linear regression: Gradient descent.

    >>> cars7().y
    [18.0, 15.0, 18.0, 16.0, 15.0, 14.0, 24.0]
    """
    return Data([3.5, 3.69, 3.44, 3.43, 4.34, 4.42, 2.37], [18.0, 15.0, 18.0, 16.0, 15.0, 14.0, 24.0])


def hours_pass() -> Data:
    """Hours that 20 students spent on learning, and whether they passed (1) or not (0).

    Source: Wikipedia, Logistic regression (2024), section Example.

    >>> sum(hours_pass().y), len(hours_pass().X)
    (10, 20)
    """
    quarters = (2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 22)
    return Data([q / 4 for q in quarters], [*[0] * 6, *[1, 0] * 4, *[1] * 6])


def longley() -> Data:
    """The economy of the United States in 16 years: six numbers that rise together, and the people employed.

    The features are a price index, the gross national product, the unemployed, the armed forces, the
    population and the year; people in thousands. They are so nearly dependent, and so unequal in
    size, that programs lost all digits of the least-squares coefficients, which NIST certifies.

    Source: J. Longley, J. Amer. Statist. Assoc. 62 (1967), p. 819; NIST, Statistical Reference
    Datasets (1997), Longley.

    >>> X, y = longley()
    >>> X[0], y[0]
    ([83.0, 234289.0, 2356.0, 1590.0, 107608.0, 1947.0], 60323.0)
    """
    employed, *features = ([float(v) for v in column] for column in LONGLEY)
    years = [1947.0 + i for i in range(len(employed))]
    return Data([list(row) for row in zip(*features, years)], employed)
