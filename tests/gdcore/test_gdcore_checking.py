"""Measured Hessians, gradient checks and clipping."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdcore
from gdcore import (
    DimensionError,
    InvalidInputError,
    check_gradient,
    clip_by_global_norm,
    clip_by_value,
    himmelblau,
    numerical_hessian,
)

deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=60)
numbers = st.floats(-1e6, 1e6)


def square(x: Any) -> Any:
    return x * x


def matrix(f: Any, x: Any, **options: Any) -> list[list[float]]:
    H = numerical_hessian(f, x, **options)
    assert isinstance(H, list)
    return H


@deterministic
@given(st.floats(-4, 4), st.floats(-4, 4))
def test_measured_hessians_are_the_written_ones(x: float, y: float) -> None:
    H = matrix(himmelblau.f, [x, y])
    assert H[0][1] == H[1][0]
    for row, expected in zip(H, himmelblau.hess([x, y]), strict=True):
        assert row == pytest.approx(expected, rel=1e-4, abs=1e-3)


def test_hessians_come_in_the_shape_of_the_point() -> None:
    assert numerical_hessian(square, 3) == pytest.approx(2, rel=1e-6)
    assert matrix(lambda p: p[0] * p[0], (3,))[0] == pytest.approx([2], rel=1e-6)
    H = matrix(gdcore.rosenbrock(3).f, [1.0, 0.5, -0.5])
    for row, expected in zip(H, gdcore.rosenbrock(3).hess([1.0, 0.5, -0.5]), strict=True):
        assert row == pytest.approx(expected, rel=1e-5, abs=1e-4)


def test_a_step_of_ones_own_is_exact_on_a_quadratic() -> None:
    assert matrix(lambda p: p[0] * p[1] + p[1] * p[1], [2, 1], h=0.5) == [[0, 1], [1, 2]]
    assert numerical_hessian(square, 1e6) == pytest.approx(2, rel=1e-5)


def test_a_right_gradient_passes() -> None:
    check = check_gradient(himmelblau.f, himmelblau.grad, [1.5, -0.5])
    assert check.ok and check.worst == max(check.per_coordinate) < 1e-8
    assert check_gradient(square, lambda x: 2 * x, 3.0).per_coordinate == pytest.approx([0])


@deterministic
@given(
    st.lists(st.floats(-3, 3), min_size=1, max_size=5),
    st.integers(0, 4),
    st.sampled_from(["sign", "factor", "shift", "nan", "inf"]),
)
def test_every_corrupted_coordinate_is_found(x: list[float], i: int, how: str) -> None:
    n = len(x)
    i %= n

    def f(p: list[float]) -> float:
        return math.fsum((k + 1) * math.sin(v) + 4 * v for k, v in enumerate(p)) / 5

    def grad(p: list[float]) -> list[float]:
        return [((k + 1) * math.cos(v) + 4) / 5 for k, v in enumerate(p)]

    def wrong(p: list[float]) -> list[float]:
        g = grad(p)
        changed = {"sign": -g[i], "factor": 2 * g[i], "shift": g[i] + 1e-3}
        g[i] = changed.get(how, math.nan if how == "nan" else math.inf)
        return g

    assert check_gradient(f, grad, x).ok
    check = check_gradient(f, wrong, x)
    good = abs(grad(x)[i]) < 1e-6 and how in ("sign", "factor")  # then nothing was corrupted
    assert check.ok is good
    assert sum(error > 1e-6 for error in check.per_coordinate) == (0 if good else 1)


def test_the_tolerance_is_the_callers() -> None:
    assert check_gradient(square, lambda x: 2 * x + 0.01, 1.0, tol=0.1).ok
    assert not check_gradient(square, lambda x: 2 * x + 0.01, 1.0).ok


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: numerical_hessian(3, 1.0), InvalidInputError, "f must be a function.*order"),
        (lambda: numerical_hessian(square, "a"), InvalidInputError, "x must be a number or"),
        (lambda: numerical_hessian(square, 1.0, h=0), InvalidInputError, "h must be positive"),
        (lambda: numerical_hessian(str, 1.0), InvalidInputError, "value of f must be a number"),
        (lambda: check_gradient(square, 2.0, 1.0), InvalidInputError, "grad must be a function"),
        (lambda: check_gradient(2.0, square, 1.0), InvalidInputError, "f must be a function"),
        (lambda: check_gradient(square, square, 1.0, 0), InvalidInputError, "tol must be posit"),
        (lambda: check_gradient(square, lambda x: [x], 1.0), DimensionError, "x is a single"),
        (lambda: check_gradient(square, square, []), DimensionError, "x is empty"),
        (lambda: clip_by_value([1.0], 0), InvalidInputError, "c must be positive"),
        (lambda: clip_by_value("a", 1), InvalidInputError, "g must be a number or"),
        (lambda: clip_by_global_norm([1.0], -1), InvalidInputError, "max_norm must be positive"),
        (lambda: clip_by_global_norm([], 1), DimensionError, "g is empty"),
    ],
)
def test_refusals(call: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        call()


@deterministic
@given(st.lists(numbers, min_size=1, max_size=5), st.floats(0.1, 100))
def test_clipping(g: list[float], c: float) -> None:
    before = list(g)
    by_value, by_norm = clip_by_value(g, c), clip_by_global_norm(g, c)
    assert isinstance(by_value, list) and isinstance(by_norm, list)
    assert by_value == [v if abs(v) <= c else math.copysign(c, v) for v in g]
    length = math.hypot(*g)
    assert math.hypot(*by_norm) == pytest.approx(min(length, c), rel=1e-12)
    assert [v * max(length, c) / c for v in by_norm] == pytest.approx(g, rel=1e-9, abs=1e-300)
    assert g == before


def test_clipping_keeps_shapes_and_lets_nan_be_seen() -> None:
    assert clip_by_value(-7, 2) == -2.0
    assert clip_by_global_norm(-7, 2) == -2.0
    assert clip_by_value((1, 3), 2) == [1.0, 2.0]
    assert clip_by_value([math.inf, -math.inf], 2) == [2.0, -2.0]
    assert math.isnan(clip_by_value(math.nan, 2))  # type: ignore[arg-type]
    assert all(math.isnan(v) for v in clip_by_global_norm([math.nan, math.nan], 2))  # type: ignore[union-attr]
    assert math.isnan(clip_by_global_norm([math.inf, 1.0], 2)[0])  # type: ignore[index]
