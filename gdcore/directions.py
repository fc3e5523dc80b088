"""Methods that choose a direction first and then how far to go along it."""

from collections.abc import Callable

from gdcore.evaluation import Gradient, Objective, require_functions
from gdcore.oracle import Oracle, RecallingOracle
from gdcore.points import Point, PointLike, as_point, shaped_like
from gdcore.results import Result
from gdcore.runs import RunOptions, run
from gdcore.step_rules import Line, Rule, StepRule
from gdcore.validation import positive_number, require_callable

type Direction = Callable[[list[float], list[float]], list[float]]  # d from x and the gradient there


class AlongDirection:
    """x_{k+1} = x_k + alpha d, with d from `direction` and alpha from `rule`."""

    remedy = "Use a step rule that takes shorter steps"

    def __init__(self, oracle: Oracle, start: Point, direction: Direction, rule: Rule) -> None:
        require_callable(rule, "step_rule", " Use a rule such as Backtracking(), or a function (f, grad, x, d, g, k).")
        self.oracle, self.start, self.direction, self.rule = oracle, start, direction, rule
        self.k, self.last_lr = 0, 0.0

    def advance(self, x: list[float], g: list[float]) -> list[float]:
        """Next point; LineSearchError if there is none."""
        d = self.direction(x, g)
        self.last_lr = self.length(x, d, g)
        self.k += 1
        return [xi + self.last_lr * di for xi, di in zip(x, d)]

    def length(self, x: list[float], d: list[float], g: list[float]) -> float:
        """Alpha, from one of our rules or from the caller's, which sees points as the caller wrote them."""
        point, along, slopes = (shaped_like(list(v), self.start) for v in (x, d, g))
        if isinstance(self.rule, StepRule):
            return self.rule.length(Line(self.oracle, point, along, slopes), self.k)
        alpha = self.rule(self.oracle.value, self.oracle.gradient, point, along, slopes, self.k)
        return positive_number(
            alpha, f"alpha at step k = {self.k}, from step_rule,", " A rule returns a positive number."
        )


def descend(
    f: Objective,
    x0: PointLike,
    grad: Gradient | None,
    direction: Direction,
    rule: Rule,
    options: RunOptions,
) -> Result:
    """Walk from `x0` along the directions that `direction` gives, by steps that `rule` gives."""
    require_functions(f, grad)
    start, oracle = as_point(x0, "x0"), RecallingOracle(f, grad)
    return run(oracle, start, AlongDirection(oracle, start, direction, rule), **options)


def steepest(x: list[float], g: list[float]) -> list[float]:
    """d = -g, the direction in which f falls fastest."""
    return [-gi for gi in g]
