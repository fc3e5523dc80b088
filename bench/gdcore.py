"""Steps of the library against loops written by hand.

A hand-written loop does the same arithmetic: f and its gradient, the step, and the tests for convergence, divergence
and numbers that are not finite; only the checks of arguments, the counts and the reasons are missing. Times are of
this process alone, for one step. Then there is memory: the most that a run of many steps takes with a thinned
history, against one of few steps whose history is as long.

The last two rows are about Pyodide without a snapshot, under Node: `import gdcore`, which loads a module only when a
name of it is asked for, and the same with the first descent. Theirs is `statistics` of the standard library, with the
modules that it needs, to give an idea.
"""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from math import hypot, isfinite, sqrt
from pathlib import Path

from gdcore import Adam, minimize
from site_hooks.config import load_config
from site_hooks.runtime import assemble

from .generate import REPO
from .measure import Claim, Comparison, Number, Pair, Scale, alternate, run

STEPS = 3000
BY_HAND = "a loop by hand"


def measure(scale: Scale, work: Path) -> Iterator[Comparison]:
    """One row for each kind of step."""
    count = scale.pairs * 10
    bare, kept = per_step(lambda: descend(record=False)), per_step(lambda: descend(record=True))
    descent, ours, theirs = per_step(descend_by_hand), per_step(adam), per_step(adam_by_hand)
    unit = "µs a step"
    yield Comparison("descent in 2-D", "minimize", BY_HAND, unit, alternate(bare, descent, count), Claim(3.0))
    yield Comparison("the same, recorded", "minimize", BY_HAND, unit, alternate(kept, descent, count), Claim(4.0))
    yield Comparison("Adam in 2-D", "Adam.step", BY_HAND, unit, alternate(ours, theirs, count), Claim(2.0))
    many, few = (lambda: peak(20_000)), (lambda: peak(200))
    yield Comparison("a thinned history", "20 000 steps", "200 steps", "kB", alternate(many, few, 5), Claim(1.5))
    bare_import, first_use = imports(scale.pairs * 4)
    yield Comparison("in a plain Pyodide", "import gdcore", "import statistics", "ms", bare_import, Claim(50, "ours"))
    yield Comparison("in a plain Pyodide", "import, and a first minimize", "import statistics", "ms", first_use)


def per_step(run: Callable[[], object]) -> Number:
    """Microseconds of CPU that one of `run`'s steps takes."""

    def timed() -> float:
        start = time.process_time()
        run()
        return (time.process_time() - start) / STEPS * 1e6

    return timed


def f(p: list[float]) -> float:
    """A bowl ten times as steep along y."""
    x, y = p
    return 0.5 * (x * x + 10 * y * y)


def grad(p: list[float]) -> list[float]:
    """Its gradient."""
    return [p[0], 10 * p[1]]


def descend(record: bool) -> object:
    """`STEPS` steps of the library."""
    return minimize(f, [1.0, 1.0], grad, lr=0.01, gtol=0.0, max_steps=STEPS, record=record)


def descend_by_hand() -> str:
    """The same steps and tests; the reason why they ended."""
    x, k = [1.0, 1.0], 0
    g = grad(x)
    while True:
        x = [xi - 0.01 * gi for xi, gi in zip(x, g)]  # noqa: B905
        fx, g = f(x), grad(x)
        k += 1
        size = hypot(*g)
        if not (isfinite(fx) and isfinite(size)):
            return "nonfinite"
        if size <= 0.0:
            return "gtol"
        if hypot(*x) > 1e12:
            return "diverged"
        if k >= STEPS:
            return "max_steps"


def adam() -> list[float]:
    """`STEPS` steps of the library's Adam."""
    optimizer, x, g = Adam(lr=0.1), [1.0, 1.0], [0.3, 0.3]
    for _ in range(STEPS):
        x = optimizer.step(x, g)  # type: ignore[assignment]
    return x


def adam_by_hand() -> list[float]:
    """The equations of Adam and nothing else."""
    x, g, m, v = [1.0, 1.0], [0.3, 0.3], [0.0, 0.0], [0.0, 0.0]
    b1, b2, lr, eps = 0.9, 0.999, 0.1, 1e-8
    for t in range(1, STEPS + 1):
        m = [b1 * mi + (1 - b1) * gi for mi, gi in zip(m, g)]  # noqa: B905
        v = [b2 * vi + (1 - b2) * gi * gi for vi, gi in zip(v, g)]  # noqa: B905
        c1, c2 = 1 - b1**t, 1 - b2**t
        x = [xi - lr * (mi / c1) / (sqrt(vi / c2) + eps) for xi, mi, vi in zip(x, m, v)]  # noqa: B905
    return x


def peak(steps: int) -> float:
    """The most memory that a run takes at a time, in kB."""
    tracemalloc.start()
    minimize(f, [1.0, 1.0], grad, lr=1e-5, gtol=0.0, max_steps=steps, every=steps // 20)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1000


def imports(count: int) -> list[tuple[Pair, ...]]:
    """Milliseconds that imports take in Pyodide: of gdcore alone, and with its first use."""
    runtime = assemble(load_config(REPO), lambda text: None)
    [wheel] = runtime.wheels
    program = Path(__file__).with_name("importing.mjs")
    said = run([runtime.node, program, runtime.pyodide, wheel, str(count)], REPO)
    return [tuple(Pair(*pair) for pair in row) for row in json.loads(said)]
