"""Conjugate gradients: directions that do not undo what earlier ones have done."""

from collections.abc import Callable, Sequence
from typing import Literal, Unpack

from gdcore.directions import descend
from gdcore.errors import DimensionError, InvalidInputError
from gdcore.evaluation import Gradient, Objective
from gdcore.line_searches import StrongWolfe
from gdcore.linear_algebra import as_symmetric_matrix, dot, product
from gdcore.points import PointLike, as_point, as_vector, shape
from gdcore.results import Result
from gdcore.runs import RunOptions
from gdcore.step_formulas import ExactQuadratic
from gdcore.step_rules import Rule
from gdcore.validation import described

type Beta = Callable[[list[float], list[float], list[float]], float]  # from g, the g before, and the d before


def fletcher_reeves(g: list[float], before: list[float], d: list[float]) -> float:
    """g.g / before.before."""
    return dot(g, g) / dot(before, before)


def polak_ribiere(g: list[float], before: list[float], d: list[float]) -> float:
    """g.(g - before) / before.before, or 0 where that is negative."""
    return max((dot(g, g) - dot(g, before)) / dot(before, before), 0.0)


def hestenes_stiefel(g: list[float], before: list[float], d: list[float]) -> float:
    """g.(g - before) / d.(g - before); 0 where the gradient did not change along d."""
    across = dot(d, g) - dot(d, before)
    return (dot(g, g) - dot(g, before)) / across if across else 0.0


BETAS: dict[str, Beta] = {"FR": fletcher_reeves, "PR+": polak_ribiere, "HS": hestenes_stiefel}


class Conjugate:
    """d = -g + beta d; -g again where that does not lead downhill."""

    def __init__(self, beta: Beta) -> None:
        self.beta = beta
        self.before: tuple[list[float], list[float]] | None = None

    def __call__(self, x: list[float], g: list[float]) -> list[float]:
        """Direction at `x`."""
        d = [-gi for gi in g]
        if self.before is not None:
            beta = self.beta(g, *self.before)
            ahead = [beta * bi - gi for bi, gi in zip(self.before[1], g)]
            d = ahead if dot(g, ahead) < 0 else d
        self.before = g, d
        return d


def nonlinear_cg(
    f: Objective,
    x0: PointLike,
    grad: Gradient | None = None,
    *,
    beta: Literal["FR", "PR+", "HS"] = "PR+",
    step_rule: Rule | None = None,
    **options: Unpack[RunOptions],
) -> Result:
    """Nonlinear conjugate gradients; the other options are those of `minimize`.

        d_0 = -g_0,    d_{k+1} = -g_{k+1} + beta d_k,    x_{k+1} = x_k + alpha d_k,    y = g_{k+1} - g_k
        FR (Fletcher-Reeves):   beta = g_{k+1}.g_{k+1} / g_k.g_k
        PR+ (Polak-Ribiere):    beta = max(g_{k+1}.y / g_k.g_k, 0)
        HS (Hestenes-Stiefel):  beta = g_{k+1}.y / d_k.y

    alpha is chosen by `step_rule`, StrongWolfe(c2=0.1) if none is given. Where d would not lead downhill it
    is -g. All are the same on a quadratic with the exact alpha. A step needs no more memory than two vectors.

    Raises: InvalidInputError for an argument that cannot be used.

    Sources: R. Fletcher & C. Reeves, Computer J. 7 (1964); E. Polak & G. Ribiere, RIRO 3 (1969);
    J. Nocedal & S. Wright, Numerical Optimization, 2nd ed. (2006), section 5.2.

    >>> import gdcore
    >>> b = gdcore.himmelblau
    >>> [round(v, 9) for v in nonlinear_cg(b.f, [0, 0], b.grad).x]
    [3.0, 2.0]
    """
    if beta not in tuple(BETAS):
        raise InvalidInputError(f"beta must be 'FR', 'PR+' or 'HS', got {described(beta)}.")
    rule = StrongWolfe(c2=0.1) if step_rule is None else step_rule
    return descend(f, x0, grad, Conjugate(BETAS[beta]), rule, options)


def conjugate_gradient(
    A: Sequence[Sequence[float]],
    b: PointLike,
    x0: PointLike | None = None,
    **options: Unpack[RunOptions],
) -> Result:
    """Solve A x = b for a symmetric positive definite A, in n steps but for rounding.

        f(x) = x.Ax / 2 - b.x,    g = Ax - b,    alpha = -g.d / d.Ad,    d <- -g + (g.g / g_before.g_before) d

    It starts at `x0`, or at 0. The gradient is the residual Ax - b, so gtol is how exact the
    solution is. The other options are those of `minimize`. If A is not positive definite the run may
    end with line_search_failed.

    Shapes: `A` is n rows of n numbers; `b` and `x0` are n numbers.

    Raises: InvalidInputError or DimensionError for an argument that cannot be used.

    Source: M. Hestenes & E. Stiefel, J. Research Nat. Bur. Standards 49 (1952).

    >>> r = conjugate_gradient([[3, 1], [1, 2]], [1, -1], [2, 2])
    >>> [round(v, 12) for v in r.x], r.nit
    ([0.6, -0.8], 2)
    """
    rows, right = as_symmetric_matrix(A, "A"), as_point(b, "b")
    start = as_point([0.0] * len(rows) if x0 is None else x0, "x0")
    for value, name in ((right, "b"), (start, "x0")):
        if not isinstance(value, list) or len(value) != len(rows):
            raise DimensionError(f"{name} is {shape(value)} but A has {len(rows)} rows. They have to match.")
    target = as_vector(right)

    def f(x: list[float]) -> float:
        return 0.5 * dot(x, product(rows, x)) - dot(target, x)

    def grad(x: list[float]) -> list[float]:
        return [ri - bi for ri, bi in zip(product(rows, x), target)]

    return descend(f, start, grad, Conjugate(fletcher_reeves), ExactQuadratic(rows), options)
