"""What `minimize` returns."""

from dataclasses import dataclass

from gdcore.points import Point, shown
from gdcore.stopping import StopReason
from gdcore.trajectories import Trajectory


@dataclass(frozen=True, repr=False)
class Result:
    """The end of a run, with scipy's names.

    `x` is the last point, `fun` and `jac` are f and its gradient there, `nit` is the number of
    steps that led to it, `nfev` and `njev` count the calls of f and of the gradient. `reason` says
    why the run ended, `message` says it in words. `history` is the path.

    >>> import gdcore
    >>> gdcore.minimize(lambda x: x * x, 8.0, lambda x: 2 * x, lr=0.5)
     message: Converged: gradient norm 0 <= gtol = 1e-08 at step 1.
     success: True
      reason: gtol
      status: 0
           x: 0
         fun: 0
         jac: 0
         nit: 1
        nfev: 2
        njev: 2
     history: Trajectory(2 iterates, k = 0 to 1)
    """

    x: Point
    fun: float
    jac: Point
    nit: int
    nfev: int
    njev: int
    reason: StopReason
    message: str
    history: Trajectory

    @property
    def success(self) -> bool:
        """True if a test for convergence was passed."""
        return self.reason.success

    @property
    def status(self) -> int:
        """The reason as a number; 0 means success."""
        return self.reason.status

    def __repr__(self) -> str:
        """Return one line a field, numbers to six digits."""
        rows = {
            "message": self.message,
            "success": self.success,
            "reason": self.reason,
            "status": self.status,
            "x": shown(self.x),
            "fun": shown(self.fun),
            "jac": shown(self.jac),
            "nit": self.nit,
            "nfev": self.nfev,
            "njev": self.njev,
            "history": self.history,
        }
        return "\n".join(f"{name:>8}: {value}" for name, value in rows.items())
