"""Two changes to Adam: NAdam looks ahead, RAdam waits until its averages can be trusted."""

from math import sqrt

from gdcore.adam import AdamFamily
from gdcore.learning_rates import Schedule
from gdcore.optimizers import penalized
from gdcore.validation import nonnegative_number


class NAdam(AdamFamily):
    """Adam with Nesterov's look-ahead; `torch.optim.NAdam`'s.

        g <- g + weight_decay x;    m, v as in Adam
        mu_t = beta1 (1 - 0.96^(t momentum_decay) / 2),    p_t = mu_1 mu_2 ... mu_t
        d <- mu_{t+1} m / (1 - p_{t+1}) + (1 - mu_t) g / (1 - p_t)
        x <- x - lr d / (sqrt(v / (1 - beta2^t)) + eps)              in step t = 1, 2, ...

    The momentum mu_t rises slowly from beta1 / 2 to beta1. Other libraries leave that out, so
    their NAdam takes other steps.

    Raises: InvalidInputError if lr <= 0, eps <= 0, weight_decay or momentum_decay < 0, or a beta
    is outside [0, 1).

    Source: T. Dozat, ICLR workshop (2016).

    >>> round(NAdam(lr=0.1).step(2.0, 700.0), 6)
    1.894355
    """

    def __init__(
        self,
        lr: float | Schedule = 2e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum_decay: float = 4e-3,
    ) -> None:
        super().__init__(lr, betas=betas, eps=eps, weight_decay=weight_decay)
        self.momentum_decay = nonnegative_number(momentum_decay, "momentum_decay")

    def momentum_at(self, t: int) -> float:
        """mu_t of the equations above."""
        fading: float = 0.96 ** (t * self.momentum_decay)
        return self.betas[0] * (1 - 0.5 * fading)

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above."""
        g = penalized(g, x, self.weight_decay)
        m, v = self.mean(g), self.mean_square(g)
        mu, mu_next = self.momentum_at(self.t + 1), self.momentum_at(self.t + 2)
        p = self.buffers["p"] = [pi * mu for pi in self.remembered("p", len(x), 1.0)]
        c2 = self.corrections()[1]
        d = [mu_next * mi / (1 - pi * mu_next) + (1 - mu) * gi / (1 - pi) for mi, gi, pi in zip(m, g, p)]
        return [xi - lr * di / (sqrt(vi / c2) + self.eps) for xi, di, vi in zip(x, d, v)]


class RAdam(AdamFamily):
    """Adam, rectified: momentum alone until the mean square can be trusted; `torch.optim.RAdam`'s.

        g <- g + weight_decay x;    m, v as in Adam
        r_t = r - 2 t beta2^t / (1 - beta2^t),    r = 2 / (1 - beta2) - 1
        x <- x - lr c sqrt(1 - beta2^t) (m / (1 - beta1^t)) / (sqrt(v) + eps)    if r_t > 5
        x <- x - lr m / (1 - beta1^t)                                            if not
        c = sqrt((r_t - 4) (r_t - 2) r / ((r - 4) (r - 2) r_t))      in step t = 1, 2, ...

    r_t is about the number of gradients that v is an average of. With beta2 = 0.999 the first
    five steps are momentum alone, and their length has the gradient's scale.

    Raises: InvalidInputError if lr <= 0, eps <= 0, weight_decay < 0, or a beta is outside [0, 1).

    Source: L. Liu et al., ICLR (2020).

    >>> round(RAdam(lr=0.1).step(2.0, 7.0), 6)
    1.3
    """

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above."""
        g = penalized(g, x, self.weight_decay)
        m, v = self.mean(g), self.mean_square(g)
        c1, c2 = self.corrections()
        r = 2 / (1 - self.betas[1]) - 1
        r_t = r - 2 * (self.t + 1) * (1 - c2) / c2
        if r_t <= 5:
            return [xi - lr * mi / c1 for xi, mi in zip(x, m)]
        c = sqrt((r_t - 4) * (r_t - 2) * r / ((r - 4) * (r - 2) * r_t))
        length = lr * c * sqrt(c2) / c1
        return [xi - length * mi / (sqrt(vi) + self.eps) for xi, mi, vi in zip(x, m, v)]
