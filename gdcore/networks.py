"""Layers of weighted sums: what a network computes, what that costs, and the slopes of the cost.

Linear and logistic regression are networks too, those without a hidden layer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from gdcore.linear_algebra import dot
from gdcore.rules import relu, sigmoid, softplus, tanh

type Rows = list[list[float]]
type Layers = list[tuple[Rows, list[float]]]  # W, a row for each unit, and b
type Curve = Callable[[float], float]


class Cost(NamedTuple):
    """What a score z costs where y is right, and the derivative by z."""

    value: Callable[[float, float], float]
    slope: Callable[[float, float], float]


SQUARED = Cost(lambda z, y: (z - y) * (z - y), lambda z, y: 2 * (z - y))
# -ln p for class 1 and -ln(1 - p) for class 0, where p = sigmoid(z), without overflow.
LOG = Cost(lambda z, y: softplus(z) - z * y, lambda z, y: sigmoid(z) - y)
# An activation, and its derivative as a function of its value.
ACTIVATIONS: dict[str, tuple[Curve, Curve]] = {
    "tanh": (tanh, lambda y: 1 - y * y),
    "sigmoid": (sigmoid, lambda y: y * (1 - y)),
    "relu": (relu, lambda y: float(y > 0)),
}


@dataclass(frozen=True)
class Network:
    """A function from `sizes[0]` numbers to a score: sums, bent by an activation, and sums.

        h = activation(W h' + b)  layer by layer, the last one without activation
        loss = mean over rows of cost(score, y) + l2 |weights|^2

    Its parameters are one list: W row by row, then b, layer by layer, as in PyTorch.
    """

    sizes: list[int]
    cost: Cost
    l2: float = 0.0
    activation: str = "tanh"

    @property
    def weights(self) -> list[bool]:
        """For each parameter: is it a weight, and not a bias?"""
        return [w for m, n in pairwise(self.sizes) for w in [True] * (m * n) + [False] * n]

    def layers(self, params: list[float]) -> Layers:
        """The parameters, layer by layer."""
        layers, i = [], 0
        for m, n in pairwise(self.sizes):
            W = [params[j : j + m] for j in range(i, i + m * n, m)]
            i += m * n + n
            layers.append((W, params[i - n : i]))
        return layers

    def forward(self, layers: Layers, row: list[float]) -> Rows:
        """What goes into each layer, and what comes out of the last."""
        flow, bend = [row], ACTIVATIONS[self.activation][0]
        for W, b in layers:
            sums = [dot(w, flow[-1]) + bi for w, bi in zip(W, b)]
            flow.append(sums if len(flow) == len(layers) else [bend(s) for s in sums])
        return flow

    def scores(self, params: list[float], rows: Rows) -> list[float]:
        """The number that comes out of the last layer, for each row."""
        layers = self.layers(params)
        return [self.forward(layers, row)[-1][0] for row in rows]

    def loss(self, params: list[float], rows: Rows, y: list[float]) -> float:
        """The loss of the equations above."""
        total = 0.0
        for score, target in zip(self.scores(params, rows), y):
            total += self.cost.value(score, target)
        heavy = [p for p, w in zip(params, self.weights) if w] if self.l2 else []
        return total / len(rows) + self.l2 * dot(heavy, heavy)

    def gradient(self, params: list[float], rows: Rows, y: list[float]) -> list[float]:
        """Gradient of the loss by backpropagation: the chain rule from the cost to the first layer."""
        layers, slope = self.layers(params), ACTIVATIONS[self.activation][1]
        total = self.layers([0.0] * len(params))
        for row, target in zip(rows, y):
            flow = self.forward(layers, row)
            back = [self.cost.slope(flow[-1][0], target) / len(rows)]  # slopes by the sums of a layer
            for (W, _), (dW, db), inputs in zip(layers[::-1], total[::-1], flow[-2::-1]):
                for j, d in enumerate(back):
                    dW[j] = [g + d * v for g, v in zip(dW[j], inputs)]
                    db[j] += d
                if inputs is not row:
                    columns = zip(*W)
                    back = [dot(back, list(c)) * slope(v) for c, v in zip(columns, inputs)]
        g = [gi for dW, db in total for part in (*dW, db) for gi in part]
        if not self.l2:
            return g
        return [gi + 2 * self.l2 * p * w for gi, p, w in zip(g, params, self.weights)]
