"""Adam and its nearest kin: momentum, and a step of its own for each coordinate."""

import math

from gdcore.adagrad import KEEPS_FROM_ZERO, faded
from gdcore.learning_rates import Schedule
from gdcore.optimizers import Optimizer, penalized
from gdcore.validation import decay_rates, nonnegative_number, positive_number, require_flag


class AdamFamily(Optimizer):
    """What the kin of Adam share: their settings and two running averages of the gradient."""

    def __init__(self, lr: float | Schedule, betas: tuple[float, float], eps: float, weight_decay: float) -> None:
        """Check and keep the settings."""
        super().__init__(lr)
        self.betas = decay_rates(betas, "betas")
        self.eps = positive_number(eps, "eps", KEEPS_FROM_ZERO)
        self.weight_decay = nonnegative_number(weight_decay, "weight_decay")

    def averages(self, g: list[float]) -> tuple[list[float], list[float]]:
        """m <- beta1 m + (1 - beta1) g,   v <- beta2 v + (1 - beta2) g^2."""
        n, (beta1, beta2) = len(g), self.betas
        m = faded(self.remembered("m", n), g, beta1)
        v = faded(self.remembered("v", n), [gi * gi for gi in g], beta2)
        self.buffers["m"], self.buffers["v"] = m, v
        return m, v

    def corrections(self) -> tuple[float, float]:
        """1 - beta^t for both averages: how much of them is gradient, the rest being the 0."""
        t = self.t + 1
        return 1 - self.betas[0] ** t, 1 - self.betas[1] ** t


class Adam(AdamFamily):
    """Adaptive moments: the mean gradient over the root of the mean square; `torch.optim.Adam`'s.

        g <- g + weight_decay x
        m <- beta1 m + (1 - beta1) g                (m = v = 0 at first)
        v <- beta2 v + (1 - beta2) g^2              (amsgrad: the largest v so far is used)
        x <- x - lr (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps)    in step t = 1, 2, ...

    The divisors 1 - beta^t take out the zeros that m and v started from, so the first step is
    lr long in every coordinate, whatever the gradient's scale.

    Raises: InvalidInputError if lr <= 0, eps <= 0, weight_decay < 0, or a beta is outside [0, 1).

    Sources: D. Kingma & J. Ba, ICLR (2015); S. Reddi, S. Kale & S. Kumar, ICLR (2018), amsgrad.

    >>> optimizer = Adam(lr=0.1)
    >>> [round(v, 6) for v in optimizer.step([2.0, 2.0], [700.0, -0.07])]
    [1.9, 2.1]
    """

    def __init__(
        self,
        lr: float | Schedule = 1e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
    ) -> None:
        """Check and keep the settings."""
        super().__init__(lr, betas, eps, weight_decay)
        self.amsgrad = require_flag(amsgrad, "amsgrad")

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above."""
        return self.adam_step(x, penalized(g, x, self.weight_decay), lr)

    def adam_step(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """The step from `x` without weight decay."""
        m, v = self.averages(g)
        if self.amsgrad:
            largest = self.remembered("v_max", len(x))
            v = self.buffers["v_max"] = [max(a, b) for a, b in zip(v, largest, strict=True)]
        c1, c2 = self.corrections()
        return [xi - lr * (mi / c1) / (math.sqrt(vi / c2) + self.eps) for xi, mi, vi in zip(x, m, v, strict=True)]


class AdamW(Adam):
    """Adam with decoupled weight decay: x itself shrinks; `torch.optim.AdamW`'s.

        x <- x - lr weight_decay x                  then Adam's step, on g without decay

    Inside the gradient, as in Adam, weight decay is divided by sqrt(v) like the rest, and so
    hardly acts where gradients are large. Here it acts alike on all coordinates.

    Raises: InvalidInputError as `Adam`.

    Source: I. Loshchilov & F. Hutter, ICLR (2019).

    >>> round(AdamW(lr=0.1, weight_decay=0.1).step(2.0, 700.0), 6)
    1.88
    >>> round(Adam(lr=0.1, weight_decay=0.1).step(2.0, 700.0), 6)
    1.9
    """

    def __init__(
        self,
        lr: float | Schedule = 1e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
    ) -> None:
        """Check and keep the settings."""
        super().__init__(lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad)

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """Shrink `x`, then one step of Adam."""
        keep = 1 - lr * self.weight_decay
        return self.adam_step([keep * xi for xi in x], g, lr)


class Adamax(AdamFamily):
    """Adam with the largest recent gradient in place of the root; `torch.optim.Adamax`'s.

        g <- g + weight_decay x
        m <- beta1 m + (1 - beta1) g                (m = u = 0 at first)
        u <- max(beta2 u, |g| + eps)
        x <- x - lr / (1 - beta1^t) m / u                            in step t = 1, 2, ...

    Raises: InvalidInputError if lr <= 0, eps <= 0, weight_decay < 0, or a beta is outside [0, 1).

    Source: D. Kingma & J. Ba, ICLR (2015), section 7.1.

    >>> round(Adamax(lr=0.1).step(2.0, 700.0), 6)
    1.9
    """

    def __init__(
        self,
        lr: float | Schedule = 2e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
    ) -> None:
        """Check and keep the settings."""
        super().__init__(lr, betas, eps, weight_decay)

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above."""
        g, n, (beta1, beta2) = penalized(g, x, self.weight_decay), len(x), self.betas
        m = self.buffers["m"] = faded(self.remembered("m", n), g, beta1)
        old = self.remembered("u", n)
        u = [max(beta2 * ui, abs(gi) + self.eps) for ui, gi in zip(old, g, strict=True)]
        self.buffers["u"] = u
        lr = lr / self.corrections()[0]
        return [xi - lr * mi / ui for xi, mi, ui in zip(x, m, u, strict=True)]
