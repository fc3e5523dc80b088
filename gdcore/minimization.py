"""Gradient descent that knows when to stop, and says why it did."""

from collections.abc import Callable

from gdcore.errors import InvalidInputError
from gdcore.evaluation import Gradient, Objective
from gdcore.learning_rates import Schedule
from gdcore.optimizers import SGD, Optimizer
from gdcore.oracle import Oracle
from gdcore.points import PointLike, as_point, own_copy
from gdcore.results import Result
from gdcore.stopping import StoppingRules, StopReason
from gdcore.trajectories import Iterate, Trajectory
from gdcore.validation import count, described, require_callable, require_flag

ORDER = " The order is minimize(f, x0, grad)."
DEFAULT_LR = 0.1


def minimize(
    f: Objective,
    x0: PointLike,
    grad: Gradient | None = None,
    *,
    optimizer: Optimizer | None = None,
    lr: float | Schedule = DEFAULT_LR,
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

        x_{k+1} = x_k - lr_k grad(x_k)          or the step of the given `optimizer`

    At each iterate the first of these that holds ends the run; norms are Euclidean, tolerances
    absolute, and None switches a test off:

        nonfinite   x, f or the gradient is inf or nan; the result is the iterate before
        gtol        ||grad(x_k)|| <= gtol: a stationary point, as near as was asked for
        diverged    ||x_k|| > diverge_at
        ftol        |f(x_k) - f(x_{k-1})| <= ftol
        xtol        ||x_k - x_{k-1}|| <= xtol
        callback    `callback` returned something true
        max_steps   max_steps steps have been taken

    Without `grad`, slopes are measured by central differences. `lr` is a number or a schedule
    k -> lr; an `optimizer` brings its own and is reset first. `callback` gets each new `Iterate`.
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
    require_callable(f, "f", ORDER)
    if grad is not None:
        require_callable(grad, "grad", f" Leave it out to have slopes measured.{ORDER}")
    if callback is not None:
        require_callable(callback, "callback", " It is called with each new iterate.")
    require_flag(record, "record")
    count(every, "every", least=1)
    rules = StoppingRules(gtol, ftol, xtol, max_steps, diverge_at)
    optimizer = chosen_optimizer(optimizer, lr)
    start = as_point(x0, "x0")

    oracle, history = Oracle(f, grad), Trajectory()
    here, g = oracle.iterate(0, start, lr=0.0)
    before = found_at = here
    reason = rules.reason(here, before)
    if record:
        history.keep(here)
    while reason is None:
        x = optimizer.step(here.x, g)
        ahead, g_ahead = oracle.iterate(here.k + 1, x, optimizer.last_lr)
        found_at = ahead
        if not ahead.finite:  # stay where the numbers still mean something
            reason = StopReason.NONFINITE
            break
        before, here, g = here, ahead, g_ahead
        if record and here.k % every == 0:
            history.keep(here)
        asked = callback is not None and bool(callback(here._replace(x=own_copy(here.x))))
        reason = rules.reason(here, before, asked)
    if record:
        history.keep(here)

    message = rules.message(reason, found_at, before)
    if grad is None:
        message += " The gradient was numerical (central differences); pass grad= for an exact one."
    x, jac = own_copy(here.x), own_copy(g)
    return Result(x, here.f, jac, here.k, oracle.nfev, oracle.njev, reason, message, history)


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
