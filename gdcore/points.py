"""Points: a float in one dimension, a list of floats in any number of dimensions.

Whatever the caller has (ints, a tuple, a generator, a numpy array) becomes one of the two here,
once, so that the rest of gdcore deals with nothing else.
"""

import math
from collections.abc import Iterable, Mapping, Set
from numbers import Real

from gdcore.errors import DimensionError, InvalidInputError, NonFiniteError
from gdcore.validation import as_number, described, finite_number

type Point = float | list[float]
type PointLike = float | Iterable[float]  # what a caller may hand in

NUMBER_OR_SEQUENCE = "must be a number or a sequence of numbers, such as 10.0 or [5.0, 3.0]"


def as_point(value: object, what: str) -> Point:
    """`value` as a point of our own whose numbers are all finite."""
    point = as_numbers(value, what)
    if isinstance(point, float):
        return finite_number(point, what)
    for i, number in enumerate(point):
        if not math.isfinite(number):
            raise NonFiniteError(
                f"{what} must be finite, got {what}[{i}] = {number}. Every coordinate has to be an ordinary number."
            )
    return point


def as_numbers(value: object, what: str) -> Point:
    """`value` as a point of our own; inf and nan may pass."""
    if type(value) is float:
        return value
    if type(value) is list and value:  # every step of every run comes here: a short way for what is usual
        for entry in value:
            if type(entry) is not float:
                break
        else:
            return value.copy()
    if isinstance(value, Real) and not isinstance(value, bool):
        return as_number(value, what)
    # A string's characters, a mapping's keys and a set's unordered members are not coordinates.
    if isinstance(value, bool | str | bytes | bytearray | Mapping | Set):
        raise InvalidInputError(f"{what} {NUMBER_OR_SEQUENCE}, got {described(value)}.")
    try:
        iterator = iter(value)  # type: ignore[call-overload]
    except TypeError:
        raise InvalidInputError(f"{what} {NUMBER_OR_SEQUENCE}, got {described(value)}.") from None
    entries = list(iterator)
    if not entries:
        raise DimensionError(f"{what} is empty, but it {NUMBER_OR_SEQUENCE}.")
    return [coordinate(entry, f"{what}[{i}]", what) for i, entry in enumerate(entries)]


def coordinate(entry: object, name: str, what: str) -> float:
    """One entry of a sequence as a float."""
    if hasattr(entry, "__iter__") and not isinstance(entry, str | bytes):
        raise DimensionError(
            f"{name} must be a number, got {described(entry)}: {what} is nested. "
            "Write one flat sequence, such as [5.0, 3.0]."
        )
    return as_number(entry, name)


def as_vector(x: Point) -> list[float]:
    """`x` as a list, so that one formula serves every dimension."""
    return [x] if isinstance(x, float) else x


def shaped_like(vector: list[float], x: Point) -> Point:
    """`vector` in the shape of `x`: a float if `x` is a float."""
    return vector[0] if isinstance(x, float) else vector


def same_shape[P: Point](y: Point, x: P, what: str, model: str) -> P:
    """`y` itself, if it has the shape of `x`."""
    fits = isinstance(x, float) if isinstance(y, float) else isinstance(x, list) and len(y) == len(x)
    if fits:
        return y  # type: ignore[return-value]  # what has just been found out
    raise DimensionError(f"{what} is {shape(y)} but {model} is {shape(x)}. They need one number per coordinate.")


def as_point_like[P: Point](value: object, x: P, what: str) -> P:
    """`value` as a point of our own that has the shape of the point `x`; inf and nan may pass."""
    if type(value) is type(x) is list and len(value) == len(x):
        for entry in value:  # as in as_numbers, but without the call
            if type(entry) is not float:
                break
        else:
            return value.copy()
    return same_shape(as_numbers(value, what), x, what, "x")


def shape(x: Point) -> str:
    """The shape of `x` in words."""
    if isinstance(x, float):
        return "a single number"
    return f"a list of {len(x)} number{'' if len(x) == 1 else 's'}"


def own_copy(x: Point) -> Point:
    """`x` for a caller to keep and change: a list is copied."""
    return x if isinstance(x, float) else list(x)


def norm(x: Point) -> float:
    """Euclidean length of `x`: the square root of the sum of its squared coordinates."""
    return abs(x) if isinstance(x, float) else math.hypot(*x)


def distance(x: Point, y: Point) -> float:
    """Euclidean distance between two points of the same shape."""
    return math.hypot(*(xi - yi for xi, yi in zip(as_vector(x), as_vector(y))))


def is_finite(x: Point) -> bool:
    """True if no coordinate of `x` is inf or nan."""
    return math.isfinite(x) if isinstance(x, float) else all(map(math.isfinite, x))


def downhill(x: Point, lr: float, g: Point) -> Point:
    """x - lr g, in every coordinate."""
    if isinstance(x, float) and isinstance(g, float):
        return x - lr * g
    return [xi - lr * gi for xi, gi in zip(as_vector(x), as_vector(g))]


def shown(x: Point) -> str:
    """`x` as text for a message: six digits a number, at most six numbers."""
    if isinstance(x, float):
        return f"{x:.6g}"
    rest = f", ... {len(x)} numbers" if len(x) > 6 else ""
    return f"[{', '.join(f'{xi:.6g}' for xi in x[:6])}{rest}]"
