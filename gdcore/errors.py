"""The exceptions of gdcore: an argument cannot be used, or a step rule called by hand finds no step.

A run that goes wrong by itself (it diverges, it overflows) raises nothing; see `StopReason`.
"""


class InvalidInputError(ValueError):
    """An argument cannot be used; the message says what came and what is needed.

    >>> import gdcore
    >>> gdcore.gradient_descent(lambda x: 2 * x, 10.0, lr=-0.1, steps=20)
    Traceback (most recent call last):
        ...
    gdcore.errors.InvalidInputError: lr must be positive, got -0.1. Try lr=0.1, then adjust.
    """


class DimensionError(InvalidInputError):
    """A point, gradient or matrix has the wrong shape: empty, nested, or of another length.

    >>> import gdcore
    >>> gdcore.bowl(2).grad([1, 2, 3])
    Traceback (most recent call last):
        ...
    gdcore.errors.DimensionError: x has 3 coordinates, but this function takes 2.
    """


class NonFiniteError(InvalidInputError):
    """A number that has to be finite is nan, inf or -inf.

    >>> import gdcore
    >>> gdcore.minimize(lambda x: x * x, float("nan"))
    Traceback (most recent call last):
        ...
    gdcore.errors.NonFiniteError: x0 must be finite, got nan.
    """


class LineSearchError(ArithmeticError):
    """No step along a direction will do; in a run, this is the reason LINE_SEARCH_FAILED instead.

    >>> import gdcore
    >>> gdcore.Polyak(f_star=2.0)(lambda x: x * x, lambda x: 2 * x, x=1.0, d=-2.0, g=2.0, k=0)
    Traceback (most recent call last):
        ...
    gdcore.errors.LineSearchError: f(x) is not above f_star = 2, so that is not the lowest value.
    """
