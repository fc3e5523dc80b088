"""The four-line algorithm, against closed forms."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore import DimensionError, InvalidInputError, NonFiniteError, gradient_descent, quadratic

deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=60)
numbers = st.floats(-100, 100)
curvatures = st.lists(st.floats(0.01, 10), min_size=1, max_size=4)


def double(x: float) -> float:
    return 2 * x


def test_first_six_iterates_and_the_twentieth_of_the_lesson() -> None:
    path = gradient_descent(double, 10, 0.1, 20)
    assert len(path) == 21
    assert [round(x, 4) for x in path[:6]] == [10, 8, 6.4, 5.12, 4.096, 3.2768]
    assert path[20] == pytest.approx(0.1152921504606847, rel=1e-14)
    assert all(type(x) is float for x in path)


@pytest.mark.parametrize(
    ("lr", "steps_to_reach_0_01"),
    [(0.01, 342), (0.05, 66), (0.1, 31), (0.25, 10), (0.4, 5), (0.5, 1), (0.6, 5), (0.9, 31)],
)
def test_steps_to_come_within_a_hundredth(lr: float, steps_to_reach_0_01: int) -> None:
    path = gradient_descent(double, 10.0, lr, 400)
    assert next(k for k, x in enumerate(path) if abs(x) <= 0.01) == steps_to_reach_0_01


def test_at_the_threshold_it_jumps_to_and_fro_and_beyond_it_runs_away() -> None:
    assert gradient_descent(double, 10.0, 1.0, 4) == [10, -10, 10, -10, 10]
    assert gradient_descent(double, 10.0, 1.1, 20)[-1] == pytest.approx(383.375999244747)
    assert gradient_descent(lambda x: 10 * x, 10.0, 0.1, 1) == [10, 0]
    assert gradient_descent(lambda x: 10 * x, 10.0, 0.2, 20)[-1] == 10
    assert gradient_descent(lambda x: 10 * x, 10.0, 0.21, 20)[-1] == pytest.approx(67.275, rel=1e-5)


def test_two_dimensions() -> None:
    path = gradient_descent(lambda w: [2 * w[0], 2 * w[1]], [5, 3], 0.1, 50)
    assert path[0] == [5.0, 3.0]
    assert path[-1] == pytest.approx([7.136238463529819e-05, 4.281743078117891e-05], rel=1e-12)
    path = gradient_descent(lambda w: (2 * (w[0] - 3), 2 * (w[1] + 2)), (0, 0), 0.1, 27)
    near = [math.dist(w, (3, -2)) <= 0.01 for w in path]
    assert near.index(True) == 27
    assert path[27] == pytest.approx([2.992746, -1.995164], abs=1e-6)


def test_nothing_stops_it_not_even_overflow() -> None:
    path = gradient_descent(double, 10.0, 1.1, 3900)
    assert math.isinf(path[3878]) and math.isfinite(path[3877])
    assert math.isnan(path[3879])


def test_no_steps_give_the_start() -> None:
    assert gradient_descent(double, 10, 0.1, 0) == [10.0]


def test_a_gradient_that_changes_its_argument_does_not_change_the_path() -> None:
    def rude(w: list[float]) -> list[float]:
        g = [2 * v for v in w]
        w.clear()
        return g

    start = [1.0, 2.0]
    assert gradient_descent(rude, start, 0.25, 2) == [[1.0, 2.0], [0.5, 1.0], [0.25, 0.5]]
    assert start == [1.0, 2.0]


@pytest.mark.parametrize("lr", [0, -0.1, math.nan, math.inf, "0.1", True, None, [0.1]])
def test_learning_rates_that_cannot_be_used(lr: Any) -> None:
    with pytest.raises(InvalidInputError, match="lr must be .*got .*Try lr=0.1"):
        gradient_descent(double, 10.0, lr, 5)


def test_a_learning_rate_that_is_not_finite_has_its_own_error() -> None:
    with pytest.raises(NonFiniteError):
        gradient_descent(double, 10.0, math.nan, 5)


@pytest.mark.parametrize("steps", [-1, 1.5, "3", True, None])
def test_numbers_of_steps_that_cannot_be_used(steps: Any) -> None:
    with pytest.raises(InvalidInputError, match="steps must be"):
        gradient_descent(double, 10.0, 0.1, steps)


@pytest.mark.parametrize(
    ("grad", "x0", "error", "words"),
    [
        (3, 1.0, InvalidInputError, r"grad must be a function, got 3 \(int\).*order"),
        (lambda x: None, 1.0, InvalidInputError, "grad returned None.*return"),
        (lambda x: "2", 1.0, InvalidInputError, "what grad returned must be a number"),
        (lambda x: ["2"], [1.0], InvalidInputError, r"what grad returned\[0\] must be a number"),
        (lambda x: [1.0], [1.0, 2.0], DimensionError, "a list of 1 number but x is a list of 2"),
        (lambda x: [1.0, 2.0], 1.0, DimensionError, "a list of 2 numbers but x is a single number"),
        (lambda x: 1.0, [1.0], DimensionError, "a single number but x is a list of 1 number"),
    ],
)
def test_gradients_that_cannot_be_used(grad: Any, x0: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        gradient_descent(grad, x0, 0.1, 1)


@deterministic
@given(curvatures, st.floats(0.01, 1), numbers, st.integers(0, 40))
def test_on_a_quadratic_each_coordinate_shrinks_by_a_fixed_factor(
    lambdas: list[float], fraction: float, start: float, steps: int
) -> None:
    lr = 2 * fraction / max(lambdas)  # up to the threshold 2/L
    x0 = [start + i for i in range(len(lambdas))]
    last = gradient_descent(lambda x: [h * v for h, v in zip(lambdas, x, strict=True)], x0, lr, steps)[-1]
    for h, v0, v in zip(lambdas, x0, last, strict=True):
        assert v == pytest.approx((1 - lr * h) ** steps * v0, rel=1e-12, abs=1e-12 * abs(v0))


@deterministic
@given(numbers, numbers, st.floats(0.01, 0.9))
def test_moving_the_function_moves_the_path(start: float, shift: float, lr: float) -> None:
    here = gradient_descent(double, start, lr, 20)
    there = gradient_descent(lambda x: 2 * (x - shift), start + shift, lr, 20)
    assert [x - shift for x in there] == pytest.approx(here, rel=1e-10, abs=1e-10)


@deterministic
@given(numbers, st.floats(0.01, 0.9), st.floats(0.001, 1000))
def test_a_steeper_function_wants_a_smaller_rate(start: float, lr: float, c: float) -> None:
    plain = gradient_descent(double, start, lr, 20)
    scaled = gradient_descent(lambda x: c * 2 * x, start, lr / c, 20)
    assert scaled == pytest.approx(plain, rel=1e-12, abs=1e-12 * abs(start))


@deterministic
@given(st.permutations([0, 1, 2]), st.tuples(numbers, numbers, numbers))
def test_renaming_the_coordinates_renames_the_path(order: list[int], x0: tuple[float]) -> None:
    lambdas = [0.5, 1.0, 3.0]
    path = gradient_descent(lambda x: [h * v for h, v in zip(lambdas, x, strict=True)], x0, 0.3, 15)
    renamed = gradient_descent(
        lambda x: [lambdas[i] * v for i, v in zip(order, x, strict=True)],
        [x0[i] for i in order],
        0.3,
        15,
    )
    assert renamed == [[x[i] for i in order] for x in path]


@deterministic
@given(curvatures, numbers, st.floats(0.01, 1))
def test_up_to_one_over_L_it_never_goes_uphill(lambdas: list[float], start: float, fraction: float) -> None:
    n = len(lambdas)
    q = quadratic([[lambdas[i] if i == j else 0 for j in range(n)] for i in range(n)])
    assert q.L is not None
    values = [q.f(x) for x in gradient_descent(q.grad, [start] * n, fraction / q.L, 30)]
    assert all(after <= before for before, after in pairwise(values))
