"""Adam and its nearest kin: momentum, and a step of its own for each coordinate."""

from math import sqrt

from gdcore.adagrad import KEEPS_FROM_ZERO
from gdcore.learning_rates import Schedule
from gdcore.optimizers import Optimizer, penalized
from gdcore.validation import decay_rates, nonnegative_number, positive_number, require_flag


class AdamFamily(Optimizer):
    """What the kin of Adam share: their settings and two running averages, which start at 0."""

    def __init__(
        self,
        lr: float | Schedule = 1e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
    ) -> None:
        super().__init__(lr)
        self.betas = decay_rates(betas, "betas")
        self.eps = positive_number(eps, "eps", KEEPS_FROM_ZERO)
        self.weight_decay = nonnegative_number(weight_decay, "weight_decay")

    def mean(self, g: list[float]) -> list[float]:
        """m <- beta1 m + (1 - beta1) g."""
        beta1, m = self.betas[0], self.buffers.get("m") or [0.0] * len(g)
        m = self.buffers["m"] = [beta1 * mi + (1 - beta1) * gi for mi, gi in zip(m, g)]
        return m

    def mean_square(self, g: list[float]) -> list[float]:
        """v <- beta2 v + (1 - beta2) g^2."""
        beta2, v = self.betas[1], self.buffers.get("v") or [0.0] * len(g)
        v = self.buffers["v"] = [beta2 * vi + (1 - beta2) * (gi * gi) for vi, gi in zip(v, g)]
        return v

    def corrections(self) -> tuple[float, float]:
        """1 - beta^t for both averages: how much of them is gradient, the rest being the 0."""
        (beta1, beta2), t = self.betas, self.t + 1
        return 1 - beta1**t, 1 - beta2**t


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
        super().__init__(lr, betas=betas, eps=eps, weight_decay=weight_decay)
        self.amsgrad = require_flag(amsgrad, "amsgrad")

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above."""
        return self.adam_step(x, penalized(g, x, self.weight_decay), lr)

    def adam_step(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """The step from `x` without weight decay."""
        m, v = self.mean(g), self.mean_square(g)
        if self.amsgrad:
            v = self.buffers["v_max"] = list(map(max, v, self.remembered("v_max", len(x))))
        (c1, c2), eps = self.corrections(), self.eps
        return [xi - lr * (mi / c1) / (sqrt(vi / c2) + eps) for xi, mi, vi in zip(x, m, v)]


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
        super().__init__(lr, betas=betas, eps=eps, weight_decay=weight_decay)

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above."""
        g, beta2, eps = penalized(g, x, self.weight_decay), self.betas[1], self.eps
        m, u = self.mean(g), self.remembered("u", len(x))
        u = self.buffers["u"] = [max(beta2 * ui, abs(gi) + eps) for ui, gi in zip(u, g)]
        lr = lr / self.corrections()[0]
        return [xi - lr * mi / ui for xi, mi, ui in zip(x, m, u)]
