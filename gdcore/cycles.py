"""Learning-rate schedules with a shape: cosines, warm-up, one cycle; and joining schedules."""

import bisect
import math
from collections.abc import Sequence

from gdcore.errors import InvalidInputError
from gdcore.learning_rates import Plan, Schedule, constant_rate, schedule_at
from gdcore.schedules import constant, lowest
from gdcore.validation import (
    count,
    described,
    finite_number,
    items,
    nonnegative_number,
    positive_number,
)


def between(start: float, end: float, part: float) -> float:
    """Half a cosine wave from `start` (part = 0) to `end` (part = 1)."""
    return end + (start - end) * (1 + math.cos(math.pi * part)) / 2


def cosine_decay(lr: float, steps: int, end: float = 0.0) -> Plan:
    """Half a cosine wave from `lr` to `end` in `steps` updates; then it stays there.

        lr(k) = end + (lr - end) (1 + cos(pi min(k, steps) / steps)) / 2

    Raises: InvalidInputError unless lr > 0, steps >= 1, end >= 0.

    Source: I. Loshchilov & F. Hutter, ICLR (2017).

    >>> [round(r, 6) for r in cosine_decay(0.1, 4)[0:6]]
    [0.1, 0.085355, 0.05, 0.014645, 0.0, 0.0]
    """
    lr, n, end = constant_rate(lr), count(steps, "steps", least=1), lowest(end)
    text = f"cosine_decay(lr={lr}, steps={n}, end={end})"
    return Plan(lambda k: between(lr, end, min(k, n) / n), text)


def cosine_restarts(lr: float, steps: int, multiplier: int = 1, end: float = 0.0) -> Plan:
    """Cosine decay again and again, each wave `multiplier` times as long as the one before.

        lr(k) = end + (lr - end) (1 + cos(pi j / T_i)) / 2

    in update j = 0, 1, ... of wave i, which takes T_i = steps multiplier^i updates.

    Raises: InvalidInputError unless lr > 0, steps >= 1, multiplier >= 1, end >= 0.

    Source: I. Loshchilov & F. Hutter, ICLR (2017).

    >>> [round(r, 6) for r in cosine_restarts(0.1, 2, multiplier=2)[0:7]]
    [0.1, 0.05, 0.1, 0.085355, 0.05, 0.014645, 0.1]
    """
    lr, n, end = constant_rate(lr), count(steps, "steps", least=1), lowest(end)
    m = count(multiplier, "multiplier", least=1)

    def rate(k: int) -> float:
        if m == 1:
            return between(lr, end, k % n / n)
        length = n
        while k >= length:
            k, length = k - length, length * m
        return between(lr, end, k / length)

    return Plan(rate, f"cosine_restarts(lr={lr}, steps={n}, multiplier={m}, end={end})")


def warmup(schedule: float | Schedule, steps: int, start: float = 0.0) -> Plan:
    """A straight climb from `start` to `schedule`, which then begins.

        lr(k) = start + (schedule(0) - start) k / steps     for k < steps
        lr(k) = schedule(k - steps)                         from there on

    With start = 0 the first update changes nothing; torch's LinearLR starts at a part of the rate.

    Raises: InvalidInputError unless steps >= 0 and start >= 0; if `schedule` is neither a
    positive number nor a function.

    Source: P. Goyal et al., arXiv:1706.02677 (2017).

    >>> warmup(0.5, 4)[0:6]
    [0.0, 0.125, 0.25, 0.375, 0.5, 0.5]
    """
    then, n = as_plan(schedule, "schedule"), count(steps, "steps", least=0)
    low = nonnegative_number(start, "start", " It is the rate of the first update.")

    def rate(k: int) -> float:
        if k >= n:
            return schedule_at(then, k - n)
        return low + (schedule_at(then, 0) - low) * k / n

    return Plan(rate, f"warmup({named(then)}, steps={n}, start={low})")


def one_cycle(lr: float, steps: int, warm: float = 0.3, start_div: float = 25.0, end_div: float = 1e4) -> Plan:
    """Up to `lr` and down to almost nothing, on half cosine waves: one cycle of `steps` updates.

        from lr / start_div to lr         in updates 0 ... warm steps - 1
        from there to lr / (start_div end_div)     at update steps - 1, where it stays

    Raises: InvalidInputError unless lr > 0, steps >= 2, 0 < warm < 1, warm steps > 1, and both
    divisors are positive.

    Source: L. Smith & N. Topin, arXiv:1708.07120 (2017); the form of PyTorch's OneCycleLR.

    >>> [round(r, 4) for r in one_cycle(0.1, 11, warm=0.4)[0:11]]
    [0.004, 0.0231, 0.0651, 0.0968, 0.098, 0.0862, 0.0664, 0.0429, 0.021, 0.0056, 0.0]
    """
    lr, n = constant_rate(lr), count(steps, "steps", least=2)
    share = finite_number(warm, "warm")
    if not 0 < share < 1 or share * n <= 1:
        raise InvalidInputError(
            f"warm must be the part of the updates that climb, between 0 and 1 and more than one "
            f"of the {n} steps, got {described(warm)}. A usual value is 0.3."
        )
    first = lr / positive_number(start_div, "start_div", " The first rate is lr / start_div.")
    last = first / positive_number(end_div, "end_div", " The last is lr / (start_div end_div).")
    top = share * n - 1  # the index of the highest rate; not always a whole number

    def rate(k: int) -> float:
        if k <= top:
            return between(first, lr, k / top)
        return between(lr, last, min((k - top) / (n - 1 - top), 1.0))

    text = f"one_cycle(lr={lr}, steps={n}, warm={share}, start_div={start_div}, end_div={end_div})"
    return Plan(rate, text)


def noam(width: int, warmup_steps: int, scale: float = 1.0) -> Plan:
    """The Transformer's schedule: a straight climb, then 1/sqrt(k); highest at `warmup_steps`.

        lr(k) = scale width^(-1/2) min(s^(-1/2), s warmup_steps^(-3/2)),    s = k + 1

    The paper counts updates s from 1.

    Raises: InvalidInputError unless width >= 1, warmup_steps >= 1, scale > 0.

    Source: A. Vaswani et al., NeurIPS (2017), section 5.3.

    >>> f"{noam(512, 4000)(3999):.6e}"
    '6.987712e-04'
    """
    d, w = count(width, "width", least=1), count(warmup_steps, "warmup_steps", least=1)
    c = positive_number(scale, "scale")

    def rate(k: int) -> float:
        s = k + 1
        return c / math.sqrt(d) * min(1 / math.sqrt(s), s / (w * math.sqrt(w)))

    return Plan(rate, f"noam(width={d}, warmup_steps={w}, scale={c})")


def join(schedules: Sequence[float | Schedule], boundaries: Sequence[int]) -> Plan:
    """One schedule after another; each begins at its own update 0.

        lr(k) = schedules[i](k - boundaries[i - 1])    from boundaries[i - 1] up to boundaries[i]

    Raises: InvalidInputError unless there is one boundary fewer than schedules, the boundaries
    are whole numbers and rise, and each schedule is a positive number or a function.

    Source: `optax.join_schedules`, Optax (2024).

    >>> join([0.5, lambda k: 0.2 / (k + 1)], [2])[0:5]
    [0.5, 0.5, 0.2, 0.1, 0.06666666666666667]
    """
    parts = [as_plan(s, f"schedules[{i}]") for i, s in enumerate(items(schedules, "schedules", "[a, b]"))]
    ends = [count(b, f"boundaries[{i}]", least=1) for i, b in enumerate(items(boundaries, "boundaries", "[10]"))]
    if len(ends) != len(parts) - 1 or ends != sorted(set(ends)):
        raise InvalidInputError(
            f"join needs one boundary between each two schedules, in rising order, got "
            f"{len(parts)} schedules and boundaries {ends}. Example: join([a, b], [10])."
        )

    def rate(k: int) -> float:
        i = bisect.bisect_right(ends, k)
        return schedule_at(parts[i], k - (ends[i - 1] if i else 0))

    return Plan(rate, f"join([{', '.join(map(named, parts))}], {ends})")


def as_plan(schedule: object, what: str) -> Schedule:
    """`schedule` itself if it is a function, a constant one for a positive number."""
    if callable(schedule):
        return schedule
    return constant(positive_number(schedule, what, " A function k -> lr will do too."))


def named(schedule: Schedule) -> str:
    """How a schedule is shown inside another."""
    return getattr(schedule, "__name__", repr(schedule))
