"""Verbs that make figures of functions and runs.

A run is what `minimize` returned, its history, or a list of points. Several come by name, as
{"SGD": run, "Adam": other}; one alone is called "path".
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gdcore.drawable import contour, gap, grid, height_of, known_contour, named, points, thinned
from gdcore.errors import InvalidInputError
from gdcore.figures import Axis, Figure, Mark, Panel
from gdcore.functions import TestFunction
from gdcore.points import as_numbers, as_vector, shown
from gdcore.samples import entries
from gdcore.validation import count, described, finite_number, require_callable


def surface(
    function: TestFunction | Callable[[Any], float],
    runs: Any = None,
    *,
    domain: Sequence[Any] | None = None,
    marks: Sequence[Mark] = (),
    n: int = 41,
    title: str = "",
) -> Figure:
    """A function from above, as contours, with the paths of runs on it; with one coordinate, its curve.

    Between two contour lines lie equally many points of the `n` by `n` grid, so that both a deep
    valley and a steep slope have some. `marks` are drawn on top: data, arrows, a next step.

    Shapes: `domain` is a (low, high) for each coordinate, or one pair where `function` takes a
    number. A `TestFunction` brings its own.

    Raises: InvalidInputError unless there are one or two coordinates, and a domain.

    >>> import gdcore
    >>> run = gdcore.minimize(gdcore.himmelblau.f, [0, 0], gdcore.himmelblau.grad, lr=0.01)
    >>> surface(gdcore.himmelblau, run).summary
    'himmelblau over [-5, 5] and [-5, 5]. path: from [0, 0] to [3, 2] (step 77).'
    """
    count(n, "n", least=2)
    tf = function if isinstance(function, TestFunction) else None
    f, name = (tf.f, tf.name) if tf else (function, "f")
    require_callable(f, "function")
    if domain is None and tf is None:
        raise InvalidInputError("surface needs a domain, such as domain=[(-2, 2), (-1, 3)] for two coordinates.")
    spans = entries(tf.domain if tf and domain is None else domain, "domain", "[(-2, 2), (-1, 3)]")
    plain = not hasattr(spans[0] if spans else spans, "__iter__")
    spans = [spans] if plain else spans
    if len(spans) not in (1, 2):
        raise InvalidInputError(f"surface can show one or two coordinates, but the domain has {len(spans)}.")

    def height(*x: float) -> float | None:
        return height_of(f, x[0] if plain else list(x))  # type: ignore[arg-type]

    xs, *rest = (grid(span, n) for span in spans)
    paths = {run: points(each, len(spans)) for run, each in named({} if runs is None else runs).items()}
    if rest and tf:
        drawn = [known_contour(tf, tuple(xs), tuple(rest[0]))]
    elif rest:
        drawn = [contour(height, xs, rest[0], name)]
    else:
        drawn = [Mark("curve", xs, [height(x) for x in xs], name)]
    for run, path in paths.items():
        across = [gap(p[0]) for p in path]
        drawn.append(Mark("path", across, [gap(p[1]) if rest else height(p[0]) for p in path], run))
    x, y = (Axis(c, domain=(s[0], s[1])) for c, s in zip("xy", [*spans, spans[0]]))
    summary = f"{name} over {' and '.join(f'[{low:g}, {high:g}]' for low, high in spans)}."
    for run, path in paths.items():
        summary += f" {run}: from {shown(path[0])} to {shown(path[-1])} (step {len(path) - 1})."
    rows = [[run, k, *map(gap, p)] for run, path in paths.items() for k, p in thinned(list(enumerate(path)))]
    panel = Panel([*drawn, *marks], x, y if rest else Axis(name), equal=bool(rest))
    return Figure(title or name, [panel], summary, ["run", "step", "x", "y"][: 2 + len(spans)] if rows else [], rows)


def curves(
    series: Mapping[str, Sequence[float]], *, title: str = "", x: str = "step", y: str = "", log: bool = False
) -> Figure:
    """Numbers over their index 0, 1, 2, ..., one line a name; `log` for a logarithmic axis.

    What is inf or nan, or 0 on a log axis, is left out.

    Raises: InvalidInputError if there is nothing to draw, or a number below 0 on a log axis.

    >>> curves({"halving": [8, 4, 2, 1]}, log=True).summary
    'halving: from 8 (step 0) to 1 (step 3).'
    """
    if not isinstance(series, Mapping):
        raise InvalidInputError(
            f'series must be lists by name, such as {{"lr": [0.1, 0.05]}}, got {described(series)}.'
        )
    listed = {name: as_vector(as_numbers(vs, f"series[{name!r}]")) for name, vs in series.items()}
    return lines({name: dict(enumerate(vs)) for name, vs in listed.items()}, title, Axis(x), y, log)


def loss_curves(runs: Any, *, f_star: float = 0.0, log: bool = True, title: str = "") -> Figure:
    """f(x_k) - f_star of runs, step by step; a straight line on the log axis is linear convergence.

    Raises: InvalidInputError as `curves`. If f goes below 0, say how low by `f_star`.

    >>> import gdcore
    >>> loss_curves(gdcore.minimize(lambda x: x * x, 8, lambda x: 2 * x, lr=0.25, max_steps=3)).summary
    'path: from 64 (step 0) to 1 (step 3).'
    """
    lowest = finite_number(f_star, "f_star")
    histories = {name: getattr(run, "history", run) for name, run in named(runs).items()}
    for name, h in histories.items():
        if not hasattr(h, "f") or not h.f:
            raise InvalidInputError(f"{name} must be what minimize returned, with a history, got {described(h)}.")
    gaps = {name: {k: v - lowest for k, v in zip(h.k, h.f)} for name, h in histories.items()}
    return lines(gaps, title, Axis("step"), "f - f*" if lowest else "f", log)


def lines(series: dict[str, dict[int, float]], title: str, x: Axis, y: str, log: bool) -> Figure:
    """The figure of values by step."""
    if not series:
        raise InvalidInputError("There is nothing to draw. Give at least one series.")
    marks = [Mark("curve", list(vs), [gap(v, log) for v in vs.values()], name) for name, vs in series.items()]
    ends = [(name, list(vs.items())[0], list(vs.items())[-1]) for name, vs in series.items()]
    summary = " ".join(
        f"{name}: from {u:.6g} ({x.label} {j}) to {v:.6g} ({x.label} {k})." for name, (j, u), (k, v) in ends
    )
    steps = thinned(sorted({k for vs in series.values() for k in vs}))
    rows = [[k, *(gap(vs.get(k, math.nan)) for vs in series.values())] for k in steps]
    return Figure(title, [Panel(marks, x, Axis(y, "log" if log else "linear"))], summary, [x.label, *series], rows)


def phase_plane(run: Any, i: int = 0, title: str = "") -> Figure:
    """Where a run is, and how fast it goes there: coordinate `i` of x_k, and of x_{k+1} - x_k.

    Raises: InvalidInputError unless the run has two points and a coordinate `i`.

    >>> phase_plane([8.0, 4.0, 2.0]).rows
    [[0, 8.0, -4.0], [1, 4.0, -2.0]]
    """
    path = points(run)
    if len(path) < 2 or count(i, "i", least=0) >= len(path[0]):
        raise InvalidInputError(f"phase_plane needs two points with a coordinate {i}, got {len(path)} points.")
    x = [p[i] for p in path]
    steps = [[k, gap(x[k]), gap(x[k + 1] - x[k])] for k in range(len(x) - 1)]
    mark = Mark("path", [row[1] for row in steps], [row[2] for row in steps])
    summary = f"From {x[0]:.6g} (step 0) to {x[-1]:.6g} (step {len(steps)})."
    panel = Panel([mark], Axis("position"), Axis("velocity"))
    return Figure(title, [panel], summary, ["step", "position", "velocity"], thinned(steps))
