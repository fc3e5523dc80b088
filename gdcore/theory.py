"""What is proved about descent on functions whose curvature lies between mu and L."""

import math

from gdcore.errors import InvalidInputError
from gdcore.learning_rates import constant_rate
from gdcore.validation import described, finite_number, positive_number

CURVATURES = " It is a curvature: an eigenvalue of the Hessian, or a bound on them all."


def curvature_range(mu: object, L: object) -> tuple[float, float]:
    """`mu` and `L` as floats, if 0 < mu <= L."""
    low, high = positive_number(mu, "mu", CURVATURES), positive_number(L, "L", CURVATURES)
    if low > high:
        raise InvalidInputError(
            f"mu must not be larger than L, got mu={described(mu)} and L={described(L)}. "
            "mu is the smallest curvature, L the largest."
        )
    return low, high


def stability_limit(L: float) -> float:
    """Learning rate from which on gradient descent no longer converges on a quadratic.

        0 < lr < 2 / L

    At the limit itself the steepest coordinate jumps to and fro for ever; beyond, it runs away.

    Raises: InvalidInputError unless L > 0.

    Source: Yu. Nesterov, Introductory Lectures on Convex Optimization (2004), section 1.2.3.

    >>> stability_limit(2)  # f(x) = x^2
    1.0
    """
    return 2 / positive_number(L, "L", CURVATURES)


def optimal_lr(mu: float, L: float) -> float:
    """Constant learning rate with which gradient descent is fastest on a quadratic.

        lr = 2 / (mu + L)

    Raises: InvalidInputError unless 0 < mu <= L.

    Source: Yu. Nesterov, Introductory Lectures on Convex Optimization (2004), theorem 2.1.15.

    >>> optimal_lr(1, 9)
    0.2
    """
    mu, L = curvature_range(mu, L)
    return 2 / (mu + L)


def contraction(lr: float, mu: float, L: float) -> float:
    """Factor by which one step of gradient descent shrinks the error, at worst.

        rho = max(|1 - lr mu|, |1 - lr L|)

    Above 1 it is a growth. At `optimal_lr` it is (kappa - 1) / (kappa + 1), with kappa = L / mu.

    Raises: InvalidInputError unless lr > 0 and 0 < mu <= L.

    Source: B. Polyak, Introduction to Optimization (1987), section 1.4.

    >>> contraction(0.1, 2, 2), contraction(0.2, 1, 9)
    (0.8, 0.8)
    """
    rate = constant_rate(lr)
    mu, L = curvature_range(mu, L)
    return max(abs(1 - rate * mu), abs(1 - rate * L))


def iterations_needed(rho: float, tol: float) -> int:
    """Steps until an error that shrinks by `rho` each step is `tol` times what it was.

        smallest k with rho^k <= tol:    k = ceil(ln tol / ln rho)

    Raises: InvalidInputError unless 0 <= rho < 1 and tol > 0: with rho >= 1 it never is.

    Source: S. Boyd & L. Vandenberghe, Convex Optimization (2004), section 9.3.1.

    >>> iterations_needed(0.8, 1e-3), iterations_needed(9 / 11, 1e-6)
    (31, 69)
    """
    factor, share = finite_number(rho, "rho"), positive_number(tol, "tol")
    if not 0 <= factor < 1:
        raise InvalidInputError(f"rho must be in [0, 1), got {described(rho)}. At 1 or above the error never shrinks.")
    if share >= 1:
        return 0
    if factor == 0:
        return 1
    # Where rho^k = tol exactly, as in 0.5^3 = 0.125, rounding must not add a step.
    return math.ceil(math.log(share) / math.log(factor) - 1e-9)


def heavy_ball_parameters(mu: float, L: float) -> tuple[float, float]:
    """Learning rate and momentum with which the heavy ball is fastest on a quadratic.

        lr = (2 / (sqrt(mu) + sqrt(L)))^2,    momentum = rho^2,    error ~ rho^k
        rho = (sqrt(L) - sqrt(mu)) / (sqrt(L) + sqrt(mu))

    On other functions they may fail: there is a strongly convex one on which these parameters
    run in a circle for ever (L. Lessard, B. Recht & A. Packard, SIAM J. Optim. 26, 2016).

    Raises: InvalidInputError unless 0 < mu <= L.

    Source: B. Polyak, USSR Comput. Math. Math. Phys. 4(5) (1964).

    >>> lr, momentum = heavy_ball_parameters(1, 100)
    >>> round(lr, 12), round(momentum, 12)
    (0.03305785124, 0.669421487603)
    """
    mu, L = curvature_range(mu, L)
    slow, fast = math.sqrt(mu), math.sqrt(L)
    root, rho = 2 / (slow + fast), (fast - slow) / (fast + slow)
    return root * root, rho * rho
