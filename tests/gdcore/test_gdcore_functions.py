"""Test functions: derivatives against measured ones, landmarks against the reference."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdcore
from gdcore import DimensionError, InvalidInputError, NonFiniteError, bowl, himmelblau, quadratic
from gdcore.linear_algebra import eigenvalues, product, solve

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())
HIMMELBLAU = REFERENCE["himmelblau"]
deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=60)
entries = st.integers(-5, 5).map(float)


@st.composite
def symmetric_matrices(draw: Any) -> list[list[float]]:
    n = draw(st.integers(1, 5))
    A = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            A[i][j] = A[j][i] = draw(entries)
    return A


@pytest.mark.parametrize("probe", HIMMELBLAU["probes"])
def test_himmelblau_and_its_derivatives(probe: dict[str, Any]) -> None:
    assert himmelblau.f(probe["x"]) == pytest.approx(probe["f"], rel=1e-12)
    assert himmelblau.grad(probe["x"]) == pytest.approx(probe["grad"], rel=1e-12)
    for row, expected in zip(himmelblau.hess(probe["x"]), probe["hess"], strict=True):
        assert row == pytest.approx(expected, rel=1e-12)


def test_himmelblau_has_nine_stationary_points() -> None:
    known = HIMMELBLAU["stationary_points"]
    for places, listed in (
        (himmelblau.minima, known["minima"]),
        (himmelblau.saddles, known["saddles"]),
        (himmelblau.maxima, [known["local_max"]]),
    ):
        expected = sorted((tuple(p["x"]), p["f"]) for p in listed)
        assert sorted(places) == expected
    assert (len(himmelblau.minima), len(himmelblau.saddles), len(himmelblau.maxima)) == (4, 4, 1)


@pytest.mark.parametrize(
    ("places", "signs"),
    [
        (himmelblau.minima, (1, 1)),
        (himmelblau.saddles, (-1, 1)),
        (himmelblau.maxima, (-1, -1)),
    ],
)
def test_the_hessian_tells_minima_saddles_and_maxima_apart(places: Any, signs: Any) -> None:
    for x, fx in places:
        assert himmelblau.f(x) == pytest.approx(fx, abs=1e-12)
        assert math.hypot(*himmelblau.grad(x)) < 1e-12
        assert tuple(math.copysign(1, v) for v in eigenvalues(himmelblau.hess(x))) == signs


def test_descent_on_himmelblau_finds_each_of_the_four_minima() -> None:
    ends: dict[tuple[float, ...], int] = {}
    for i in range(-4, 5):
        for j in range(-4, 5):
            r = gdcore.minimize(himmelblau.f, [1.25 * i, 1.25 * j], himmelblau.grad, lr=0.005, max_steps=5000)
            end = tuple(round(v, 4) for v in r.x)
            ends[end] = ends.get(end, 0) + 1
    assert ends == {
        (-2.8051, 3.1313): 22,
        (3.5844, -1.8481): 20,
        (3.0, 2.0): 20,
        (-3.7793, -3.2832): 19,
    }


@pytest.mark.parametrize("name", ["quad2", "ravine", "kappa10", "coupled"])
def test_quadratics_of_the_reference(name: str) -> None:
    p = REFERENCE["problems"][name]
    q = quadratic(p["A"], p["b"])
    ((x_star, f_star),) = q.minima
    assert x_star == pytest.approx(p["x_star"], rel=1e-14)
    assert f_star == pytest.approx(p["f_star"], rel=1e-14)
    assert q.convex and not q.saddles and not q.maxima


def test_curvatures_of_the_coupled_problem() -> None:
    q = quadratic([[3, 1], [1, 2]], [-1, 1])
    assert [q.L, q.mu] == pytest.approx([(5 + math.sqrt(5)) / 2, (5 - math.sqrt(5)) / 2], rel=1e-15)


def test_one_dimension_and_a_constant() -> None:
    q = quadratic([[2]], [4], 1)
    assert (q.f([1]), q.grad([1]), q.hess([1])) == (6.0, [6.0], [[2.0]])
    assert (q.minima, q.L, q.mu, q.x0) == ((((-2.0,), -3.0),), 2.0, 2.0, (1.0,))


@pytest.mark.parametrize(
    ("A", "kind", "convex", "L", "mu"),
    [
        ([[2, 0], [0, 2]], "minima", True, 2, 2),
        ([[2, 0], [0, -3]], "saddles", False, 3, -3),
        ([[-1, 0], [0, -2]], "maxima", False, 2, -2),
        ([[2, 0], [0, 0]], "", True, 2, 0),
        ([[1, 1], [1, 1]], "", True, 2, 0),
        ([[-1, 0], [0, 0]], "", False, 1, -1),
        ([[1, 2, 3], [2, 4, 6], [3, 6, 9]], "", True, 14, 0),
        ([[9, 15], [15, 25]], "", True, 34, 0),  # rounding leaves -1.8e-15
        ([[0]], "", True, 0, 0),
    ],
)
def test_the_kind_of_the_stationary_point(A: Any, kind: str, convex: bool, L: float, mu: float) -> None:
    q = quadratic(A)
    assert [k for k in ("minima", "saddles", "maxima") if getattr(q, k)] == kind.split()
    assert q.convex is convex
    assert (q.L, q.mu) == pytest.approx((L, mu), rel=1e-14)


def test_bowl() -> None:
    b = bowl(100)
    assert (b.f([1, 1]), b.grad((1, 1)), b.hess([1, 1])) == (50.5, [1, 100], [[1, 0], [0, 100]])
    assert (b.L, b.mu, b.minima, b.convex) == (100, 1, (((0, 0), 0),), True)
    assert repr(b) == "TestFunction(bowl: (x^2 + 100 y^2)/2)"
    assert bowl(1e18).mu == 1


def test_a_hessian_is_the_callers_to_change() -> None:
    q = quadratic([[2, 0], [0, 4]])
    q.hess([0, 0])[0][0] = 99
    assert q.hess([0, 0]) == [[2, 0], [0, 4]]


def test_the_callers_matrix_may_change_later() -> None:
    A = [[2.0]]
    q = quadratic(A)
    A[0][0] = 99
    assert q.grad([1]) == [2]


def test_overflow_gives_inf_and_raises_nothing() -> None:
    assert quadratic([[1, 0], [0, 1]]).f([1e200, 1]) == math.inf
    assert math.isnan(quadratic([[1, 0], [0, -1]]).f([1e200, 1e200]))


@pytest.mark.parametrize(
    ("build", "error", "words"),
    [
        (lambda: quadratic(2), InvalidInputError, r"A must be a list of rows.*got 2 \(int\)"),
        (lambda: quadratic("ab"), InvalidInputError, "A must be a list of rows"),
        (lambda: quadratic([]), DimensionError, "A must be square"),
        (lambda: quadratic([1, 2]), DimensionError, "A must be square"),
        (lambda: quadratic([[1, 2]]), DimensionError, "A must be square"),
        (lambda: quadratic([[1, 2], [3]]), DimensionError, "A must be square"),
        (lambda: quadratic([[1, 2], [3, 4]]), InvalidInputError, r"symmetric.*A\[1\]\[0\] = 3"),
        (lambda: quadratic([[math.nan]]), NonFiniteError, r"A\[0\] must be finite"),
        (lambda: quadratic([[1]], [1, 2]), DimensionError, "b is a list of 2.*A has 1 rows"),
        (lambda: quadratic([[1]], 1), DimensionError, "b is a single number"),
        (lambda: quadratic([[1]], [math.inf]), NonFiniteError, "b must be finite"),
        (lambda: quadratic([[1]], [1], math.nan), NonFiniteError, "c must be finite"),
        (lambda: bowl(0), InvalidInputError, "kappa must be positive.*round bowl"),
        (lambda: bowl("10"), InvalidInputError, "kappa must be a number"),
        (lambda: himmelblau.f([1]), DimensionError, "x has 1 coordinates.*takes 2"),
        (lambda: himmelblau.grad([1, 2, 3]), DimensionError, "x has 3 coordinates"),
        (lambda: himmelblau.hess([]), DimensionError, "x has 0 coordinates"),
        (lambda: bowl(2).f([1]), DimensionError, "x has 1 coordinates"),
        (lambda: bowl(2).grad([1]), DimensionError, "x has 1 coordinates"),
        (lambda: bowl(2).hess([1]), DimensionError, "x has 1 coordinates"),
    ],
)
def test_refusals(build: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        build()


@deterministic
@given(symmetric_matrices(), st.lists(entries, min_size=5, max_size=5))
def test_gradients_agree_with_measured_ones(A: list[list[float]], numbers: list[float]) -> None:
    n = len(A)
    q = quadratic(A, numbers[:n], 3)
    x = [0.5 * v for v in numbers[::-1][:n]]
    assert q.grad(x) == pytest.approx(gdcore.numerical_gradient(q.f, x), abs=1e-6)


@deterministic
@given(symmetric_matrices())
def test_eigenvalues_have_the_right_sums_and_powers(A: list[list[float]]) -> None:
    values = eigenvalues(A)
    assert values == sorted(values)
    assert math.fsum(values) == pytest.approx(math.fsum(A[i][i] for i in range(len(A))), abs=1e-12)
    squares = math.fsum(v * v for row in A for v in row)
    assert math.fsum(v * v for v in values) == pytest.approx(squares, rel=1e-12, abs=1e-12)


@deterministic
@given(symmetric_matrices(), st.lists(entries, min_size=5, max_size=5))
def test_solving_undoes_multiplying(A: list[list[float]], x: list[float]) -> None:
    for i, row in enumerate(A):
        row[i] += 30  # certainly not singular
    b = product(A, x[: len(A)])
    assert solve(A, b) == pytest.approx(x[: len(A)], abs=1e-12)


def test_solving_swaps_rows_when_it_must() -> None:
    assert solve([[0.0, 1.0], [1.0, 0.0]], [2.0, 3.0]) == [3.0, 2.0]
