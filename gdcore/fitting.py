"""What the models that gradient descent fits to data have in common."""

import math
from abc import ABC
from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat
from random import Random
from typing import Any, ClassVar, Self

from gdcore.errors import DimensionError, InvalidInputError
from gdcore.learning_rates import Schedule
from gdcore.minimization import minimize
from gdcore.networks import LOG, Cost, Network, Rows
from gdcore.optimizers import SGD, Optimizer
from gdcore.points import PointLike, as_point, as_vector
from gdcore.results import Result
from gdcore.samples import as_rows, shuffled
from gdcore.trajectories import Trajectory
from gdcore.validation import count, nonnegative_number

# How far from 0 first weights may be: X. Glorot & Y. Bengio, AISTATS (2010); K. He et al., ICCV (2015).
INITS = {"xavier": lambda m, n: math.sqrt(6 / (m + n)), "he": lambda m, n: math.sqrt(6 / m), "zeros": lambda m, n: 0.0}


class Model(ABC):
    """What all models share.

    `fit` takes `iterations` steps with SGD(lr) or a given `optimizer`; it ends early where the
    gradient is 0 to eight decimals. With a `batch_size` each step sees one mini-batch; data are
    shuffled anew in each epoch. Afterwards `params_` is the list of all parameters, `result_` is
    what `minimize` returned and says why it stopped, and `history_` is the path.

    That a run diverged or ran out of steps is not an error; `result_.reason` says so.
    """

    cost: ClassVar[Cost]
    features: int | None = None
    hidden: Sequence[int] = ()
    activation, init = "tanh", "zeros"
    result_: Result

    def __init__(
        self,
        lr: float | Schedule = 0.01,
        iterations: int = 1000,
        batch_size: int | None = None,
        l2: float = 0.0,
        seed: int = 0,
    ) -> None:
        self.optimizer = SGD(lr)
        self.iterations = count(iterations, "iterations", least=0)
        self.batch_size = None if batch_size is None else count(batch_size, "batch_size", least=1)
        self.l2 = nonnegative_number(l2, "l2")
        self.seed = count(seed, "seed", least=0)

    def read(self, X: object, y: PointLike) -> tuple[Network, Rows, list[float]]:
        """The network for rows like these, the rows, and one target for each."""
        rows, targets = as_rows(X), list(as_vector(as_point(y, "y")))
        if len(targets) != len(rows):
            raise DimensionError(f"X has {len(rows)} rows but y has {len(targets)} numbers. Each row needs its y.")
        if self.features not in (None, len(rows[0])):
            raise DimensionError(f"X has rows of {len(rows[0])} numbers, but sizes[0] is {self.features}.")
        if self.cost is LOG and not set(targets) <= {0.0, 1.0}:
            raise InvalidInputError(f"A class is 0 or 1, but y holds {next(t for t in targets if t not in (0, 1)):g}.")
        return Network([len(rows[0]), *self.hidden, 1], self.cost, self.l2, self.activation), rows, targets

    def begin(self, network: Network) -> list[float]:
        """First parameters: random weights, or the units of a layer would stay alike for ever; no biases."""
        chance, params = Random(self.seed), list[float]()
        for m, n in pairwise(network.sizes):
            reach = INITS[self.init](m, n)
            params += [reach * (2 * chance.random() - 1) + 0.0 for _ in range(m * n)] + [0.0] * n
        return params

    def fit(self, X: object, y: PointLike, *, optimizer: Optimizer | None = None, start: Any = None) -> Self:
        """Find parameters for the rows `X` and the targets `y`, from `start` if given; returns the model."""
        network, rows, targets = self.read(X, y)
        parts = self.batches(rows, targets)
        self.result_ = minimize(
            lambda params: network.loss(params, rows, targets),
            self.begin(network) if start is None else self.params(network, start),
            lambda params: network.gradient(params, *next(parts)),
            optimizer=optimizer or self.optimizer,
            max_steps=self.iterations,
            gtol=1e-8 if self.batch_size is None else None,  # the slope of one batch may be 0 by chance
        )
        return self

    def batches(self, rows: Rows, targets: list[float]) -> Iterator[tuple[Rows, list[float]]]:
        """What each step sees, without end: all of the data, or a mini-batch."""
        if self.batch_size is None:
            yield from repeat((rows, targets))
        chance, size = Random(self.seed), self.batch_size or 1
        while True:
            order = shuffled(range(len(rows)), chance)
            for i in range(0, len(order), size):
                batch = order[i : i + size]
                yield [rows[j] for j in batch], [targets[j] for j in batch]

    @property
    def params_(self) -> list[float]:
        """The parameters that `fit` found."""
        if not hasattr(self, "result_"):
            raise InvalidInputError(f"This {type(self).__name__} has learned nothing yet. Call fit(X, y) first.")
        return list(as_vector(self.result_.x))

    @property
    def history_(self) -> Trajectory:
        """The path of the parameters; `f` is the loss on all rows."""
        return self.result_.history

    def params(self, network: Network, params: Any = None) -> list[float]:
        """`params`, or those found, if there are as many as the network needs."""
        found = self.params_ if params is None else list(as_vector(as_point(params, "the parameters")))
        if len(found) != len(network.weights):
            raise DimensionError(
                f"Rows of {network.sizes[0]} numbers need {len(network.weights)} parameters, got {len(found)}."
            )
        return found

    def loss(self, X: object, y: PointLike, params: Any = None) -> float:
        """The loss on data, with the parameters found or with `params`."""
        network, rows, targets = self.read(X, y)
        return network.loss(self.params(network, params), rows, targets)

    def gradient(self, X: object, y: PointLike, params: Any = None) -> list[float]:
        """Gradient of the loss by the parameters."""
        network, rows, targets = self.read(X, y)
        return network.gradient(self.params(network, params), rows, targets)

    def decision_function(self, X: object) -> list[float]:
        """The score of each row."""
        rows = as_rows(X)
        network, rows, _ = self.read(rows, [0.0] * len(rows))
        return network.scores(self.params(network), rows)
