"""Quasi-Newton methods: they learn the Hessian's inverse from how the gradient changes."""

from typing import Unpack

from gdcore.directions import descend
from gdcore.evaluation import Gradient, Objective
from gdcore.line_searches import StrongWolfe
from gdcore.linear_algebra import Matrix, dot, product
from gdcore.points import PointLike
from gdcore.results import Result
from gdcore.runs import RunOptions
from gdcore.step_rules import Rule
from gdcore.validation import count

# A change of the gradient that is as small as rounding against the step would spoil what was learned.
LEAST_CURVATURE = 1e-10


class Changes:
    """What changed from one iterate to the next: s = x - x_before, y = g - g_before."""

    def __init__(self) -> None:
        self.before: tuple[list[float], list[float]] | None = None

    def seen(self, x: list[float], g: list[float]) -> tuple[list[float], list[float]] | None:
        """Take note of `x` and `g`; (s, y) if f curved up along s, else None."""
        before, self.before = self.before, (x, g)
        if before is None:
            return None
        s, y = [xi - bi for xi, bi in zip(x, before[0])], [gi - bi for gi, bi in zip(g, before[1])]
        return (s, y) if dot(s, y) > LEAST_CURVATURE * dot(y, y) ** 0.5 * dot(s, s) ** 0.5 else None


class BFGS:
    """d = -H g, where the matrix H takes up one (s, y) a step; `bfgs` has the equations."""

    def __init__(self) -> None:
        self.changes = Changes()
        self.H: Matrix = []

    def __call__(self, x: list[float], g: list[float]) -> list[float]:
        """Direction at `x`."""
        change = self.changes.seen(x, g)
        if change:
            s, y = change
            self.H = updated(self.H or scaled_identity(s, y), s, y)
        return [-v for v in (product(self.H, g) if self.H else g)]


def scaled_identity(s: list[float], y: list[float]) -> Matrix:
    """The multiple of the identity that fits the first change best: s.y / y.y."""
    gamma = dot(s, y) / dot(y, y)
    return [[gamma * (i == j) for j in range(len(s))] for i in range(len(s))]


def updated(H: Matrix, s: list[float], y: list[float]) -> Matrix:
    """The BFGS update of H, multiplied out, which takes n^2 and not n^3 multiplications."""
    rho, Hy = 1 / dot(y, s), product(H, y)
    c = rho * (1 + rho * dot(y, Hy))
    return [
        [hij + c * si * sj - rho * (hyi * sj + si * hyj) for hij, sj, hyj in zip(row, s, Hy)]
        for row, si, hyi in zip(H, s, Hy)
    ]


class LBFGS:
    """d = -H g from the last m changes, without a matrix; `lbfgs` has the equations."""

    def __init__(self, m: int) -> None:
        self.m, self.changes = m, Changes()
        self.pairs: list[tuple[list[float], list[float]]] = []

    def __call__(self, x: list[float], g: list[float]) -> list[float]:
        """Direction at `x`."""
        change = self.changes.seen(x, g)
        if change:
            self.pairs = [*self.pairs, change][-self.m :]
        q, alphas = g, []
        for s, y in reversed(self.pairs):
            alpha = dot(s, q) / dot(y, s)
            q = [qi - alpha * yi for qi, yi in zip(q, y)]
            alphas.append(alpha)
        if self.pairs:
            s, y = self.pairs[-1]
            gamma = dot(s, y) / dot(y, y)
            q = [gamma * qi for qi in q]
        for (s, y), alpha in zip(self.pairs, reversed(alphas)):
            beta = dot(y, q) / dot(y, s)
            q = [qi + (alpha - beta) * si for qi, si in zip(q, s)]
        return [-qi for qi in q]


def bfgs(
    f: Objective,
    x0: PointLike,
    grad: Gradient | None = None,
    *,
    step_rule: Rule | None = None,
    **options: Unpack[RunOptions],
) -> Result:
    """Broyden, Fletcher, Goldfarb and Shanno's method; the other options are those of `minimize`.

        d = -H grad(x),    x <- x + alpha d,    alpha by `step_rule`, StrongWolfe() if none is given
        s = x_{k+1} - x_k,    y = grad(x_{k+1}) - grad(x_k),    rho = 1 / y.s
        H <- (I - rho s y^T) H (I - rho y s^T) + rho s s^T        (H = I, then (s.y / y.y) I, at first)

    H stands in for the inverse Hessian: it maps the latest y to s. A step along which f did not curve
    up teaches nothing and is left out. A step costs about 4 n^2 multiplications.

    Raises: InvalidInputError for an argument that cannot be used.

    Source: J. Nocedal & S. Wright, Numerical Optimization, 2nd ed. (2006), algorithm 6.1.

    >>> import gdcore
    >>> b = gdcore.himmelblau
    >>> r = bfgs(b.f, [0, 0], b.grad)
    >>> [round(v, 9) for v in r.x], r.reason
    ([3.0, 2.0], <StopReason.GTOL: 'gtol'>)
    """
    return descend(f, x0, grad, BFGS(), StrongWolfe() if step_rule is None else step_rule, options)


def lbfgs(
    f: Objective,
    x0: PointLike,
    grad: Gradient | None = None,
    *,
    m: int = 10,
    step_rule: Rule | None = None,
    **options: Unpack[RunOptions],
) -> Result:
    """BFGS with a short memory: the last `m` changes (s, y) in place of the matrix H.

    H g is built up from gamma g by two loops over the changes, with gamma = s.y / y.y of the latest. A step
    costs about 4 m n multiplications, so n may be large. The other options are those of `bfgs`.

    Raises: InvalidInputError for an argument that cannot be used.

    Source: J. Nocedal, Math. Comput. 35 (1980); J. Nocedal & S. Wright, Numerical Optimization,
    2nd ed. (2006), algorithm 7.4.

    >>> import gdcore
    >>> b = gdcore.himmelblau
    >>> [round(v, 9) for v in lbfgs(b.f, [0, 0], b.grad, m=3).x]
    [3.0, 2.0]
    """
    direction = LBFGS(count(m, "m", least=1))
    return descend(f, x0, grad, direction, StrongWolfe() if step_rule is None else step_rule, options)
