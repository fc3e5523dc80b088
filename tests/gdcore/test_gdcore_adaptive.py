"""The adaptive optimizers: torch's trajectories, closed forms of first steps, and refusals."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdcore
from gdcore import InvalidInputError, Optimizer, minimize, quadratic

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())
RUNS = {f"{run['problem']}/{run['method']}": run for run in REFERENCE["adaptive"]}
CLASSES = {
    "adadelta": gdcore.Adadelta,
    "adagrad": gdcore.Adagrad,
    "adam": gdcore.Adam,
    "adamax": gdcore.Adamax,
    "adamw": gdcore.AdamW,
    "lion": gdcore.Lion,
    "nadam": gdcore.NAdam,
    "radam": gdcore.RAdam,
    "rmsprop": gdcore.RMSprop,
    "rprop": gdcore.Rprop,
}
deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=40)
gradients = st.lists(st.floats(-50, 50), min_size=2, max_size=2)


def rosenbrock_grad(p: list[float]) -> list[float]:
    x, y = p
    b = y - x * x
    return [-2 * (1 - x) - 400 * x * b, 200 * b]


def grad_of(problem: str) -> Any:
    if problem == "rosenbrock":
        return rosenbrock_grad
    p = REFERENCE["problems"][problem]
    return quadratic(p["A"], p["b"]).grad


def walk(optimizer: Optimizer, grad: Any, x: Any, steps: int) -> Any:
    for _ in range(steps):
        x = optimizer.step(x, grad(x))
    return x


def test_the_reference_has_all_variants_on_all_problems() -> None:
    assert len(RUNS) == 70
    assert sum(len(run["iterates"]) for run in RUNS.values()) == 698


@pytest.mark.parametrize("name", list(RUNS))
def test_each_walks_where_torch_walks(name: str) -> None:
    run = RUNS[name]
    grad = grad_of(run["problem"])
    optimizer = CLASSES[run["method"].split("_")[0]](**run["hyper"])
    x = run["iterates"]["0"]
    for k in range(101):
        if str(k) in run["iterates"]:
            expected = run["iterates"][str(k)]
            scale = 1e-12 * max(1.0, *map(abs, expected))
            assert x == pytest.approx(expected, rel=1e-12, abs=scale), k
        x = optimizer.step(x, grad(x))


def test_lion_walks_where_optax_walks() -> None:
    optimizer, grad, x = gdcore.Lion(lr=0.05), grad_of("coupled"), [2.0, 2.0]
    for k in range(101):
        if str(k) in REFERENCE["lion"]:
            assert x == pytest.approx(REFERENCE["lion"][str(k)], rel=1e-12), k
        x = optimizer.step(x, grad(x))


def test_defaults_are_torchs() -> None:
    assert [repr(c()) for c in CLASSES.values()] == [
        "Adadelta(lr=1.0, rho=0.9, eps=1e-06, weight_decay=0.0)",
        "Adagrad(lr=0.01, lr_decay=0.0, weight_decay=0.0, initial_accumulator_value=0.0, eps=1e-10)",
        "Adam(lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.0, amsgrad=False)",
        "Adamax(lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.0)",
        "AdamW(lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01, amsgrad=False)",
        "Lion(lr=0.0001, betas=(0.9, 0.99), weight_decay=0.0)",
        "NAdam(lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.0, momentum_decay=0.004)",
        "RAdam(lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.0)",
        "RMSprop(lr=0.01, alpha=0.99, eps=1e-08, weight_decay=0.0, momentum=0.0, centered=False)",
        "Rprop(lr=0.01, etas=(0.5, 1.2), step_sizes=(1e-06, 50.0))",
    ]


@pytest.mark.parametrize("name", [n for n in CLASSES if n not in ("lion", "adamw", "rprop")])
def test_weight_decay_is_a_penalty_in_the_function(name: str) -> None:
    plain, decaying = CLASSES[name](0.05), CLASSES[name](0.05, weight_decay=0.3)
    a = walk(plain, lambda x: [7 * x[0] + 0.3 * x[0], 0.3 * x[1] - 2], [2.0, 1.0], 30)
    assert walk(decaying, lambda x: [7 * x[0], -2], [2.0, 1.0], 30) == pytest.approx(a, rel=1e-12)


def test_lions_weight_decay_shrinks_x_beside_the_step() -> None:
    assert gdcore.Lion(lr=0.1, weight_decay=0.5).step(2.0, 3.0) == pytest.approx(1.8)
    assert gdcore.Lion(lr=0.1, weight_decay=0.5).step(2.0, 0.0) == pytest.approx(1.9)


def test_adagrads_settings() -> None:
    assert gdcore.Adagrad(0.1, initial_accumulator_value=7).step(1.0, 3.0) == pytest.approx(0.925)
    optimizer = gdcore.Adagrad(0.1, lr_decay=1.0)
    x = optimizer.step(1.0, 3.0)
    assert optimizer.step(x, 4.0) == pytest.approx(0.9 - 0.1 / 2 * 4 / 5)


def test_d2ls_published_adagrad_on_the_ravine() -> None:
    # Theirs has eps = 1e-6 inside the root, which changes no printed digit here.
    x = walk(gdcore.Adagrad(0.4), grad_of("ravine"), [-5.0, -2.0], 20)
    assert x == pytest.approx([-2.382563, -0.158591], abs=1e-6)


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e6])
def test_adams_first_step_is_lr_long_whatever_the_scale(scale: float) -> None:
    x = gdcore.Adam(lr=0.1).step([0.0, 0.0], [3 * scale, -0.5 * scale])
    assert x == pytest.approx([-0.1, 0.1], rel=3e-5)


@pytest.mark.parametrize("name", list(CLASSES))
@pytest.mark.parametrize("x", [[1.0, 2.0], 3.0])
def test_without_a_gradient_there_is_no_step(name: str, x: Any) -> None:
    options = {"weight_decay": 0} if name == "adamw" else {}
    zero = [0.0, 0.0] if isinstance(x, list) else 0.0
    assert walk(CLASSES[name](0.1, **options), lambda x: zero, x, 5) == x


def test_a_variance_that_rounding_makes_negative_counts_as_zero() -> None:
    optimizer = gdcore.RMSprop(0.1, alpha=0.5, centered=True)
    for _ in range(200):
        assert math.isfinite(optimizer.step(0.0, 0.1))
    optimizer.load_state_dict({"t": 1, "buffers": {"v": [1.0], "m": [1.0000001]}})
    assert math.isfinite(optimizer.step(0.0, 1.0))


def test_rprop_waits_where_the_sign_changes_and_keeps_to_its_limits() -> None:
    optimizer = gdcore.Rprop(0.1, step_sizes=(0.06, 0.11))
    steps, x = [], 0.0
    for g in (1.0, 1.0, -1.0, -1.0, 0.0, -1.0):
        ahead = optimizer.step(x, g)
        steps.append(round(ahead - x, 12))
        x = ahead
    assert steps == [-0.1, -0.11, 0.0, 0.06, 0.0, 0.06]


def test_radam_with_a_short_memory_never_trusts_its_mean_square() -> None:
    optimizer = gdcore.RAdam(0.1, betas=(0.0, 0.5))
    assert walk(optimizer, lambda x: 1.0, 0.0, 20) == pytest.approx(-2.0)


@pytest.mark.parametrize("name", list(CLASSES))
def test_each_survives_an_overflow_and_minimizes(name: str) -> None:
    optimizer = CLASSES[name](0.05)
    optimizer.step([1.0, 2.0], [1e200, -math.inf])
    optimizer.step([1.0, 2.0], [math.nan, 0.0])
    r = minimize(lambda x: x * x, 1.0, lambda x: 2 * x, optimizer=optimizer, max_steps=300)
    assert r.fun < 0.95
    assert r.reason in ("gtol", "max_steps")


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: gdcore.Adam(0), "lr must be positive"),
        (lambda: gdcore.Adam(betas=(1.0, 0.9)), r"betas\[0\] must be in \[0, 1\), got 1.0"),
        (lambda: gdcore.Adam(betas=(0.9, -0.1)), r"betas\[1\] must be in \[0, 1\), got -0.1"),
        (lambda: gdcore.Adam(betas=0.9), r"betas must be two numbers, such as \(0.9, 0.999\)"),
        (lambda: gdcore.Adam(betas=(0.9,)), "betas must be two numbers"),
        (lambda: gdcore.Adam(betas="ab"), "betas must be two numbers"),
        (lambda: gdcore.Adam(eps=-1e-8), "eps must be positive, got -1e-08. It keeps"),
        (lambda: gdcore.Adam(eps=0), "eps must be positive"),
        (lambda: gdcore.Adam(weight_decay=-1), "weight_decay must be 0 or above"),
        (lambda: gdcore.Adam(amsgrad=1), "amsgrad must be True or False"),
        (lambda: gdcore.AdamW(weight_decay=-1), "weight_decay must be 0 or above"),
        (lambda: gdcore.Adamax(betas=(2, 0)), r"betas\[0\]"),
        (lambda: gdcore.NAdam(momentum_decay=-1), "momentum_decay must be 0 or above"),
        (lambda: gdcore.RAdam(eps=0), "eps must be positive"),
        (lambda: gdcore.Adagrad(lr_decay=-1), "lr_decay must be 0 or above"),
        (lambda: gdcore.Adagrad(initial_accumulator_value=-1), "initial_accumulator_value must"),
        (lambda: gdcore.Adagrad(eps=0), "eps must be positive"),
        (lambda: gdcore.Adagrad(weight_decay=math.nan), "weight_decay must be finite"),
        (lambda: gdcore.RMSprop(alpha=1), r"alpha must be in \[0, 1\)"),
        (lambda: gdcore.RMSprop(momentum=1), r"momentum must be in \[0, 1\)"),
        (lambda: gdcore.RMSprop(centered=None), "centered must be True or False"),
        (lambda: gdcore.RMSprop(eps=0), "eps must be positive"),
        (lambda: gdcore.RMSprop(weight_decay="a"), "weight_decay must be a number"),
        (lambda: gdcore.Adadelta(rho=1), r"rho must be in \[0, 1\)"),
        (lambda: gdcore.Adadelta(eps=0), "eps must be positive"),
        (lambda: gdcore.Adadelta(weight_decay=-1), "weight_decay must be 0 or above"),
        (lambda: gdcore.Lion(betas=(0.9, 1)), r"betas\[1\]"),
        (lambda: gdcore.Lion(weight_decay=-1), "weight_decay must be 0 or above"),
        (lambda: gdcore.Rprop(etas=(1.2, 0.5)), "etas must be a shrinking and a growing factor"),
        (lambda: gdcore.Rprop(etas=(0.5, 1)), "etas must be"),
        (lambda: gdcore.Rprop(etas=(0, 1.2)), "etas must be"),
        (lambda: gdcore.Rprop(etas=(0.5, math.inf)), r"etas\[1\] must be finite"),
        (lambda: gdcore.Rprop(etas=None), "etas must be two numbers, such as .0.5, 1.2., got None"),
        (lambda: gdcore.Rprop(step_sizes=(0, 1)), "step_sizes must be the shortest and the long"),
        (lambda: gdcore.Rprop(step_sizes=(2, 1)), "step_sizes must be"),
        (lambda: gdcore.Rprop(step_sizes=("a", 1)), r"step_sizes\[0\] must be a number"),
    ],
)
def test_settings_that_cannot_be_used(build: Any, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        build()


@deterministic
@given(st.sampled_from(sorted(CLASSES)), st.integers(0, 8))
def test_a_saved_run_continues_where_it_was(name: str, pause: int) -> None:
    grad = grad_of("coupled")
    whole = walk(CLASSES[name](0.1), grad, [2.0, 2.0], 10)
    first, second = CLASSES[name](0.1), CLASSES[name](0.1)
    half = walk(first, grad, [2.0, 2.0], pause)
    second.load_state_dict(json.loads(json.dumps(first.state_dict())))
    assert walk(second, grad, half, 10 - pause) == whole
    first.reset()
    assert walk(first, grad, [2.0, 2.0], 10) == whole


@pytest.mark.parametrize("name", [*CLASSES, "momentum", "nesterov", "heavy ball", "fista"])
def test_what_a_step_was_given_and_what_it_returned_are_the_callers_own(name: str) -> None:
    def new() -> Optimizer:
        if name in CLASSES:
            return CLASSES[name](0.1)
        if name in ("momentum", "nesterov"):
            return gdcore.SGD(0.1, momentum=0.9, nesterov=name == "nesterov")
        return gdcore.HeavyBall(1, 10) if name == "heavy ball" else gdcore.Nesterov(10)

    def walk(optimizer: Optimizer, spoil: bool) -> list[float]:
        x: Any = [2.0, 2.0]
        for _ in range(4):
            given, g = list(x), [x[0], -3 * x[1]]
            x = list(returned := optimizer.step(given, g))
            if spoil:
                given[0] = g[0] = returned[0] = 99.0  # type: ignore[index]
        return x

    assert walk(new(), spoil=True) == walk(new(), spoil=False)


@deterministic
@given(st.sampled_from(sorted(CLASSES)), st.lists(gradients, min_size=1, max_size=6))
def test_swapping_the_coordinates_swaps_the_steps(name: str, gs: list[list[float]]) -> None:
    plain, swapped, x, y = CLASSES[name](0.1), CLASSES[name](0.1), [1.0, -2.0], [-2.0, 1.0]
    for g in gs:
        before = list(g)
        x, y = plain.step(x, g), swapped.step(y, g[::-1])
        assert y == x[::-1]
        assert g == before


@deterministic
@given(
    st.sampled_from(["adam", "adagrad", "adamax", "nadam", "rmsprop"]),
    st.floats(0.5, 1000),
    st.lists(st.floats(1, 50), min_size=1, max_size=8),
)
def test_scaling_the_function_changes_nothing(name: str, c: float, gs: list[float]) -> None:
    plain, scaled, x, y = CLASSES[name](0.1), CLASSES[name](0.1), 1.0, 1.0
    for g in gs:
        x, y = plain.step(x, g), scaled.step(y, c * g)
        assert y == pytest.approx(x, abs=1e-6)


@deterministic
@given(st.lists(st.floats(-50, 50), min_size=1, max_size=20), st.booleans())
def test_adams_steps_are_bounded(gs: list[float], fast: bool) -> None:
    b1, b2 = (0.5, 0.5) if fast else (0.9, 0.999)
    bound = 0.1 * max(1.0, (1 - b1) / math.sqrt(1 - b2))  # Kingma & Ba (2015), section 2.1
    optimizer, x = gdcore.Adam(0.1, betas=(b1, b2)), 0.0
    for g in gs:
        ahead = optimizer.step(x, g)
        assert abs(ahead - x) <= bound * 1.01
        x = ahead


@deterministic
@given(st.lists(gradients, min_size=1, max_size=8), st.booleans())
def test_without_decay_adamw_is_adam(gs: list[list[float]], amsgrad: bool) -> None:
    adam, x = gdcore.Adam(0.1, amsgrad=amsgrad), [1.0, 2.0]
    adamw, y = gdcore.AdamW(0.1, weight_decay=0, amsgrad=amsgrad), [1.0, 2.0]
    for g in gs:
        x, y = adam.step(x, g), adamw.step(y, g)
        assert x == y
