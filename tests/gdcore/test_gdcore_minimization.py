"""`minimize`: where it stops, why, and what it says."""

import itertools
import math
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdcore
from gdcore import SGD, DimensionError, InvalidInputError, NonFiniteError, StopReason, minimize

deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=60)


def square(x: float) -> float:
    return x * x


def double(x: float) -> float:
    return 2 * x


# ---- the numbers of the lessons


@pytest.mark.parametrize(
    ("options", "nit", "reason", "x"),
    [
        ({"lr": 0.1, "gtol": 1e-6}, 76, "gtol", "4.314e-07"),
        ({"lr": 0.1}, 96, "gtol", "4.973e-09"),
        ({"lr": 1.1}, 139, "diverged", "-1.014e+12"),
        ({"lr": 1.0, "max_steps": 50}, 50, "max_steps", "1.000e+01"),
        ({"lr": 1.0, "max_steps": 30}, 30, "max_steps", "1.000e+01"),
        ({"lr": 1e6, "max_steps": 5000}, 2, "diverged", "4.000e+13"),
        ({"lr": 0.5}, 1, "gtol", "0.000e+00"),
    ],
)
def test_on_the_parabola(options: dict[str, Any], nit: int, reason: str, x: str) -> None:
    r = minimize(square, 10.0, grad=double, **options)
    assert (r.nit, str(r.reason), f"{r.x:.3e}") == (nit, reason, x)
    assert r.fun == square(r.x) and r.jac == double(r.x)
    assert r.nfev == r.njev == nit + 1
    assert r.success is (reason == "gtol")


@pytest.mark.parametrize(("x0", "end", "nit"), [(0.5, 1.0, 43), (-0.5, -1.0, 43), (0.0, 0.0, 0), (1e-3, 1.0, 77)])
def test_in_the_double_well_the_start_decides(x0: float, end: float, nit: int) -> None:
    r = minimize(lambda x: x**4 - 2 * x * x, x0, lambda x: 4 * x**3 - 4 * x, lr=0.05)
    assert (round(r.x, 6), r.nit, r.reason) == (end, nit, StopReason.GTOL)


def test_the_narrow_valley_needs_1341_steps_of_size_one_over_L() -> None:
    b = gdcore.bowl(100)
    r = minimize(b.f, b.x0, b.grad, lr=0.01, max_steps=1400)
    errors = r.history.errors(b.minima[0][0])
    assert next(k for k, e in enumerate(errors) if e <= 1e-6 * errors[0]) == 1341


# ---- why it stops


def test_a_stationary_start_is_a_success_with_a_caveat() -> None:
    for max_steps in (0, 10):
        r = minimize(square, 0.0, double, max_steps=max_steps)
        assert (r.x, r.nit, r.reason, r.success, r.status) == (0.0, 0, StopReason.GTOL, True, 0)
        assert "stationary; may be a maximum or saddle" in r.message
        assert len(r.history) == 1


def test_no_steps() -> None:
    r = minimize(square, 3, double, max_steps=0)
    assert (r.x, r.fun, r.jac, r.nit, r.reason) == (3.0, 9.0, 6.0, 0, StopReason.MAX_STEPS)
    assert (r.success, r.status, r.nfev, r.njev) == (False, 1, 1, 1)
    assert "Used all 0 steps" in r.message and "Raise max_steps" in r.message


def test_arrived_wins_over_diverged_and_nonfinite_wins_over_both() -> None:
    far = 1e13
    assert minimize(lambda x: 0.0, far, lambda x: 0.0).reason is StopReason.GTOL
    assert minimize(square, far, double).reason is StopReason.DIVERGED
    assert minimize(lambda x: math.inf, far, lambda x: 0.0).reason is StopReason.NONFINITE
    assert minimize(lambda x: math.nan, 1.0, lambda x: 0.0).reason is StopReason.NONFINITE


def test_a_start_beyond_diverge_at_says_so() -> None:
    r = minimize(square, [1e13][0], double)
    assert r.nit == 0
    assert "At the start" in r.message and "raise diverge_at" in r.message


def test_divergence_is_measured_by_the_norm() -> None:
    q = gdcore.quadratic([[2, 0], [0, 2]])
    r = minimize(q.f, [3, 4], q.grad, lr=1.5, diverge_at=9.99)  # doubles: |x| = 10 after a step
    assert (r.x, r.nit, r.reason, r.status) == ([-6.0, -8.0], 1, StopReason.DIVERGED, 4)
    assert "at step 1" in r.message and "Lower the learning rate (it was 1.5)" in r.message


def test_powers_that_overflow_end_a_run_at_its_last_finite_iterate() -> None:
    r = minimize(lambda x: x**2, 10.0, double, lr=1.1, diverge_at=math.inf, max_steps=5000)
    assert (r.nit, r.reason, r.success, r.status) == (1933, StopReason.NONFINITE, False, 3)
    assert "Step 1934 led to x = 1.3694e+154" in r.message and "f is inf" in r.message
    assert math.isfinite(r.fun) and math.isfinite(r.x) and math.isfinite(r.jac)
    assert r.history.x[-1] == r.x and len(r.history) == 1934


def test_products_that_overflow_end_it_too() -> None:
    r = minimize(square, 10.0, double, lr=1.1, diverge_at=math.inf, max_steps=5000)
    assert (r.nit, r.reason) == (1933, StopReason.NONFINITE)


def test_a_point_that_overflows_is_not_given_to_f() -> None:
    def sine(x: float) -> float:
        return math.sin(x)  # raises ValueError at inf

    r = minimize(sine, 1.0, lambda x: 1e200, lr=1e200, diverge_at=math.inf)
    assert (r.x, r.nit, r.reason) == (1.0, 0, StopReason.NONFINITE)
    assert "Step 1 led to x = -inf" in r.message
    assert r.nfev == 1


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_gradient_that_stops_being_finite(bad: float) -> None:
    r = minimize(lambda p: p[0], [4.0], lambda p: [1.0 if p[0] > 0 else bad], lr=1.0)
    assert (r.x, r.nit, r.reason, r.jac) == ([1.0], 3, StopReason.NONFINITE, [1.0])
    assert "Step 4 led to x = [0]" in r.message and "Lower the learning rate (1)" in r.message


def test_a_gradient_that_overflows_counts_as_inf() -> None:
    def steep(x: float) -> float:
        raise OverflowError

    r = minimize(square, 2.0, steep)
    assert (r.x, r.fun, r.jac, r.nit) == (2.0, 4.0, math.inf, 0)
    assert r.reason is StopReason.NONFINITE
    assert "At the start (k = 0), x = 2" in r.message and "Start elsewhere" in r.message


def test_ftol_and_xtol_are_absolute_and_need_a_step() -> None:
    r = minimize(square, 10.0, double, lr=0.25, gtol=None, ftol=1e-6)
    changes = [a - b for a, b in itertools.pairwise(r.history.f)]
    assert (r.reason, r.success, r.status) == (StopReason.FTOL, True, 0)
    assert changes[-1] <= 1e-6 < changes[-2]
    assert f"Step {r.nit} changed f by only" in r.message
    r = minimize(square, 10.0, double, lr=0.25, gtol=None, xtol=1e-6)
    moves = [a - b for a, b in itertools.pairwise(r.history.x)]
    assert (r.reason, r.success) == (StopReason.XTOL, True)
    assert moves[-1] <= 1e-6 < moves[-2]
    assert f"Step {r.nit} moved x by only" in r.message
    r = minimize(lambda x: x * x - 100, 10.0, double, lr=0.25, gtol=None, ftol=1e-6)
    assert (r.reason, r.fun) == (StopReason.FTOL, pytest.approx(-100)), "what f changes by, not what it is"
    r = minimize(square, 10.0, double, gtol=None, ftol=1e9, xtol=1e9, max_steps=0)
    assert r.reason is StopReason.MAX_STEPS


def test_gtol_comes_before_ftol_before_xtol_before_the_callback() -> None:
    every_test = {"gtol": 1e9, "ftol": 1e9, "xtol": 1e9, "max_steps": 1}
    reasons = []
    for name in ("gtol", "ftol", "xtol"):
        r = minimize(square, 10.0, double, **every_test, callback=lambda it: True)
        reasons.append(r.reason)
        every_test[name] = None
    r = minimize(square, 10.0, double, **every_test, callback=lambda it: True)
    assert [*reasons, r.reason] == ["gtol", "ftol", "xtol", "callback"]


def test_without_any_test_it_uses_its_steps() -> None:
    r = minimize(square, 0.0, double, gtol=None, max_steps=7)
    assert (r.nit, r.reason) == (7, StopReason.MAX_STEPS)


def test_gtol_zero_means_exactly_zero() -> None:
    assert minimize(square, 10.0, double, lr=0.5, gtol=0).nit == 1


# ---- the callback


def test_the_callback_sees_each_new_iterate_and_may_stop_the_run() -> None:
    seen: list[gdcore.Iterate] = []

    def watch(iterate: gdcore.Iterate) -> bool:
        seen.append(iterate)
        return iterate.f < 30

    r = minimize(square, 10.0, double, lr=0.1, callback=watch)
    assert (r.nit, r.reason, r.success, r.status) == (3, StopReason.CALLBACK, False, 99)
    assert [it.k for it in seen] == [1, 2, 3]
    assert seen == list(r.history)[1:]
    assert "callback asked to stop after step 3" in r.message


def test_a_callback_that_returns_nothing_lets_the_run_go_on() -> None:
    assert minimize(square, 10.0, double, callback=lambda it: None).reason is StopReason.GTOL


def test_a_callback_cannot_spoil_the_run() -> None:
    q = gdcore.bowl(4)
    r = minimize(q.f, [1, 1], q.grad, callback=lambda it: it.x.clear())
    assert r.success and all(len(x) == 2 for x in r.history.x)


# ---- rates and optimizers


def test_a_schedule_sets_the_rate() -> None:
    r = minimize(square, 10.0, double, lr=lambda k: 0.5 / (k + 2), max_steps=3)
    assert r.history.lr == [0.0, 0.25, 0.5 / 3, 0.125]


@pytest.mark.parametrize("bad", [0, -0.1, math.nan, math.inf, "0.1", True, None])
def test_rates_that_cannot_be_used(bad: Any) -> None:
    with pytest.raises(InvalidInputError, match="lr must be.*got"):
        minimize(square, 10.0, double, lr=bad)
    with pytest.raises(InvalidInputError, match="step k = 4.*every k"):
        minimize(square, 10.0, double, lr=lambda k: 0.1 if k < 4 else bad)


def test_with_an_optimizer_the_run_takes_its_steps() -> None:
    optimizer = SGD(lr=0.05, momentum=0.9)
    q = gdcore.quadratic([[3, 1], [1, 2]], [-1, 1])
    r = minimize(q.f, [2, 2], q.grad, optimizer=optimizer, max_steps=100)
    assert r.history.x[2] == pytest.approx([1.055, 1.0375], rel=1e-12)
    assert r.x == pytest.approx([0.610560852596, -0.79130477016], rel=1e-11)
    assert optimizer.t == 100
    assert set(r.history.lr[1:]) == {0.05}
    again = minimize(q.f, [2, 2], q.grad, optimizer=optimizer, max_steps=100)
    assert again == r


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"optimizer": SGD}, "optimizer must be an optimizer such as.*got the class SGD"),
        ({"optimizer": "sgd"}, "optimizer must be an optimizer"),
        ({"optimizer": SGD(0.1), "lr": 0.2}, "lr=0.2 would be ignored.*Give the learning rate"),
    ],
)
def test_optimizers_that_cannot_be_used(options: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        minimize(square, 10.0, double, **options)


# ---- without a gradient


def test_without_a_gradient_slopes_are_measured_and_the_message_says_so() -> None:
    r = minimize(lambda p: (p[0] - 3) ** 2 + (p[1] + 2) ** 2, [0, 0], gtol=1e-6)
    assert r.x == pytest.approx([3, -2], abs=1e-6)
    assert r.message.endswith("numerical (central differences); pass grad= for an exact one.")
    assert r.njev == r.nit + 1
    assert r.nfev == 5 * (r.nit + 1)
    assert "numerical" not in minimize(square, 1.0, double).message


def test_overflow_while_measuring_slopes_ends_the_run() -> None:
    r = minimize(math.exp, 709.7, lr=1e-308, max_steps=3)
    assert r.reason is StopReason.MAX_STEPS
    r = minimize(math.exp, 710.0)
    assert (r.reason, r.nit) == (StopReason.NONFINITE, 0)
    r = minimize(lambda x: x**2, 1.34078e154)  # f is finite here, but not a little further
    assert (r.fun, r.jac, r.reason) == (1.34078e154**2, math.inf, StopReason.NONFINITE)


# ---- misuse


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"f": 3}, InvalidInputError, r"f must be a function, got 3.*minimize\(f, x0, grad\)"),
        ({"grad": 3}, InvalidInputError, "grad must be a function.*Leave it out"),
        ({"callback": 3}, InvalidInputError, "callback must be a function"),
        ({"max_steps": -1}, InvalidInputError, "max_steps must be 0 or more, got -1"),
        ({"max_steps": 1.5}, InvalidInputError, r"max_steps must be a whole number.*1.5"),
        ({"max_steps": True}, InvalidInputError, "max_steps must be a whole number"),
        ({"every": 0}, InvalidInputError, "every must be 1 or more"),
        ({"every": "2"}, InvalidInputError, "every must be a whole number"),
        ({"record": 1}, InvalidInputError, "record must be True or False"),
        ({"gtol": -1e-8}, InvalidInputError, "gtol must be 0 or above.*None for no test"),
        ({"gtol": math.nan}, NonFiniteError, "gtol must be finite"),
        ({"ftol": "1e-8"}, InvalidInputError, "ftol must be a number"),
        ({"xtol": -1}, InvalidInputError, "xtol must be 0 or above"),
        ({"diverge_at": 0}, InvalidInputError, "diverge_at must be positive"),
        ({"diverge_at": math.nan}, InvalidInputError, "diverge_at must be positive.*math.inf"),
        ({"diverge_at": None}, InvalidInputError, "diverge_at must be a number.*math.inf"),
        ({"f": lambda x: None}, InvalidInputError, "the value of f must be a number, got None"),
        ({"grad": lambda x: None}, InvalidInputError, "grad returned None"),
        ({"grad": lambda x: [1.0]}, DimensionError, "a list of 1 number but x is a single number"),
        (
            {"f": lambda p: 0.0, "x0": [1, 2], "grad": lambda p: [1.0]},
            DimensionError,
            "list of 1.*list of 2",
        ),
        ({"grad": lambda x: "a"}, InvalidInputError, "what grad returned must be a number"),
    ],
)
def test_misuse_is_an_exception(arguments: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        minimize(**{"f": square, "x0": 10.0, "grad": double, **arguments})


def test_other_errors_of_f_and_grad_come_through_unchanged() -> None:
    mine = KeyError("mine")

    def broken(x: float) -> float:
        raise mine

    for f, grad in ((broken, double), (square, broken), (broken, None)):
        with pytest.raises(KeyError) as caught:
            minimize(f, 1.0, grad)
        assert caught.value is mine


def test_nobody_can_change_our_points_and_we_change_nobodys() -> None:
    def rude(p: list[float]) -> float:
        value = p[0] * p[0]
        p[0] = 99.0
        return value

    def rude_gradient(p: list[float]) -> list[float]:
        g = [2 * p[0]]
        p.clear()
        return g

    start = [10.0]
    r = minimize(rude, start, rude_gradient, lr=0.25, max_steps=3)
    assert start == [10.0]
    assert r.history.x == [[10.0], [5.0], [2.5], [1.25]]
    r.x[0] = 99.0
    assert r.history.x[-1] == [1.25]
    start[0] = 0.0
    assert r.history.x[0] == [10.0]


def test_a_generator_is_a_start_too() -> None:
    q = gdcore.bowl(2)
    assert minimize(q.f, (v for v in (1, 1)), q.grad).history.x[0] == [1.0, 1.0]


# ---- properties


@deterministic
@given(st.floats(-50, 50), st.floats(0.01, 0.99))
def test_minimize_and_gradient_descent_walk_the_same_path(x0: float, lr: float) -> None:
    r = minimize(square, x0, double, lr=lr, max_steps=40)
    assert r.history.x == gdcore.gradient_descent(double, x0, lr, r.nit)


@deterministic
@given(
    st.floats(-1e3, 1e3),
    st.floats(1e-3, 10),
    st.integers(0, 200),
    st.sampled_from([1e-8, 1.0, None]),
)
def test_the_reason_given_is_true(x0: float, lr: float, max_steps: int, gtol: float | None) -> None:
    r = minimize(square, x0, double, lr=lr, max_steps=max_steps, gtol=gtol)
    arrived = gtol is not None and abs(r.jac) <= gtol
    assert (r.reason is StopReason.GTOL) == arrived
    assert (r.reason is StopReason.DIVERGED) == (not arrived and abs(r.x) > 1e12)
    if r.reason is StopReason.MAX_STEPS:
        assert r.nit == max_steps
    assert len(r.history) == r.nit + 1
    assert r.history.k == list(range(r.nit + 1))


@deterministic
@given(st.integers(1, 12), st.integers(0, 30))
def test_thinning_keeps_the_first_the_last_and_every_nth(every: int, max_steps: int) -> None:
    full = minimize(square, 10.0, double, lr=1.0, max_steps=max_steps)
    thin = minimize(square, 10.0, double, lr=1.0, max_steps=max_steps, every=every)
    kept = [k for k in full.history.k if k % every == 0 or k == max_steps]
    assert thin.history.k == kept
    assert list(thin.history) == [full.history[k] for k in kept]
    assert (thin.x, thin.nit, thin.nfev) == (full.x, full.nit, full.nfev)


def test_a_thinned_history_takes_as_much_memory_for_many_steps_as_for_few() -> None:
    def kept(steps: int) -> tuple[int, int]:
        tracemalloc.start()
        r = minimize(square, 10.0, double, lr=1e-5, max_steps=steps, every=steps // 10)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return len(r.history), peak

    kept(100)  # what the first run of all allocates is not the run's
    (few, peak_few), (many, peak_many) = kept(200), kept(20_000)
    assert few == many == 11
    assert peak_many < 2 * peak_few < 100_000


def test_without_recording_the_result_is_the_same_and_the_history_empty() -> None:
    full = minimize(square, 10.0, double)
    bare = minimize(square, 10.0, double, record=False)
    assert (bare.x, bare.nit, bare.message) == (full.x, full.nit, full.message)
    assert len(bare.history) == 0 and list(bare.history) == []


def test_the_same_call_gives_the_same_result() -> None:
    first, second = (minimize(square, 10.0, double, lr=0.3) for _ in range(2))
    assert first == second


def test_every_reason_has_a_message_that_ends_like_a_sentence() -> None:
    runs = [
        minimize(square, 10.0, double),
        minimize(square, 0.0, double),
        minimize(square, 10.0, double, ftol=1.0),
        minimize(square, 10.0, double, xtol=1.0),
        minimize(square, 10.0, double, max_steps=1),
        minimize(square, 10.0, double, callback=lambda it: True),
        minimize(square, 10.0, double, lr=2.0),
        minimize(square, 1e13, double),
        minimize(lambda x: math.nan, 1.0, double),
        minimize(square, 10.0, double, lr=1e200),
        minimize(square, 10.0, lambda x: -2 * x, step_rule=gdcore.Backtracking()),
    ]
    assert {r.reason for r in runs} == set(StopReason)
    for a, b in itertools.combinations(runs, 2):
        assert a.message != b.message
    assert all(r.message.endswith(".") for r in runs)
