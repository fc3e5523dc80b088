"""The test functions against sympy's values, and their landmarks against their derivatives."""

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdcore
from gdcore import DimensionError, InvalidInputError, NonFiniteError, TestFunction
from gdcore.linear_algebra import eigenvalues

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())
KNOWN = REFERENCE["test_functions"]
PAIRS = {
    "sphere": gdcore.quadratic([[2, 0], [0, 2]]),
    "booth": gdcore.booth,
    "matyas": gdcore.matyas,
    "rosenbrock": gdcore.rosenbrock(),
    "beale": gdcore.beale,
    "himmelblau": gdcore.himmelblau,
    "three_hump_camel": gdcore.three_hump_camel,
    "six_hump_camel": gdcore.six_hump_camel,
    "rastrigin": gdcore.rastrigin(),
    "styblinski_tang": gdcore.styblinski_tang(),
    "ackley": gdcore.ackley,
    "goldstein_price": gdcore.goldstein_price,
    "mccormick": gdcore.mccormick,
    "saddle": gdcore.saddle,
    "monkey_saddle": gdcore.monkey_saddle,
    "boyd_9_3_2": gdcore.boyd_exponential,
    "easom": gdcore.easom,
}
OTHERS = {
    "rosenbrock(3)": gdcore.rosenbrock(3),
    "rastrigin(1)": gdcore.rastrigin(1),
    "rastrigin(3)": gdcore.rastrigin(3),
    "styblinski_tang(1)": gdcore.styblinski_tang(1),
    "styblinski_tang(3)": gdcore.styblinski_tang(3),
    "styblinski_tang(5)": gdcore.styblinski_tang(5),
    "quartic": gdcore.quartic,
    "abs1d": gdcore.abs1d,
    "double_well": gdcore.double_well(),
    "double_well(0.2)": gdcore.double_well(0.2),
    "double_well(-0.5)": gdcore.double_well(-0.5),
    "double_well(0.5)": gdcore.double_well(0.5),
    "rotated_bowl": gdcore.rotated_bowl(10, 0.5),
}
ALL = PAIRS | OTHERS
SHARP = {"ackley", "abs1d"}
deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=100)


def near(expected: Any) -> Any:
    """Equal to 1e-12 of the largest number of the row."""
    flat = expected if isinstance(expected, list) else [expected]
    return pytest.approx(expected, rel=1e-12, abs=1e-12 * max(1.0, *map(abs, flat), 0.0))


def test_every_function_of_the_reference_is_ours() -> None:
    assert set(PAIRS) == set(KNOWN)


@pytest.mark.parametrize("name", list(PAIRS))
def test_values_gradients_and_hessians_are_sympys(name: str) -> None:
    assert len(KNOWN[name]["probes"]) == 3
    for probe in KNOWN[name]["probes"]:
        assert PAIRS[name].f(probe["x"]) == near(probe["f"])
        assert PAIRS[name].grad(probe["x"]) == near(probe["grad"])
        for row, expected in zip(PAIRS[name].hess(probe["x"]), probe["hess"], strict=True):
            assert row == near(expected)


@pytest.mark.parametrize("name", list(PAIRS))
def test_the_minima_of_the_reference_are_listed(name: str) -> None:
    known = KNOWN[name]
    for place in known["minima"] + known.get("local_minima", []):
        x, fx = min(PAIRS[name].minima, key=lambda p: math.dist(p[0], place["x"]))
        assert list(x) == pytest.approx(place["x"], rel=1e-12, abs=1e-14)
        assert fx == pytest.approx(place["f"], rel=1e-12, abs=1e-14)
        eigs = eigenvalues(PAIRS[name].hess(x))
        assert eigs == pytest.approx(place["hess_eigs"], rel=1e-9)


@pytest.mark.parametrize("name", [n for n in ALL if n not in SHARP])
def test_listed_places_are_what_they_are_said_to_be(name: str) -> None:
    tf = ALL[name]
    assert tf.minima or tf.saddles
    for places, lowest, highest in ((tf.minima, 0, 1), (tf.saddles, -1, 1), (tf.maxima, -1, 0)):
        for x, fx in places:
            scale = max(1.0, *(abs(v) for row in tf.hess(x) for v in row))
            assert tf.f(x) == pytest.approx(fx, rel=1e-12, abs=1e-12)
            assert math.hypot(*tf.grad(x)) <= 1e-13 * scale
            if name not in ("monkey_saddle", "quartic"):  # nothing bends there
                signs = [v > 0 for v in eigenvalues(tf.hess(x))]
                assert signs[0] == (lowest == 0) and signs[-1] == (highest == 1)


PLAIN = [gdcore.himmelblau, gdcore.bowl(10), gdcore.double_well(0.25), *ALL.values()]
PLAIN = [tf for tf in PLAIN if re.fullmatch(r"[-+/^().\dxy ]+", tf.formula)]


def test_most_formulas_can_be_calculated() -> None:
    assert len(PLAIN) >= 14


@pytest.mark.parametrize("tf", PLAIN, ids=lambda tf: tf.name)
def test_the_formula_says_what_is_calculated(tf: TestFunction) -> None:
    code = re.sub(r"(?<=[\dxy)]) *(?=[xy(])", "*", tf.formula).replace("^", "**")
    for point in ([0.5, -1.25], [-1.5, 0.75], [2.0, 3.0]):
        place = point[: len(tf.x0)]
        assert eval(code, dict(zip("xy", point, strict=True))) == pytest.approx(tf.f(place), rel=1e-12)


@pytest.mark.parametrize("name", list(ALL))
def test_minima_come_lowest_first_and_starts_are_in_the_picture(name: str) -> None:
    tf = ALL[name]
    values = [fx for _, fx in tf.minima]
    assert values == sorted(values)
    assert len(tf.x0) == len(tf.domain)
    for v, (low, high) in zip(tf.x0, tf.domain, strict=True):
        assert low <= v <= high
    assert tf.formula in repr(tf)
    for x, _ in (*tf.minima, *tf.saddles, *tf.maxima):
        assert len(x) == len(tf.x0)


def test_how_many_stationary_points_there_are() -> None:
    counts = {n: (len(t.minima), len(t.saddles), len(t.maxima)) for n, t in ALL.items()}
    assert counts["goldstein_price"] == (4, 4, 1)
    assert counts["six_hump_camel"] == (6, 7, 2)
    assert counts["three_hump_camel"] == (3, 2, 0)
    assert counts["styblinski_tang(3)"] == (8, 18, 1)
    assert counts["styblinski_tang(5)"] == (1, 0, 0)
    assert counts["double_well(0.2)"] == (2, 0, 1)
    assert counts["double_well(0.5)"] == counts["double_well(-0.5)"] == (1, 0, 0)
    assert gdcore.goldstein_price.minima[0] == ((0.0, -1.0), 3.0)


@deterministic
@given(st.sampled_from(sorted(ALL)), st.lists(st.floats(0.05, 0.95), min_size=5, max_size=5))
def test_derivatives_agree_with_measured_ones(name: str, parts: list[float]) -> None:
    tf = ALL[name]
    x = [a + t * (b - a) for t, (a, b) in zip(parts, tf.domain, strict=False)]
    if name in SHARP and math.hypot(*x) < 0.1:
        return
    g, n = tf.grad(x), len(x)
    scale = 1e-6 * (1 + abs(tf.f(x)) + math.hypot(*g))
    assert g == pytest.approx(gdcore.numerical_gradient(tf.f, x), rel=1e-6, abs=scale)
    rows = tf.hess(x)
    scale = 1e-6 * (1 + math.hypot(*g) + max(abs(v) for row in rows for v in row))
    for i in range(n):
        slopes = gdcore.numerical_gradient(lambda p, i=i: tf.grad(p)[i], x)
        assert rows[i] == pytest.approx(slopes, rel=1e-6, abs=scale)
    if tf.L is not None and tf.mu is not None:
        eigs = eigenvalues(rows)
        assert tf.mu - 1e-9 <= eigs[0] and max(map(abs, eigs)) <= tf.L + 1e-9
    if tf.convex:
        assert eigenvalues(rows)[0] >= -1e-12


def test_where_there_is_no_slope() -> None:
    assert gdcore.ackley.grad([0, 0]) == [0.0, 0.0]
    assert all(math.isnan(v) for row in gdcore.ackley.hess([0, 0]) for v in row)
    assert gdcore.ackley.f([0, 0]) == pytest.approx(0, abs=1e-15)
    assert [gdcore.abs1d.grad([x]) for x in (-2.0, 0.0, 3.0)] == [[-1.0], [0.0], [1.0]]


def test_starts_and_pictures_of_functions_of_many_dimensions() -> None:
    assert gdcore.rosenbrock().domain == ((-2.0, 2.0), (-1.0, 3.0))
    assert gdcore.rosenbrock(3).domain == ((-2.0, 2.0),) * 3
    assert gdcore.rosenbrock(4).x0 == (-1.2, 1.0, -1.2, 1.0)
    assert gdcore.rastrigin(4).x0 == (2.2, -1.7, 2.2, 2.2) and gdcore.rastrigin(1).x0 == (2.2,)
    assert gdcore.rastrigin(2).domain == ((-5.12, 5.12),) * 2
    assert gdcore.styblinski_tang(3).x0 == (0.0,) * 3 and gdcore.styblinski_tang(3).domain == ((-5.0, 5.0),) * 3


def test_rosenbrock_at_its_minimum() -> None:
    eigs = eigenvalues(gdcore.rosenbrock().hess([1, 1]))
    known = REFERENCE["rosenbrock_hessian_at_min"]
    assert eigs == pytest.approx(known["eigs"], rel=1e-11)
    assert eigs[1] / eigs[0] == pytest.approx(known["kappa"], rel=1e-9)


def test_a_turned_bowl_is_a_turned_bowl() -> None:
    tf = gdcore.rotated_bowl(10, 0.5)
    assert (tf.L, tf.mu) == (10.0, 1.0)
    assert eigenvalues(tf.hess([0, 0])) == pytest.approx([1, 10])
    u, v = [math.cos(0.5), math.sin(0.5)], [-math.sin(0.5), math.cos(0.5)]
    assert tf.grad(u) == pytest.approx(u) and tf.grad(v) == pytest.approx([10 * a for a in v])
    assert gdcore.rotated_bowl(0.1, 0.5).mu == 0.1


def test_walks_down_each_reach_a_listed_minimum_or_say_so() -> None:
    for tf in (gdcore.booth, gdcore.three_hump_camel, gdcore.boyd_exponential, gdcore.mccormick):
        r = gdcore.minimize(tf.f, tf.x0, tf.grad, lr=0.02, max_steps=5000)
        assert r.success and min(math.dist(r.x, x) for x, _ in tf.minima) < 1e-6


@pytest.mark.parametrize("tf", list(ALL.values()), ids=list(ALL))
def test_points_of_another_dimension(tf: TestFunction) -> None:
    for call in (tf.f, tf.grad, tf.hess):
        with pytest.raises(DimensionError, match=f"this function takes {len(tf.x0)}"):
            call([0.5] * 7)


@pytest.mark.parametrize(
    ("build", "error", "words"),
    [
        (lambda: gdcore.rosenbrock(1), InvalidInputError, "n must be 2 or more"),
        (lambda: gdcore.rosenbrock(2.0), InvalidInputError, "n must be a whole number"),
        (lambda: gdcore.rastrigin(0), InvalidInputError, "n must be 1 or more"),
        (lambda: gdcore.styblinski_tang("2"), InvalidInputError, "n must be a whole number"),
        (lambda: gdcore.double_well(math.inf), NonFiniteError, "tilt must be finite"),
        (lambda: gdcore.rotated_bowl(0, 1), InvalidInputError, "kappa must be positive"),
        (lambda: gdcore.rotated_bowl(1, "a"), InvalidInputError, "angle must be a number"),
    ],
)
def test_refusals(build: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        build()


def test_names_and_curvatures() -> None:
    assert gdcore.quadratic([[1]]).name == "quadratic"
    assert gdcore.styblinski_tang().mu == -16.0
    wells = gdcore.double_well(-0.2).minima
    assert [x > 0 for (x,), _ in wells] == [True, False] and wells[0][1] < wells[1][1]
