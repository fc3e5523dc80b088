"""Clipping: keeping one very large gradient from throwing the walk far away."""

from gdcore.points import Point, PointLike, as_numbers, as_vector, norm, shaped_like
from gdcore.validation import positive_number


def clip_by_value(g: PointLike, c: float) -> Point:
    """Each coordinate of `g`, but at most `c` in size; this changes the direction.

        g_i <- min(max(g_i, -c), c)

    Shapes: a number for a number, a list for a sequence. nan stays nan.

    Raises: InvalidInputError unless c is positive and `g` is a point.

    Source: T. Mikolov, Statistical Language Models Based on Neural Networks (2012).

    >>> clip_by_value([3.0, -0.5, -40.0], 1)
    [1.0, -0.5, -1.0]
    """
    gradient, limit = as_numbers(g, "g"), positive_number(c, "c")
    # In this order nan comes through: no comparison with it is true.
    return shaped_like([min(max(v, -limit), limit) for v in as_vector(gradient)], gradient)


def clip_by_global_norm(g: PointLike, max_norm: float) -> Point:
    """`g`, shortened to the length `max_norm` if it is longer; the direction stays.

        g <- g min(1, max_norm / |g|)

    torch's `clip_grad_norm_` divides by |g| + 1e-6 instead.

    Shapes: a number for a number, a list for a sequence. inf becomes nan, and nan stays.

    Raises: InvalidInputError unless max_norm is positive and `g` is a point.

    Source: R. Pascanu, T. Mikolov & Y. Bengio, ICML (2013).

    >>> clip_by_global_norm([30.0, 40.0], 5), clip_by_global_norm([3.0, 4.0], 5)
    ([3.0, 4.0], [3.0, 4.0])
    """
    gradient, limit = as_numbers(g, "g"), positive_number(max_norm, "max_norm")
    length = norm(gradient)
    scale = limit / length if length > limit else 1.0
    return shaped_like([v * scale for v in as_vector(gradient)], gradient)
