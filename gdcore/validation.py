"""Checks on single arguments; what they raise says what came, what is needed, and a way on."""

import math
from numbers import Integral, Real

from gdcore.errors import InvalidInputError, NonFiniteError


def described(value: object) -> str:
    """`value` as a message shows it: short, with its type, and never with a memory address."""
    if value is None:
        return "None"
    if callable(value) and hasattr(value, "__name__"):
        return f"the {'class' if isinstance(value, type) else 'function'} {value.__name__}"
    text = repr(value)
    if " at 0x" in text:
        return f"an object of type {type(value).__name__}"
    if isinstance(value, float):
        return text
    return f"{text if len(text) <= 60 else text[:57] + '...'} ({type(value).__name__})"


def as_number(value: object, what: str, hint: str = "") -> float:
    """`value` as a float, which may be inf or nan; bool, str and complex are not numbers here."""
    if type(value) is float:
        return value
    # numpy's scalars register with `numbers`, so they pass without numpy being imported.
    if isinstance(value, bool) or not isinstance(value, Real):
        raise InvalidInputError(f"{what} must be a number, got {described(value)}.{hint}")
    try:
        return float(value)
    except OverflowError:  # an int beyond 1.8e308
        return -math.inf if value < 0 else math.inf


def finite_number(value: object, what: str, hint: str = "") -> float:
    """`value` as a finite float."""
    number = as_number(value, what, hint)
    if not math.isfinite(number):
        raise NonFiniteError(f"{what} must be finite, got {described(value)}.{hint}")
    return number


def positive_number(value: object, what: str, hint: str = "") -> float:
    """`value` as a finite float above 0."""
    number = finite_number(value, what, hint)
    if number <= 0:
        raise InvalidInputError(f"{what} must be positive, got {described(value)}.{hint}")
    return number


def nonnegative_number(value: object, what: str, hint: str = "") -> float:
    """`value` as a finite float, 0 or above."""
    number = finite_number(value, what, hint)
    if number < 0:
        raise InvalidInputError(f"{what} must be 0 or above, got {described(value)}.{hint}")
    return number


def decay_rate(value: object, what: str) -> float:
    """`value` as a float in [0, 1): how much of a running average one step keeps."""
    number = finite_number(value, what)
    if not 0 <= number < 1:
        raise InvalidInputError(
            f"{what} must be in [0, 1), got {described(value)}. "
            "0 forgets everything at each step; 0.9 is a usual value; at 1 nothing would fade."
        )
    return number


def share(value: object, what: str) -> float:
    """`value` as a float in (0, 1)."""
    number = finite_number(value, what)
    if not 0 < number < 1:
        raise InvalidInputError(f"{what} must be above 0 and below 1, got {described(value)}.")
    return number


def pair(value: object, what: str, example: str) -> tuple[object, object]:
    """The two entries of `value`, a tuple or list."""
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise InvalidInputError(f"{what} must be two numbers, such as {example}, got {described(value)}.")
    return value[0], value[1]


def items(value: object, what: str, example: str) -> list[object]:
    """`value` as a list, if it is a list, tuple or range."""
    if not isinstance(value, list | tuple | range):
        raise InvalidInputError(f"{what} must be a list, such as {example}, got {described(value)}.")
    return list(value)


def decay_rates(value: object, what: str) -> tuple[float, float]:
    """`value` as two decay rates, each in [0, 1)."""
    first, second = pair(value, what, "(0.9, 0.999)")
    return decay_rate(first, f"{what}[0]"), decay_rate(second, f"{what}[1]")


def tolerance(value: object, what: str) -> float | None:
    """`value` as a float, 0 or above, or None for 'do not test this'."""
    if value is None:
        return None
    return nonnegative_number(value, what, " Use a small number such as 1e-8, or None for no test.")


def count(value: object, what: str, least: int) -> int:
    """`value` as an int, at least `least`."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise InvalidInputError(
            f"{what} must be a whole number (an int), got {described(value)}. Write for example {what}=100."
        )
    if value < least:
        raise InvalidInputError(f"{what} must be {least} or more, got {described(value)}.")
    return int(value)


def require_flag(value: object, what: str) -> bool:
    """`value` if it is True or False."""
    if not isinstance(value, bool):
        raise InvalidInputError(f"{what} must be True or False, got {described(value)}.")
    return value


def require_callable(value: object, what: str, hint: str = "") -> None:
    """Raise unless `value` can be called."""
    if not callable(value):
        raise InvalidInputError(f"{what} must be a function, got {described(value)}.{hint}")
