"""Automatic differentiation against torch, against measured slopes, and against itself."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdcore
from gdcore import Dual, InvalidInputError, Value, autodiff, grad, graph, hessian, jvp
from gdcore.autodiff import cos, exp, log, relu, sigmoid, sin, softplus, sqrt, tan, tanh
from gdcore.errors import DimensionError

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())["autodiff"]
deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=60)
FUNCTIONS: dict[str, Any] = {
    "x*y + sin(x)": lambda p: p[0] * p[1] + sin(p[0]),
    "log(1+exp(x*y-z))": lambda p: log(1 + exp(p[0] * p[1] - p[2])),
    "x**y": lambda p: p[0] ** p[1],
    "tanh(w*x+b)^2 (w,x,b)": lambda p: tanh(p[0] * p[1] + p[2]) ** 2,
    "x/(y+x**2) + exp(-y)": lambda p: p[0] / (p[1] + p[0] ** 2) + exp(-p[1]),
    "relu(x)*y + relu(-x)": lambda p: relu(p[0]) * p[1] + relu(-p[0]),
    "fan-out: (x+x)*x*x": lambda p: (p[0] + p[0]) * p[0] * p[0],
}
SMOOTH: list[Any] = [
    *(exp, log, sin, cos, tan, tanh, sigmoid, softplus, sqrt, abs, relu),
    *(lambda x: x**3, lambda x: 2**x, lambda x: x**x, lambda x: 3 / x, lambda x: 3 - x),
    *(lambda x: x / 4 - 1, lambda x: 1 + x * 2, lambda x: x - x * x, lambda x: max(x, x * x)),
]


@pytest.mark.parametrize("name", list(REFERENCE))
def test_values_and_gradients_are_torchs(name: str) -> None:
    known, f = REFERENCE[name], FUNCTIONS[name]
    value, g = gdcore.value_and_grad(f)(known["at"])
    assert value == pytest.approx(known["value"], rel=1e-12)
    assert g == pytest.approx(known["grad"], rel=1e-12)
    for i, expected in enumerate(known["grad"]):
        direction = [float(i == j) for j in range(len(known["at"]))]
        assert jvp(f, known["at"], direction) == pytest.approx((value, expected), rel=1e-12)
    assert f(known["at"]) == pytest.approx(value)


@deterministic
@given(st.sampled_from(SMOOTH), st.floats(0.3, 1.4))
def test_all_modes_agree_with_measured_slopes(f: Any, x: float) -> None:
    if abs(x - 1) < 0.01:
        return  # max has a corner there
    slope = gdcore.numerical_gradient(f, x)
    assert grad(f)(x) == pytest.approx(slope, rel=1e-6, abs=1e-8)
    assert jvp(f, x, 1.0)[1] == pytest.approx(grad(f)(x), rel=1e-12)
    assert hessian(f)(x) == pytest.approx(gdcore.numerical_gradient(lambda v: grad(f)(v), x), rel=1e-5, abs=1e-6)


def test_hessians_of_the_test_functions() -> None:
    for tf in (gdcore.himmelblau, gdcore.beale, gdcore.rosenbrock(3), gdcore.bowl(5)):
        x = [0.5, -0.25, 0.75][: len(tf.x0)]
        H = hessian(tf.f)(x)
        assert isinstance(H, list)
        for row, expected in zip(H, tf.hess(x), strict=True):
            assert row == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_a_run_on_automatic_gradients() -> None:
    r = gdcore.minimize(gdcore.himmelblau.f, [0, 0], grad(gdcore.himmelblau.f), lr=0.01)
    assert r.x == pytest.approx([3, 2])


def test_values_compare_convert_and_print() -> None:
    a, b = Value(2), Value(3)
    assert a < b and b > a and a <= 2 and b >= 3 and float(a) == 2.0
    assert repr(a) == "Value(data=2.0, grad=0.0)"
    assert repr(Dual(1, 2)) == "Dual(data=1.0, slope=2.0)"


def test_backward_begins_anew_each_time_and_goes_deep() -> None:
    x = Value(1.0)
    y = x
    for _ in range(5000):
        y = y + x
    y.backward()
    y.backward()
    assert x.grad == 5001.0


def test_extremes_do_not_overflow() -> None:
    assert (sigmoid(-1000.0), sigmoid(1000.0)) == (0.0, 1.0)
    assert (softplus(-1000.0), softplus(1000.0)) == (0.0, 1000.0)
    assert grad(softplus)(1000.0) == 1.0
    assert (relu(-1.0), grad(relu)(0.0), grad(abs)(0.0), grad(lambda x: x**0)(0.0)) == (0, 0, 0, 0)


def test_constants_have_no_slope() -> None:
    assert gdcore.value_and_grad(lambda p: 3)([1, 2]) == (3.0, [0.0, 0.0])
    assert jvp(lambda x: 3.0, 1.0, 1.0) == (3.0, 0.0)
    assert hessian(lambda p: 3.0)([1.0]) == [[0.0]]
    assert hessian(lambda p: 2 * p[0])([1.0]) == [[0.0]]


def test_the_graph_of_a_calculation() -> None:
    x, y = Value(2.0), Value(3.0)
    z = x * y + x
    z.backward()
    picture = graph(z)
    assert sorted(node["op"] for node in picture["nodes"]) == ["", "", "*", "+"]
    assert picture["nodes"][-1] == {"id": 3, "op": "+", "data": 8.0, "grad": 1.0}
    assert len(picture["edges"]) == 4
    assert json.loads(json.dumps(picture)) == picture


OPERATIONS: list[tuple[str, Any]] = [
    *(("exp", exp), ("log", log), ("sin", sin), ("cos", cos), ("tan", tan), ("tanh", tanh), ("relu", relu)),
    *(("sigmoid", sigmoid), ("softplus", softplus), ("sqrt", sqrt), ("abs", abs), ("-", lambda x: -x)),
    *(("+", lambda x: x + 1), ("+", lambda x: x + x), ("-", lambda x: x - 1), ("-", lambda x: 1 - x)),
    *(("-", lambda x: x - x), ("*", lambda x: 2 * x), ("*", lambda x: x * x), ("/", lambda x: x / 2)),
    *(("/", lambda x: 2 / x), ("/", lambda x: x / x), ("**", lambda x: x**2), ("**", lambda x: 2**x)),
    ("**", lambda x: x**x),
]


@pytest.mark.parametrize(("name", "f"), OPERATIONS)
def test_the_graph_names_each_operation(name: str, f: Any) -> None:
    assert graph(f(Value(0.5)))["nodes"][-1]["op"] == name


def test_names() -> None:
    assert all(hasattr(autodiff, name) for name in autodiff.__all__)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: grad(3), InvalidInputError, "f must be a function, got 3"),
        (lambda: hessian(3), InvalidInputError, "f must be a function"),
        (lambda: jvp(3, 1, 1), InvalidInputError, "f must be a function.*order"),
        (lambda: grad(lambda x: None)(1.0), InvalidInputError, "f returned None.*not those of m"),
        (lambda: grad(lambda p: p)([1.0]), InvalidInputError, "f returned .*one number"),
        (lambda: grad(lambda x: x > 1)(1.0), InvalidInputError, "f returned"),
        (lambda: grad(lambda x: x)("a"), InvalidInputError, "x must be a number"),
        (lambda: jvp(lambda p: p[0], [1.0], [1, 2]), DimensionError, "v is a list of 2"),
        (lambda: Value("a"), InvalidInputError, "data must be a number"),
        (lambda: Dual(1, None), InvalidInputError, "slope must be a number"),
        (lambda: graph(3.0), InvalidInputError, "graph needs a Value, got 3.0"),
    ],
)
def test_refusals(call: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        call()


def test_logarithms_of_nothing_raise_as_in_math() -> None:
    with pytest.raises(ValueError):
        grad(log)(-1.0)
    assert math.isinf(Value(math.inf).data)


def test_no_number_is_below_itself() -> None:
    assert not Value(1.0) < 1.0 and not Value(1.0) > 1.0 and Value(1.0) <= 1.0 and Value(1.0) >= 1.0
