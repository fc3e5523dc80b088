"""Learning rates: a positive number, or a schedule k -> number for the k-th update (from 0)."""

from collections.abc import Callable
from typing import overload

from gdcore.errors import InvalidInputError
from gdcore.validation import count, described, finite_number, positive_number

type Schedule = Callable[[int], float]


class Plan:
    """A schedule with a name, made by the functions of `gdcore.schedules`.

    `plan(k)` is the rate of update k, `plan[k]` too, and `plan[0:30]` is a list of rates, ready to
    plot. A plan may begin or end at 0: an update with rate 0 changes nothing.

    >>> import gdcore
    >>> plan = gdcore.step_decay(0.5, step_size=2, gamma=0.5)
    >>> plan
    step_decay(lr=0.5, step_size=2, gamma=0.5)
    >>> plan(2), plan[0:5]
    (0.25, [0.5, 0.5, 0.25, 0.25, 0.125])
    """

    def __init__(self, rate: Schedule, text: str) -> None:
        """Keep the rule and how it was written."""
        self.rate, self.text = rate, text

    def __call__(self, k: int) -> float:
        """Rate of update `k`."""
        return self.rate(count(k, "k", least=0))

    @overload
    def __getitem__(self, k: int) -> float: ...
    @overload
    def __getitem__(self, k: slice) -> list[float]: ...
    def __getitem__(self, k: int | slice) -> float | list[float]:
        """Rate of update `k`, or the rates of a slice that has an end."""
        if not isinstance(k, slice):
            return self(k)
        if k.stop is None or k.stop < 0 or (k.start or 0) < 0:
            raise InvalidInputError("A schedule has no end to count from; write plan[0:30].")
        return [self(i) for i in range(*k.indices(k.stop))]

    __iter__ = None  # it would never end

    def __repr__(self) -> str:
        """Return the call that makes this schedule."""
        return self.text


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
    rate, what = lr(k), f"lr at step k = {k}, from the schedule,"
    # 0 from a function of the caller's is a mistake; a warm-up or a decay of ours means it.
    if rate == 0 and isinstance(lr, Plan):
        return 0.0
    return positive_number(rate, what, " A schedule has to return a positive number for every k.")


def schedule_at(schedule: Schedule, k: int) -> float:
    """What a schedule, one's own too, returns for `k`: any finite number from 0 on."""
    rate = finite_number(schedule(k), f"lr at step k = {k}, from the schedule,")
    if rate < 0:
        raise InvalidInputError(f"lr at step k = {k}, from the schedule, is {described(rate)} < 0.")
    return rate
