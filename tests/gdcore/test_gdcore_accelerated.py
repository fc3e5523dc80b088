"""Heavy ball and Nesterov's method with mu and L: reference iterates, bounds, rates."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from gdcore import (
    SGD,
    HeavyBall,
    InvalidInputError,
    Nesterov,
    Optimizer,
    bowl,
    heavy_ball_parameters,
    minimize,
)

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())
FISTA = REFERENCE["nesterov_fista_kappa10"]


def steps_to_a_millionth(optimizer: Optimizer, where: str = "") -> int:
    """Steps on bowl(100) from (1, 1) until |x| is a millionth of what it was."""
    b, seen, y = bowl(100), [1.0, 1.0], [1.0, 1.0]
    for k in range(2000):
        if math.hypot(*seen) <= 1e-6 * math.sqrt(2):
            return k
        y = optimizer.step(y, b.grad(y))
        seen = optimizer.buffers[where] if where else y
    raise AssertionError


def test_nesterov_walks_where_the_reference_walks_and_keeps_the_bound() -> None:
    b, optimizer, y = bowl(10), Nesterov(L=10), [1.0, 1.0]
    for k in range(1, 201):
        y = optimizer.step(y, b.grad(y))
        x = optimizer.buffers["x"]
        assert b.f(x) <= 2 * 10 * 2 / (k + 1) ** 2
        if str(k) in FISTA:
            assert x == pytest.approx(FISTA[str(k)]["x"], rel=1e-12, abs=1e-14)
            assert b.f(x) == pytest.approx(FISTA[str(k)]["f"], rel=1e-12)
            assert optimizer.buffers["t"] == pytest.approx([FISTA[str(k)]["t_k+1"]] * 2, rel=1e-13)


def test_steps_of_the_lesson_on_momentum() -> None:
    assert steps_to_a_millionth(HeavyBall(1, 100)) == 93
    assert steps_to_a_millionth(Nesterov(100, 1), "x") == 155
    assert steps_to_a_millionth(SGD(2 / 101)) == 691


def test_nesterov_with_mu_keeps_its_linear_bound() -> None:
    b, optimizer, y = bowl(100), Nesterov(100, 1), [1.0, 1.0]
    for k in range(1, 201):
        y = optimizer.step(y, b.grad(y))
        assert b.f(optimizer.buffers["x"]) <= 0.9**k * 101 / 2 * 2


def test_heavy_ball_is_sgd_with_polyaks_parameters() -> None:
    lr, momentum = heavy_ball_parameters(1, 100)
    expected = REFERENCE["heavy_ball"]
    assert (lr, momentum) == pytest.approx((expected["alpha"], expected["beta"]), rel=1e-13)
    b, ball, sgd, x, y = bowl(100), HeavyBall(1, 100), SGD(lr, momentum), [1.0, 1.0], [1.0, 1.0]
    for _ in range(60):
        x, y = ball.step(x, b.grad(x)), sgd.step(y, b.grad(y))
        assert x == pytest.approx(y, rel=1e-9, abs=1e-12)


def test_the_tuned_heavy_ball_can_run_in_a_circle() -> None:
    def slope(x: float) -> float:
        return 25 * x if x < 1 else (x + 24 if x < 2 else 25 * x - 24)

    ball, x = HeavyBall(1, 25), 3.3
    path = []
    for _ in range(3003):
        x = ball.step(x, slope(x))
        path.append(round(x, 4))
    assert sorted(path[-3:]) == [-1.8024, 0.6465, 2.1159]


@pytest.mark.parametrize("optimizer", [HeavyBall(4, 4), Nesterov(4, 4)])
def test_a_round_bowl_takes_one_step(optimizer: Optimizer) -> None:
    r = minimize(lambda x: 2 * x * x, 7.0, lambda x: 4 * x, optimizer=optimizer)
    assert (r.x, r.nit) == (0.0, 1)


def test_repr_shows_the_curvatures() -> None:
    assert repr(HeavyBall(1, 100)) == "HeavyBall(mu=1.0, L=100.0)"
    assert repr(Nesterov(100)) == "Nesterov(L=100.0, mu=0.0)"


def test_both_continue_where_they_were() -> None:
    for new in (lambda: HeavyBall(1, 10), lambda: Nesterov(10), lambda: Nesterov(10, 1)):
        b, first, second, x = bowl(10), new(), new(), [1.0, 1.0]
        for _ in range(3):
            x = first.step(x, b.grad(x))
        second.load_state_dict(json.loads(json.dumps(first.state_dict())))
        assert second.step(x, b.grad(x)) == first.step(x, b.grad(x))


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: HeavyBall(0, 1), "mu must be positive, got 0.*It is a curvature"),
        (lambda: HeavyBall(2, 1), r"mu must not be larger than L, got mu=2 \(int\) and L=1"),
        (lambda: HeavyBall("a", 1), "mu must be a number"),
        (lambda: heavy_ball_parameters(1, math.inf), "L must be finite"),
        (lambda: Nesterov(0), "L must be positive"),
        (lambda: Nesterov(1, -1), "mu must be 0 or above, got -1.*Use 0"),
        (lambda: Nesterov(1, 2), "mu must not be larger than L"),
        (lambda: Nesterov(None), "L must be a number"),
    ],
)
def test_curvatures_that_cannot_be_used(build: Any, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        build()


def test_nesterov_refuses_a_small_mu_above_L() -> None:
    with pytest.raises(InvalidInputError):
        Nesterov(0.25, 0.5)
