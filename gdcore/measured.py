"""What a run shows about itself: how fast it came nearer, and what it arrived at."""

import math
from collections.abc import Iterable, Sequence
from typing import Literal

from gdcore.errors import DimensionError, InvalidInputError
from gdcore.linear_algebra import as_symmetric_matrix, eigenvalues
from gdcore.points import as_point
from gdcore.validation import described, items


def contraction_factor(errors: Iterable[float]) -> float:
    """Factor by which the error shrank per step, on average over the second half of a run.

        rho = (e_n / e_m)^(1 / (n - m)),    m = n / 2 rounded down

    Errors of 0 at the end are left out: there the run has arrived.

    Raises: InvalidInputError unless there are two errors above 0, and no negative ones.

    Source: J. Ortega & W. Rheinboldt, Iterative Solution of Nonlinear Equations (1970), chapter 9.

    >>> round(contraction_factor([10.0, 8.0, 6.4, 5.12, 4.096]), 12)
    0.8
    """
    e = positive_errors(errors, 2)
    m = (len(e) - 1) // 2
    return math.exp((math.log(e[-1]) - math.log(e[m])) / (len(e) - 1 - m))


def convergence_order(errors: Iterable[float]) -> float:
    """Order p of convergence, e_{k+1} ~ C e_k^p, from the last three errors above 0.

        p = ln(e_{k+1} / e_k) / ln(e_k / e_{k-1})

    About 1 for gradient descent, 2 for Newton's method. Rounding spoils it near 1e-16: leave such
    errors out.

    Raises: InvalidInputError unless there are three errors above 0, the last three differ, and
    none is negative.

    Source: J. Ortega & W. Rheinboldt, Iterative Solution of Nonlinear Equations (1970), chapter 9.

    >>> round(convergence_order([0.1, 0.01, 0.0001, 0.00000001]), 12)
    2.0
    """
    a, b, c = (math.log(v) for v in positive_errors(errors, 3)[-3:])
    if a == b:
        raise InvalidInputError("errors must change from step to step, but two of them are equal.")
    return (c - b) / (b - a)


def positive_errors(errors: Iterable[float], least: int) -> list[float]:
    """`errors` as a list without the zeros at its end."""
    e = as_point(errors, "errors")
    if not isinstance(e, list):
        raise InvalidInputError(f"errors must be a list of errors, got {described(errors)}.")
    while e and e[-1] == 0:
        e.pop()
    if len(e) < least or min(e) <= 0:
        raise InvalidInputError(
            f"errors must be {least} or more positive numbers (zeros at the end do not count), "
            f"got {described(errors)}. trajectory.errors(x_star) gives such a list."
        )
    return e


def classify(
    hessian: Sequence[Sequence[float]],
) -> Literal["minimum", "maximum", "saddle", "degenerate"]:
    """Kind of a stationary point, from the Hessian there.

        all eigenvalues > 0        minimum
        all eigenvalues < 0        maximum
        some > 0 and some < 0      saddle
        else                       degenerate: some are 0, and the Hessian cannot tell

    Shapes: n rows of n numbers, symmetric.

    Raises: InvalidInputError if the matrix is not symmetric, DimensionError if it is not square.

    Source: J. Nocedal & S. Wright, Numerical Optimization, 2nd ed. (2006), section 2.1.

    >>> classify([[2, 0], [0, -2]]), classify([[2, 0], [0, 0]])
    ('saddle', 'degenerate')
    """
    values = eigenvalues(as_symmetric_matrix(hessian, "hessian"))
    lowest, highest = values[0], values[-1]
    if lowest < 0 < highest:
        return "saddle"
    if lowest > 0:
        return "minimum"
    return "maximum" if highest < 0 else "degenerate"


def eigenvalues_2x2(A: Sequence[Sequence[float]]) -> tuple[float, float] | tuple[complex, complex]:
    """Both eigenvalues of a matrix of two rows and two columns, the smaller one first.

        lambda = m -+ sqrt(m^2 - det),    m = (a + d) / 2,    m^2 - det = ((a - d) / 2)^2 + b c

    for [[a, b], [c, d]]. They are complex if the root is: then they come as -, + imaginary part.

    Raises: InvalidInputError unless A is two rows of two finite numbers (DimensionError if the
    numbers of rows or columns are others).

    Source: G. Golub & C. Van Loan, Matrix Computations, 4th ed. (2013), section 7.1.

    >>> eigenvalues_2x2([[2, 0], [0, 10]]), eigenvalues_2x2([[0, -1], [1, 0]])
    ((2.0, 10.0), (-1j, 1j))
    """
    rows = [as_point(row, f"A[{i}]") for i, row in enumerate(items(A, "A", "[[2, 0], [0, 4]]"))]
    if len(rows) != 2 or any(not isinstance(row, list) or len(row) != 2 for row in rows):
        raise DimensionError(f"A must be two rows of two numbers, got {described(A)}.")
    (a, b), (c, d) = rows  # type: ignore[misc]
    m, half = (a + d) / 2, (a - d) / 2
    square = half * half + b * c
    if square < 0:
        return complex(m, -math.sqrt(-square)), complex(m, math.sqrt(-square))
    root = math.hypot(half, b) if b == c else math.sqrt(square)
    return m - root, m + root
