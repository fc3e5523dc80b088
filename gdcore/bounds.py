"""Guarantees: how far above the minimum a method can still be after k steps, at worst.

L is the largest curvature, R the distance from the start to the minimum.
"""

from gdcore.theory import CURVATURES
from gdcore.validation import count, nonnegative_number, positive_number

__all__ = ["gd", "gd_tight", "nesterov"]

DISTANCE = " It is the distance from the start to the minimum."


def gd(L: float, R: float, k: int) -> float:
    """Gradient descent with lr = 1/L on any convex function: the bound of the textbooks.

        f(x_k) - f* <= L R^2 / (2 k)

    Raises: InvalidInputError unless L > 0, R >= 0 and k is a whole number, 1 or more.

    Source: A. Beck & M. Teboulle, SIAM J. Imaging Sci. 2 (2009), theorem 3.1.

    >>> gd(10, 2, 5)
    4.0
    """
    L, R, k = checked(L, R, k)
    return L * R * R / (2 * k)


def gd_tight(L: float, R: float, k: int) -> float:
    """Gradient descent with lr = 1/L on any convex function: no bound can be lower.

        f(x_k) - f* <= L R^2 / (4 k + 2)

    Raises: InvalidInputError unless L > 0, R >= 0 and k is a whole number, 1 or more.

    Source: Y. Drori & M. Teboulle, Math. Program. 145 (2014).

    >>> gd_tight(11, 2, 5)
    2.0
    """
    L, R, k = checked(L, R, k)
    return L * R * R / (4 * k + 2)


def nesterov(L: float, R: float, k: int) -> float:
    """Nesterov's method with 1/L on any convex function.

        f(x_k) - f* <= 2 L R^2 / (k + 1)^2

    Raises: InvalidInputError unless L > 0, R >= 0 and k is a whole number, 1 or more.

    Source: A. Beck & M. Teboulle, SIAM J. Imaging Sci. 2 (2009), theorem 4.4.

    >>> nesterov(9, 2, 5)
    2.0
    """
    L, R, k = checked(L, R, k)
    return 2 * L * R * R / ((k + 1) * (k + 1))


def checked(L: object, R: object, k: object) -> tuple[float, float, int]:
    """The three as numbers that can be used."""
    return (
        positive_number(L, "L", CURVATURES),
        nonnegative_number(R, "R", DISTANCE),
        count(k, "k", least=1),
    )
