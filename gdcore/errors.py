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
    """A point, gradient or matrix has the wrong shape: empty, nested, or of another length."""


class NonFiniteError(InvalidInputError):
    """A number that has to be finite is nan, inf or -inf."""


class LineSearchError(ArithmeticError):
    """No step along a direction will do; in a run, this is the reason LINE_SEARCH_FAILED instead."""
