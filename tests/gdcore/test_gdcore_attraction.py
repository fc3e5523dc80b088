"""Basins of attraction."""

from typing import Any

import pytest

import gdcore
from gdcore import InvalidInputError, basins, himmelblau


def test_each_start_leads_where_a_run_of_its_own_leads() -> None:
    figure = basins(himmelblau, gdcore.SGD(lr=0.005), n=9, max_steps=5000)
    (panel,) = figure.data()["panels"]
    (regions,) = panel["marks"]
    ends = ["elsewhere", "[3, 2]", "[-2.80512, 3.13131]", "[-3.77931, -3.28319]", "[3.58443, -1.84813]"]
    assert regions["labels"] == ends == [row[0] for row in figure.rows]
    for i, j in ((0, 0), (4, 4), (8, 1), (2, 7)):
        start = [regions["x"][i], regions["y"][j]]
        end = gdcore.minimize(himmelblau.f, start, himmelblau.grad, lr=0.005, max_steps=5000).x
        x, _ = himmelblau.minima[int(regions["values"][j][i]) - 1]
        assert end == pytest.approx(list(x), abs=1e-6)
    counts = {label: n for label, n in figure.rows}
    # The lesson on landscapes counts its 81 runs: 20, 22, 19 and 20.
    assert counts == dict(zip(ends, [0, 20, 22, 19, 20], strict=True))
    assert figure.summary.startswith("Of 81 starts, 0 lead to elsewhere, 20 lead to [3, 2], ")


def test_runs_that_end_in_no_minimum_are_told_apart() -> None:
    figure = basins(gdcore.saddle, n=3)
    assert (figure.title, figure.columns) == ("Basins of saddle", ["minimum", "starts"])
    assert figure.rows == [["elsewhere", 9]]
    assert basins(himmelblau, n=3, max_steps=0).rows[0] == ["elsewhere", 9]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: basins(lambda p: 0), "TestFunction of two coordinates"),
        (lambda: basins(gdcore.rosenbrock(3)), r"TestFunction of two coordinates.*got TestFunction\(rosenbrock"),
        (lambda: basins(himmelblau, n=1), "n must be 2 or more"),
        (lambda: basins(himmelblau, optimizer=0.1), "optimizer must be"),
    ],
)
def test_refusals(call: Any, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        call()
