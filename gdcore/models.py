"""Models that gradient descent fits to data, with scikit-learn's names."""

import math
from collections.abc import Sequence
from typing import Any

from gdcore.errors import InvalidInputError
from gdcore.fitting import INITS, Model
from gdcore.learning_rates import Schedule
from gdcore.networks import ACTIVATIONS, LOG, SQUARED, Layers, Network, Rows
from gdcore.points import PointLike
from gdcore.rules import sigmoid
from gdcore.samples import as_rows, entries
from gdcore.validation import count, described


class Linear(Model):
    """A model whose score is coef_ . x + intercept_."""

    @property
    def coef_(self) -> list[float]:
        """The weights found, one a feature."""
        return self.params_[:-1]

    @property
    def intercept_(self) -> float:
        """The score found for x = 0."""
        return self.params_[-1]


class LinearRegression(Linear):
    """The line, or plane, with the least mean squared error.

        loss = sum_i (coef . x_i + intercept - y_i)^2 / n + l2 |coef|^2

    Shapes: `X` is n rows of d numbers, or n numbers for one feature; `y` is n numbers.

    Raises: InvalidInputError or DimensionError for settings or data that cannot be used.

    Source: A.-M. Legendre, Nouvelles methodes pour la determination des orbites (1805).

    >>> model = LinearRegression(lr=0.1, iterations=200).fit([-2, -1, 0, 1, 2], [-3, -1, 1, 3, 5])
    >>> [round(c, 6) for c in model.coef_], round(model.intercept_, 6)
    ([2.0], 1.0)
    """

    cost = SQUARED
    predict = Model.decision_function
    """The number that belongs to each row."""

    def score(self, X: object, y: PointLike) -> float:
        """R^2, the share of the variance of y that is explained: 1 is perfect, the mean alone gets 0."""
        _, rows, targets = self.read(X, y)
        mean = math.fsum(targets) / len(targets)
        left = math.fsum((t - g) * (t - g) for t, g in zip(targets, self.predict(rows)))
        whole = math.fsum((t - mean) * (t - mean) for t in targets)
        return 1 - left / whole if whole else float(left == 0)  # scikit-learn's convention for a constant y


class Classifier(Model):
    """A model of classes 0 and 1: the score is the logarithm of the odds of class 1."""

    cost = LOG

    def predict_proba(self, X: object) -> Rows:
        """The probabilities of class 0 and of class 1 for each row."""
        return [[sigmoid(-z), sigmoid(z)] for z in self.decision_function(X)]

    def predict(self, X: object) -> list[int]:
        """The more probable class of each row."""
        return [int(z > 0) for z in self.decision_function(X)]

    def score(self, X: object, y: PointLike) -> float:
        """The share of rows whose class is right."""
        _, rows, targets = self.read(X, y)
        return sum(g == t for g, t in zip(self.predict(rows), targets)) / len(rows)


class LogisticRegression(Classifier, Linear):
    """The probability of class 1 as an S-curve of a weighted sum.

        p(x) = sigmoid(coef . x + intercept)
        loss = -sum_i (y_i ln p_i + (1 - y_i) ln(1 - p_i)) / n + l2 |coef|^2

    If a plane separates the classes, no weights are best: they grow for ever, unless l2 > 0.

    Shapes: as `LinearRegression`; `y` is n classes, 0 or 1.

    Raises: as `LinearRegression`.

    Source: D. Cox, J. R. Stat. Soc. B 20 (1958).

    >>> model = LogisticRegression(lr=0.1, iterations=1).fit([1, 2, 3, 4], [0, 0, 1, 1])
    >>> [round(c, 6) for c in model.coef_], model.intercept_, model.predict([-3, 3])
    ([0.05], 0.0, [0, 1])
    """


class MLP(Classifier):
    """A multi-layer perceptron: the probability of class 1 by way of hidden layers.

    `sizes` are the numbers of features, of hidden units, and 1: MLP((2, 3, 1)) has 13 parameters.
    `activation` is "tanh", "sigmoid" or "relu"; `init` is "xavier", "he" or "zeros".

    Shapes, Raises: as `LogisticRegression`.

    Source: D. Rumelhart, G. Hinton & R. Williams, Nature 323 (1986).

    >>> net = MLP((2, 3, 1), seed=1, lr=0.5).fit([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0])
    >>> net.predict([[0, 0], [0, 1]]), len(net.params_)
    ([0, 1], 13)
    """

    def __init__(
        self,
        sizes: Sequence[int],
        activation: str = "tanh",
        seed: int = 0,
        init: str = "xavier",
        *,
        lr: float | Schedule = 0.1,
        iterations: int = 1000,
        batch_size: int | None = None,
        l2: float = 0.0,
    ) -> None:
        super().__init__(lr, iterations, batch_size, l2, seed)
        self.sizes = [count(s, f"sizes[{i}]", least=1) for i, s in enumerate(entries(sizes, "sizes", "(2, 3, 1)"))]
        if len(self.sizes) < 2 or self.sizes[-1] != 1:
            raise InvalidInputError(f"sizes must go from the number of features to 1, as (2, 3, 1), got {sizes}.")
        self.features, *self.hidden, _ = self.sizes
        self.activation = chosen(activation, "activation", ACTIVATIONS)
        self.init = chosen(init, "init", INITS)

    @property
    def coefs_(self) -> list[Rows]:
        """The weights found, layer by layer: one row an input, one column a unit, as in scikit-learn."""
        return [[list(column) for column in zip(*W)] for W, _ in self.layers()]

    @property
    def intercepts_(self) -> Rows:
        """The biases found, layer by layer."""
        return [b for _, b in self.layers()]

    def layers(self) -> Layers:
        """W and b of each layer, as found."""
        return Network(self.sizes, self.cost).layers(self.params_)


def ols(points: Any) -> tuple[float, float]:
    """The least-squares slope and intercept of points (x, y), in closed form.

        slope = sum (x - mean x)(y - mean y) / sum (x - mean x)^2
        intercept = mean y - slope mean x

    Raises: InvalidInputError unless the points are pairs of numbers with two different x.

    Source: C. F. Gauss, Theoria motus corporum coelestium (1809), section 179.

    >>> ols([(1, 3), (2, 5), (3, 7)])
    (2.0, 1.0)
    """
    rows = as_rows(points)
    if len(rows[0]) != 2:
        raise InvalidInputError(f"points must be pairs (x, y), got {described(points)}.")
    xs, ys = zip(*rows)
    if len(set(xs)) == 1:
        raise InvalidInputError(f"All points have x = {xs[0]:g}. A line needs two different x.")
    mx, my = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    across = math.fsum((x - mx) * (y - my) for x, y in rows)
    slope = across / math.fsum((x - mx) * (x - mx) for x in xs)
    return slope, my - slope * mx


def chosen(name: object, what: str, choices: Any) -> str:
    """`name`, if it is one of the choices."""
    if not isinstance(name, str) or name not in choices:
        raise InvalidInputError(f"{what} must be one of {', '.join(choices)}, got {described(name)}.")
    return name
