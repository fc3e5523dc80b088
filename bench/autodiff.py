"""Reverse-mode differentiation against micrograd, the smallest engine that many have read.

Both sides get the same network: two inputs, a hidden layer of 16 rectified units, one output, a squared error. A pass
computes the loss from 65 parameters, sets their gradients to zero and goes back through all of it. The gradients of the
two must agree before anything is measured. Ours promises more than theirs: nested derivatives, more functions, checks.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gdcore import Value

from .measure import BenchError, Claim, Comparison, Number, Scale, alternate

PASSES = 40
HIDDEN = 16
type Layer = list[tuple[list[Any], Any]]


def measure(scale: Scale, work: Path) -> Iterator[Comparison]:
    """Forward and back."""
    from micrograd import engine  # here, since only those who measure have it

    ours, theirs = network(Value), network(engine.Value)
    require_same(gradients(ours), gradients(theirs))
    pairs = alternate(per_pass(ours), per_pass(theirs), scale.pairs * 10)
    yield Comparison("a network forward and back", "Value", "micrograd", "µs a pass", pairs, Claim(1.0))


def network(number: Any) -> tuple[Layer, Layer]:
    """The weights and the bias of each unit, the same for every kind of number."""
    chance = random.Random(0)

    def layer(inputs: int, units: int) -> Layer:
        return [([number(chance.uniform(-1, 1)) for _ in range(inputs)], number(0.0)) for _ in range(units)]

    return layer(2, HIDDEN), layer(HIDDEN, 1)


def one_pass(net: tuple[Layer, Layer]) -> None:
    """The loss, and its gradient."""
    hidden, [(weights, bias)] = net
    bent = [sum((w * x for w, x in zip(ws, (0.3, -0.7), strict=True)), b).relu() for ws, b in hidden]
    score = sum((w * x for w, x in zip(weights, bent, strict=True)), bias)
    loss = (score - 1.0) * (score - 1.0)
    for each in parameters(net):
        each.grad = 0.0
    loss.backward()


def parameters(net: tuple[Layer, Layer]) -> list[Any]:
    """All weights and biases."""
    return [each for layer in net for weights, bias in layer for each in (*weights, bias)]


def gradients(net: tuple[Layer, Layer]) -> list[float]:
    """What one pass finds."""
    one_pass(net)
    return [each.grad for each in parameters(net)]


def require_same(ours: list[float], theirs: list[float]) -> None:
    """Raise BenchError unless the two have computed the same: else one of them may have done less."""
    worst = max(abs(a - b) for a, b in zip(ours, theirs, strict=True))
    if len(ours) != 4 * HIDDEN + 1 or worst > 1e-12 or not any(ours):
        raise BenchError(f"The gradients differ by {worst:.3g}.")


def per_pass(net: tuple[Layer, Layer]) -> Number:
    """Microseconds of CPU that one pass takes."""

    def timed() -> float:
        start = time.process_time()
        for _ in range(PASSES):
            one_pass(net)
        return (time.process_time() - start) / PASSES * 1e6

    return timed
