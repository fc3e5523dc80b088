"""Momentum as theory has it: the parameters follow from the curvatures mu and L."""

import math
from typing import ClassVar

from gdcore.optimizers import Optimizer
from gdcore.theory import CURVATURES, curvature_range, heavy_ball_parameters
from gdcore.validation import nonnegative_number, positive_number


class HeavyBall(Optimizer):
    """Polyak's heavy ball with the parameters that are best for a quadratic.

        x_{k+1} = x_k - lr grad(x_k) + beta (x_k - x_{k-1})         (x_{-1} = x_0)

    with lr and beta from `heavy_ball_parameters`. It takes the path of `SGD(lr, momentum=beta)`.

    Raises: InvalidInputError unless 0 < mu <= L.

    Source: B. Polyak, USSR Comput. Math. Math. Phys. 4(5) (1964).

    >>> import gdcore
    >>> b = gdcore.bowl(100)
    >>> gdcore.minimize(b.f, [1, 1], b.grad, optimizer=HeavyBall(b.mu, b.L)).nit
    143
    """

    derived: ClassVar[frozenset[str]] = Optimizer.derived | {"lr", "beta"}

    def __init__(self, mu: float, L: float) -> None:
        self.mu, self.L = curvature_range(mu, L)
        lr, self.beta = heavy_ball_parameters(mu, L)
        super().__init__(lr)

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equation above."""
        before = self.buffers.get("x_before", x)
        self.buffers["x_before"] = x
        return [xi - lr * gi + self.beta * (xi - bi) for xi, gi, bi in zip(x, g, before)]


class Nesterov(Optimizer):
    """Nesterov's accelerated gradient: a step from a point ahead, as FISTA has it.

        x_{k+1} = y_k - grad(y_k) / L                               (y_0 = x_0)
        y_{k+1} = x_{k+1} + beta_k (x_{k+1} - x_k)

        mu = 0:  beta_k = (t_k - 1) / t_{k+1},    t_{k+1} = (1 + sqrt(1 + 4 t_k^2)) / 2,  t_0 = 1
        mu > 0:  beta_k = (sqrt(L) - sqrt(mu)) / (sqrt(L) + sqrt(mu))

    A step takes y_k and the gradient there, and returns y_{k+1}; x_{k+1} is `buffers["x"]`.
    The bounds are on the x: on a convex function f(x_k) - f* <= 2 L |x_0 - x*|^2 / (k + 1)^2.

    Raises: InvalidInputError unless L > 0 and 0 <= mu <= L.

    Sources: Yu. Nesterov, Soviet Math. Doklady 27 (1983); A. Beck & M. Teboulle, SIAM J. Imaging
    Sci. 2 (2009), t_k; Yu. Nesterov, Introductory Lectures on Convex Optimization (2004), mu > 0.

    >>> import gdcore
    >>> b = gdcore.bowl(100)
    >>> gdcore.minimize(b.f, [1, 1], b.grad, optimizer=Nesterov(b.L, b.mu)).nit
    204
    """

    derived: ClassVar[frozenset[str]] = Optimizer.derived | {"lr"}

    def __init__(self, L: float, mu: float = 0) -> None:
        self.L = positive_number(L, "L", CURVATURES)
        self.mu = nonnegative_number(mu, "mu", " Use 0 if you do not know it.")
        if self.mu > 0:
            curvature_range(mu, L)
        super().__init__(1 / self.L)

    def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
        """One step of the equations above; here `x` is y_k, and `before` is x_k."""
        before = self.buffers.get("x", x)
        ahead = [yi - lr * gi for yi, gi in zip(x, g)]
        self.buffers["x"] = ahead
        beta = self.momentum(len(x))
        return [ai + beta * (ai - bi) for ai, bi in zip(ahead, before)]

    def momentum(self, n: int) -> float:
        """beta_k; for mu = 0 it moves on to the next t."""
        if self.mu > 0:
            slow, fast = math.sqrt(self.mu), math.sqrt(self.L)
            return (fast - slow) / (fast + slow)
        t = self.remembered("t", n, 1.0)[0]
        t_next = (1 + math.sqrt(1 + 4 * t * t)) / 2
        self.buffers["t"] = [t_next] * n
        return (t - 1) / t_next
