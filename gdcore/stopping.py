"""When a run stops, why, and how to say so."""

from dataclasses import dataclass
from enum import StrEnum

from gdcore.errors import InvalidInputError
from gdcore.points import distance, norm, shown
from gdcore.trajectories import Iterate
from gdcore.validation import as_number, count, described, tolerance


class StopReason(StrEnum):
    """Why a run ended; prints as its name in lower case.

    Success: GTOL, FTOL, XTOL, a test was passed. Neutral: MAX_STEPS, CALLBACK, the run was cut
    short. Failure: DIVERGED, NONFINITE, LINE_SEARCH_FAILED: the iterates ran away, the numbers
    gave out, or no step led downhill.

    >>> print(StopReason.GTOL, StopReason.GTOL.success)
    gtol True
    """

    GTOL = "gtol"
    FTOL = "ftol"
    XTOL = "xtol"
    MAX_STEPS = "max_steps"
    CALLBACK = "callback"
    DIVERGED = "diverged"
    NONFINITE = "nonfinite"
    LINE_SEARCH_FAILED = "line_search_failed"

    @property
    def success(self) -> bool:
        """True if one of the tests for convergence was passed."""
        return self in (StopReason.GTOL, StopReason.FTOL, StopReason.XTOL)

    @property
    def status(self) -> int:
        """The reason as a number, the same as in scipy's BFGS where that has one.

        0 converged, 1 out of steps, 2 no acceptable step, 3 inf or nan, 99 stopped by the
        callback; 4 (ours) diverged.
        """
        return STATUS.get(self, 0)


STATUS = {
    StopReason.MAX_STEPS: 1,
    StopReason.LINE_SEARCH_FAILED: 2,
    StopReason.NONFINITE: 3,
    StopReason.DIVERGED: 4,
    StopReason.CALLBACK: 99,
}


@dataclass(frozen=True)
class StoppingRules:
    """The tests a run is put to at each iterate; `minimize` documents them."""

    gtol: float | None
    ftol: float | None
    xtol: float | None
    max_steps: int
    diverge_at: float
    remedy: str
    """What the method advises against steps that are too long."""

    def __post_init__(self) -> None:
        """Raise InvalidInputError for a setting that cannot be used."""
        for name in ("gtol", "ftol", "xtol"):
            tolerance(getattr(self, name), name)
        count(self.max_steps, "max_steps", least=0)
        way_on = " Use math.inf to let a run grow until the numbers overflow."
        if not as_number(self.diverge_at, "diverge_at", way_on) > 0:  # `not >`: nan fails too
            raise InvalidInputError(f"diverge_at must be positive, got {described(self.diverge_at)}.{way_on}")

    def reason(self, here: Iterate, before: Iterate, size: float, asked_to_stop: bool = False) -> StopReason | None:
        """First of the reasons to stop at `here`, which is finite, or None to go on.

        `size` is ||x||; `before` is the iterate one step ago; at the start, the start itself. The order matters:
        a run that has arrived has not diverged, however far out it started.
        """
        if self.gtol is not None and here.grad_norm <= self.gtol:
            return StopReason.GTOL
        if size > self.diverge_at:
            return StopReason.DIVERGED
        if self.ftol is not None and here is not before and abs(here.f - before.f) <= self.ftol:
            return StopReason.FTOL
        if self.xtol is not None and here is not before and distance(here.x, before.x) <= self.xtol:
            return StopReason.XTOL
        if asked_to_stop:
            return StopReason.CALLBACK
        if here.k >= self.max_steps:
            return StopReason.MAX_STEPS
        return None

    def message(self, reason: StopReason, here: Iterate, before: Iterate, failure: str) -> str:
        """Explain `reason`, found at `here`, to someone who has not met it before.

        `failure` is what the method said when it found no step.
        """
        k, slope = here.k, f"{here.grad_norm:.3g}"
        match reason:
            case StopReason.GTOL if k == 0:
                return (
                    "The start is stationary; may be a maximum or saddle. Gradient norm "
                    f"{slope} <= gtol = {self.gtol:g}. Start a little aside to find out."
                )
            case StopReason.GTOL:
                return f"Converged: gradient norm {slope} <= gtol = {self.gtol:g} at step {k}."
            case StopReason.FTOL:
                change = f"{abs(here.f - before.f):.3g}"
                return f"Step {k} changed f by only {change} <= ftol = {self.ftol:g}."
            case StopReason.XTOL:
                change = f"{distance(here.x, before.x):.3g}"
                return f"Step {k} moved x by only {change} <= xtol = {self.xtol:g}."
            case StopReason.CALLBACK:
                return f"The callback asked to stop after step {k}."
            case StopReason.DIVERGED:
                return self.divergence(here)
            case StopReason.NONFINITE:
                return self.non_finite(here)
            case StopReason.LINE_SEARCH_FAILED:
                return f"No step from x_{k} = {shown(here.x)}, where the gradient norm is {slope}: {failure}"
            case _:
                return (
                    f"Used all {self.max_steps} steps; the gradient norm is still {slope}. "
                    "Raise max_steps, or try another learning rate or method."
                )

    def divergence(self, here: Iterate) -> str:
        """Explain that `here` is too far out."""
        far = f"|x| = {norm(here.x):.4g} is beyond diverge_at = {self.diverge_at:g}"
        if here.k == 0:
            return f"At the start, {far}. Start nearer, or raise diverge_at."
        return (
            f"Diverged: at step {here.k}, {far}. {self.remedy} (it was {here.lr:g}), and "
            "check the gradient's sign and that f is bounded below."
        )

    def non_finite(self, here: Iterate) -> str:
        """Explain that x, f or the gradient is inf or nan at `here`."""
        if here.k == 0:
            way_on = "Start elsewhere, where f and its gradient are finite."
            where = f"At the start (k = 0), x = {shown(here.x)}:"
        else:
            way_on = f"The result is the iterate before. {self.remedy} ({here.lr:g})."
            where = f"Step {here.k} led to x = {shown(here.x)}:"
        return f"{where} f is {here.f:.4g}, the gradient norm {here.grad_norm:.4g}. {way_on}"
