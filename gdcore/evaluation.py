"""Calling the caller's functions: f has to return a number, grad one number per coordinate."""

from collections.abc import Callable
from typing import Any

from gdcore.errors import InvalidInputError
from gdcore.points import Point, as_point_like
from gdcore.validation import as_number, require_callable

# Any, because a float goes in for a float and a list for a list, as the caller chose.
type Objective = Callable[[Any], float]
type Gradient = Callable[[Any], Any]


ORDER = " The order is minimize(f, x0, grad)."


def require_functions(f: object, grad: object) -> None:
    """Raise unless `f`, and `grad` if it is not None, can be called."""
    require_callable(f, "f", ORDER)
    if grad is not None:
        require_callable(grad, "grad", f" Leave it out to have slopes measured.{ORDER}")


def value_at(f: Objective, x: Point) -> float:
    """f(x). The function gets a copy of `x`, so nothing it does to its argument reaches us."""
    return as_value(f(x.copy() if isinstance(x, list) else x))


def as_value(value: object) -> float:
    """What f returned as a float."""
    return as_number(value, "the value of f", " Let f return one number.")


def gradient_at(grad: Gradient, x: Point) -> Point:
    """grad(x), a point of the same shape as `x`."""
    value = grad(x.copy() if type(x) is list else x)
    if value is None:
        raise InvalidInputError("grad returned None, but it has to return the gradient. Is its `return` missing?")
    return as_point_like(value, x, "what grad returned")
