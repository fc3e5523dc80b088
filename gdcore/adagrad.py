"""Optimizers with a step of its own for each coordinate, from the gradients it has seen.

A coordinate whose gradients are large gets small steps, one whose gradients are small gets large
ones. Adagrad remembers all gradients alike; RMSprop and Adadelta forget old ones.
"""

import math

from gdcore.learning_rates import Schedule
from gdcore.optimizers import Optimizer, penalized
from gdcore.validation import (
    decay_rate,
    nonnegative_number,
    positive_number,
    require_flag,
)

KEEPS_FROM_ZERO = " It keeps a gradient of 0 from being divided by 0; 1e-8 is a usual value."


class Adagrad(Optimizer):
    """Steps divided by the root of the sum of all squared gradients; `torch.optim.Adagrad`'s.

        g <- g + weight_decay x
        s <- s + g^2                                (s = initial_accumulator_value at first)
        x <- x - lr / (1 + k lr_decay) g / (sqrt(s) + eps)          in step k = 0, 1, ...

    The sum only grows, so the steps shrink, like 1/sqrt(k) if the gradients stay the same.

    Raises: InvalidInputError if lr <= 0, eps <= 0, or another setting is below 0.

    Source: J. Duchi, E. Hazan & Y. Singer, J. Mach. Learn. Res. 12 (2011).

    >>> optimizer = Adagrad(lr=0.5)
    >>> [round(v, 6) for v in optimizer.step([2.0, 2.0], [700.0, 0.07])]
    [1.5, 1.5]
    """

    def __init__(
        self,
        lr: float | Schedule = 1e-2,
        *,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
    ) -> None:
        super().__init__(lr)
        self.lr_decay = nonnegative_number(lr_decay, "lr_decay")
        self.weight_decay = nonnegative_number(weight_decay, "weight_decay")
        self.initial_accumulator_value = nonnegative_number(initial_accumulator_value, "initial_accumulator_value")
        self.eps = positive_number(eps, "eps", KEEPS_FROM_ZERO)

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above."""
        g = penalized(g, x, self.weight_decay)
        s = self.remembered("s", len(x), self.initial_accumulator_value)
        s = self.buffers["s"] = [si + gi * gi for si, gi in zip(s, g)]
        lr = lr / (1 + self.t * self.lr_decay)
        return [xi - lr * gi / (math.sqrt(si) + self.eps) for xi, gi, si in zip(x, g, s)]


class RMSprop(Optimizer):
    """Steps divided by the root of the mean square of recent gradients; `torch.optim.RMSprop`'s.

        g <- g + weight_decay x
        v <- alpha v + (1 - alpha) g^2              (v = 0 at first)
        d <- g / (sqrt(v) + eps)                    (centered: sqrt(v - m^2) + eps)
        x <- x - lr d                               (momentum: b <- momentum b + d, x <- x - lr b)

    with m <- alpha m + (1 - alpha) g. As v starts at 0 and nothing corrects for it, the first step
    is lr / sqrt(1 - alpha) long: 10 lr at the default. With a constant rate the steps never
    fade: at the minimum it keeps hovering, about lr away.

    Raises: InvalidInputError if lr <= 0, eps <= 0, weight_decay < 0, or alpha or momentum is
    outside [0, 1).

    Source: G. Hinton, Neural Networks for Machine Learning, lecture 6e (2012); A. Graves,
    arXiv:1308.0850 (2013), centered.

    >>> optimizer = RMSprop(lr=0.01)
    >>> [round(v, 6) for v in optimizer.step([2.0, 2.0], [700.0, 0.07])]
    [1.9, 1.9]
    """

    def __init__(
        self,
        lr: float | Schedule = 1e-2,
        *,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
    ) -> None:
        super().__init__(lr)
        self.alpha = decay_rate(alpha, "alpha")
        self.eps = positive_number(eps, "eps", KEEPS_FROM_ZERO)
        self.weight_decay = nonnegative_number(weight_decay, "weight_decay")
        self.momentum = decay_rate(momentum, "momentum")
        self.centered = require_flag(centered, "centered")

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above."""
        g, n = penalized(g, x, self.weight_decay), len(x)
        v = faded(self.remembered("v", n), [gi * gi for gi in g], self.alpha)
        self.buffers["v"] = v
        if self.centered:
            m = self.buffers["m"] = faded(self.remembered("m", n), g, self.alpha)
            # A variance is not negative; v - m^2 can be, by rounding.
            v = [max(vi - mi * mi, 0.0) for vi, mi in zip(v, m)]
        d = [gi / (math.sqrt(vi) + self.eps) for gi, vi in zip(g, v)]
        if self.momentum:
            b = self.remembered("b", n)
            d = [self.momentum * bi + di for bi, di in zip(b, d)]
            self.buffers["b"] = d
        return [xi - lr * di for xi, di in zip(x, d)]


class Adadelta(Optimizer):
    """Steps as long as recent steps were: no rate to choose; `torch.optim.Adadelta`'s.

        g <- g + weight_decay x
        v <- rho v + (1 - rho) g^2                  (v = 0 at first)
        d <- sqrt(u + eps) / sqrt(v + eps) g        (u = 0 at first)
        u <- rho u + (1 - rho) d^2
        x <- x - lr d

    d has the units of x, whatever those of f are. As u starts at 0, the first steps are about
    sqrt(eps) long, and it takes many to gather speed.

    Raises: InvalidInputError if lr <= 0, eps <= 0, weight_decay < 0, or rho is outside [0, 1).

    Source: M. Zeiler, arXiv:1212.5701 (2012).

    >>> optimizer = Adadelta()
    >>> [round(v, 6) for v in optimizer.step([2.0, 2.0], [700.0, 7.0])]
    [1.996838, 1.996838]
    """

    def __init__(
        self,
        lr: float | Schedule = 1.0,
        *,
        rho: float = 0.9,
        eps: float = 1e-6,
        weight_decay: float = 0,
    ) -> None:
        super().__init__(lr)
        self.rho = decay_rate(rho, "rho")
        self.eps = positive_number(eps, "eps", KEEPS_FROM_ZERO)
        self.weight_decay = nonnegative_number(weight_decay, "weight_decay")

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above."""
        g, eps = penalized(g, x, self.weight_decay), self.eps
        u = self.remembered("u", len(x))
        v = faded(self.remembered("v", len(x)), [gi * gi for gi in g], self.rho)
        d = [math.sqrt(ui + eps) / math.sqrt(vi + eps) * gi for ui, vi, gi in zip(u, v, g)]
        self.buffers["v"], self.buffers["u"] = v, faded(u, [di * di for di in d], self.rho)
        return [xi - lr * di for xi, di in zip(x, d)]


def faded(average: list[float], new: list[float], beta: float) -> list[float]:
    """Running average: it keeps `beta` of itself and takes 1 - beta of what is new."""
    return [beta * a + (1 - beta) * b for a, b in zip(average, new)]
