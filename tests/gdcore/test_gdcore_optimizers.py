"""SGD against torch's trajectories, and the contract that every optimizer keeps."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore import SGD, DimensionError, InvalidInputError, Optimizer, gradient_descent, quadratic

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())
RUNS = {f"{run['problem']}/{run['method']}": run for run in REFERENCE["sgd"]}
deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=60)
numbers = st.floats(-100, 100)


def rosenbrock(p: list[float]) -> float:
    x, y = p
    a, b = 1 - x, y - x * x
    return a * a + 100 * b * b


def rosenbrock_grad(p: list[float]) -> list[float]:
    x, y = p
    b = y - x * x
    return [-2 * (1 - x) - 400 * x * b, 200 * b]


def functions_of(problem: str) -> tuple[Any, Any]:
    if problem == "rosenbrock":
        return rosenbrock, rosenbrock_grad
    p = REFERENCE["problems"][problem]
    q = quadratic(p["A"], p["b"])
    return q.f, q.grad


def test_the_reference_has_all_variants_of_sgd_on_all_problems() -> None:
    assert len(RUNS) == 25


@pytest.mark.parametrize("name", list(RUNS))
def test_sgd_walks_where_torch_walks(name: str) -> None:
    run = RUNS[name]
    f, grad = functions_of(run["problem"])
    optimizer = SGD(**run["hyper"])
    x = run["iterates"]["0"]
    for k in range(101):
        if str(k) in run["iterates"]:
            expected = run["iterates"][str(k)]
            scale = 1e-12 * max(1.0, *map(abs, expected))
            assert x == pytest.approx(expected, rel=1e-12, abs=scale)
            assert f(x) == pytest.approx(run["f"][str(k)], rel=1e-12, abs=1e-12)
        x = optimizer.step(x, grad(x))
    assert optimizer.t == 101


def test_the_two_printed_trajectories_of_the_lesson_on_momentum() -> None:
    for nesterov, first, second in (
        (False, [1.65, 1.65], [1.055, 1.0375]),
        (True, [1.335, 1.335], [0.6392, 0.576025]),
    ):
        optimizer = SGD(lr=0.05, momentum=0.9, nesterov=nesterov)
        x = optimizer.step([2.0, 2.0], [7.0, 7.0])
        assert x == pytest.approx(first, rel=1e-12)
        x = optimizer.step(x, [3 * x[0] + x[1] - 1, x[0] + 2 * x[1] + 1])
        assert x == pytest.approx(second, rel=1e-12)


def test_floats_stay_floats_and_sequences_become_lists() -> None:
    assert SGD(0.5).step(1, 2) == 0.0
    assert isinstance(SGD(0.5, momentum=0.9).step(1, 2), float)
    assert SGD(0.5).step((1, 2), (2, 4)) == [0.0, 0.0]
    assert SGD(0.5).step(iter([1]), iter([2])) == [0.0]


def test_a_step_changes_neither_point_nor_gradient() -> None:
    x, g = [1.0, 2.0], [3.0, 4.0]
    optimizer = SGD(0.1, momentum=0.9, weight_decay=0.1, nesterov=True)
    optimizer.step(x, g)
    optimizer.step(x, g)
    assert (x, g) == ([1.0, 2.0], [3.0, 4.0])


def test_inf_and_nan_pass_as_in_torch() -> None:
    assert SGD(0.1).step(1.0, math.inf) == -math.inf
    assert math.isnan(SGD(0.1).step([math.nan], [0.0])[0])


def test_defaults_are_torchs() -> None:
    assert repr(SGD()) == ("SGD(lr=0.001, momentum=0.0, dampening=0.0, nesterov=False, weight_decay=0.0)")


def test_a_schedule_shows_its_name() -> None:
    def halving(k: int) -> float:
        return 0.5**k

    assert repr(SGD(halving)).startswith("SGD(lr=halving, ")


def test_a_schedule_sets_the_rate_of_each_step() -> None:
    optimizer = SGD(lr=lambda k: 1 / (k + 1))
    rates = []
    for _ in range(3):
        optimizer.step(1.0, 1.0)
        rates.append(optimizer.last_lr)
    assert rates == [1, 1 / 2, 1 / 3]


@pytest.mark.parametrize("bad", [0, -1.0, math.nan, math.inf, "0.1", True, None])
def test_a_schedule_is_checked_at_each_step(bad: Any) -> None:
    optimizer = SGD(lr=lambda k: 0.1 if k < 2 else bad)
    optimizer.step(1.0, 1.0)
    optimizer.step(1.0, 1.0)
    with pytest.raises(InvalidInputError, match="lr at step k = 2, from the schedule, must be"):
        optimizer.step(1.0, 1.0)
    assert optimizer.t == 2


def test_a_rate_set_later_is_checked_too() -> None:
    optimizer = SGD(0.1)
    optimizer.lr = -1
    with pytest.raises(InvalidInputError, match="lr must be positive"):
        optimizer.step(1.0, 1.0)


@pytest.mark.parametrize(
    ("settings_", "words"),
    [
        ({"lr": 0}, "lr must be positive, got 0"),
        ({"lr": -0.1}, "lr must be positive, got -0.1"),
        ({"lr": math.nan}, "lr must be finite, got nan"),
        ({"lr": math.inf}, "lr must be finite, got inf"),
        ({"lr": "0.1"}, r"lr must be a number, got '0.1' \(str\)"),
        ({"lr": True}, "lr must be a number, got True"),
        ({"lr": None}, "lr must be a number, got None"),
        ({"momentum": 1}, r"momentum must be in \[0, 1\), got 1"),
        ({"momentum": 1.5}, r"momentum must be in \[0, 1\)"),
        ({"momentum": -0.1}, r"momentum must be in \[0, 1\)"),
        ({"momentum": math.nan}, "momentum must be finite"),
        ({"momentum": "0.9"}, "momentum must be a number"),
        ({"momentum": 0.9, "dampening": 1}, r"dampening must be in \[0, 1\)"),
        ({"weight_decay": -0.1}, "weight_decay must be 0 or above"),
        ({"weight_decay": math.inf}, "weight_decay must be finite"),
        ({"nesterov": True}, "nesterov=True needs momentum above 0.*Try momentum=0.9"),
        ({"nesterov": True, "momentum": 0.9, "dampening": 0.1}, "dampening=0, got"),
        ({"nesterov": 1, "momentum": 0.9}, "nesterov must be True or False"),
    ],
)
def test_settings_that_cannot_be_used(settings_: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        SGD(**settings_)


@pytest.mark.parametrize(
    ("x", "g", "error", "words"),
    [
        ([1.0, 2.0], [1.0], DimensionError, "g is a list of 1 number but x is a list of 2"),
        ([1.0], 1.0, DimensionError, "g is a single number but x is a list of 1"),
        (1.0, [1.0], DimensionError, "g is a list of 1 number but x is a single number"),
        ("a", 1.0, InvalidInputError, "x must be a number or a sequence"),
        (1.0, None, InvalidInputError, "g must be a number or a sequence"),
        ([], [], DimensionError, "x is empty"),
    ],
)
def test_steps_that_cannot_be_taken(x: Any, g: Any, error: type, words: str) -> None:
    optimizer = SGD(0.1)
    with pytest.raises(error, match=words):
        optimizer.step(x, g)
    assert optimizer.t == 0


def test_memory_of_another_dimension_is_refused_until_reset() -> None:
    optimizer = SGD(0.1, momentum=0.9)
    optimizer.step([1.0, 2.0], [1.0, 1.0])
    with pytest.raises(DimensionError, match=r"x has 3 coordinates but 'v'.*has 2.*reset\(\)"):
        optimizer.step([1.0, 2.0, 3.0], [1.0, 1.0, 1.0])
    optimizer.reset()
    assert optimizer.step([1.0, 2.0, 3.0], [1.0, 1.0, 1.0]) == [0.9, 1.9, 2.9]
    assert optimizer.t == 1


def test_state_is_a_copy_and_survives_json() -> None:
    optimizer = SGD(0.1, momentum=0.9)
    assert optimizer.state_dict() == {"t": 0, "buffers": {}}
    optimizer.step([1.0], [2.0])
    state = optimizer.state_dict()
    assert json.loads(json.dumps(state)) == state == {"t": 1, "buffers": {"v": [2.0]}}
    state["buffers"]["v"][0] = 99.0
    assert optimizer.state_dict()["buffers"]["v"] == [2.0]
    state["buffers"]["v"][0] = 5.0
    optimizer.load_state_dict(state)
    state["buffers"]["v"][0] = 99.0
    assert optimizer.step([0.0], [0.0]) == pytest.approx([-0.45])


@pytest.mark.parametrize(
    "state",
    [
        None,
        {},
        {"t": 1},
        {"t": 1, "buffers": {}, "more": 0},
        {"t": -1, "buffers": {}},
        {"t": 1.5, "buffers": {}},
        {"t": 1, "buffers": [1.0]},
        {"t": 1, "buffers": {"v": "abc"}},
        {"t": 1, "buffers": {"v": []}},
    ],
)
def test_states_that_cannot_be_loaded_change_nothing(state: Any) -> None:
    optimizer = SGD(0.1, momentum=0.9)
    optimizer.step(1.0, 2.0)
    before = optimizer.state_dict()
    with pytest.raises(InvalidInputError):
        optimizer.load_state_dict(state)
    assert optimizer.state_dict() == before


def test_an_optimizer_of_ones_own_is_held_to_the_shape_of_x() -> None:
    class Careless(Optimizer):
        def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
            return x[:1]

    class Forgetful(Optimizer):
        def update(self, x: list[float], g: list[float], lr: float) -> list[float]:
            return None  # type: ignore[return-value]

    with pytest.raises(DimensionError, match=r"what update\(\) returned is a list of 1 number"):
        Careless(0.1).step([1.0, 2.0], [1.0, 1.0])
    with pytest.raises(InvalidInputError, match=r"what update\(\) returned must be.*got None"):
        Forgetful(0.1).step(1.0, 1.0)
    with pytest.raises(TypeError):
        Optimizer(0.1)  # type: ignore[abstract]


@deterministic
@given(st.lists(numbers, min_size=1, max_size=4), st.floats(0.001, 1.0))
def test_without_momentum_sgd_is_gradient_descent(x0: list[float], lr: float) -> None:
    def grad(x: list[float]) -> list[float]:
        return [(i + 1) * v for i, v in enumerate(x)]

    path = gradient_descent(grad, x0, lr, 10)
    for options in ({}, {"momentum": 0.0, "dampening": 0.5}):
        optimizer, x = SGD(lr, **options), path[0]
        for k in range(10):
            x = optimizer.step(x, grad(x))
            assert x == path[k + 1]


@deterministic
@given(st.integers(0, 10), st.floats(0, 0.99), st.booleans(), st.floats(0, 1))
def test_a_saved_run_continues_where_it_was(pause: int, momentum: float, nesterov: bool, decay: float) -> None:
    def new() -> SGD:
        return SGD(0.05, momentum, 0, nesterov and momentum > 0, decay)

    def walk(optimizer: SGD, x: float, steps: int) -> float:
        for _ in range(steps):
            x = optimizer.step(x, 2 * x)
        return x

    whole = walk(new(), 10.0, 12)
    first, second = new(), new()
    half = walk(first, 10.0, pause)
    second.load_state_dict(first.state_dict())
    assert walk(second, half, 12 - pause) == whole
    first.reset()
    assert walk(first, 10.0, 12) == whole


@deterministic
@given(st.permutations([0, 1, 2]), st.tuples(numbers, numbers, numbers))
def test_renaming_the_coordinates_renames_the_steps(order: list[int], x0: tuple[float]) -> None:
    plain, renamed = SGD(0.1, 0.9, 0.1, False, 0.01), SGD(0.1, 0.9, 0.1, False, 0.01)
    x, y = list(x0), [x0[i] for i in order]
    lambdas = [0.5, 1.0, 3.0]
    for _ in range(10):
        x = plain.step(x, [h * v for h, v in zip(lambdas, x, strict=True)])
        y = renamed.step(y, [lambdas[i] * v for i, v in zip(order, y, strict=True)])
        assert y == [x[i] for i in order]
