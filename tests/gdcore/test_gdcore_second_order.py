"""Newton's method, quasi-Newton methods and conjugate gradients."""

import itertools
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdcore
from gdcore import (
    Backtracking,
    Constant,
    DimensionError,
    ExactQuadratic,
    InvalidInputError,
    Result,
    StopReason,
    bfgs,
    conjugate_gradient,
    lbfgs,
    newton,
    nonlinear_cg,
    quadratic,
)
from gdcore.linear_algebra import as_symmetric_matrix, dot, positive_definite, product
from gdcore.quasi_newton import BFGS, LBFGS, updated
from gdcore.second_order import modified

HERE = Path(__file__).parent
REFERENCE = json.loads((HERE / "reference.json").read_text())
NEWTON = REFERENCE["newton"]
SCIPY = json.loads((HERE / "second_order.json").read_text())
COUPLED, ROSENBROCK = quadratic([[3, 1], [1, 2]], [-1, 1]), gdcore.rosenbrock()
deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=40)

METHODS: dict[str, Callable[..., Result]] = {
    "bfgs": bfgs,
    "lbfgs": lbfgs,
    "FR": lambda *a, **o: nonlinear_cg(*a, beta="FR", **o),
    "PR+": nonlinear_cg,
    "HS": lambda *a, **o: nonlinear_cg(*a, beta="HS", **o),
}


@st.composite
def spd_systems(draw: st.DrawFn) -> tuple[list[list[float]], list[float], list[float]]:
    """A well-conditioned symmetric positive definite A, a right-hand side and a start."""
    n = draw(st.integers(1, 5))
    entries = st.integers(-3, 3)
    M = draw(st.lists(st.lists(entries, min_size=n, max_size=n), min_size=n, max_size=n))
    A = [[float(sum(p * q for p, q in zip(r, s, strict=True)) + n * (r is s)) for s in M] for r in M]
    vector = st.lists(st.floats(-10, 10), min_size=n, max_size=n)
    return A, draw(vector), draw(vector)


# ---- Newton


def test_pure_newton_walks_where_50_digits_walk_although_f_explodes() -> None:
    r = newton(ROSENBROCK.f, [-1.2, 1], ROSENBROCK.grad, ROSENBROCK.hess, damped=False)
    assert (r.nit, r.reason) == (6, StopReason.GTOL)
    for k in range(7):
        assert r.history.x[k] == pytest.approx(NEWTON["rosenbrock"]["iterates"][str(k)], rel=1e-10)
    for k in range(5):
        assert r.history.f[k] == pytest.approx(NEWTON["rosenbrock"]["f"][str(k)], rel=1e-9)
    assert f"{r.history.f[2]:.1f}" == "1411.8"
    assert r.fun < 1e-18


def log_cosh(x: float) -> float:
    return abs(x) + math.log1p(math.exp(-2 * abs(x)))  # ln(e^x + e^-x)


def sech_squared(x: float) -> float:
    return 1 / math.cosh(x) ** 2


@pytest.mark.parametrize("start", [1.0, 1.1])
def test_newtons_worst_example_arrives_or_runs_away(start: float) -> None:
    r = newton(log_cosh, start, math.tanh, sech_squared, damped=False, max_steps=5)
    for mine, theirs in zip(r.history.x, NEWTON["log_cosh"][f"from_{start}"], strict=False):
        assert mine == pytest.approx(theirs, rel=1e-7, abs=1e-10)
    assert len(r.history) >= 4
    assert r.success is (start == 1.0)
    safe = newton(log_cosh, start, math.tanh, sech_squared)
    assert safe.success and abs(safe.x) < 1e-8


def test_between_arriving_and_running_away_lies_the_critical_start() -> None:
    critical = NEWTON["log_cosh"]["critical_|x0|"]
    r = newton(log_cosh, critical, math.tanh, sech_squared, damped=False, max_steps=1)
    assert r.x == pytest.approx(-critical, rel=1e-12)


@deterministic
@given(spd_systems())
def test_one_newton_step_solves_a_quadratic(system: tuple[Any, Any, Any]) -> None:
    A, b, x0 = system
    q = quadratic(A, b)
    r = newton(q.f, x0, q.grad, q.hess, max_steps=1, gtol=1e-9)
    assert r.x == pytest.approx(list(q.minima[0][0]), abs=1e-9)


def test_pure_newton_is_drawn_to_a_saddle_and_modified_newton_is_not() -> None:
    f = lambda p: p[0] * p[0] - p[1] * p[1] + p[1] ** 4 / 4  # noqa: E731
    grad = lambda p: [2 * p[0], -2 * p[1] + p[1] ** 3]  # noqa: E731
    hess = lambda p: [[2, 0], [0, -2 + 3 * p[1] * p[1]]]  # noqa: E731
    pure = newton(f, [0.5, 0.1], grad, hess, damped=False, modify=False)
    assert pure.success and pure.x == pytest.approx([0, 0], abs=1e-8)
    safe = newton(f, [0.5, 0.1], grad, hess)
    assert safe.success and safe.x == pytest.approx([0, math.sqrt(2)], abs=1e-8)
    assert all(a >= b for a, b in itertools.pairwise(safe.history.f))


def test_a_newton_step_uphill_cannot_be_damped() -> None:
    r = newton(lambda x: -x * x, 1.0, lambda x: -2 * x, lambda x: -2.0, modify=False)
    assert r.reason is StopReason.LINE_SEARCH_FAILED and "is not a descent direction" in r.message


def test_a_singular_hessian_is_said_or_got_past() -> None:
    f, grad, hess = lambda p: p[0] ** 2 + p[1], lambda p: [2 * p[0], 1.0], lambda p: [[2, 0], [0, 0]]
    r = newton(f, [1, 1], grad, hess, modify=False, damped=False)
    assert (r.reason, r.nit) == (StopReason.LINE_SEARCH_FAILED, 0)
    assert r.message.endswith("the Hessian is singular. modify=True gets past such places.")
    assert newton(f, [1, 1], grad, hess, max_steps=3).fun < f([1, 1])
    assert newton(lambda x: x, 1.0, lambda x: 1.0, lambda x: 0.0, max_steps=3).fun < 1.0


@pytest.mark.parametrize("hess", [lambda x: math.nan, lambda x: math.cosh(1000 * x), lambda x: math.inf])
def test_a_hessian_that_is_not_finite_ends_the_run(hess: Any) -> None:
    r = newton(log_cosh, 1.0, math.tanh, hess)
    assert (r.reason, r.x, r.nit) == (StopReason.LINE_SEARCH_FAILED, 1.0, 0)
    assert r.message.endswith("the Hessian is not finite there.")


def test_newtons_worst_example_ends_without_an_exception() -> None:
    r = newton(log_cosh, 1.1, math.tanh, sech_squared, damped=False)
    assert r.reason is StopReason.LINE_SEARCH_FAILED and abs(r.x) > 20_000


@deterministic
@given(st.lists(st.lists(st.integers(-4, 4), min_size=3, max_size=3), min_size=3, max_size=3))
def test_a_modified_hessian_is_positive_definite_and_a_positive_one_stays(rows: list[list[int]]) -> None:
    H = [[float(rows[i][j] + rows[j][i]) for j in range(3)] for i in range(3)]
    shifted = modified(H)
    taus = {shifted[i][i] - H[i][i] for i in range(3)}
    lowest = gdcore.linear_algebra.eigenvalues(H)[0]
    assert positive_definite(shifted) and gdcore.linear_algebra.eigenvalues(shifted)[0] > 0
    assert (lowest > 1e-9) == (taus == {0.0})
    assert all(shifted[i][j] == H[i][j] for i in range(3) for j in range(3) if i != j)


@deterministic
@given(spd_systems())
def test_positive_definite_says_so(system: tuple[Any, Any, Any]) -> None:
    A, _, _ = system
    assert positive_definite(A)
    assert not positive_definite([[-v for v in row] for row in A])
    assert not positive_definite([[1.0, 2.0], [2.0, 4.0]])


def test_a_matrix_symmetric_but_for_rounding_is_made_symmetric() -> None:
    H = as_symmetric_matrix([[1, 0.1 + 0.2], [0.3, 1]], "H")
    assert H[0][1] == H[1][0] == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"grad": None}, InvalidInputError, r"grad must be a function.*newton\(f, x0, grad, hess\)"),
        ({"hess": [[2]]}, InvalidInputError, r"hess must be a function.*The order is newton\(f, x0, grad, hess\)"),
        ({"damped": 1}, InvalidInputError, "damped must be True or False"),
        ({"modify": 0}, InvalidInputError, "modify must be True or False"),
        ({"step_rule": "armijo"}, InvalidInputError, "step_rule must be a function"),
        ({"hess": lambda x: [[2, 0], [0, 2]]}, InvalidInputError, r"what hess returned\[0\]\[0\]"),
        ({"x0": [1.0], "hess": lambda x: [[2, 0], [0, 2]]}, DimensionError, "hess returned 2 rows but x has 1"),
        ({"x0": [1, 2], "hess": lambda x: [[2, 1], [0, 2]]}, InvalidInputError, "what hess returned must be symmetric"),
        ({"x0": "a"}, InvalidInputError, "x0 must be a number"),
        ({"max_steps": -1}, InvalidInputError, "max_steps must be 0 or more"),
    ],
)
def test_what_newton_cannot_use(options: dict[str, Any], error: type, words: str) -> None:
    arguments = {"f": lambda x: 1.0, "x0": 1.0, "grad": lambda x: x, "hess": lambda x: 2.0, **options}
    with pytest.raises(error, match=words):
        newton(**arguments)


# ---- quasi-Newton and conjugate gradients


@pytest.mark.parametrize("case", SCIPY["minima_rosenbrock"], ids=lambda case: str(case["start"]))
@pytest.mark.parametrize("name", list(METHODS))
def test_each_ends_where_scipy_ends_or_at_the_other_minimum(name: str, case: dict[str, Any]) -> None:
    function = gdcore.rosenbrock(len(case["start"]))
    r = METHODS[name](function.f, case["start"], function.grad, max_steps=5000)  # Fletcher & Reeves's way is slow
    assert r.success
    ones = all(v == pytest.approx(1, abs=1e-6) for v in r.x)
    assert ones or r.x == pytest.approx(case["x"], abs=1e-6)


@pytest.mark.parametrize("name", list(METHODS))
@pytest.mark.parametrize(
    "landscape", ["himmelblau", "beale", "booth", "boyd_exponential", "six_hump_camel", "mccormick"]
)
def test_each_arrives_at_a_known_minimum(name: str, landscape: str) -> None:
    t = getattr(gdcore, landscape)
    r = METHODS[name](t.f, t.x0, t.grad)
    assert r.success
    assert any(math.dist(r.x, x) < 1e-6 for x, _ in t.minima)


@deterministic
@given(spd_systems(), st.sampled_from(list(METHODS)))
def test_on_a_quadratic_with_exact_steps_all_are_conjugate_gradients(system: tuple[Any, Any, Any], name: str) -> None:
    A, b, x0 = system
    q, n = quadratic(A, b), len(b)
    linear = conjugate_gradient(A, [-bi for bi in b], x0, max_steps=n, gtol=1e-9)
    r = METHODS[name](q.f, x0, q.grad, step_rule=ExactQuadratic(A), max_steps=n, gtol=1e-9)
    assert r.x == pytest.approx(list(q.minima[0][0]), abs=1e-7)  # in n steps
    for mine, theirs in zip(r.history.x, linear.history.x, strict=False):
        assert mine == pytest.approx(theirs, abs=1e-7)


@deterministic
@given(spd_systems())
def test_conjugate_directions_are_conjugate(system: tuple[Any, Any, Any]) -> None:
    A, b, x0 = system
    xs = conjugate_gradient(A, b, x0, gtol=1e-9).history.x
    steps = [[q - p for p, q in zip(x, y, strict=True)] for x, y in itertools.pairwise(xs)][: len(b)]
    sizes = [math.sqrt(dot(s, product(A, s))) for s in steps]
    for (s, size), (t, other) in itertools.combinations(zip(steps, sizes, strict=True), 2):
        if size > 1e-6 and other > 1e-6:
            assert dot(s, product(A, t)) / (size * other) == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("system", SCIPY["systems"], ids=lambda s: f"n={len(s['b'])}")
def test_conjugate_gradients_solve_what_scipy_solves_in_n_steps(system: dict[str, Any]) -> None:
    r = conjugate_gradient(system["A"], system["b"])
    assert r.success and r.nit <= len(system["b"])
    assert r.x == pytest.approx(system["x"], rel=1e-9)


def test_conjugate_gradients_walk_where_the_reference_walks() -> None:
    r = conjugate_gradient([[3, 1], [1, 2]], [1, -1], [2, 2])
    for k, x in REFERENCE["cg_coupled"].items():
        assert r.history.x[int(k)] == pytest.approx(x, abs=1e-12)
    assert r.nit == 2


def test_what_is_not_positive_definite_has_no_solution_by_descent() -> None:
    r = conjugate_gradient([[1, 0], [0, -1]], [1, 1])
    assert r.reason is StopReason.LINE_SEARCH_FAILED and "is not above 0" in r.message


@deterministic
@given(spd_systems(), st.integers(0, 100))
def test_the_update_maps_y_to_s_and_stays_symmetric_and_positive(system: tuple[Any, Any, Any], seed: int) -> None:
    H, s, t = system
    y = [si + 0.1 * ti for si, ti in zip(s, t, strict=True)]
    if not dot(s, y) > 1e-3:
        return
    new = updated(H, s, y)
    assert product(new, y) == pytest.approx(s, abs=1e-6 * max(1, *map(abs, s)))
    scale = max(abs(v) for row in new for v in row)
    assert all(new[i][j] == pytest.approx(new[j][i], abs=1e-9 * scale) for i in range(len(s)) for j in range(i))
    assert all(row[i] > 0 for i, row in enumerate(new))


@deterministic
@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=2, max_size=7), st.integers(1, 4))
def test_two_loops_do_what_the_matrix_does(points: list[tuple[float, float]], m: int) -> None:
    """The recursion against a product of the update's matrices, over the same last m changes."""
    short, pairs, d = LBFGS(m), [], []
    for x in map(list, points):
        g = COUPLED.grad(x)
        d = short(x, g)
    for x, ahead in itertools.pairwise(map(list, points)):
        s = [b - a for a, b in zip(x, ahead, strict=True)]
        y = [b - a for a, b in zip(COUPLED.grad(x), COUPLED.grad(ahead), strict=True)]
        if dot(s, y) > 1e-10 * math.hypot(*s) * math.hypot(*y):
            pairs.append((s, y))
    H = [[1.0, 0.0], [0.0, 1.0]]
    if pairs:
        s, y = pairs[-1]
        gamma = dot(s, y) / dot(y, y)
        H = [[gamma, 0.0], [0.0, gamma]]
    for s, y in pairs[-m:]:
        H = updated(H, s, y)
    expected = [-v for v in product(H, COUPLED.grad(list(points[-1])))]
    assert d == pytest.approx(expected, rel=1e-6, abs=1e-6 * max(1.0, *map(abs, expected)))
    assert len(short.pairs) <= m


def test_bfgs_learns_the_inverse_hessian_of_a_quadratic() -> None:
    direction, x = BFGS(), [2.0, 2.0]
    for _ in range(3):
        g = COUPLED.grad(x)
        d = direction(x, g)
        alpha = -dot(g, d) / dot(d, product([[3.0, 1.0], [1.0, 2.0]], d)) if any(d) else 0.0
        x = [xi + alpha * di for xi, di in zip(x, d, strict=True)]
    inverse = [[0.4, -0.2], [-0.2, 0.6]]
    assert direction.H[0] == pytest.approx(inverse[0], abs=1e-9)
    assert direction.H[1] == pytest.approx(inverse[1], abs=1e-9)


@pytest.mark.parametrize("direction", [BFGS(), LBFGS(3)])
def test_a_change_without_curvature_teaches_nothing(direction: Any) -> None:
    assert direction([1.0], [1.0]) == [-1.0]
    assert direction([2.0], [1.0]) == [-1.0]  # y = 0
    assert direction([3.0], [0.5]) == [-0.5]  # s.y < 0
    assert direction([4.0], [2.5]) == [-1.25]  # y = 2 s: half the gradient


def test_a_conjugate_direction_uphill_is_replaced() -> None:
    direction = gdcore.conjugate_gradients.Conjugate(lambda g, before, d: 100.0)
    assert direction([0.0], [1.0]) == [-1.0]
    assert direction([0.0], [-1.0]) == [1.0]  # -g + 100 d would be -99, uphill


def test_betas() -> None:
    betas = gdcore.conjugate_gradients.BETAS
    g, before, d = [1.0, 2.0], [2.0, 1.0], [-2.0, -1.0]
    assert betas["FR"](g, before, d) == 1.0
    assert betas["PR+"](g, before, d) == pytest.approx(1 / 5)
    assert betas["PR+"]([1.0, 0.0], [3.0, 0.0], d) == 0.0
    assert betas["HS"](g, before, d) == pytest.approx(1 / 1)
    assert betas["HS"](g, g, d) == 0.0


@pytest.mark.parametrize("name", list(METHODS))
def test_numbers_in_numbers_out_and_no_gradient_is_fine(name: str) -> None:
    r = METHODS[name](lambda x: (x - 3) ** 2, 0, gtol=1e-6)
    assert isinstance(r.x, float) and r.x == pytest.approx(3, abs=1e-6)
    assert r.message.endswith("pass grad= for an exact one.")
    assert isinstance(r.history.x[0], float)


@pytest.mark.parametrize("name", list(METHODS))
def test_the_options_are_those_of_minimize(name: str) -> None:
    seen: list[int] = []
    r = METHODS[name](
        ROSENBROCK.f, (-1.2, 1), ROSENBROCK.grad, max_steps=7, every=3, callback=lambda it: seen.append(it.k)
    )
    assert (r.reason, r.nit, r.history.k, seen) == (StopReason.MAX_STEPS, 7, [0, 3, 6, 7], list(range(1, 8)))
    assert len(METHODS[name](ROSENBROCK.f, (-1.2, 1), ROSENBROCK.grad, record=False).history) == 0
    with pytest.raises(TypeError, match="unexpected keyword argument 'gtoll'"):
        METHODS[name](ROSENBROCK.f, (-1.2, 1), ROSENBROCK.grad, gtoll=1)


@pytest.mark.parametrize("name", list(METHODS))
def test_the_same_call_gives_the_same_result_and_changes_nothing(name: str) -> None:
    start = [-1.2, 1.0]
    first, second = (METHODS[name](ROSENBROCK.f, start, ROSENBROCK.grad) for _ in range(2))
    assert first == second and start == [-1.2, 1.0]


def test_without_a_lowest_point_a_run_says_so() -> None:
    r = bfgs(lambda x: -x, 1.0, lambda x: -1.0)
    assert r.reason is StopReason.LINE_SEARCH_FAILED and "falls for ever" in r.message
    r = bfgs(lambda x: -x, 1.0, lambda x: -1.0, step_rule=Constant(1e12), diverge_at=1e12)
    assert r.reason is StopReason.DIVERGED and "Use a step rule that takes shorter steps (it was 1e+12)" in r.message


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: bfgs(3, 1.0), r"f must be a function, got 3"),
        (lambda: lbfgs(ROSENBROCK.f, [1, 1], 3), "grad must be a function"),
        (lambda: lbfgs(ROSENBROCK.f, [1, 1], m=0), "m must be 1 or more"),
        (lambda: bfgs(ROSENBROCK.f, None), "x0 must be a number"),
        (lambda: bfgs(ROSENBROCK.f, [1, 1], step_rule=0.1), "step_rule must be a function"),
        (lambda: nonlinear_cg(ROSENBROCK.f, [1, 1], beta="PR"), "beta must be 'FR', 'PR.' or 'HS', got 'PR'"),
        (lambda: nonlinear_cg(ROSENBROCK.f, [1, 1], beta=["FR"]), "beta must be"),
        (lambda: conjugate_gradient([[1, 2], [3, 4]], [1, 1]), "A must be symmetric"),
        (lambda: conjugate_gradient([[1]], [1, 1]), "b is a list of 2 numbers but A has 1 rows"),
        (lambda: conjugate_gradient([[1]], 1.0), "b is a single number but A has 1 rows"),
        (lambda: conjugate_gradient([[1]], [1], [1, 2]), "x0 is a list of 2 numbers but A has 1 rows"),
    ],
)
def test_arguments_that_cannot_be_used(build: Any, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        build()


def test_backtracking_serves_quasi_newton_methods_too() -> None:
    for method in (bfgs, lbfgs):
        assert method(ROSENBROCK.f, [-1.2, 1], ROSENBROCK.grad, step_rule=Backtracking()).success


def test_the_first_shift_of_a_hessian_makes_its_least_diagonal_entry_just_positive() -> None:
    shifted = modified([[-1.0, 0.0], [0.0, 2.0]])
    assert [row[i] for i, row in enumerate(shifted)] == pytest.approx([0.002, 3.002])


def test_lbfgs_remembers_ten_steps_unless_told_otherwise() -> None:
    def walk(**memory: int) -> list[Any]:
        return lbfgs(R.f, [-1.2, 1.0] * 6, R.grad, max_steps=40, **memory).history.x

    R = gdcore.rosenbrock(12)
    assert walk() == walk(m=10) != walk(m=11)
