"""Measured slopes, against exact ones."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore import DimensionError, InvalidInputError, NonFiniteError, numerical_gradient

SIN_AT_1 = json.loads((Path(__file__).parent / "reference.json").read_text())["finite_difference_sin_at_1"]
deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=60)


@pytest.mark.parametrize("h", list(SIN_AT_1))
def test_errors_on_the_sine_fall_and_rise_again_as_in_the_reference(h: str) -> None:
    step = float(h)
    rounding = 2.3e-16 / step  # sin may differ by a unit in the last place between machines
    for method in ("forward", "central"):
        error = abs(numerical_gradient(math.sin, 1.0, step, method) - math.cos(1.0))
        assert error == pytest.approx(SIN_AT_1[h][f"{method}_abs_err"], rel=1e-9, abs=rounding)


@pytest.mark.parametrize(
    ("f", "x", "exact"),
    [
        (lambda p: p[0] * p[0] + 3 * p[1], [2, 5], [4, 3]),
        (
            lambda p: (1 - p[0]) * (1 - p[0]) + 100 * (p[1] - p[0] * p[0]) ** 2,
            [-1.2, 1.0],
            [-215.6, -88.0],
        ),
        (lambda p: p[0] * p[0], [1e6], [2e6]),
        (lambda p: 7, (1, 2, 3), [0, 0, 0]),
        (lambda x: x * x * x, 2, 12),
    ],
)
def test_both_methods_find_the_gradient(f: Any, x: Any, exact: Any) -> None:
    assert numerical_gradient(f, x) == pytest.approx(exact, rel=1e-6, abs=1e-6)
    assert numerical_gradient(f, x, method="forward") == pytest.approx(exact, rel=1e-4, abs=1e-4)


def test_shape_follows_x() -> None:
    assert isinstance(numerical_gradient(math.sin, 1), float)
    assert isinstance(numerical_gradient(lambda p: p[0], (1,)), list)


def test_at_a_kink_the_two_methods_disagree() -> None:
    assert numerical_gradient(abs, 0.0) == 0.0
    assert numerical_gradient(abs, 0.0, method="forward") == 1.0


def test_central_needs_2n_values_and_forward_n_plus_1() -> None:
    for method, calls in (("central", 6), ("forward", 4)):
        seen: list[list[float]] = []
        numerical_gradient(lambda p, s=seen: s.append(p) or 0.0, [1, 2, 3], method=method)
        assert len(seen) == calls


def test_x_stays_as_it_is() -> None:
    x = [1.0, 2.0]
    numerical_gradient(lambda p: p.clear() or 0.0, x)
    assert x == [1.0, 2.0]


def test_inf_and_nan_pass_and_errors_of_f_come_through() -> None:
    assert math.isnan(numerical_gradient(lambda x: math.inf, 1.0))
    with pytest.raises(OverflowError):
        numerical_gradient(math.exp, 1e4)
    with pytest.raises(ZeroDivisionError):
        numerical_gradient(lambda x: 1 / 0, 1.0)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((3, 1.0), InvalidInputError, "f must be a function.*order"),
        ((math.sin, "a"), InvalidInputError, "x must be a number or a sequence"),
        ((math.sin, []), DimensionError, "x is empty"),
        ((math.sin, math.nan), NonFiniteError, "x must be finite"),
        ((math.sin, 1.0, 0), InvalidInputError, "h must be positive.*Leave it out"),
        ((math.sin, 1.0, -1e-5), InvalidInputError, "h must be positive"),
        ((math.sin, 1.0, math.inf), NonFiniteError, "h must be finite"),
        ((math.sin, 1.0, "1e-5"), InvalidInputError, "h must be a number"),
        ((math.sin, 1.0, None, "backward"), InvalidInputError, "'central' or 'forward'"),
        ((math.sin, 1.0, None, ["central"]), InvalidInputError, "'central' or 'forward'"),
        ((lambda x: None, 1.0), InvalidInputError, "the value of f must be a number, got None"),
        ((lambda x: True, 1.0), InvalidInputError, "the value of f must be a number, got True"),
        ((lambda x: 1j, 1.0), InvalidInputError, "the value of f must be a number"),
        ((lambda p: p, [1.0]), InvalidInputError, "the value of f must be a number.*one number"),
    ],
)
def test_refusals(arguments: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        numerical_gradient(*arguments)


@deterministic
@given(*[st.floats(-10, 10)] * 5)
def test_central_differences_are_exact_on_quadratics_up_to_rounding(
    a: float, b: float, c: float, x: float, y: float
) -> None:
    g = numerical_gradient(lambda p: a * p[0] * p[0] + b * p[0] * p[1] + c * p[1], [x, y])
    assert g == pytest.approx([2 * a * x + b * y, b * x + c], abs=1e-6)
