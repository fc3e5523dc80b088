"""Rewrite second_order.json: what scipy finds, to hold gdcore's line searches and solvers against.

    python tests/gdcore/tabulate_scipy.py        (in an environment of its own with scipy 1.17.1)

Only what does not depend on scipy's own choices is kept: the minima to which its BFGS came
from a start, exact steps by bounded scalar minimization, and solutions of linear systems.
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import linalg, optimize

TARGET = Path(__file__).parent / "second_order.json"


def spd(n: int, seed: int) -> np.ndarray:
    """A symmetric positive definite matrix with small whole entries."""
    M = np.random.default_rng(seed).integers(-3, 4, (n, n))
    return (M @ M.T + n * np.eye(n)).astype(float)


def system(n: int, seed: int) -> dict[str, object]:
    A, b = spd(n, seed), np.arange(1.0, n + 1)
    return {"A": A.tolist(), "b": b.tolist(), "x": linalg.solve(A, b, assume_a="pos").tolist()}


def exact_step(x: np.ndarray) -> float:
    """The best step from `x` against the gradient of Rosenbrock's function, below 0.01."""
    g = optimize.rosen_der(x)
    found = optimize.minimize_scalar(
        lambda a: optimize.rosen(x - a * g), bounds=(0, 1e-2), method="bounded", options={"xatol": 1e-13}
    )
    return float(found.x)


def minimum(start: list[float]) -> dict[str, object]:
    """Where BFGS ends on Rosenbrock's function in len(start) dimensions."""
    found = optimize.minimize(optimize.rosen, start, jac=optimize.rosen_der, method="BFGS", tol=1e-9)
    return {"start": start, "x": found.x.tolist(), "f": float(found.fun)}


if __name__ == "__main__":
    starts = [[-1.2, 1.0], [0.0, 0.0], [2.0, -1.0, 1.5], [-1.0, 2.0, 0.5, 1.0]]
    table = {
        "provenance": {"scipy": scipy.__version__, "numpy": np.__version__, "script": "tabulate_scipy.py"},
        "systems": [system(n, seed=n) for n in (1, 2, 3, 5, 8)],
        "exact_steps_rosenbrock": [{"x": x, "alpha": exact_step(np.array(x))} for x in ([-1.2, 1.0], [0.0, 1.0])],
        "minima_rosenbrock": [minimum(s) for s in starts],
    }
    TARGET.write_text(json.dumps(table) + "\n", encoding="utf-8")
