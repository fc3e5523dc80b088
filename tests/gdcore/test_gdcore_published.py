"""Numbers as they are printed in a book that many learn from: Dive into Deep Learning, chapter 12 (d2l.ai).

A. Zhang, Z. Lipton, M. Li & A. Smola, Dive into Deep Learning, Cambridge University Press (2023).
"""

import math
from collections.abc import Callable
from typing import Any

import pytest

import gdcore

# Sections 12.3 and 12.6.
PARABOLA = {0.2: 0.060466, 0.05: 3.486784, 1.1: 61.917364}
WIDE = gdcore.quadratic([[2, 0], [0, 4]])
RAVINE = gdcore.quadratic([[0.2, 0], [0, 4]])
C = 0.15 * math.pi


def wave(x: float) -> float:
    return x * math.cos(C * x)


def wave_slope(x: float) -> float:
    return math.cos(C * x) - C * x * math.sin(C * x)


def wave_curvature(x: float) -> float:
    return -2 * C * math.sin(C * x) - C * C * x * math.cos(C * x)


@pytest.mark.parametrize(("lr", "printed"), PARABOLA.items())
def test_the_parabola(lr: float, printed: float) -> None:
    assert gdcore.gradient_descent(lambda x: 2 * x, 10.0, lr, 10)[-1] == pytest.approx(printed, abs=5e-7)


def test_a_large_rate_on_a_wave_leads_to_a_shallow_minimum() -> None:
    assert gdcore.gradient_descent(wave_slope, 10.0, 2.0, 10)[-1] == pytest.approx(-1.528166, abs=5e-7)


@pytest.mark.parametrize(("lr", "printed"), [(1.0, 26.834133), (0.5, 7.269860)])
def test_newton_on_the_wave(lr: float, printed: float) -> None:
    # Pure Newton is a step along -f' / f'', which `newton` takes; theirs has a rate besides.
    if lr == 1.0:
        run = gdcore.newton(wave, 10.0, wave_slope, wave_curvature, damped=False, modify=False, max_steps=10)
        assert run.x == pytest.approx(printed, abs=5e-7)
    path = gdcore.gradient_descent(lambda x: wave_slope(x) / wave_curvature(x), 10.0, lr, 10)
    assert path[-1] == pytest.approx(printed, abs=5e-7)


@pytest.mark.parametrize(
    ("function", "optimizer", "printed"),
    [
        (WIDE, lambda: gdcore.SGD(0.1), (-0.057646, -0.000073)),
        (RAVINE, lambda: gdcore.SGD(0.4), (-0.943467, -0.000073)),
        (RAVINE, lambda: gdcore.SGD(0.6), (-0.387814, -1673.365109)),
        (RAVINE, lambda: gdcore.SGD(0.6, momentum=0.5), (0.007188, 0.002553)),
        (RAVINE, lambda: gdcore.SGD(0.6, momentum=0.25), (-0.126340, -0.186632)),
        (RAVINE, lambda: gdcore.Adagrad(2.0), (-0.002295, -0.000000)),
    ],
)
def test_two_dimensions(function: Any, optimizer: Callable[[], gdcore.Optimizer], printed: tuple[float, float]) -> None:
    run = gdcore.minimize(function.f, (-5, -2), function.grad, optimizer=optimizer(), max_steps=20, gtol=None)
    assert run.nit == 20
    assert run.x == pytest.approx(printed, abs=5e-7)


def test_where_eps_stands_decides_the_last_digits_of_rmsprop() -> None:
    class InTheRoot(gdcore.Optimizer):
        """Theirs: eps = 1e-6 is added to the mean square, not to its root."""

        def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
            s = self.buffers["s"] = [0.9 * a + 0.1 * b * b for a, b in zip(self.remembered("s", 2), g, strict=True)]
            return [a - lr * b / math.sqrt(c + 1e-6) for a, b, c in zip(x, g, s, strict=True)]

    def end(optimizer: gdcore.Optimizer) -> Any:
        return gdcore.minimize(RAVINE.f, (-5, -2), RAVINE.grad, optimizer=optimizer, max_steps=20, gtol=None).x

    assert end(InTheRoot(0.4)) == pytest.approx((-0.010599, 0.000000), abs=5e-7)
    assert end(gdcore.RMSprop(0.4, alpha=0.9)) == pytest.approx((-0.010599, 0.000000), abs=5e-6)
