"""Where a start leads: the basins of attraction."""

from gdcore.drawable import grid
from gdcore.errors import InvalidInputError
from gdcore.figures import Axis, Figure, Mark, Panel
from gdcore.functions import TestFunction
from gdcore.minimization import minimize
from gdcore.optimizers import SGD, Optimizer
from gdcore.points import distance, shown
from gdcore.validation import count, described


def basins(function: TestFunction, optimizer: Optimizer | None = None, *, n: int = 21, max_steps: int = 500) -> Figure:
    """A map of the starts, an `n` by `n` grid: which of the function's minima each one leads to.

    A run leads to a minimum if it ends within 0.1 of it. Other ends are "elsewhere". Basins belong
    to the optimizer as much as to the function; the default is SGD(lr=0.01).

    Raises: InvalidInputError unless `function` is a TestFunction of two coordinates.

    >>> import gdcore
    >>> basins(gdcore.himmelblau, n=5).rows[:2]
    [['elsewhere', 0], ['[3, 2]', 6]]
    """
    if not isinstance(function, TestFunction) or len(function.x0) != 2:
        raise InvalidInputError(
            f"basins needs a TestFunction of two coordinates, such as himmelblau, got {described(function)}."
        )
    method, size = optimizer or SGD(lr=0.01), count(n, "n", least=2)
    xs, ys = (grid(span, size) for span in function.domain)
    minima = [list(x) for x, _ in function.minima]

    def lead(start: list[float]) -> int:
        end = minimize(
            function.f, start, function.grad, optimizer=method, max_steps=max_steps, gtol=1e-3, record=False
        ).x
        return next((i for i, x in enumerate(minima, 1) if distance(end, x) < 0.1), 0)

    values = [[lead([x, y]) for x in xs] for y in ys]
    labels = ["elsewhere", *map(shown, minima)]
    flat = [v for row in values for v in row]
    rows = [[label, flat.count(i)] for i, label in enumerate(labels)]
    summary = f"Of {len(flat)} starts, " + ", ".join(f"{k} lead to {label}" for label, k in rows) + "."
    x, y = (Axis(label, domain=span) for label, span in zip("xy", function.domain))
    panel = Panel([Mark("regions", xs, ys, function.name, labels, values=values)], x, y, equal=True)
    return Figure(f"Basins of {function.name}", [panel], summary, ["minimum", "starts"], rows)
