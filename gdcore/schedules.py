"""Learning-rate schedules: rules k -> lr, where k = 0 is the first update.

Each is what torch's scheduler of that name gives after k scheduler steps, unless it says so.
"""

import math
from collections.abc import Sequence

from gdcore.learning_rates import Plan, constant_rate
from gdcore.validation import count, items, nonnegative_number, positive_number


def constant(lr: float) -> Plan:
    """The same rate for every update.

        lr(k) = lr

    Raises: InvalidInputError unless lr > 0.

    Source: A. Cauchy, Comptes Rendus 25 (1847).

    >>> constant(0.1)[0:3]
    [0.1, 0.1, 0.1]
    """
    lr = constant_rate(lr)
    return Plan(lambda k: lr, f"constant(lr={lr})")


def step_decay(lr: float, step_size: int, gamma: float = 0.1) -> Plan:
    """A stair: the rate is multiplied by `gamma` after every `step_size` updates.

        lr(k) = lr gamma^floor(k / step_size)

    Raises: InvalidInputError unless lr > 0, gamma > 0, step_size >= 1.

    Source: `torch.optim.lr_scheduler.StepLR`, PyTorch (2026).

    >>> step_decay(0.1, 2, 0.5)[0:5]
    [0.1, 0.1, 0.05, 0.05, 0.025]
    """
    lr, gamma = constant_rate(lr), factor(gamma)
    n = count(step_size, "step_size", least=1)
    text = f"step_decay(lr={lr}, step_size={n}, gamma={gamma})"
    return Plan(lambda k: lr * power_of(gamma, k // n), text)


def multistep(lr: float, milestones: Sequence[int], gamma: float = 0.1) -> Plan:
    """A stair with steps of your own: the rate is multiplied by `gamma` at each milestone.

        lr(k) = lr gamma^(number of milestones <= k)

    Raises: InvalidInputError unless lr > 0, gamma > 0 and the milestones are whole numbers >= 0.

    Source: `torch.optim.lr_scheduler.MultiStepLR`, PyTorch (2026).

    >>> multistep(0.5, [1, 3], 0.5)[0:5]
    [0.5, 0.25, 0.25, 0.125, 0.125]
    """
    lr, gamma = constant_rate(lr), factor(gamma)
    stones = [count(m, "each of milestones", least=0) for m in items(milestones, "milestones", "[30, 60]")]
    text = f"multistep(lr={lr}, milestones={stones}, gamma={gamma})"
    return Plan(lambda k: lr * power_of(gamma, len([m for m in stones if m <= k])), text)


def exponential_decay(lr: float, gamma: float) -> Plan:
    """The rate is multiplied by `gamma` after every update.

        lr(k) = lr gamma^k

    Raises: InvalidInputError unless lr > 0 and gamma > 0.

    Source: `torch.optim.lr_scheduler.ExponentialLR`, PyTorch (2026).

    >>> exponential_decay(0.5, 0.5)[0:4]
    [0.5, 0.25, 0.125, 0.0625]
    """
    lr, gamma = constant_rate(lr), factor(gamma)
    return Plan(lambda k: lr * power_of(gamma, k), f"exponential_decay(lr={lr}, gamma={gamma})")


def inverse_time_decay(lr: float, decay: float) -> Plan:
    """The rate falls like 1/k: just slowly enough to reach a minimum from anywhere.

        lr(k) = lr / (1 + decay k)

    Raises: InvalidInputError unless lr > 0 and decay >= 0.

    Source: H. Robbins & S. Monro, Ann. Math. Statist. 22 (1951).

    >>> inverse_time_decay(0.5, 1)[0:4]
    [0.5, 0.25, 0.16666666666666666, 0.125]
    """
    lr, decay = constant_rate(lr), nonnegative_number(decay, "decay")
    return Plan(lambda k: lr / (1 + decay * k), f"inverse_time_decay(lr={lr}, decay={decay})")


def inverse_sqrt(lr: float) -> Plan:
    """The rate falls like 1/sqrt(k).

        lr(k) = lr / sqrt(k + 1)

    Raises: InvalidInputError unless lr > 0.

    Source: M. Zinkevich, ICML (2003).

    >>> inverse_sqrt(0.5)(3)
    0.25
    """
    lr = constant_rate(lr)
    return Plan(lambda k: lr / math.sqrt(k + 1), f"inverse_sqrt(lr={lr})")


def polynomial_decay(lr: float, steps: int, power: float = 1.0, end: float = 0.0) -> Plan:
    """The rate falls from `lr` to `end` in `steps` updates, and stays there.

        lr(k) = end + (lr - end) (1 - min(k, steps) / steps)^power

    Raises: InvalidInputError unless lr > 0, steps >= 1, power > 0, end >= 0.

    Source: `torch.optim.lr_scheduler.PolynomialLR`, PyTorch (2026).

    >>> polynomial_decay(0.5, 4)[0:6]
    [0.5, 0.375, 0.25, 0.125, 0.0, 0.0]
    """
    lr, n, end = constant_rate(lr), count(steps, "steps", least=1), lowest(end)
    p = positive_number(power, "power", " 1 is a straight line, 2 a parabola.")

    def rate(k: int) -> float:
        left: float = (1 - min(k, n) / n) ** p
        return end + (lr - end) * left

    return Plan(rate, f"polynomial_decay(lr={lr}, steps={n}, power={p}, end={end})")


def factor(gamma: object) -> float:
    """`gamma` as a positive float."""
    return positive_number(gamma, "gamma", " Below 1 the rate falls; 0.5 halves it.")


def power_of(gamma: float, n: int) -> float:
    """gamma^n, or inf where Python refuses to go."""
    try:
        return gamma**n
    except OverflowError:
        return math.inf


def lowest(end: object) -> float:
    """`end` as a float, 0 or above."""
    return nonnegative_number(end, "end", " It is the rate at the end.")
