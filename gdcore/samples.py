"""Data on its way to a model: checked, shuffled, split, cut into batches, brought to one scale.

Chance comes from `Random(seed).random()`, the one stream that Python promises never to change.
"""

import math
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, Self

from gdcore.errors import DimensionError, InvalidInputError
from gdcore.points import as_point, as_vector
from gdcore.validation import count, described, finite_number


def entries(value: Any, what: str, example: str) -> list[Any]:
    """`value`, any sequence but a text, as a list."""
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        raise InvalidInputError(f"{what} must be a list, such as {example}, got {described(value)}.")
    return list(value)


def as_rows(X: object) -> list[list[float]]:
    """`X` as rows of one length; a list of numbers has one feature, so n rows of one number."""
    table = entries(X, "X", "[[1, 2], [3, 4]]")
    rows = [list(as_vector(as_point(row, f"X[{i}]"))) for i, row in enumerate(table)]
    if not rows:
        raise DimensionError("X is empty. There is nothing to learn from; give at least one row.")
    for i, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise DimensionError(f"X[{i}] has {len(row)} numbers but X[0] has {len(rows[0])}. Rows need equal lengths.")
    return rows


def shuffled(items: Sequence[Any], chance: Random) -> list[Any]:
    """`items` in random order, each order equally likely; R. Durstenfeld, Commun. ACM 7 (1964)."""
    mixed = list(items)
    for last in range(len(mixed) - 1, 0, -1):
        other = int(chance.random() * (last + 1))
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed


def minibatches(data: Any, batch_size: int, seed: int = 0, drop_last: bool = False) -> Iterator[list[Any]]:
    """The examples in random order, `batch_size` at a time: one epoch.

    The last batch holds what is left; `drop_last` leaves it out if it is short.

    Raises: InvalidInputError unless batch_size >= 1 and seed >= 0 are whole numbers.

    Source: L. Bottou, F. Curtis & J. Nocedal, SIAM Review 60 (2018), section 3.

    >>> list(minibatches(range(5), 2, seed=3))
    [[0, 3], [4, 2], [1]]
    """
    size, items = count(batch_size, "batch_size", least=1), entries(data, "data", "[(1, 2), (3, 4)]")
    mixed = shuffled(items, Random(count(seed, "seed", least=0)))
    end = len(mixed) - len(mixed) % size if drop_last else len(mixed)
    return (mixed[i : i + size] for i in range(0, end, size))


def train_test_split(data: Any, test: float = 0.2, seed: int = 0) -> tuple[list[Any], list[Any]]:
    """Two parts of the shuffled examples: one to learn from, and the share `test`, rounded up, to check on.

    Raises: InvalidInputError unless 0 < test < 1; DimensionError if nothing is left to learn from.

    Source: M. Stone, J. R. Stat. Soc. B 36 (1974).

    >>> train_test_split(range(5), test=0.4)
    ([2, 0, 1], [3, 4])
    """
    share, items = finite_number(test, "test"), entries(data, "data", "[(1, 2), (3, 4)]")
    if not 0 < share < 1:
        raise InvalidInputError(f"test must be a share between 0 and 1, got {described(test)}. A usual value is 0.2.")
    kept = len(items) - math.ceil(share * len(items))
    if kept < 1:
        raise DimensionError(f"{len(items)} examples are too few to split. Give at least two, or a smaller test.")
    mixed = shuffled(items, Random(count(seed, "seed", least=0)))
    return mixed[:kept], mixed[kept:]


class StandardScaler:
    """Bring every feature to mean 0 and standard deviation 1; what that needs is learned by `fit`.

        z = (x - mean_) / scale_

    `scale_` is the standard deviation (with n, not n - 1), and 1 for a feature that never changes.

    Raises: InvalidInputError or DimensionError if `X` is no table of finite numbers with as many
    columns as in `fit`, or if `fit` has not been called.

    Source: Y. LeCun et al., Efficient BackProp (1998).

    >>> scaler = StandardScaler().fit([1, 2, 3, 4, 5])
    >>> scaler.mean_, [round(z[0], 4) for z in scaler.transform([3, 5])]
    ([3.0], [0.0, 1.4142])
    """

    mean_: list[float]
    scale_: list[float]

    def fit(self, X: object) -> Self:
        """Learn the mean and scale of each column."""
        columns = list(zip(*as_rows(X)))
        n = len(columns[0])
        self.mean_ = [math.fsum(column) / n for column in columns]
        around = [[(x - m) * (x - m) for x in c] for c, m in zip(columns, self.mean_)]
        self.scale_ = [math.sqrt(math.fsum(squares) / n) or 1.0 for squares in around]
        return self

    def terms(self, X: object) -> Iterator[list[tuple[float, float, float]]]:
        """Each row as (number, mean, scale) of each column."""
        rows = as_rows(X)
        if not hasattr(self, "mean_"):
            raise InvalidInputError("This scaler has no mean and scale yet. Call fit(X) first.")
        if len(rows[0]) != len(self.mean_):
            raise DimensionError(f"X has {len(rows[0])} columns, but {len(self.mean_)} were fitted.")
        return (list(zip(row, self.mean_, self.scale_)) for row in rows)

    def transform(self, X: object) -> list[list[float]]:
        """`X` on the new scale, as rows."""
        return [[(x - m) / s for x, m, s in row] for row in self.terms(X)]

    def fit_transform(self, X: object) -> list[list[float]]:
        """`fit` and `transform` in one."""
        return self.fit(X).transform(X)

    def inverse_transform(self, Z: object) -> list[list[float]]:
        """Rows on the old scale, from rows on the new one."""
        return [[z * s + m for z, m, s in row] for row in self.terms(Z)]
