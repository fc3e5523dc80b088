"""Calling the caller's functions: f has to return a number, grad one number per coordinate."""

from collections.abc import Callable
from typing import Any

from gdcore.errors import InvalidInputError
from gdcore.points import Point, as_numbers, own_copy, same_shape
from gdcore.validation import as_number

# Any, because a float goes in for a float and a list for a list, as the caller chose.
type Objective = Callable[[Any], float]
type Gradient = Callable[[Any], Any]


def value_at(f: Objective, x: Point) -> float:
    """f(x). The function gets a copy of `x`, so nothing it does to its argument reaches us."""
    value = f(own_copy(x))
    if type(value) is float:
        return value
    return as_number(value, "the value of f", " Let f return one number.")


def gradient_at(grad: Gradient, x: Point) -> Point:
    """grad(x), a point of the same shape as `x`."""
    value = grad(own_copy(x))
    if value is None:
        raise InvalidInputError("grad returned None, but it has to return the gradient. Is its `return` missing?")
    return same_shape(as_numbers(value, "what grad returned"), x, "what grad returned", "x")
