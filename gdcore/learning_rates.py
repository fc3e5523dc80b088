"""Learning rates: a positive number, or a schedule k -> number for the k-th update (from 0)."""

from collections.abc import Callable

from gdcore.validation import positive_number

type Schedule = Callable[[int], float]


def as_learning_rate(lr: object) -> float | Schedule:
    """`lr` if it is a schedule, else `lr` as a positive float."""
    return lr if callable(lr) else constant_rate(lr)


def constant_rate(lr: object) -> float:
    """`lr` as a positive float."""
    return positive_number(lr, "lr", " Try lr=0.1, then adjust.")


def rate_at(lr: float | Schedule, k: int) -> float:
    """The learning rate of update `k`; what a schedule returns is checked at every step."""
    if not callable(lr):
        return constant_rate(lr)
    hint = " A schedule has to return a positive number for every k."
    return positive_number(lr(k), f"lr at step k = {k}, from the schedule,", hint)
