"""Gradient descent: the whole algorithm."""

from gdcore.evaluation import Gradient, gradient_at
from gdcore.learning_rates import constant_rate
from gdcore.points import Point, PointLike, as_point, downhill
from gdcore.validation import count, require_callable


def gradient_descent(grad: Gradient, x0: PointLike, lr: float, steps: int) -> list[Point]:
    """Path of `steps` steps against the gradient, its start included.

        x_{k+1} = x_k - lr grad(x_k),    k = 0, 1, ..., steps - 1

    It always takes all its steps and never asks whether they help; `minimize` does.

    Shapes: `x0` is a number, and `grad` maps a float to a number; or `x0` is a sequence of n
    numbers, and `grad` maps a list of n floats to n numbers. The path has steps + 1 points.

    Raises: InvalidInputError for a start, learning rate or number of steps that cannot be used;
    DimensionError if `grad` returns another number of coordinates than `x0` has.

    Source: A. Cauchy, Comptes Rendus 25, 536-538 (1847).

    >>> gradient_descent(lambda x: 2 * x, 10, lr=0.5, steps=2)
    [10.0, 0.0, 0.0]
    >>> path = gradient_descent(lambda w: [2 * w[0], 2 * w[1]], [5, 3], lr=0.1, steps=50)
    >>> [round(w, 6) for w in path[-1]]
    [7.1e-05, 4.3e-05]
    """
    require_callable(grad, "grad", " The order is gradient_descent(grad, x0, lr, steps).")
    x, lr = as_point(x0, "x0"), constant_rate(lr)
    path = [x]
    for _ in range(count(steps, "steps", least=0)):
        x = downhill(x, lr, gradient_at(grad, x))
        path.append(x)
    return path
