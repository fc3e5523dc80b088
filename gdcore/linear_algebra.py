"""Just enough linear algebra for small problems: matrices are lists of rows."""

import math

from gdcore.errors import DimensionError, InvalidInputError
from gdcore.points import as_point
from gdcore.validation import described

type Matrix = list[list[float]]


def as_symmetric_matrix(value: object, what: str) -> Matrix:
    """`value` as a matrix of our own: square, symmetric (to within rounding at first, then exactly), finite."""
    if isinstance(value, str | bytes) or not hasattr(value, "__iter__"):
        raise InvalidInputError(f"{what} must be a list of rows, such as [[2, 0], [0, 4]], got {described(value)}.")
    rows = [as_point(row, f"{what}[{i}]") for i, row in enumerate(value)]
    matrix = [row for row in rows if isinstance(row, list) and len(row) == len(rows)]
    if not rows or len(matrix) != len(rows):
        raise DimensionError(
            f"{what} must be square, a list of n rows of n numbers, such as [[2, 0], [0, 4]], got {described(value)}."
        )
    for i, row in enumerate(matrix):
        for j in range(i):
            if abs(row[j] - matrix[j][i]) > 1e-9 * (abs(row[j]) + abs(matrix[j][i])):
                raise InvalidInputError(
                    f"{what} must be symmetric, got {what}[{i}][{j}] = {row[j]} but "
                    f"{what}[{j}][{i}] = {matrix[j][i]}. Put their mean in both places."
                )
            row[j] = matrix[j][i] = row[j] / 2 + matrix[j][i] / 2
    return matrix


def dot(a: list[float], b: list[float]) -> float:
    """Sum of a_i b_i. A loop, because sum() rounds differently from one Python to the next."""
    total = 0.0
    for ai, bi in zip(a, b):
        total += ai * bi
    return total


def product(A: Matrix, x: list[float]) -> list[float]:
    """The vector A x."""
    return [dot(row, x) for row in A]


def solve(A: Matrix, b: list[float]) -> list[float]:
    """The x with A x = b, by Gaussian elimination with partial pivoting; ZeroDivisionError if A is singular."""
    n = len(b)
    rows = [[*row, bi] for row, bi in zip(A, b)]
    for p in range(n):
        best = max(range(p, n), key=lambda r: abs(rows[r][p]))
        rows[p], rows[best] = rows[best], rows[p]
        for r in range(p + 1, n):
            factor = rows[r][p] / rows[p][p]
            rows[r] = [v - factor * w for v, w in zip(rows[r], rows[p])]
    x = [0.0] * n
    for r in reversed(range(n)):
        x[r] = (rows[r][n] - dot(rows[r][r + 1 : n], x[r + 1 :])) / rows[r][r]
    return x


def positive_definite(A: Matrix) -> bool:
    """True if all eigenvalues of the symmetric matrix A are above 0, by more than rounding.

    It tries to write A = C C^T with a lower triangular C (A. Cholesky's decomposition).
    Source: G. Golub & C. Van Loan, Matrix Computations, 4th ed. (2013), section 4.2.
    """
    C: Matrix = []
    noise = len(A) * 2.0**-50 * max(abs(row[i]) for i, row in enumerate(A))
    for i, row in enumerate(A):
        ci: list[float] = []
        for j in range(i):
            ci.append((row[j] - dot(ci, C[j][:j])) / C[j][j])
        square = row[i] - dot(ci, ci)
        if not square > noise:
            return False
        C.append([*ci, math.sqrt(square)])
    return True


def eigenvalues(A: Matrix) -> list[float]:
    """Eigenvalues of a symmetric matrix, in rising order; those that are only rounding become 0.

    Each rotation makes one pair of off-diagonal entries zero; what is left on the diagonal are the
    eigenvalues. Source: C. Jacobi, J. reine angew. Math. 30 (1846); G. Golub & C. Van Loan, Matrix
    Computations, 4th ed. (2013), section 8.5.
    """
    a, n = [list(row) for row in A], len(A)
    noise = n * 2.0**-53 * max(abs(v) for row in A for v in row)
    rounding = 0.0  # a diagonal matrix is left as it is, so nothing in it is only rounding
    pairs = [(p, q) for q in range(n) for p in range(q)]
    while any(abs(a[p][q]) > noise for p, q in pairs):
        for p, q in pairs:
            if a[p][q] != 0:
                rotate(a, p, q)
        rounding = 4 * noise
    return sorted(a[i][i] if abs(a[i][i]) > rounding else 0.0 for i in range(n))


def rotate(a: Matrix, p: int, q: int) -> None:
    """Turn coordinates p and q, in place, so that a[p][q] becomes 0."""
    theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
    t = math.copysign(1.0, theta) / (abs(theta) + math.hypot(theta, 1.0))  # tangent of the angle
    c = 1 / math.hypot(t, 1.0)
    s = t * c
    a[p][p], a[q][q] = a[p][p] - t * a[p][q], a[q][q] + t * a[p][q]
    a[p][q] = a[q][p] = 0.0
    for r in range(len(a)):
        if r not in (p, q):
            arp, arq = c * a[r][p] - s * a[r][q], s * a[r][p] + c * a[r][q]
            a[r][p] = a[p][r] = arp
            a[r][q] = a[q][r] = arq
