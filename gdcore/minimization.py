"""Gradient descent that knows when to stop, and says why it did."""

from collections.abc import Callable

from gdcore.directions import AlongDirection, steepest
from gdcore.errors import InvalidInputError
from gdcore.evaluation import Gradient, Objective, require_functions
from gdcore.learning_rates import Schedule
from gdcore.optimizers import SGD, Optimizer
from gdcore.oracle import Oracle, RecallingOracle
from gdcore.points import PointLike, as_point
from gdcore.results import Result
from gdcore.runs import Method, run
from gdcore.step_rules import Rule
from gdcore.trajectories import Iterate
from gdcore.validation import described

DEFAULT_LR = 0.1


def minimize(
    f: Objective,
    x0: PointLike,
    grad: Gradient | None = None,
    *,
    optimizer: Optimizer | None = None,
    lr: float | Schedule = DEFAULT_LR,
    step_rule: Rule | None = None,
    max_steps: int = 1000,
    gtol: float | None = 1e-8,
    ftol: float | None = None,
    xtol: float | None = None,
    diverge_at: float = 1e12,
    callback: Callable[[Iterate], object] | None = None,
    record: bool = True,
    every: int = 1,
) -> Result:
    """Walk from `x0` against the gradient of `f` until a test says stop.

        x_{k+1} = x_k - lr_k grad(x_k)          or the step of the given `optimizer`,
                                                or lr_k from `step_rule`

    At each iterate the first of these that holds ends the run; norms are Euclidean, tolerances
    absolute, and None switches a test off:

        nonfinite   x, f or the gradient is inf or nan; the result is the iterate before
        gtol        ||grad(x_k)|| <= gtol: a stationary point, as near as was asked for
        diverged    ||x_k|| > diverge_at
        ftol        |f(x_k) - f(x_{k-1})| <= ftol
        xtol        ||x_k - x_{k-1}|| <= xtol
        callback    `callback` returned something true
        max_steps   max_steps steps have been taken

    and, before a step, line_search_failed: `step_rule` found no acceptable one.

    Without `grad`, slopes are measured by central differences. `lr` is a number or a schedule
    k -> lr; an `optimizer` brings its own and is reset first; a `step_rule` such as Backtracking()
    finds it anew at each step, or a function (f, grad, x, d, g, k) of your own. `callback` gets each new `Iterate`.
    The history keeps every `every`-th iterate and always the first and the last; with
    record=False it stays empty.

    Shapes: `x0`, the argument of `f` and `grad`, what `grad` returns, `x` and `jac` are all
    numbers, or all sequences of the same length.

    Raises: InvalidInputError for an argument that cannot be used. An OverflowError in `f` or
    `grad` counts as inf; anything else they raise comes through.

    Source: S. Boyd & L. Vandenberghe, Convex Optimization (2004), section 9.3.

    >>> r = minimize(lambda x: x * x, 10.0, grad=lambda x: 2 * x, lr=0.1, gtol=1e-6)
    >>> print(r.nit, r.reason, f"{r.x:.3e}")
    76 gtol 4.314e-07
    >>> r = minimize(lambda x: x * x, 10.0, grad=lambda x: 2 * x, lr=1.1)
    >>> print(r.nit, r.reason, f"{r.x:.3e}")
    139 diverged -1.014e+12
    """
    require_functions(f, grad)
    start = as_point(x0, "x0")
    oracle = RecallingOracle(f, grad) if step_rule is not None else Oracle(f, grad)
    method: Method = chosen_optimizer(optimizer, lr)
    if step_rule is not None:
        if optimizer is not None or lr != DEFAULT_LR:
            raise InvalidInputError(
                "step_rule sets the length of every step, so an optimizer or lr beside it would be ignored. "
                "Leave them out."
            )
        method = AlongDirection(oracle, start, steepest, step_rule)
    return run(
        oracle,
        start,
        method,
        max_steps=max_steps,
        gtol=gtol,
        ftol=ftol,
        xtol=xtol,
        diverge_at=diverge_at,
        callback=callback,
        record=record,
        every=every,
    )


def chosen_optimizer(optimizer: Optimizer | None, lr: float | Schedule) -> Optimizer:
    """`optimizer` with its memory emptied, so that equal calls have equal results; else SGD."""
    if optimizer is None:
        return SGD(lr)
    if not isinstance(optimizer, Optimizer):
        raise InvalidInputError(
            f"optimizer must be an optimizer such as SGD(lr=0.1, momentum=0.9), got {described(optimizer)}."
        )
    if lr != DEFAULT_LR:
        raise InvalidInputError(
            f"lr={lr!r} would be ignored, as the optimizer has its own: {optimizer!r}. "
            "Give the learning rate to the optimizer and leave lr out."
        )
    optimizer.reset()
    return optimizer
