"""Step rules against the reference, against their conditions, and inside `minimize`."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdcore
from gdcore import (
    Backtracking,
    BarzilaiBorwein,
    Constant,
    DimensionError,
    ExactQuadratic,
    GoldenSection,
    InvalidInputError,
    LineSearchError,
    Polyak,
    StopReason,
    StrongWolfe,
    minimize,
    quadratic,
)

HERE = Path(__file__).parent
REFERENCE = json.loads((HERE / "reference.json").read_text())
STEPS, SEARCHES = REFERENCE["step_rules"], REFERENCE["line_search"]
SCIPY = json.loads((HERE / "second_order.json").read_text())
COUPLED = quadratic([[3, 1], [1, 2]], [-1, 1])
START, UP, DOWN = [-1.2, 1.0], [-215.6, -88.0], [215.6, 88.0]  # a point, Rosenbrock's gradient there, its opposite
deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=60)


def rosenbrock(p: list[float]) -> float:
    a, b = 1 - p[0], p[1] - p[0] * p[0]
    return a * a + 100 * b * b


def rosenbrock_grad(p: list[float]) -> list[float]:
    b = p[1] - p[0] * p[0]
    return [-2 * (1 - p[0]) - 400 * p[0] * b, 200 * b]


def square(x: float) -> float:
    return x * x


def double(x: float) -> float:
    return 2 * x


def at_start(rule: Any) -> float:
    return rule(rosenbrock, rosenbrock_grad, START, DOWN, UP, 0)


# ---- against the reference


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (Backtracking(), "armijo_backtracking_a0=1,c=1e-4,rho=0.5"),
        (Backtracking(c1=0.1, rho=0.7), "armijo_backtracking_a0=1,c=0.1,rho=0.7(Boyd 9.3.2 demo parameters)"),
        (Backtracking(c1=0.3, rho=0.8), "armijo_backtracking_a0=1,c=0.3,rho=0.8"),
    ],
)
def test_backtracking_stops_where_the_reference_does(rule: Backtracking, name: str) -> None:
    assert at_start(rule) == pytest.approx(SEARCHES[name]["alpha"], rel=1e-14)


def test_backtracking_by_halves_is_exact() -> None:
    assert at_start(Backtracking()) == 2.0**-10
    assert Backtracking()(square, double, 1.0, -2.0, 2.0, 0) == 0.5
    assert Backtracking(alpha0=0.25)(square, double, 1.0, -2.0, 2.0, 0) == 0.25


@pytest.mark.parametrize("case", SCIPY["exact_steps_rosenbrock"], ids=str)
def test_golden_section_finds_the_exact_step(case: dict[str, Any]) -> None:
    g = rosenbrock_grad(case["x"])
    rule = GoldenSection(b=0.01, tol=1e-10)
    alpha = rule(rosenbrock, rosenbrock_grad, case["x"], [-v for v in g], g, 0)
    assert alpha == pytest.approx(case["alpha"], abs=1e-8)


def test_golden_section_agrees_with_the_references_exact_step() -> None:
    assert at_start(GoldenSection(b=0.002)) == pytest.approx(SEARCHES["exact_alpha_along_-grad"], abs=1e-8)


WALKS = {
    "exact_coupled": (COUPLED, [2, 2], ExactQuadratic([[3, 1], [1, 2]])),
    "bb1_coupled": (COUPLED, [2, 2], BarzilaiBorwein(first=0.1)),
    "bb2_coupled": (COUPLED, [2, 2], BarzilaiBorwein(kind=2, first=0.1)),
    "exact_boyd": (gdcore.bowl(10), [10, 1], ExactQuadratic([[1, 0], [0, 10]])),
    "polyak_kappa10": (gdcore.bowl(10), [1, 1], Polyak(0)),
}


@pytest.mark.parametrize("name", list(WALKS))
def test_each_walks_where_the_reference_walks(name: str) -> None:
    function, start, rule = WALKS[name]
    r = minimize(function.f, start, function.grad, step_rule=rule, max_steps=20, gtol=None)
    assert len(STEPS[name]) >= 6
    for k, x in STEPS[name].items():
        # Near the minimum Barzilai & Borwein's quotients are of rounding errors.
        loose = 1e-9 if name.startswith("bb") else 1e-12
        reached = r.history.x[min(int(k), r.nit)]
        assert reached == pytest.approx(x, rel=loose, abs=loose), k


def test_the_worst_case_of_exact_search_has_the_rate_of_the_book() -> None:
    r = minimize(gdcore.bowl(10).f, [10, 1], gdcore.bowl(10).grad, step_rule=WALKS["exact_boyd"][2], max_steps=20)
    for k, (x, alpha) in enumerate(zip(r.history.x, r.history.lr, strict=True)):
        assert x == pytest.approx([10 * (9 / 11) ** k, (-9 / 11) ** k], rel=1e-11)
        assert k == 0 or alpha == pytest.approx(2 / 11, rel=1e-12)


def test_successive_exact_directions_are_orthogonal() -> None:
    r = minimize(COUPLED.f, [2, 2], COUPLED.grad, step_rule=WALKS["exact_coupled"][2], max_steps=6)
    steps = [[b - a for a, b in zip(p, q, strict=True)] for p, q in zip(r.history.x, r.history.x[1:], strict=False)]
    for s, t in zip(steps, steps[1:], strict=False):
        assert s[0] * t[0] + s[1] * t[1] == pytest.approx(0, abs=1e-12)


def test_backtracking_descends_rosenbrocks_valley_in_8058_steps() -> None:
    r = minimize(rosenbrock, START, rosenbrock_grad, step_rule=Backtracking(), max_steps=20_000, gtol=1e-4, every=1000)
    assert (r.nit, r.reason) == (8058, StopReason.GTOL)
    assert [round(v, 4) for v in r.x] == [0.9999, 0.9998]
    assert r.njev == r.nit + 1  # f and the gradient at the iterate are recalled, not asked again


def test_a_constant_step_is_gradient_descent() -> None:
    by_rule = minimize(COUPLED.f, [2, 2], COUPLED.grad, step_rule=Constant(0.1))
    by_rate = minimize(COUPLED.f, [2, 2], COUPLED.grad, lr=0.1)
    assert by_rule.history == by_rate.history
    assert (by_rule.nit, by_rule.nfev, by_rule.njev) == (by_rate.nit, by_rate.nfev, by_rate.njev)


# ---- the conditions that each promises


places = st.tuples(st.floats(-2, 2), st.floats(-2, 2)).map(list)


@deterministic
@given(places, st.floats(0.01, 100), st.floats(1e-4, 0.5), st.floats(0.1, 0.9))
def test_backtracking_satisfies_armijo(x: list[float], alpha0: float, c1: float, rho: float) -> None:
    g = rosenbrock_grad(x)
    if math.hypot(*g) < 1e-3:
        return
    alpha = Backtracking(alpha0, c1, rho, 200)(rosenbrock, rosenbrock_grad, x, [-v for v in g], g, 0)
    ahead = [xi - alpha * gi for xi, gi in zip(x, g, strict=True)]
    assert rosenbrock(ahead) <= rosenbrock(x) - c1 * alpha * (g[0] * g[0] + g[1] * g[1]) * (1 - 1e-12)
    if alpha < alpha0:  # and the one before did not
        longer = [xi - alpha / rho * gi for xi, gi in zip(x, g, strict=True)]
        fall = c1 * alpha / rho * (g[0] * g[0] + g[1] * g[1])
        assert rosenbrock(longer) > rosenbrock(x) - fall * (1 + 1e-9)


@deterministic
@given(places, st.floats(1e-4, 1e3), st.floats(0.1, 0.9))
def test_strong_wolfe_satisfies_both_conditions(x: list[float], alpha0: float, c2: float) -> None:
    g = rosenbrock_grad(x)
    if math.hypot(*g) < 1e-3:
        return
    d = [-v for v in g]
    alpha = StrongWolfe(1e-4, c2, alpha0)(rosenbrock, rosenbrock_grad, x, d, g, 0)
    ahead = [xi + alpha * di for xi, di in zip(x, d, strict=True)]
    slope, slope_there = -(g[0] * g[0] + g[1] * g[1]), sum(map(float.__mul__, rosenbrock_grad(ahead), d))
    assert rosenbrock(ahead) <= rosenbrock(x) * (1 + 1e-12) + 1e-4 * alpha * slope
    assert abs(slope_there) <= c2 * abs(slope) * (1 + 1e-12)


@deterministic
@given(st.floats(0.01, 100), st.floats(-50, 50))
def test_golden_section_finds_the_foot_of_a_parabola(width: float, foot: float) -> None:
    f = lambda x: (x - foot) * (x - foot)  # noqa: E731
    x0 = foot - width
    alpha = GoldenSection(0, 3 * width, 1e-6)(f, None, x0, 1.0, -2 * width, 0)
    assert alpha == pytest.approx(width, abs=1e-5)


def test_a_tolerance_finer_than_floats_comes_to_an_end() -> None:
    assert GoldenSection(0, 1, 1e-300)(square, double, 1.0, -2.0, 2.0, 0) == pytest.approx(0.5, abs=1e-7)


def test_strong_wolfe_goes_far_where_the_first_step_is_short() -> None:
    alpha = StrongWolfe(c2=0.1, alpha0=1e-6)(square, double, 1.0, -2.0, 2.0, 0)
    assert alpha == pytest.approx(0.5, abs=0.05)


def test_strong_wolfe_comes_back_when_a_doubled_step_has_passed_the_valley() -> None:
    # From alpha = 0.3 on 1 - x to 0.6 and 1.2: the slope turns positive while f still falls.
    f, grad = lambda x: (x - 1) * (x - 1), lambda x: 2 * (x - 1)
    alpha = StrongWolfe(c2=0.01, alpha0=0.3)(f, grad, 0.0, 1.0, -2.0, 0)
    assert alpha == pytest.approx(1, abs=0.01)


# ---- what is too high


def overflowing(p: list[float]) -> float:
    return math.exp(p[0] ** 2)


@pytest.mark.parametrize("rule", [Backtracking(), StrongWolfe()])
def test_where_f_overflows_the_step_is_shrunk(rule: Any) -> None:
    alpha = rule(overflowing, lambda p: [2 * p[0] * overflowing(p)], [5.0], [-1e3], [10 * math.exp(25)], 0)
    assert 0 < alpha < 1


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_where_f_is_no_number_the_step_is_shrunk(bad: float) -> None:
    def f(x: float) -> float:
        return x * x if abs(x) <= 3 else bad

    assert Backtracking(alpha0=8.0)(f, double, 3.0, -6.0, 6.0, 0) == 0.5
    assert 0 < StrongWolfe(alpha0=8.0)(f, double, 3.0, -6.0, 6.0, 0) < 1


# ---- failure is an exception when a rule is called, a reason in a run


@pytest.mark.parametrize("rule", [Backtracking(), StrongWolfe(), ExactQuadratic([[2]]), Polyak(0)])
@pytest.mark.parametrize("d", [2.0, 0.0])
def test_a_direction_that_is_not_downhill(rule: Any, d: float) -> None:
    with pytest.raises(LineSearchError, match=r"not a descent direction: g.d = .* is not below 0"):
        rule(square, double, 1.0, d, 2.0, 0)


@pytest.mark.parametrize(
    ("f", "grad", "rule", "words"),
    [
        (square, lambda x: -2 * x, Backtracking(), r"f does not fall along d, down to alpha = 8.67e-19"),
        (square, lambda x: -2 * x, StrongWolfe(), "no step meets the Wolfe conditions"),
        (lambda x: x, lambda x: 1.0, StrongWolfe(), "f falls for ever along d"),
        (square, double, ExactQuadratic([[-2]]), "the curvature d.Ad = -8 is not above 0, so f falls for ever"),
        (square, double, Polyak(1), r"f\(x\) is not above f_star = 1"),
        (lambda x: -x * x, double, GoldenSection(), "f is not lower at alpha"),
    ],
)
def test_no_acceptable_step(f: Any, grad: Any, rule: Any, words: str) -> None:
    with pytest.raises(LineSearchError, match=words):
        rule(f, grad, 1.0, -grad(1.0), grad(1.0), 0)
    r = minimize(f, 1.0, grad, step_rule=rule)
    assert (r.reason, r.success, r.status, r.nit, r.x) == (StopReason.LINE_SEARCH_FAILED, False, 2, 0, 1.0)
    assert r.message.startswith("No step from x_0 = 1, where the gradient norm is")
    assert str(r.reason) == "line_search_failed"


def test_a_run_that_fails_later_keeps_what_it_has() -> None:
    r = minimize(lambda x: abs(x), 1.5, lambda x: 1.0 if x > 0 else -1.0, step_rule=StrongWolfe(c1=0.5))
    assert r.reason is StopReason.LINE_SEARCH_FAILED
    assert r.x == r.history.x[-1] and r.fun == abs(r.x)


def test_barzilai_and_borwein_where_the_gradient_says_nothing() -> None:
    rule = BarzilaiBorwein(first=0.5)
    assert rule(None, None, 1.0, -1.0, 1.0, 0) == 0.5
    assert rule(None, None, 0.5, -1.0, 1.0, 1) == 0.5  # y = 0: a straight line
    assert rule(None, None, 0.0, -2.0, 2.0, 2) == 0.5  # s.y < 0: |s| / |y|
    assert rule(None, None, 9.0, -1.0, 1.0, 0) == 0.5  # k = 0 begins anew


def test_a_rule_asks_the_gradient_that_it_is_given() -> None:
    asked: list[float] = []

    def grad(x: float) -> float:
        asked.append(x)
        return double(x)

    assert StrongWolfe()(square, grad, 3.0, -6.0, 6.0, 0) == 0.5
    assert 0.0 in asked


def test_barzilai_and_borwein_forget_between_runs() -> None:
    rule = BarzilaiBorwein(first=0.1)
    first, second = (minimize(COUPLED.f, [2, 2], COUPLED.grad, step_rule=rule) for _ in range(2))
    assert first == second


# ---- a rule of one's own, and misuse


def test_any_function_may_be_a_rule_and_sees_points_as_they_were_given() -> None:
    seen: list[Any] = []

    def harmonic(f: Any, grad: Any, x: Any, d: Any, g: Any, k: int) -> float:
        seen.append((f(x), grad(x), x, d, g, k))
        return 0.5 / (k + 2)

    r = minimize(square, 8.0, double, step_rule=harmonic, max_steps=2)
    assert r.history.lr == [0.0, 0.25, 0.5 / 3]
    assert seen == [(64.0, 16.0, 8.0, -16.0, 16.0, 0), (16.0, 8.0, 4.0, -8.0, 8.0, 1)]
    assert (r.nfev, r.njev) == (3, 3)
    r = minimize(COUPLED.f, (2, 2), COUPLED.grad, step_rule=harmonic, max_steps=1)
    assert seen[-1][2:] == ([2.0, 2.0], [-7.0, -7.0], [7.0, 7.0], 0)


@pytest.mark.parametrize("bad", [0, -0.1, math.nan, math.inf, "0.1", True, None])
def test_a_rule_has_to_return_a_positive_number(bad: Any) -> None:
    with pytest.raises(InvalidInputError, match="alpha at step k = 2, from step_rule, must be"):
        minimize(square, 8.0, double, step_rule=lambda f, grad, x, d, g, k: 0.1 if k < 2 else bad)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"step_rule": "armijo"}, r"step_rule must be a function, got 'armijo' \(str\).*Backtracking\(\)"),
        ({"step_rule": Constant(0.1), "lr": 0.2}, "an optimizer or lr beside it would be ignored"),
        ({"step_rule": Constant(0.1), "optimizer": gdcore.SGD(0.1)}, "an optimizer or lr beside it"),
    ],
)
def test_step_rules_that_cannot_be_used(options: Any, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        minimize(square, 8.0, double, **options)


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: Constant(0), "lr must be positive, got 0"),
        (lambda: Backtracking(alpha0=0), "alpha0 must be positive"),
        (lambda: Backtracking(c1=1), "c1 must be above 0 and below 1, got 1"),
        (lambda: Backtracking(rho=0), "rho must be above 0 and below 1"),
        (lambda: Backtracking(rho="a"), "rho must be a number"),
        (lambda: Backtracking(max_shrinks=-1), "max_shrinks must be 0 or more"),
        (lambda: StrongWolfe(c1=0.9, c2=0.1), "c1 must be below c2, got c1=0.9 and c2=0.1"),
        (lambda: StrongWolfe(c1=-1), "c1 must be above 0"),
        (lambda: StrongWolfe(c2=1), "c2 must be above 0 and below 1"),
        (lambda: StrongWolfe(alpha0=math.inf), "alpha0 must be finite"),
        (lambda: GoldenSection(1, 0), "a must be 0 or above and below b, got a=1 .* b=0"),
        (lambda: GoldenSection(1, 1), "a must be 0 or above and below b, got a=1 .* b=1"),
        (lambda: GoldenSection(-1, 1), "a must be 0 or above"),
        (lambda: GoldenSection(tol=0), "tol must be positive"),
        (lambda: BarzilaiBorwein(kind=3), "kind must be 1 or 2, got 3"),
        (lambda: BarzilaiBorwein(kind=0), "kind must be 1 or more"),
        (lambda: BarzilaiBorwein(first=0), "first must be positive"),
        (lambda: Polyak(math.nan), "f_star must be finite"),
        (lambda: ExactQuadratic([[1, 2], [3, 4]]), "A must be symmetric"),
        (lambda: ExactQuadratic(3), "A must be a list of rows"),
    ],
)
def test_settings_that_cannot_be_used(build: Any, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        build()


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (("a", -2.0, 2.0, 0), InvalidInputError, "x must be a number or a sequence"),
        ((1.0, [-2.0], 2.0, 0), DimensionError, "d is a list of 1 number but x is a single number"),
        (([1.0, 2.0], [-2.0, 1.0], [2.0], 0), DimensionError, "g is a list of 1 number but x is a list of 2"),
        ((1.0, -2.0, 2.0, -1), InvalidInputError, "k must be 0 or more"),
    ],
)
def test_calls_that_cannot_be_used(arguments: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        Constant(0.1)(square, double, *arguments)


def test_the_exact_rule_needs_a_matrix_of_the_points_size() -> None:
    with pytest.raises(DimensionError, match="A has 2 rows but x is a single number"):
        ExactQuadratic([[1, 0], [0, 1]])(square, double, 1.0, -2.0, 2.0, 0)


def test_rules_show_their_settings() -> None:
    assert repr(Backtracking()) == "Backtracking(alpha0=1.0, c1=0.0001, rho=0.5, max_shrinks=60)"
    assert repr(BarzilaiBorwein(2)) == "BarzilaiBorwein(kind=2, first=0.01)"
    assert repr(ExactQuadratic(((2,),))) == "ExactQuadratic(A=[[2.0]])"


def test_nothing_of_the_callers_is_changed() -> None:
    def rude(f: Any, grad: Any, x: Any, d: Any, g: Any, k: int) -> float:
        for mine in (grad(x), x, d, g):
            mine.clear()
        return 0.1

    x, d, g = [2.0, 2.0], [-7.0, -7.0], [7.0, 7.0]
    for rule in (Backtracking(), StrongWolfe(), GoldenSection(), BarzilaiBorwein(), Polyak(-1)):
        rule(COUPLED.f, COUPLED.grad, x, d, g, 0)
    assert (x, d, g) == ([2.0, 2.0], [-7.0, -7.0], [7.0, 7.0])
    r = minimize(COUPLED.f, x, COUPLED.grad, step_rule=rude, max_steps=3)
    assert r.history == minimize(COUPLED.f, x, COUPLED.grad, lr=0.1, max_steps=3).history
    assert all(len(p) == 2 for p in r.history.x)
