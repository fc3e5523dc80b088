"""What comes back: reasons, trajectories, results and their looks."""

import csv
import dataclasses
import io
import json
import math

import pytest

from gdcore import DimensionError, InvalidInputError, NonFiniteError, StopReason, Trajectory, bowl, minimize


def test_reasons_print_as_lower_case_words() -> None:
    assert [str(reason) for reason in StopReason] == [
        "gtol",
        "ftol",
        "xtol",
        "max_steps",
        "callback",
        "diverged",
        "nonfinite",
        "line_search_failed",
    ]
    assert f"{StopReason.GTOL}" == "gtol" == StopReason.GTOL


def test_success_and_status_follow_from_the_reason() -> None:
    assert {r for r in StopReason if r.success} == {"gtol", "ftol", "xtol"}
    assert [r.status for r in StopReason] == [0, 0, 0, 1, 99, 4, 3, 2]


def test_a_result_reads_like_scipys() -> None:
    r = minimize(lambda x: x * x, 10.0, lambda x: 2 * x, lr=0.1, gtol=1e-6)
    assert repr(r).splitlines() == [
        " message: Converged: gradient norm 8.63e-07 <= gtol = 1e-06 at step 76.",
        " success: True",
        "  reason: gtol",
        "  status: 0",
        "       x: 4.31359e-07",
        "     fun: 1.86071e-13",
        "     jac: 8.62718e-07",
        "     nit: 76",
        "    nfev: 77",
        "    njev: 77",
        " history: Trajectory(77 iterates, k = 0 to 76)",
    ]


def test_a_result_cannot_be_changed() -> None:
    r = minimize(lambda x: x * x, 10.0, lambda x: 2 * x)
    with pytest.raises(dataclasses.FrozenInstanceError):
        r.nit = 3  # type: ignore[misc]


def test_a_trajectory_is_five_lists_and_a_sequence_of_iterates() -> None:
    b = bowl(4)
    h = minimize(b.f, [1, 1], b.grad, lr=0.25, max_steps=2).history
    assert (h.k, h.x, h.f) == ([0, 1, 2], [[1, 1], [0.75, 0], [0.5625, 0]], h.f)
    assert h.f == [2.5, 0.28125, 0.158203125]
    assert h.grad_norm == [math.hypot(1, 4), 0.75, 0.5625]
    assert h.lr == [0, 0.25, 0.25]
    assert len(h) == 3
    assert h[1] == h[-2] == (1, [0.75, 0.0], 0.28125, 0.75, 0.25)
    assert h[1].k == 1 and h[1].grad_norm == 0.75
    assert list(h) == [h[0], h[1], h[2]]
    assert h[1:] == Trajectory([1, 2], h.x[1:], h.f[1:], [0.75, 0.5625], [0.25, 0.25])
    with pytest.raises(IndexError):
        h[3]


def test_errors_and_gaps() -> None:
    b = bowl(4)
    h = minimize(b.f, [1, 1], b.grad, lr=0.25, max_steps=2).history
    assert h.errors((0, 0)) == [math.sqrt(2), 0.75, 0.5625]
    assert h.gaps(-1) == [3.5, 1.28125, 1.158203125]
    with pytest.raises(DimensionError, match="x_star is a list of 1 number but an iterate is"):
        h.errors([0])
    with pytest.raises(DimensionError, match="x_star is a single number"):
        h.errors(0)
    with pytest.raises(NonFiniteError, match="f_star must be finite"):
        h.gaps(math.nan)


def test_an_empty_trajectory() -> None:
    empty = Trajectory()
    assert (len(empty), list(empty), empty.errors([0]), empty.gaps(0)) == (0, [], [], [])
    assert repr(empty) == "Trajectory(empty)"


def test_trajectories_do_not_share_their_lists() -> None:
    assert Trajectory().x is not Trajectory().x


def test_a_trajectory_as_csv_keeps_every_digit() -> None:
    b = bowl(3)
    h = minimize(b.f, [1, 0.1], b.grad, lr=0.3, max_steps=4).history
    table = list(csv.DictReader(io.StringIO(h.to_csv())))
    assert list(table[0]) == ["k", "x0", "x1", "f", "grad_norm", "lr"]
    assert [[float(row["x0"]), float(row["x1"])] for row in table] == h.x
    assert [float(row["f"]) for row in table] == h.f and [int(row["k"]) for row in table] == h.k
    assert minimize(lambda x: x * x, 1, lr=0.5).history.to_csv().startswith("k,x,f,grad_norm,lr\n0,1.0,1.0,")
    assert Trajectory().to_csv() == "k,x,f,grad_norm,lr\n"


def test_a_trajectory_as_json() -> None:
    h = Trajectory([0, 1], [[1.0, math.inf], [2.0, 3.0]], [math.nan, 1.0], [1.0, -math.inf], [0.0, 0.1])
    assert json.loads(h.to_json()) == {
        "k": [0, 1],
        "x": [[1.0, None], [2.0, 3.0]],
        "f": [None, 1.0],
        "grad_norm": [1.0, None],
        "lr": [0.0, 0.1],
    }


def test_a_sparkline_shows_f() -> None:
    def spark(*f: float, width: int = 40) -> str:
        n = len(f)
        return Trajectory(list(range(n)), [0.0] * n, list(f), [0.0] * n, [0.0] * n).sparkline(width)

    assert spark(*range(8)) == "▁▂▃▄▅▆▇█"  # a 0: not logarithmic
    assert spark(1e7, 1e6, 1e5, 1e4, 1e3, 1e2, 10, 1) == "█▇▆▅▄▃▂▁"
    assert spark(-1, math.inf, math.nan, 6) == "▁███"
    assert spark(1, math.inf, 128) == "▁██"
    assert spark(math.inf, math.nan) == "██"
    assert spark(5, 5, 5) == "▁▁▁" and spark(5) == "▁" and spark() == ""
    assert spark(*range(15), width=8) == "▁▂▃▄▅▆▇█"
    assert len(spark(*range(1, 500))) == 40
    with pytest.raises(InvalidInputError, match="width must be 2 or more"):
        spark(1, width=1)
