"""Data sets: drawn from a seed, or taken from where they became known."""

import hashlib
import json
import math
import statistics
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

import gdcore
from gdcore import DimensionError, InvalidInputError, datasets

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())
DRAWN: dict[str, Any] = {
    "line": lambda seed: datasets.line(20, noise=0.3, seed=seed),
    "xor": lambda seed: datasets.xor(20, noise=0.3, seed=seed),
    "blobs": lambda seed: datasets.blobs(20, seed=seed),
    "moons": lambda seed: datasets.moons(20, seed=seed),
    "circles": lambda seed: datasets.circles(20, seed=seed),
    "spirals": lambda seed: datasets.spirals(20, 0.1, seed),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_seed_decides_everything(name: str) -> None:
    draw = DRAWN[name]
    assert draw(1) == draw(1) != draw(2)
    assert len(draw(1).X) == len(draw(1).y) == 20


def test_the_bytes_are_the_same_everywhere() -> None:
    text = repr([draw(3) for draw in DRAWN.values()])
    # The same under CPython 3.12 to 3.14 and under Pyodide, whose libm rounds otherwise.
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "4e8906ec8c223ed6"
    assert "-0.0," not in text and "-0.0]" not in text


def test_noise_is_normal() -> None:
    chance = Random(1)
    sample = sorted(datasets.normal(chance) for _ in range(20_000))
    assert abs(statistics.fmean(sample)) < 0.025  # 3.5 standard errors
    assert statistics.pstdev(sample) == pytest.approx(1, abs=0.02)
    cdf = statistics.NormalDist().cdf
    distance = max(abs(cdf(v) - i / len(sample)) for i, v in enumerate(sample))
    assert distance < 1.63 / math.sqrt(len(sample))  # Kolmogorov's test at 1 %


def test_without_noise_points_lie_on_their_curves() -> None:
    X, y = datasets.line(11, slope=3, intercept=-1, noise=0)
    assert [round(v / 5 - 1, 6) for v in range(11)] == X
    assert y == pytest.approx([3 * v - 1 for v in X], abs=1e-6)
    (X, y) = datasets.circles(9, noise=0, factor=0.25)
    assert [round(math.hypot(*p), 5) for p in X] == [1.0] * 4 + [0.25] * 5
    (X, y) = datasets.moons(8, noise=0)
    for (a, b), label in zip(X, y, strict=True):
        middle = (1, 0.5) if label else (0, 0)
        assert math.dist((a, b), middle) == pytest.approx(1, abs=1e-5)
        assert (b <= 0.5) if label else (b >= 0)
    (X, y) = datasets.spirals(20, turns=0.25)
    assert [round(math.hypot(*p), 5) for p in X] == [i / 10 for i in range(10)] * 2
    assert X[10 + 3] == [-v for v in X[3]]


def test_classes_are_shared_out_evenly() -> None:
    assert datasets.blobs(7, centers=[(0, 0), (5, 5), (9, 0)], noise=0).y == [0, 0, 1, 1, 2, 2, 2]
    assert datasets.blobs(4, centers=[(0, 0, 1), (5, 5, 1)], noise=0).X[3] == [5.0, 5.0, 1.0]
    assert datasets.xor(6).y == [0, 1, 1, 0, 0, 1]
    assert datasets.moons(5).y == [0, 0, 1, 1, 1]


@pytest.mark.parametrize("which", [1, 2, 3, 4])
def test_anscombes_sets_have_one_line(which: int) -> None:
    X, y = datasets.anscombe(which)
    known = REFERENCE["anscombe"][["I", "II", "III", "IV"][which - 1]]
    xs, ys = ([Fraction(str(v)) for v in column] for column in (X, y))
    mx, my = sum(xs) / 11, sum(ys) / 11
    slope = sum((a - mx) * (b - my) for a, b in zip(xs, ys, strict=True)) / sum((a - mx) ** 2 for a in xs)
    assert float(slope) == pytest.approx(known["slope"], rel=1e-13)
    assert float(my - slope * mx) == pytest.approx(known["intercept"], rel=1e-13)
    assert (round(float(slope), 2), round(float(my - slope * mx), 2)) == (0.5, 3.0)
    assert (mx, round(float(my), 2)) == (9, 7.5)


def test_how_many_points_there_are_unless_one_says() -> None:
    sets = (datasets.blobs(), datasets.moons(), datasets.circles(), datasets.spirals(), datasets.line(), datasets.xor())
    assert [len(drawn.y) for drawn in sets] == [100, 100, 100, 100, 50, 4]


def test_known_data() -> None:
    assert list(datasets.cars7()) == [REFERENCE["cars7"]["x_1000lb"], REFERENCE["cars7"]["y_mpg"]]
    assert list(datasets.hours_pass()) == [REFERENCE["hours_pass"]["hours"], REFERENCE["hours_pass"]["passed"]]


# NIST, Statistical Reference Datasets: the intercept, then a coefficient for each feature.
CERTIFIED = [
    -3482258.63459582,
    15.0618722713733,
    -0.0358191792925910,
    -2.02022980381683,
    -1.03322686717359,
    -0.0511041056535807,
    1829.15146461355,
]


def test_longleys_data_have_the_coefficients_that_nist_certifies() -> None:
    X, y = datasets.longley()
    rows = [[Fraction(1), *(Fraction(str(v)) for v in row)] for row in X]
    targets = [Fraction(v) for v in y]
    # The normal equations, solved without rounding: a single wrong digit in the data would show.
    system = [
        [sum(r[i] * r[j] for r in rows) for j in range(7)] + [sum(r[i] * t for r, t in zip(rows, targets, strict=True))]
        for i in range(7)
    ]
    for i in range(7):
        system[i] = [v / system[i][i] for v in system[i]]
        for k in {*range(7)} - {i}:
            system[k] = [a - system[k][i] * b for a, b in zip(system[k], system[i], strict=True)]
    assert [float(row[7]) for row in system] == pytest.approx(CERTIFIED, rel=1e-14)


def test_nists_coefficients_are_found_by_descent_once_the_features_are_scaled() -> None:
    X, y = datasets.longley()
    scaler = gdcore.StandardScaler()
    Z = scaler.fit_transform(X)
    A = [[math.fsum(z[i] * z[j] for z in Z) for j in range(6)] for i in range(6)]
    b = [math.fsum(z[i] * v for z, v in zip(Z, y, strict=True)) for i in range(6)]
    found = gdcore.conjugate_gradient(A, b, [0.0] * 6, gtol=1e-7)
    assert found.success
    slopes = [w / s for w, s in zip(found.x, scaler.scale_, strict=True)]
    assert slopes == pytest.approx(CERTIFIED[1:], rel=1e-9)
    intercept = statistics.fmean(y) - math.fsum(m * w for m, w in zip(scaler.mean_, slopes, strict=True))
    assert intercept == pytest.approx(CERTIFIED[0], rel=1e-9)


def test_a_callers_changes_stay_with_the_caller() -> None:
    datasets.anscombe(1).X[0] = 99.0
    datasets.hours_pass().y.append(7)
    datasets.longley().X[0][0] = 0.0
    assert datasets.anscombe(1).X[0] == 10.0 and len(datasets.hours_pass().y) == 20
    assert datasets.longley().X[0][0] == 83.0


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: datasets.anscombe(5), InvalidInputError, "which must be 1, 2, 3 or 4, got 5"),
        (lambda: datasets.anscombe(0), InvalidInputError, "which must be 1 or more"),
        (lambda: datasets.moons(1), InvalidInputError, "n must be 2 or more"),
        (lambda: datasets.moons(9.5), InvalidInputError, "n must be a whole number"),
        (lambda: datasets.moons(9, noise=-1), InvalidInputError, "noise must be 0 or above"),
        (lambda: datasets.moons(9, seed=None), InvalidInputError, "seed must be a whole number"),
        (lambda: datasets.xor(3), InvalidInputError, "n must be 4 or more"),
        (lambda: datasets.blobs(9, centers=[(0, 0), (1,)]), DimensionError, "centers must be points with equally"),
        (lambda: datasets.blobs(9, centers=[]), DimensionError, "centers must be points"),
        (lambda: datasets.blobs(9, centers=3), InvalidInputError, "centers must be a list"),
        (lambda: datasets.line(slope=math.inf), InvalidInputError, "slope must be finite"),
    ],
)
def test_refusals(call: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        call()
