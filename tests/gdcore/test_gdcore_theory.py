"""Rates, bounds and what a run shows of them."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdcore
from gdcore import (
    DimensionError,
    InvalidInputError,
    NonFiniteError,
    bounds,
    bowl,
    classify,
    contraction,
    contraction_factor,
    convergence_order,
    eigenvalues_2x2,
    gradient_descent,
    heavy_ball_parameters,
    himmelblau,
    iterations_needed,
    optimal_lr,
    stability_limit,
)
from gdcore.linear_algebra import eigenvalues

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())
RATES = REFERENCE["analytic_rates"]
deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=60)
entries = st.floats(-10, 10)


@pytest.mark.parametrize("kappa", list(RATES))
def test_rates_of_the_reference(kappa: str) -> None:
    known, L = RATES[kappa], float(kappa)
    rho = contraction(optimal_lr(1, L), 1, L)
    assert rho == pytest.approx(known["gd_opt_step_2/(mu+L)"], rel=1e-12)
    assert contraction(1 / L, 1, L) == pytest.approx(known["gd_step_1/L"], rel=1e-12)
    assert iterations_needed(rho, 1e-6) == known["iters_1e-6_gd"]
    assert iterations_needed(1 - 1 / L, 1e-6) == known["iters_1e-6_gd_1/L"]
    lr, momentum = heavy_ball_parameters(1, L)
    assert lr * L == pytest.approx(known["hb_alpha_times_L"], rel=1e-12)
    assert momentum == pytest.approx(known["hb_beta"], rel=1e-12)
    assert math.sqrt(momentum) == pytest.approx(known["heavy_ball_opt"], rel=1e-12)
    assert iterations_needed(math.sqrt(momentum), 1e-6) == known["iters_1e-6_hb_asymptotic"]


def test_the_optimal_rate_walks_as_the_reference_says() -> None:
    path = gradient_descent(bowl(10).grad, [1, 1], optimal_lr(1, 10), 100)
    for k, x in REFERENCE["gd_kappa10_opt_step"].items():
        assert path[int(k)] == pytest.approx(x, rel=1e-12)


def test_the_limit_divides_convergence_from_divergence() -> None:
    limit = stability_limit(10)
    assert limit == 0.2
    for lr, shrinks in ((0.999 * limit, True), (1.001 * limit, False)):
        last = gradient_descent(lambda x: 10 * x, 1.0, lr, 1000)[-1]
        assert (abs(last) < 1) is shrinks  # type: ignore[arg-type]
        assert (contraction(lr, 1, 10) < 1) is shrinks


@pytest.mark.parametrize(
    ("rho", "tol", "k"),
    [(0.5, 0.125, 3), (0.8, 1e-3, 31), (0, 0.1, 1), (0.9, 1, 0), (0.9, 2, 0), (0.1, 0.1, 1)],
)
def test_iterations_needed(rho: float, tol: float, k: int) -> None:
    assert iterations_needed(rho, tol) == k


@deterministic
@given(st.floats(0.01, 0.99), st.floats(1e-12, 0.99))
def test_no_fewer_iterations_would_do(rho: float, tol: float) -> None:
    k = iterations_needed(rho, tol)
    assert rho**k <= tol * (1 + 1e-8) and rho ** (k - 1) > tol * (1 - 1e-8)


def test_bounds_of_the_reference() -> None:
    R = math.sqrt(2)
    for k, known in REFERENCE["nesterov_fista_kappa10"].items():
        assert bounds.nesterov(10, R, int(k)) == pytest.approx(known["bound_2L||x0||^2/(k+1)^2"])
        assert bounds.gd(10, R, int(k)) == pytest.approx(known["gd_bound_L||x0||^2/(2k)"])
        assert bounds.gd_tight(10, R, int(k)) == pytest.approx(known["gd_tight_bound_LR2/(4k+2)"])
        assert known["f"] <= known["bound_2L||x0||^2/(k+1)^2"]


def test_gradient_descent_keeps_its_bounds() -> None:
    b = bowl(10)
    for k, x in enumerate(gradient_descent(b.grad, [1, 1], 0.1, 100)):
        assert k == 0 or b.f(x) <= bounds.gd_tight(10, math.sqrt(2), k)  # type: ignore[arg-type]


def test_a_run_shows_its_rate_and_order() -> None:
    r = gdcore.minimize(bowl(10).f, [1, 1], bowl(10).grad, lr=2 / 11, gtol=1e-9)
    assert contraction_factor(r.history.errors([0, 0])) == pytest.approx(9 / 11, rel=1e-6)
    assert convergence_order(r.history.errors([0, 0])) == pytest.approx(1, abs=1e-6)
    errors, x = [], 2.0
    for _ in range(5):  # Newton's method for the square root of 2
        errors.append(abs(x - math.sqrt(2)))
        x = (x + 2 / x) / 2
    assert convergence_order(errors[:4]) == pytest.approx(2, abs=0.05)
    assert contraction_factor((1.0, 0.5, 0.0, 0.0)) == 0.5
    assert contraction_factor(0.5**k for k in range(4)) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("hessian", "kind"),
    [
        ([[2, 0], [0, 1]], "minimum"),
        ([[-2, 0], [0, -1]], "maximum"),
        ([[0, 1], [1, 0]], "saddle"),
        ([[1, 0, 0], [0, 0, 0], [0, 0, -1]], "saddle"),
        ([[1, 1], [1, 1]], "degenerate"),
        ([[-1, 0], [0, 0]], "degenerate"),
        ([[0]], "degenerate"),
    ],
)
def test_kinds_of_stationary_points(hessian: Any, kind: str) -> None:
    assert classify(hessian) == kind


def test_himmelblaus_places() -> None:
    for kind in ("minimum", "saddle", "maximum"):
        places = getattr(himmelblau, {"minimum": "minima", "maximum": "maxima"}.get(kind, "saddles"))
        assert {classify(himmelblau.hess(x)) for x, _ in places} == {kind}


@deterministic
@given(entries, entries, entries, entries)
def test_eigenvalues_have_the_right_sum_and_product(a: float, b: float, c: float, d: float) -> None:
    low, high = eigenvalues_2x2([[a, b], [c, d]])
    assert low + high == pytest.approx(a + d, abs=1e-12)
    assert low * high == pytest.approx(a * d - b * c, abs=1e-9)
    assert list(eigenvalues_2x2([[a, b], [b, d]])) == pytest.approx(eigenvalues([[a, b], [b, d]]), abs=1e-12)


def test_the_heavy_balls_matrix_turns() -> None:
    known = REFERENCE["heavy_ball"]
    lr, beta = heavy_ball_parameters(1, 100)
    pair = eigenvalues_2x2([[1 + beta - lr * 50, -beta], [1, 0]])
    assert isinstance(pair[1], complex) and pair[1].imag > 0
    assert [abs(v) for v in pair] == pytest.approx([known["radius_at_lam=50"]] * 2, rel=1e-12)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: stability_limit(0), InvalidInputError, "L must be positive, got 0"),
        (lambda: optimal_lr(2, 1), InvalidInputError, "mu must not be larger than L"),
        (lambda: contraction(0, 1, 2), InvalidInputError, "lr must be positive"),
        (lambda: contraction(0.1, 0, 2), InvalidInputError, "mu must be positive"),
        (lambda: iterations_needed(1, 0.1), InvalidInputError, r"rho must be in \[0, 1\), got 1"),
        (lambda: iterations_needed(-0.1, 0.1), InvalidInputError, "rho must be in"),
        (lambda: iterations_needed(0.5, 0), InvalidInputError, "tol must be positive"),
        (lambda: bounds.gd(0, 1, 1), InvalidInputError, "L must be positive"),
        (lambda: bounds.gd_tight(1, -1, 1), InvalidInputError, "R must be 0 or above"),
        (lambda: bounds.nesterov(1, 1, 0), InvalidInputError, "k must be 1 or more"),
        (lambda: contraction_factor([1.0]), InvalidInputError, "errors must be 2 or more positive"),
        (lambda: contraction_factor([0.0]), InvalidInputError, "errors must be 2 or more"),
        (lambda: contraction_factor(1.0), InvalidInputError, "errors must be a list of errors"),
        (lambda: contraction_factor([1.0, -1.0]), InvalidInputError, "positive numbers"),
        (lambda: contraction_factor([1.0, math.nan]), NonFiniteError, "errors must be finite"),
        (lambda: convergence_order([1.0, 0.5]), InvalidInputError, "errors must be 3 or more"),
        (lambda: convergence_order([1.0, 1.0, 0.5]), InvalidInputError, "errors must change"),
        (lambda: classify([[1, 2], [3, 4]]), InvalidInputError, "hessian must be symmetric"),
        (lambda: classify([[1, 2]]), DimensionError, "hessian must be square"),
        (lambda: eigenvalues_2x2([[1, 2], [3]]), DimensionError, "two rows of two numbers"),
        (lambda: eigenvalues_2x2([1, 2]), DimensionError, "two rows of two numbers"),
        (lambda: eigenvalues_2x2([[1, 2]] * 3), DimensionError, "two rows of two numbers"),
        (lambda: eigenvalues_2x2(2), InvalidInputError, "A must be a list"),
        (lambda: eigenvalues_2x2([[1, 2], [3, math.inf]]), NonFiniteError, r"A\[1\] must be fin"),
    ],
)
def test_refusals(call: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        call()
