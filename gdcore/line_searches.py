"""Step rules that try out steps: backtracking, the strong Wolfe conditions, golden section."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from gdcore.errors import InvalidInputError, LineSearchError
from gdcore.step_rules import Line, StepRule
from gdcore.validation import count, described, finite_number, positive_number, share


@dataclass(frozen=True)
class Backtracking(StepRule):
    """Try alpha0, and shrink it until f has fallen enough (L. Armijo's condition).

        f(x + alpha d) <= f(x) + c1 alpha g.d,    alpha = alpha0, rho alpha0, rho^2 alpha0, ...

    A point where f overflows or is nan counts as too high.

    Raises: InvalidInputError unless alpha0 > 0, c1 and rho are in (0, 1), max_shrinks >= 0;
    LineSearchError if d is no descent direction or max_shrinks do not suffice.

    Source: L. Armijo, Pacific J. Math. 16 (1966); J. Nocedal & S. Wright, Numerical Optimization,
    2nd ed. (2006), algorithm 3.1.

    >>> Backtracking()(lambda x: x * x, lambda x: 2 * x, x=1.0, d=-2.0, g=2.0, k=0)
    0.5
    """

    alpha0: float = 1.0
    c1: float = 1e-4
    rho: float = 0.5
    max_shrinks: int = 60

    def __post_init__(self) -> None:
        positive_number(self.alpha0, "alpha0")
        share(self.c1, "c1")
        share(self.rho, "rho")
        count(self.max_shrinks, "max_shrinks", least=0)

    def length(self, line: Line, k: int) -> float:
        """The first alpha that passes."""
        line.require_descent()
        alpha, start = float(self.alpha0), line.value(0.0)
        for _ in range(self.max_shrinks + 1):
            # Below f(x) in any case: where alpha is tiny, rounding makes both sides of the condition f(x).
            if start > line.value(alpha) <= line.highest(alpha, self.c1):
                return alpha
            alpha *= self.rho
        raise LineSearchError(
            f"f does not fall along d, down to alpha = {alpha / self.rho:.3g} (max_shrinks={self.max_shrinks}). "
            "Either the gradient is wrong, or x is as near as floats get."
        )


class Trial(NamedTuple):
    """A step that was tried: its length, and f and f's slope along d there."""

    alpha: float
    value: float
    slope: float


@dataclass(frozen=True)
class StrongWolfe(StepRule):
    """A step that lowers f enough and leaves it much flatter along d.

        phi(alpha) <= phi(0) + c1 alpha phi'(0),    |phi'(alpha)| <= c2 |phi'(0)|

    with phi(alpha) = f(x + alpha d). Steps from `alpha0` on are doubled until such an alpha must
    lie between two of them; then that interval is shrunk, by quadratic interpolation.

    Raises: InvalidInputError unless 0 < c1 < c2 < 1 and alpha0 > 0; LineSearchError if d is no
    descent direction, f falls for ever, or rounding hides every such alpha.

    Source: J. Nocedal & S. Wright, Numerical Optimization, 2nd ed. (2006), algorithms 3.5 and 3.6.

    >>> StrongWolfe()(lambda x: x * x, lambda x: 2 * x, x=1.0, d=-2.0, g=2.0, k=0)
    0.5
    """

    c1: float = 1e-4
    c2: float = 0.9
    alpha0: float = 1.0

    def __post_init__(self) -> None:
        share(self.c1, "c1")
        share(self.c2, "c2")
        positive_number(self.alpha0, "alpha0")
        if not self.c1 < self.c2:
            raise InvalidInputError(f"c1 must be below c2, got c1={self.c1} and c2={self.c2}. Try 1e-4 and 0.9.")

    def length(self, line: Line, k: int) -> float:
        """Double the step until the conditions hold or are enclosed."""
        line.require_descent()
        low, alpha = Trial(0.0, line.value(0.0), line.slope), float(self.alpha0)
        while math.isfinite(alpha):
            value = line.value(alpha)
            if self.too_high(line, alpha, value, low):
                return self.zoom(line, low, Trial(alpha, value, math.nan))
            trial = Trial(alpha, value, line.slope_at(alpha))
            if abs(trial.slope) <= -self.c2 * line.slope:
                return alpha
            if trial.slope >= 0:
                return self.zoom(line, trial, low)
            low, alpha = trial, 2 * alpha
        raise LineSearchError("f falls for ever along d, so there is no lowest point.")

    def too_high(self, line: Line, alpha: float, value: float, low: Trial) -> bool:
        """Whether f is no lower than it should be, or than at the best step so far, by more than rounding."""
        return value - 1e-13 * abs(low.value) > min(line.highest(alpha, self.c1), low.value)

    def zoom(self, line: Line, low: Trial, high: Trial) -> float:
        """Shrink the interval between `low`, the best so far, and `high` until the conditions hold."""
        for _ in range(60):
            alpha = between(low, high)
            value = line.value(alpha)
            if self.too_high(line, alpha, value, low):
                high = Trial(alpha, value, math.nan)
                continue
            trial = Trial(alpha, value, line.slope_at(alpha))
            if abs(trial.slope) <= -self.c2 * line.slope:
                return alpha
            if trial.slope * (high.alpha - low.alpha) >= 0:
                high = low
            low = trial
        raise LineSearchError(
            f"near alpha = {low.alpha:.3g} no step meets the Wolfe conditions. "
            "Either the gradient is wrong, or f has a kink there, or x is as near as floats get."
        )


def between(low: Trial, high: Trial) -> float:
    """Lowest point of the parabola through both trials, if it is well between them; else the middle."""
    width = high.alpha - low.alpha
    bend = high.value - low.value - low.slope * width
    t = -low.slope * width / (2 * bend) if 0 < bend < math.inf else 0.5
    return low.alpha + width * (t if 0.1 <= t <= 0.9 else 0.5)


@dataclass(frozen=True)
class GoldenSection(StepRule):
    """The lowest point of f along d between alpha = a and alpha = b, found without slopes.

    Each comparison of two values leaves out 38 % of the interval, until it is `tol` wide. On a
    function with one valley that is the lowest point; on others it is one of them.

    Raises: InvalidInputError unless 0 <= a < b and 0 < tol; LineSearchError if f is not lower there.

    Source: J. Kiefer, Proc. Amer. Math. Soc. 4 (1953).

    >>> alpha = GoldenSection(0, 2)(lambda x: x * x, lambda x: 2 * x, x=1.0, d=-2.0, g=2.0, k=0)
    >>> round(alpha, 6)
    0.5
    """

    a: float = 0.0
    b: float = 1.0
    tol: float = 1e-8

    def __post_init__(self) -> None:
        positive_number(self.tol, "tol")
        if not 0 <= finite_number(self.a, "a") < finite_number(self.b, "b"):
            raise InvalidInputError(
                f"a must be 0 or above and below b, got a={described(self.a)} and b={described(self.b)}."
            )

    def length(self, line: Line, k: int) -> float:
        """The middle of the last interval."""
        a, b, golden = self.a, self.b, (math.sqrt(5) - 1) / 2
        c, d = b - golden * (b - a), a + golden * (b - a)
        low, high = line.value(c), line.value(d)
        while b - a > self.tol and a < c < d < b:  # points meet where floats are too coarse for tol
            if low < high:
                b, d, high = d, c, low
                c = b - golden * (b - a)
                low = line.value(c)
            else:
                a, c, low = c, d, high
                d = a + golden * (b - a)
                high = line.value(d)
        alpha = (a + b) / 2
        if not line.value(alpha) < line.value(0.0):
            raise LineSearchError(
                f"f is not lower at alpha = {alpha:.3g}, the best found between {self.a} and {self.b}."
            )
        return alpha
