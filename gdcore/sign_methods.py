"""Optimizers that look at the signs of the gradient only: how steep it is does not matter."""

from gdcore.adagrad import faded
from gdcore.errors import InvalidInputError
from gdcore.learning_rates import Schedule
from gdcore.optimizers import Optimizer
from gdcore.validation import decay_rates, finite_number, nonnegative_number, pair


def sign(v: float) -> int:
    """1, 0 or -1; 0 for nan, as in torch."""
    return (v > 0) - (v < 0)


class Rprop(Optimizer):
    """Resilient steps, longer while the slope keeps its sign; `torch.optim.Rprop`'s.

        s <- min(s eta_plus, s_max)     where g has the sign it had before
        s <- max(s eta_minus, s_min)    where it changed; there g <- 0, so x waits for one step
        x <- x - s sign(g)              (s = lr at the first step)

    `lr` is only the length of the first step. It needs the whole gradient: on part of the data,
    signs change by chance.

    Raises: InvalidInputError if lr <= 0, unless 0 < eta_minus < 1 < eta_plus, or unless
    0 < s_min <= s_max.

    Source: M. Riedmiller & H. Braun, IEEE Int. Conf. on Neural Networks (1993).

    >>> optimizer = Rprop(lr=0.1)
    >>> x = optimizer.step(2.0, 700.0)
    >>> x, round(optimizer.step(x, 0.07), 6)
    (1.9, 1.78)
    """

    def __init__(
        self,
        lr: float | Schedule = 1e-2,
        *,
        etas: tuple[float, float] = (0.5, 1.2),
        step_sizes: tuple[float, float] = (1e-6, 50),
    ) -> None:
        super().__init__(lr)
        self.etas = number_pair(etas, "etas", "(0.5, 1.2)")
        self.step_sizes = number_pair(step_sizes, "step_sizes", "(1e-6, 50)")
        if not 0 < self.etas[0] < 1 < self.etas[1]:
            raise InvalidInputError(f"etas must be a shrinking and a growing factor, such as (0.5, 1.2), got {etas}.")
        if not 0 < self.step_sizes[0] <= self.step_sizes[1]:
            raise InvalidInputError(
                "step_sizes must be the shortest and the longest step, both positive, such as "
                f"(1e-6, 50), got {step_sizes}."
            )

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above."""
        (eta_minus, eta_plus), (shortest, longest) = self.etas, self.step_sizes
        factor = {1: eta_plus, 0: 1.0, -1: eta_minus}
        before = self.remembered("g", len(x))
        turns = [sign(gi) * sign(bi) for gi, bi in zip(g, before)]
        s = self.remembered("s", len(x), lr)
        s = [min(max(si * factor[turn], shortest), longest) for si, turn in zip(s, turns)]
        g = [0.0 if turn < 0 else gi for gi, turn in zip(g, turns)]
        self.buffers["s"], self.buffers["g"] = s, g
        return [xi - si * sign(gi) for xi, si, gi in zip(x, s, g)]


class Lion(Optimizer):
    """Evolved sign momentum: steps of length lr in every coordinate.

        x <- x - lr (sign(beta1 m + (1 - beta1) g) + weight_decay x)
        m <- beta2 m + (1 - beta2) g                (m = 0 at first)

    Found by a search among programs. As all steps are equally long, it wants a rate several
    times smaller than Adam's, and one that decays.

    Raises: InvalidInputError if lr <= 0, weight_decay < 0, or a beta is outside [0, 1).

    Source: X. Chen et al., NeurIPS (2023).

    >>> Lion(lr=0.5).step([2.0, 2.0], [700.0, -0.07])
    [1.5, 2.5]
    """

    def __init__(
        self,
        lr: float | Schedule = 1e-4,
        *,
        betas: tuple[float, float] = (0.9, 0.99),
        weight_decay: float = 0,
    ) -> None:
        super().__init__(lr)
        self.betas = decay_rates(betas, "betas")
        self.weight_decay = nonnegative_number(weight_decay, "weight_decay")

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above."""
        m = self.remembered("m", len(x))
        direction = faded(m, g, self.betas[0])
        self.buffers["m"] = faded(m, g, self.betas[1])
        return [xi - lr * (sign(di) + self.weight_decay * xi) for xi, di in zip(x, direction)]


def number_pair(value: object, what: str, example: str) -> tuple[float, float]:
    """`value` as two finite floats."""
    first, second = pair(value, what, example)
    return finite_number(first, f"{what}[0]"), finite_number(second, f"{what}[1]")
