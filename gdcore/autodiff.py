"""Exact derivatives of ordinary Python functions, by carrying them through the calculation.

Write f with + - * / ** and the functions exp log sin cos tan tanh sigmoid relu softplus sqrt of
this module, with Python's abs and max, and with comparisons.

>>> [round(grad(g)(0.5), 6) for g in (exp, log, sin, cos, tan)]
[1.648721, 2.0, 0.877583, -0.479426, 1.298446]
>>> [round(grad(g)(0.5), 6) for g in (tanh, sigmoid, relu, softplus, sqrt)]
[0.786448, 0.235004, 1.0, 0.622459, 0.707107]
>>> grad(lambda x: max(abs(x), 1))(-3)
-1.0
"""

from collections.abc import Callable
from typing import Any

from gdcore.carriers import Dual, Value, ancestors
from gdcore.errors import InvalidInputError
from gdcore.linear_algebra import Matrix
from gdcore.points import Point, PointLike, as_point, as_vector, same_shape, shaped_like
from gdcore.rules import cos, exp, log, plain, relu, sigmoid, sin, softplus, sqrt, tan, tanh
from gdcore.validation import described, require_callable

__all__ = ["Dual", "Value", "cos", "exp", "grad", "graph", "hessian", "jvp", "log", "relu"]
__all__ += ["sigmoid", "sin", "softplus", "sqrt", "tan", "tanh", "value_and_grad"]

type Function = Callable[[Any], Any]


def value_and_grad(f: Function) -> Callable[[PointLike], tuple[float, Point]]:
    """Function that returns f(x) and the gradient of `f` at x, from one calculation.

    Shapes: x and the gradient are numbers, or lists of n numbers. `f` gets a `Value`, or a list.

    Raises: InvalidInputError if `f` is not a function or does not return one number.

    Source: A. Griewank & A. Walther, Evaluating Derivatives, 2nd ed. (2008), chapter 3.

    >>> value_and_grad(lambda p: p[0] * p[1])([2, 5])
    (10.0, [5.0, 2.0])
    """
    require_callable(f, "f", " It is the function to differentiate.")

    def both(x: PointLike) -> tuple[float, Point]:
        point = as_point(x, "x")
        values = [Value(v) for v in as_vector(point)]
        y = checked(f(values[0] if isinstance(point, float) else values), Value)
        if isinstance(y, Value):
            y.backward()
        return plain(y), shaped_like([v.grad for v in values], point)

    return both


def grad(f: Function) -> Callable[[PointLike], Point]:
    """Gradient of `f` as a function, ready for `minimize` and `gradient_descent`.

    Shapes, Raises: as `value_and_grad`.

    Source: A. Griewank & A. Walther, Evaluating Derivatives, 2nd ed. (2008), chapter 3.

    >>> grad(lambda x: x**3)(2.0)
    12.0
    >>> [round(v, 9) for v in grad(lambda p: (p[0] * p[1] + p[2]).tanh() ** 2)([0.7, -1.3, 0.2])]
    [0.995642559, -0.536115224, -0.765878891]
    """
    both = value_and_grad(f)
    return lambda x: both(x)[1]


def jvp(f: Function, x: PointLike, v: PointLike) -> tuple[float, float]:
    """Value of `f` at `x`, and its derivative in the direction `v`, without the gradient.

        f(x),    d f(x + s v) / d s  at s = 0

    Shapes: `v` has the shape of `x`.

    Raises: InvalidInputError as `value_and_grad`; DimensionError if `v` does not fit `x`.

    Source: R. Wengert, Commun. ACM 7 (1964).

    >>> jvp(lambda p: p[0] * p[1], [2, 5], [1, 0])
    (10.0, 5.0)
    """
    require_callable(f, "f", " The order is jvp(f, x, v).")
    point = as_point(x, "x")
    direction = same_shape(as_point(v, "v"), point, "v", "x")
    duals = [Dual(a, b) for a, b in zip(as_vector(point), as_vector(direction))]
    y = checked(f(duals[0] if isinstance(point, float) else duals), Dual)
    return plain(y), y.slope if isinstance(y, Dual) else 0.0


def hessian(f: Function) -> Callable[[PointLike], float | Matrix]:
    """Second derivatives of `f` as a function: forward over reverse, one row of the matrix a run.

    Shapes: a float for a number x, n rows of n floats for a sequence.

    Raises: InvalidInputError as `value_and_grad`.

    Source: B. Pearlmutter, Neural Computation 6 (1994).

    >>> hessian(lambda p: p[0] * p[0] * p[1])([1, 2])
    [[4.0, 2.0], [2.0, 0.0]]
    """
    require_callable(f, "f", " It is the function to differentiate.")

    def at(x: PointLike) -> float | Matrix:
        point = as_point(x, "x")
        rows = []
        for i in range(len(as_vector(point))):
            duals = [Dual(v, float(i == j)) for j, v in enumerate(as_vector(point))]
            values = [Value(d) for d in duals]
            y = checked(f(values[0] if isinstance(point, float) else values), Value)
            if isinstance(y, Value):
                y.backward()
            rows.append([v.grad.slope if isinstance(v.grad, Dual) else 0.0 for v in values])
        return rows[0][0] if isinstance(point, float) else rows

    return at


def graph(value: Value) -> dict[str, list[dict[str, Any]]]:
    """The calculation that led to `value`, as nodes and edges for a drawing.

    A node has an `"id"`, an `"op"` (`""` for an input), its `"data"` and its `"grad"`; an edge has `"from"`,
    `"to"`, and the `"slope"` of the one by the other. Nodes come in the order of calculation.

    Raises: InvalidInputError if `value` is not a Value.

    Source: L. Kantorovich, Doklady Akad. Nauk SSSR 113 (1957).

    >>> x = Value(3.0)
    >>> picture = graph(x * x)
    >>> picture["edges"]
    [{'from': 0, 'to': 1, 'slope': 3.0}, {'from': 0, 'to': 1, 'slope': 3.0}]
    """
    if not isinstance(value, Value):
        raise InvalidInputError(f"graph needs a Value, got {described(value)}.")
    order = ancestors(value)
    number = {v: i for i, v in enumerate(order)}
    return {
        "nodes": [{"id": i, "op": v.op, "data": plain(v), "grad": plain(v.grad)} for i, v in enumerate(order)],
        "edges": [
            {"from": number[source], "to": i, "slope": plain(slope)}
            for i, v in enumerate(order)
            for source, slope in v.sources
        ],
    }


def checked(y: object, kind: type) -> Any:
    """What `f` returned, if it is one number."""
    if isinstance(y, kind) or (isinstance(y, int | float) and not isinstance(y, bool)):
        return y
    raise InvalidInputError(
        f"f returned {described(y)}, but it has to return one number made from x. Use the "
        "functions of gdcore.autodiff (exp, sin, ...), not those of math."
    )
