"""The loop that all methods share: take a step, look where it led, ask whether to stop."""

from collections.abc import Callable
from math import hypot, isfinite
from typing import Protocol, TypedDict

from gdcore.errors import LineSearchError
from gdcore.oracle import Oracle
from gdcore.points import Point, norm, own_copy
from gdcore.results import Result
from gdcore.stopping import StoppingRules, StopReason
from gdcore.trajectories import Iterate, Trajectory
from gdcore.validation import count, require_callable, require_flag


class Method(Protocol):
    """How to get from one iterate to the next."""

    last_lr: float
    """Length of the latest step, as the method measures it."""
    remedy: str
    """What to do about steps that are too long."""

    def advance(self, x: list[float], g: list[float]) -> list[float]:
        """Next point from `x` and the gradient `g` there; neither is changed."""


class RunOptions(TypedDict, total=False):
    """When to stop and what to keep; `minimize` says what each option means."""

    max_steps: int
    gtol: float | None
    ftol: float | None
    xtol: float | None
    diverge_at: float
    callback: Callable[[Iterate], object] | None
    record: bool
    every: int


def run(
    oracle: Oracle,
    start: Point,
    method: Method,
    *,
    max_steps: int = 1000,
    gtol: float | None = 1e-8,
    ftol: float | None = None,
    xtol: float | None = None,
    diverge_at: float = 1e12,
    callback: Callable[[Iterate], object] | None = None,
    record: bool = True,
    every: int = 1,
) -> Result:
    """Let `method` walk from `start` until a test says stop.

    Raises: InvalidInputError for an option that cannot be used.
    """
    if callback is not None:
        require_callable(callback, "callback", " It is called with each new iterate.")
    require_flag(record, "record")
    count(every, "every", least=1)
    rules = StoppingRules(gtol, ftol, xtol, max_steps, diverge_at, method.remedy)

    failure, scalar = "", isinstance(start, float)
    size = norm(start)
    here, g = oracle.iterate(0, start, size, lr=0.0)
    before = found_at = here
    reason = rules.reason(here, before, size) if here.finite else StopReason.NONFINITE
    kept = [here] if record else []
    while reason is None:
        try:
            x = method.advance([here.x], [g])[0] if scalar else method.advance(here.x, g)  # type: ignore[arg-type, list-item]
        except LineSearchError as error:  # told in the result: that no step can be taken is no misuse
            reason, failure = StopReason.LINE_SEARCH_FAILED, str(error)
            break
        size = hypot(*x) if type(x) is list else abs(x)  # type: ignore[arg-type]
        found_at, g_ahead = oracle.iterate(here.k + 1, x, size, method.last_lr)
        _, _, fx, slope, _ = found_at
        if not (isfinite(fx) and isfinite(slope)):
            reason = StopReason.NONFINITE  # stay where the numbers still mean something
            break
        before, here, g = here, found_at, g_ahead
        if record and here.k % every == 0:
            kept.append(here)
        asked = callback is not None and bool(callback(here._replace(x=own_copy(here.x))))
        reason = rules.reason(here, before, size, asked)
    if record and kept[-1] is not here:
        kept.append(here)

    message = rules.message(reason, found_at, before, failure)
    if oracle.grad is None:
        message += " The gradient was numerical (central differences); pass grad= for an exact one."
    x_end, jac = own_copy(here.x), own_copy(g)
    return Result(x_end, here.f, jac, here.k, oracle.nfev, oracle.njev, reason, message, Trajectory.of(kept))
