"""Networks: their loss and its gradient against torch, against autodiff, and by hand."""

import json
import math
from pathlib import Path
from random import Random
from typing import Any

import pytest

import gdcore
from gdcore import autodiff
from gdcore.networks import ACTIVATIONS, LOG, SQUARED, Cost, Network

XOR = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0.0, 1.0, 1.0, 0.0]
START = [0.5, -0.4, 0.3, 0.8, -0.7, 0.2, 0.1, -0.1, 0.05, 0.6, -0.5, 0.4, 0.0]
REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())["mlp_xor"]


def test_the_gradients_are_torchs() -> None:
    net = Network([2, 3, 1], LOG)
    known = REFERENCE["gd_lr0.5"]["grads0"]
    flat = [*sum(known["w1"], []), *known["b1"], *known["w2"], known["b2"]]
    assert net.loss(START, *XOR) == pytest.approx(REFERENCE["gd_lr0.5"]["0"]["loss"], abs=1e-15)
    assert net.gradient(START, *XOR) == pytest.approx(flat, abs=1e-15)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("cost", [LOG, SQUARED], ids=["log", "squared"])
@pytest.mark.parametrize("sizes", [[3, 1], [3, 2, 1], [3, 4, 2, 1]], ids=str)
def test_the_gradients_are_those_of_automatic_differentiation(sizes: list[int], cost: Cost, activation: str) -> None:
    chance = Random(len(sizes))
    net = Network(sizes, cost, l2=0.3, activation=activation)
    params = [chance.random() * 2 - 1 for _ in net.weights]
    rows = [[chance.random() * 2 - 1 for _ in range(3)] for _ in range(5)]
    y = [float(i % 2) for i in range(5)]
    bend: Any = getattr(autodiff, activation)

    def loss(p: Any) -> Any:
        total, k, heavy = 0.0, 0, 0.0
        for row, target in zip(rows, y, strict=True):
            h: list[Any] = list(row)
            k = 0
            for m, n in zip(sizes, sizes[1:], strict=False):
                bias = k + m * n
                sums = [sum((p[k + j * m + i] * h[i] for i in range(m)), p[bias + j]) for j in range(n)]
                k = bias + n
                h = sums if k == len(p) else [bend(s) for s in sums]
            z = h[0]
            total = total + (autodiff.softplus(z) - z * target if cost is LOG else (z - target) * (z - target))
        for w, weight in zip(p, net.weights, strict=True):
            heavy = heavy + w * w if weight else heavy
        return total / 5 + 0.3 * heavy

    value, g = gdcore.value_and_grad(loss)(params)
    assert net.loss(params, rows, y) == pytest.approx(value, rel=1e-12)
    assert net.gradient(params, rows, y) == pytest.approx(g, rel=1e-10, abs=1e-13)


def test_parameters_lie_layer_by_layer() -> None:
    net = Network([2, 2, 1], SQUARED)
    assert net.layers([1, 2, 3, 4, 5, 6, 7, 8, 9]) == [([[1, 2], [3, 4]], [5, 6]), ([[7, 8]], [9])]
    assert net.weights == [True] * 4 + [False] * 2 + [True] * 2 + [False]


def test_large_scores_do_not_overflow() -> None:
    net = Network([2, 3, 1], LOG)
    params = [100.0] * 6 + [0.0] * 3 + [500.0] * 3 + [0.0]
    assert net.loss(params, *XOR) == pytest.approx(0.25 * (math.log(2) + 1500))
    assert all(map(math.isfinite, net.gradient(params, *XOR)))
