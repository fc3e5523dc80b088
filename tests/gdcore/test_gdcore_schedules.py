"""Schedules against torch's and optax's tables, joined, sliced, refused, and at work."""

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import gdcore
from gdcore import SGD, InvalidInputError, NonFiniteError, minimize

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())
PLANS = {
    "StepLR(step_size=10,gamma=0.5)": gdcore.step_decay(0.1, 10, 0.5),
    "MultiStepLR(milestones=[5,20],gamma=0.1)": gdcore.multistep(0.1, [5, 20], 0.1),
    "ExponentialLR(gamma=0.9)": gdcore.exponential_decay(0.1, 0.9),
    "CosineAnnealingLR(T_max=30,eta_min=0)": gdcore.cosine_decay(0.1, 30),
    "CosineAnnealingLR(T_max=30,eta_min=0.01)": gdcore.cosine_decay(0.1, 30, 0.01),
    "CosineAnnealingWarmRestarts(T_0=10,T_mult=2)": gdcore.cosine_restarts(0.1, 10, 2),
    "LinearLR(start_factor=0.1,end_factor=1,total_iters=10)": gdcore.warmup(0.1, 10, start=0.01),
    "PolynomialLR(total_iters=30,power=2)": gdcore.polynomial_decay(0.1, 30, 2),
    "OneCycleLR(max_lr=0.1,total_steps=31)": gdcore.one_cycle(0.1, 31),
    "LambdaLR inverse-time 1/(1+0.1t)": gdcore.inverse_time_decay(0.1, 0.1),
    "LambdaLR inverse-sqrt 1/sqrt(t+1)": gdcore.inverse_sqrt(0.1),
}


def test_every_schedule_of_the_reference_is_ours() -> None:
    assert set(PLANS) == set(REFERENCE["schedules"])


@pytest.mark.parametrize("name", list(PLANS))
def test_rates_are_torchs(name: str) -> None:
    assert PLANS[name][0:31] == pytest.approx(REFERENCE["schedules"][name], rel=1e-12, abs=1e-15)


def test_warmed_up_cosine_is_optaxs() -> None:
    plan = gdcore.warmup(gdcore.cosine_decay(0.1, 25, 0.01), 5)
    assert plan[0:31] == pytest.approx(REFERENCE["warmup_cosine"], rel=1e-12, abs=1e-15)


def test_noam_counts_from_one() -> None:
    plan = gdcore.noam(512, 4000)
    for step, rate in REFERENCE["noam"].items():
        assert plan(int(step) - 1) == pytest.approx(rate, rel=1e-12)
    assert max(range(3000, 5000), key=plan) == 3999
    assert gdcore.noam(512, 4000, scale=2)(9) == 2 * plan(9)


def test_where_each_ends() -> None:
    assert gdcore.cosine_decay(0.1, 30, 0.01)(1000) == 0.01
    assert gdcore.polynomial_decay(0.1, 30, 2, 0.01)(1000) == 0.01
    assert gdcore.one_cycle(0.1, 31)(1000) == pytest.approx(4e-7, rel=1e-12)
    assert gdcore.constant(1)(10**9) == 1.0
    assert gdcore.step_decay(0.1, 1, 0.5)(5000) == 0.0


def test_one_cycle_rises_to_its_height_and_falls() -> None:
    rates = gdcore.one_cycle(0.1, 20, warm=0.5)[0:20]
    assert rates.index(max(rates)) == 9 and max(rates) == 0.1
    assert all(a < b for a, b in pairwise(rates[:10])) and all(a > b for a, b in pairwise(rates[9:]))


def test_restarts_of_equal_length() -> None:
    plan = gdcore.cosine_restarts(0.1, 10, end=0.02)
    assert plan[0:10] == plan[20:30] == gdcore.cosine_decay(0.1, 10, 0.02)[0:10]


def test_warm_up_climbs_to_the_first_rate_of_what_follows() -> None:
    plan = gdcore.warmup(gdcore.cosine_decay(0.1, 25), 5)
    assert plan[0:6] == pytest.approx([0, 0.02, 0.04, 0.06, 0.08, 0.1])
    assert gdcore.warmup(gdcore.cosine_decay(0.1, 30), 0)(15) == pytest.approx(0.05)
    assert gdcore.warmup(lambda k: 0.5 / (k + 1), 2)[0:4] == [0.0, 0.25, 0.5, 0.25]


def test_joined_schedules_begin_at_their_own_zero() -> None:
    plan = gdcore.join([0.5, gdcore.exponential_decay(0.4, 0.5), lambda k: k + 1], [2, 4])
    assert plan[0:7] == [0.5, 0.5, 0.4, 0.2, 1, 2, 3]
    assert gdcore.join([0.5], [])(3) == 0.5


def test_plans_are_indexed_by_step() -> None:
    plan = gdcore.exponential_decay(0.5, 0.5)
    assert plan[3] == plan(3) == 0.0625
    assert plan[1:4] == [0.25, 0.125, 0.0625]
    assert plan[:5:2] == [0.5, 0.125, 0.03125]
    for bad in (slice(None), slice(0, -1), slice(-3, 2)):
        with pytest.raises(InvalidInputError, match=r"no end to count from; write plan\[0:30\]"):
            plan[bad]
    with pytest.raises(TypeError):
        iter(plan)


@pytest.mark.parametrize("k", [-1, 1.5, "2", True, None])
def test_steps_that_no_schedule_knows(k: Any) -> None:
    with pytest.raises(InvalidInputError, match="k must be"):
        gdcore.constant(0.1)(k)


def test_repr_is_the_call() -> None:
    plan = gdcore.join([gdcore.warmup(0.1, 5), gdcore.cosine_restarts(0.1, 10)], [5])
    assert repr(plan) == (
        "join([warmup(constant(lr=0.1), steps=5, start=0.0), "
        "cosine_restarts(lr=0.1, steps=10, multiplier=1, end=0.0)], [5])"
    )
    assert repr(SGD(gdcore.inverse_sqrt(0.1))).startswith("SGD(lr=inverse_sqrt(lr=0.1), ")
    for plan in (*PLANS.values(), gdcore.constant(0.3), gdcore.noam(4, 3)):
        assert eval(repr(plan), vars(gdcore))[0:40] == plan[0:40]


def test_a_run_may_begin_and_end_at_rate_zero() -> None:
    plan = gdcore.warmup(gdcore.cosine_decay(0.4, 20), 5)
    r = minimize(lambda x: x * x, 1.0, lambda x: 2 * x, lr=plan, max_steps=40, gtol=None)
    assert r.history.lr[1] == 0.0 and r.history.lr[-1] == 0.0
    assert r.history.x[1] == 1.0 and abs(r.x) < 1e-3
    with pytest.raises(InvalidInputError, match="lr at step k = 0.*must be positive, got 0"):
        minimize(lambda x: x * x, 1.0, lambda x: 2 * x, lr=lambda k: 0.0)


def test_a_growing_rate_that_overflows_is_refused_by_name() -> None:
    optimizer = SGD(gdcore.exponential_decay(1.0, 2.0))
    optimizer.t = 5000
    with pytest.raises(NonFiniteError, match="lr at step k = 5000, from the schedule, must be fin"):
        optimizer.step(1.0, 1.0)


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: gdcore.constant(0), "lr must be positive"),
        (lambda: gdcore.step_decay(-1, 10), "lr must be positive"),
        (lambda: gdcore.step_decay(0.1, 0), "step_size must be 1 or more"),
        (lambda: gdcore.step_decay(0.1, 10, 0), "gamma must be positive, got 0.*0.5 halves"),
        (lambda: gdcore.multistep(0.1, [1.5]), "each of milestones must be a whole number"),
        (lambda: gdcore.multistep(0.1, 5), r"milestones must be a list, such as \[30, 60\], got 5"),
        (lambda: gdcore.exponential_decay(0.1, math.nan), "gamma must be finite"),
        (lambda: gdcore.inverse_time_decay(0.1, -1), "decay must be 0 or above"),
        (lambda: gdcore.inverse_sqrt("a"), "lr must be a number"),
        (lambda: gdcore.polynomial_decay(0.1, 0), "steps must be 1 or more"),
        (lambda: gdcore.polynomial_decay(0.1, 5, 0), "power must be positive"),
        (lambda: gdcore.polynomial_decay(0.1, 5, 1, -1), "end must be 0 or above"),
        (lambda: gdcore.cosine_decay(0, 30), "lr must be positive"),
        (lambda: gdcore.cosine_decay(0.1, 30.0), "steps must be a whole number"),
        (lambda: gdcore.cosine_restarts(0.1, 30, 0), "multiplier must be 1 or more"),
        (lambda: gdcore.warmup(None, 5), "schedule must be a number, got None.*function k -> lr"),
        (lambda: gdcore.warmup(0, 5), "schedule must be positive"),
        (lambda: gdcore.warmup(0.1, -1), "steps must be 0 or more"),
        (lambda: gdcore.warmup(0.1, 5, -1), "start must be 0 or above"),
        (lambda: gdcore.warmup(lambda k: -1, 5)(7), "lr at step k = 2, from the sched.* < 0"),
        (lambda: gdcore.warmup(lambda k: "a", 5)(1), "lr at step k = 0.*must be a number"),
        (lambda: gdcore.one_cycle(0.1, 1), "steps must be 2 or more"),
        (lambda: gdcore.one_cycle(0.1, 10, warm=1), "warm must be the part of the updates"),
        (lambda: gdcore.one_cycle(0.1, 10, warm=0.1), "more than one of the 10 steps, got 0.1"),
        (lambda: gdcore.one_cycle(0.1, 10, start_div=0), "start_div must be positive"),
        (lambda: gdcore.one_cycle(0.1, 10, end_div=0), "end_div must be positive"),
        (lambda: gdcore.noam(0, 1), "width must be 1 or more"),
        (lambda: gdcore.noam(1, 0), "warmup_steps must be 1 or more"),
        (lambda: gdcore.noam(1, 1, 0), "scale must be positive"),
        (lambda: gdcore.join([0.1, 0.2], []), "one boundary between each two schedules"),
        (lambda: gdcore.join([0.1, 0.2, 0.3], [5, 5]), r"rising order, got 3 .* \[5, 5\]"),
        (lambda: gdcore.join([0.1, "a"], [5]), r"schedules\[1\] must be a number, got 'a'"),
        (lambda: gdcore.join([0.1, 0.2], [0]), r"boundaries\[0\] must be 1 or more"),
        (lambda: gdcore.join(0.1, [0]), r"^schedules must be a list, such as \[a, b\]"),
        (lambda: gdcore.join([0.1, 0.2], 5), r"^boundaries must be a list, such as \[10\]"),
        (lambda: gdcore.join([], []), "one boundary between"),
    ],
)
def test_settings_that_cannot_be_used(build: Any, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        build()
