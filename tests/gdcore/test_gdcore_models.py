"""Models: linear and logistic regression and a small network, against independent values."""

import json
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import gdcore
from gdcore import MLP, DimensionError, InvalidInputError, LinearRegression, LogisticRegression, StandardScaler, ols
from gdcore.datasets import anscombe, cars7, circles, hours_pass, line, moons, xor

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())
FIVE = [1, 2, 3, 4, 5], [3, 5, 7, 9, 11]
START = [0.5, -0.4, 0.3, 0.8, -0.7, 0.2, 0.1, -0.1, 0.05, 0.6, -0.5, 0.4, 0.0]


def test_linear_regression_takes_the_known_path() -> None:
    known = REFERENCE["anscombe"]["I_gd_lr0.01"]
    history = LinearRegression(iterations=10000).fit(*anscombe(1)).history_
    for k in (1, 10, 100, 1000):
        assert history.x[k] == pytest.approx([known[str(k)]["m"], known[str(k)]["b"]], rel=1e-11)
        assert history.f[k] == pytest.approx(known[str(k)]["mse"], rel=1e-11)


def test_the_losses_of_the_seven_cars_are_those_published() -> None:
    history = LinearRegression(iterations=5).fit(*cars7()).history_
    assert [round(f, 2) for f in history.f] == REFERENCE["cars7"]["published_losses_first_6_rows"]


@pytest.mark.parametrize(("steps", "m", "b"), [(1, 0.5, 0.14), (2, 0.8816, 0.2472), (1000, 2.00388, 0.98599)])
def test_the_first_steps_on_five_points(steps: int, m: float, b: float) -> None:
    model = LinearRegression(iterations=steps).fit(*FIVE)
    assert [*model.coef_, model.intercept_] == pytest.approx([m, b], abs=5e-6)
    assert model.result_.nit == steps


def test_standardised_the_best_line_is_one_step_away() -> None:
    X, y = anscombe(1)
    scaler = StandardScaler()
    model = LinearRegression(lr=0.5, iterations=1).fit(scaler.fit_transform(X), y)
    (slope,) = (c / s for c, s in zip(model.coef_, scaler.scale_, strict=True))
    assert slope == pytest.approx(REFERENCE["anscombe"]["I"]["slope"])
    assert model.intercept_ - slope * scaler.mean_[0] == pytest.approx(REFERENCE["anscombe"]["I"]["intercept"])
    assert model.score(scaler.transform(X), y) == pytest.approx(REFERENCE["anscombe"]["I"]["r2"])


def test_three_features() -> None:
    X = [[1.0, 2, 3], [4, 5, 6.5], [7, 8, 1], [0, -1, 2]]
    model = LinearRegression(lr=0.3, iterations=5000).fit(StandardScaler().fit_transform(X), [1, 0, 2, 5])
    # scikit-learn 1.9.1
    assert [*model.coef_, model.intercept_] == pytest.approx([5.24900784, -6.24235644, -0.6909635, 2.0], abs=1e-6)


@pytest.mark.parametrize("which", [1, 2, 3, 4])
def test_the_closed_form_is_exact(which: int) -> None:
    points = list(zip(*anscombe(which), strict=True))
    slope, intercept = ols(points)
    # The normal equations in fractions: slope sum x^2 + intercept sum x = sum x y, and with 1 for x.
    exact = [(Fraction(str(x)), Fraction(str(y))) for x, y in points]
    n, sx, sy = len(exact), sum(x for x, _ in exact), sum(y for _, y in exact)
    sxx, sxy = sum(x * x for x, _ in exact), sum(x * y for x, y in exact)
    assert slope == pytest.approx(float((n * sxy - sx * sy) / (n * sxx - sx * sx)), rel=1e-14)
    assert intercept == pytest.approx(float((sy * sxx - sx * sxy) / (n * sxx - sx * sx)), rel=1e-13)


def test_one_point_and_vertical_points_have_the_line_of_least_norm() -> None:
    assert LinearRegression(lr=0.1).fit([2], [5]).params_ == pytest.approx([2, 1])
    assert LinearRegression(lr=0.1).fit([2, 2], [3, 5]).params_ == pytest.approx([1.6, 0.8])


@pytest.mark.parametrize(("l2", "slope"), [(0.0, 2.0), (2.0, 1.0), (6.0, 0.5)])
def test_l2_holds_the_slope_down_and_not_the_intercept(l2: float, slope: float) -> None:
    model = LinearRegression(lr=0.05, iterations=2000, l2=l2).fit(range(-2, 3), [2 * x + 1 for x in range(-2, 3)])
    assert model.params_ == pytest.approx([slope, 1])


def test_a_run_that_diverges_says_so() -> None:
    model = LinearRegression().fit(range(1, 18), [2 * x + 1 for x in range(1, 18)])
    assert model.result_.reason == "diverged" and not model.result_.success
    assert all(map(math.isfinite, model.params_))


def test_r2() -> None:
    model = LinearRegression(iterations=0).fit([0, 1], [0, 0])
    assert (model.score([0, 1], [0, 0]), model.score([0, 1], [1, 1]), model.score([0, 1], [-1, 1])) == (1, 0, 0)


@pytest.mark.parametrize("steps", [1, 10, 100, 1000])
def test_logistic_regression_takes_the_known_path(steps: int) -> None:
    model = LogisticRegression(lr=0.1, iterations=steps).fit(*hours_pass())
    known = REFERENCE["hours_pass"]["gd_mean_loss_lr0.1_from_0"][str(steps)]
    assert [model.intercept_, *model.coef_] == pytest.approx(known, rel=1e-11, abs=1e-15)


def test_logistic_regression_finds_the_best_curve() -> None:
    known = REFERENCE["hours_pass"]
    model = LogisticRegression(lr=1.0, iterations=20000).fit(*hours_pass(), optimizer=gdcore.SGD(0.1, momentum=0.9))
    assert model.result_.success
    assert [model.intercept_, *model.coef_] == pytest.approx([known["intercept"], known["slope"]], rel=1e-6)
    assert model.loss(*hours_pass()) == pytest.approx(known["mean_log_loss"], rel=1e-12)
    ((q, p),) = model.predict_proba([2])
    assert (round(p, 3), q + p) == (0.256, 1.0)
    assert model.predict([2.7, 2.72]) == [0, 1]
    assert model.score(*hours_pass()) == 0.8


def test_logistic_regression_with_a_penalty() -> None:
    X, y = moons(60, noise=0.3, seed=5)
    model = LogisticRegression(lr=1.0, l2=0.1).fit(X, y)
    # scikit-learn 1.9.1 with C = 1 / (2 l2 n), on the same points
    assert model.params_ == pytest.approx([0.49874626, -0.66551698, -0.06976426], abs=1e-6)


def test_separable_classes_drive_the_weights_on_for_ever() -> None:
    norms = [LogisticRegression(lr=1, iterations=n).fit([-2, -1, 1, 2], [0, 0, 1, 1]).coef_[0] for n in (10, 100, 1000)]
    assert [round(w, 2) for w in norms] == [2.10, 4.02, 6.23]


def test_logistic_regression_cannot_learn_xor() -> None:
    model = LogisticRegression(lr=1.0, iterations=5000).fit(*xor(), start=[0.3, 0.3, 0.3])
    assert [round(p, 4) for _, p in model.predict_proba(xor().X)] == [0.5] * 4
    assert model.loss(*xor()) == pytest.approx(math.log(2))


@pytest.mark.parametrize(
    ("run", "optimizer"), [("gd_lr0.5", gdcore.SGD(lr=0.5)), ("adam_lr0.05", gdcore.Adam(lr=0.05))]
)
def test_a_network_learns_xor_as_torch_does(run: str, optimizer: gdcore.Optimizer) -> None:
    net = MLP((2, 3, 1), iterations=1000).fit(*xor(), start=START, optimizer=optimizer)
    known = REFERENCE["mlp_xor"][run]
    for k in (0, 1, 10, 100, 500, 1000):
        assert net.history_.f[k] == pytest.approx(known[str(k)]["loss"], rel=1e-9)
    assert [p for _, p in net.predict_proba(xor().X)] == pytest.approx(known["1000"]["p"], rel=1e-9)
    assert net.predict(xor().X) == [0, 1, 1, 0] and net.score(*xor()) == 1.0


def test_a_network_of_zeros_never_learns() -> None:
    net = MLP((2, 3, 1), init="zeros", lr=0.5).fit(*xor())
    assert net.loss(*xor()) == pytest.approx(math.log(2)) and net.coefs_[0] == [[0.0] * 3] * 2


def test_networks_learn_curved_borders() -> None:
    rings = circles(60, seed=2)
    for activation in ("tanh", "relu", "sigmoid"):
        net = MLP((2, 6, 1), activation, init="he", iterations=400).fit(*rings, optimizer=gdcore.Adam(lr=0.1))
        assert net.score(*rings) == 1.0, activation


def test_first_weights_are_random_within_their_reach() -> None:
    for init, reach in (("xavier", math.sqrt(6 / 5)), ("he", math.sqrt(3)), ("zeros", 0.0)):
        net = MLP((2, 3, 1), init=init, iterations=0, seed=4).fit(*xor())
        (W, _), (b, c) = net.coefs_, net.intercepts_
        assert [len(W), len(W[0]), b, c] == [2, 3, [0.0] * 3, [0.0]]
        assert max(abs(w) for row in W for w in row) <= reach
    first, same, other = (MLP((2, 3, 1), iterations=0, seed=s).fit(*xor()).params_ for s in (1, 1, 2))
    assert first == same != other


def test_coefs_are_laid_out_as_in_scikit_learn() -> None:
    net = MLP((2, 3, 1), iterations=0).fit(*xor(), start=START)
    assert net.coefs_ == [[[0.5, 0.3, -0.7], [-0.4, 0.8, 0.2]], [[0.6], [-0.5], [0.4]]]
    assert net.intercepts_ == [[0.1, -0.1, 0.05], [0.0]]


def test_mini_batches() -> None:
    data = line(40, noise=0.2, seed=1)
    runs = [LinearRegression(lr=0.1, iterations=200, batch_size=8, seed=s).fit(*data) for s in (0, 0, 1)]
    assert runs[0].params_ == runs[1].params_ != runs[2].params_
    assert runs[0].params_ == pytest.approx(LinearRegression(lr=0.5).fit(*data).params_, abs=0.05)
    assert runs[0].history_.f[3] == pytest.approx(runs[0].loss(*data, runs[0].history_.x[3]))
    whole = [LinearRegression(lr=0.1, iterations=20, batch_size=b).fit(*data).params_ for b in (None, 40)]
    assert whole[0] == pytest.approx(whole[1])


def test_an_epoch_sees_each_example_once() -> None:
    data = [[1.0], [10.0], [100.0]], [0.0, 0.0, 0.0]
    model = LinearRegression(batch_size=2)
    _, rows, targets = model.read(*data)
    batches = model.batches(rows, targets)
    for _ in range(3):
        (a, _), (b, _) = next(batches), next(batches)
        assert (len(a), len(b), sorted(a + b)) == (2, 1, data[0])


def test_an_exact_line_is_found_by_single_examples() -> None:
    model = LinearRegression(lr=0.1, iterations=3000, batch_size=1).fit(*line(9, noise=0))
    assert model.params_ == pytest.approx([2, 1], abs=1e-9)


def test_loss_and_gradient_anywhere() -> None:
    model = LinearRegression()
    assert model.loss(*FIVE, [0, 0]) == 57.0
    assert model.gradient(*FIVE, (0, 0)) == pytest.approx([-50, -14])
    fitted = model.fit(*FIVE)
    assert fitted.gradient(*FIVE) == pytest.approx(fitted.result_.jac)
    assert fitted.loss(*FIVE) == fitted.result_.fun
    assert fitted.decision_function([0]) == fitted.predict([0]) == [fitted.intercept_]


def test_data_and_parameters_stay_with_the_caller() -> None:
    X, y, start = [[1.0], [2.0]], [1.0, 2.0], [0.0, 0.0]
    model = LinearRegression().fit(X, y, start=start)
    model.params_.append(7.0)
    assert (X, y, start, len(model.params_)) == ([[1.0], [2.0]], [1.0, 2.0], [0.0, 0.0], 2)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: LinearRegression(lr=0), InvalidInputError, "lr must be positive"),
        (lambda: LinearRegression(iterations=-1), InvalidInputError, "iterations must be 0 or more"),
        (lambda: LinearRegression(batch_size=0), InvalidInputError, "batch_size must be 1 or more"),
        (lambda: LinearRegression(l2=-1), InvalidInputError, "l2 must be 0 or above"),
        (lambda: LinearRegression(seed=0.5), InvalidInputError, "seed must be a whole number"),
        (lambda: LinearRegression().fit([], []), DimensionError, "X is empty"),
        (lambda: LinearRegression().fit([1, 2], [1]), DimensionError, "X has 2 rows but y has 1 numbers"),
        (lambda: LinearRegression().fit([1], [1], start=[1]), DimensionError, "need 2 parameters, got 1"),
        (lambda: LinearRegression().fit([1], [math.nan]), InvalidInputError, "y must be finite"),
        (lambda: LinearRegression().predict([1]), InvalidInputError, r"LinearRegression has learned nothing yet"),
        (lambda: LinearRegression().fit([1], [1]).predict([[1, 2]]), DimensionError, "Rows of 2 numbers need 3"),
        (lambda: LogisticRegression().fit([1, 2], [0, 2]), InvalidInputError, "class is 0 or 1, but y holds 2"),
        (lambda: ols([(1, 2, 3)]), InvalidInputError, r"points must be pairs \(x, y\), got"),
        (lambda: ols([(1, 2), (1, 3)]), InvalidInputError, "All points have x = 1. A line needs two"),
        (lambda: MLP((2, 3)), InvalidInputError, r"sizes must go from .*to 1.*got \(2, 3\)"),
        (lambda: MLP((1,)), InvalidInputError, "sizes must go"),
        (lambda: MLP(3), InvalidInputError, "sizes must be a list"),
        (lambda: MLP((2, 0, 1)), InvalidInputError, r"sizes\[1\] must be 1 or more"),
        (lambda: MLP((2, 1), "sine"), InvalidInputError, "activation must be one of tanh, sigmoid, relu, got 'sine'"),
        (lambda: MLP((2, 1), init=None), InvalidInputError, "init must be one of xavier, he, zeros, got None"),
        (lambda: MLP((3, 1)).fit([[1, 2]], [1]), DimensionError, r"sizes\[0\] is 3"),
    ],
)
def test_refusals(call: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        call()
