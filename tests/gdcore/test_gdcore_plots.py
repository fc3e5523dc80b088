"""Figures of functions and runs."""

import math
from typing import Any

import pytest

import gdcore
from gdcore import InvalidInputError, Trajectory, bowl, curves, himmelblau, loss_curves, minimize, phase_plane, surface
from gdcore.drawable import thinned

RUN = minimize(himmelblau.f, [0, 0], himmelblau.grad, lr=0.01)


def marks_of(figure: Any) -> list[dict[str, Any]]:
    (panel,) = figure.data()["panels"]
    return list(panel["marks"])


def test_a_surface_is_the_function_on_a_grid() -> None:
    figure = surface(himmelblau, n=11)
    (contour,) = marks_of(figure)
    assert contour["x"] == contour["y"] == [-5.0, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5]
    assert all(
        contour["values"][j][i] == himmelblau.f([x, y])
        for i, x in enumerate(contour["x"])
        for j, y in enumerate(contour["y"])
    )
    assert (figure.title, figure.columns, figure.rows) == ("himmelblau", [], [])
    assert figure.data()["panels"][0]["equal"] is True


def test_between_two_levels_lie_equally_many_places() -> None:
    figure = surface(lambda p: p[0], domain=[(0, 119), (0, 1)], n=120)
    (contour,) = marks_of(figure)
    assert contour["levels"] == [10.0 * i for i in range(1, 12)]


def test_paths_lie_on_the_surface() -> None:
    figure = surface(himmelblau, {"GD": RUN, "by hand": [(0, 0), (1, 1)]}, n=5, title="Race")
    _, first, second = marks_of(figure)
    assert (first["mark"], first["name"], second["name"]) == ("path", "GD", "by hand")
    assert list(zip(second["x"], second["y"], strict=True)) == [(0.0, 0.0), (1.0, 1.0)]
    assert len(first["x"]) == len(RUN.history)
    assert (first["x"][-1], first["y"][-1]) == (3.0, 2.0)
    assert figure.columns == ["run", "step", "x", "y"]
    assert (figure.rows[0], figure.rows[-1]) == (["GD", 0, 0.0, 0.0], ["by hand", 1, 1.0, 1.0])
    assert figure.summary.endswith("by hand: from [0, 0] to [1, 1] (step 1).")
    assert figure.title == "Race"


def test_data_lie_on_top_of_a_decision_surface() -> None:
    X, y = gdcore.datasets.xor()
    net = gdcore.MLP((2, 3, 1), seed=1, lr=0.5).fit(X, y)
    ones = [x for x, label in zip(X, y, strict=True) if label]
    dots = gdcore.figures.Mark("scatter", [x[0] for x in ones], [x[1] for x in ones], "class 1")
    figure = surface(lambda p: net.predict_proba([p])[0][1], domain=[(0, 1), (0, 1)], marks=[dots], n=3)
    contour, scatter = marks_of(figure)
    assert (contour["name"], scatter) == ("f", dots.data())
    corners = [contour["values"][j][i] for j in (0, 2) for i in (0, 2)]
    assert [round(p) for p in corners] == [0, 1, 1, 0]


def test_results_trajectories_and_points_are_runs() -> None:
    assert surface(himmelblau, RUN, n=3) == surface(himmelblau, RUN.history, n=3)
    assert surface(himmelblau, RUN, n=3) == surface(himmelblau, RUN.history.x, n=3)


def test_one_coordinate_gives_a_curve() -> None:
    figure = surface(lambda x: x * x, [4.0, 2.0, 1.0], domain=(-4, 4), n=5)
    curve, path = marks_of(figure)
    assert (curve["mark"], curve["x"], curve["y"]) == ("curve", [-4, -2, 0, 2, 4], [16, 4, 0, 4, 16])
    assert (path["x"], path["y"]) == ([4, 2, 1], [16, 4, 1])
    assert figure.rows == [["path", 0, 4.0], ["path", 1, 2.0], ["path", 2, 1.0]]
    assert figure.columns == ["run", "step", "x"]
    well = gdcore.double_well()
    curve, path = marks_of(surface(well, minimize(well.f, [0.5], well.grad), n=3))
    assert (curve["name"], curve["y"][1], path["y"][0]) == ("double_well", 0.0, well.f([0.5]))


def test_what_overflows_is_a_gap() -> None:
    def steep(x: float) -> float:
        return math.exp(1000 * x)

    curve, path = marks_of(surface(steep, [math.inf, 0.0], domain=(0, 1), n=2))
    assert (curve["y"], path["x"], path["y"]) == ([1.0, None], [None, 0.0], [None, 1.0])
    (contour,) = marks_of(surface(lambda p: math.nan, domain=[(0, 1), (0, 1)], n=2))
    assert (contour["values"], contour["levels"]) == ([[None, None]] * 2, [])


def test_curves() -> None:
    figure = curves({"a": [4, 2, 1], "b": [3, math.inf]}, title="T", x="epoch", y="loss", log=True)
    a, b = marks_of(figure)
    assert (a["x"], a["y"], b["y"]) == ([0, 1, 2], [4, 2, 1], [3, None])
    assert figure.data()["panels"][0]["y"] == {"label": "loss", "scale": "log", "domain": [1.0, 4.0]}
    assert (figure.columns, figure.rows) == (["epoch", "a", "b"], [[0, 4, 3], [1, 2, None], [2, 1, None]])
    assert figure.summary == "a: from 4 (epoch 0) to 1 (epoch 2). b: from 3 (epoch 0) to inf (epoch 1)."
    schedule = curves({"lr": gdcore.cosine_decay(0.1, 30)[0:100]})
    assert len(marks_of(schedule)[0]["x"]) == 100 and len(schedule.rows) == 12


def test_loss_curves_keep_the_step_numbers_of_a_thinned_history() -> None:
    run = minimize(lambda x: x * x, 8, lambda x: 2 * x, lr=0.25, max_steps=5, every=2)
    (curve,) = marks_of(loss_curves(run))
    assert (curve["x"], curve["y"]) == ([0, 2, 4, 5], [64, 4, 0.25, 0.0625])
    assert [mark["name"] for mark in marks_of(loss_curves({"a": run, "b": run}))] == ["a", "b"]


def test_loss_curves_leave_an_exact_zero_out_and_subtract_the_lowest_value() -> None:
    runs = {"in one step": minimize(lambda x: x * x - 1, 8, lambda x: 2 * x, lr=0.5)}
    figure = loss_curves(runs, f_star=-1)
    (curve,) = marks_of(figure)
    assert (curve["y"], figure.data()["panels"][0]["y"]["label"]) == ([64, None], "f - f*")
    (curve,) = marks_of(loss_curves(runs, log=False))
    assert curve["y"] == [63, -1]


def test_the_phase_plane_has_position_and_velocity() -> None:
    b = bowl(4)
    run = minimize(b.f, [1, 1], b.grad, optimizer=gdcore.SGD(0.1, momentum=0.9), max_steps=30)
    (path,) = marks_of(phase_plane(run, 1))
    assert path["x"][:2] == [1.0, 0.6] and path["y"][:2] == [-0.4, -0.6]
    assert len(path["x"]) == 30
    assert phase_plane([8.0, 4.0, 2.0]).summary == "From 8 (step 0) to 2 (step 2)."
    (path,) = marks_of(phase_plane([1e308, -1e308, math.inf]))
    assert (path["x"], path["y"]) == ([1e308, -1e308], [None, None])


def test_a_trajectory_shows_itself_as_a_curve() -> None:
    bundle = RUN.history._repr_mimebundle_()
    assert bundle["text/plain"] == repr(RUN.history)
    data = bundle[gdcore.figures.MIME]
    assert data == loss_curves({"f": RUN}).data() and data["panels"][0]["y"]["scale"] == "log"
    below = minimize(lambda x: x - 1, 0.0, lambda x: 1, max_steps=3).history._repr_mimebundle_()
    assert below[gdcore.figures.MIME]["panels"][0]["y"]["scale"] == "linear"
    assert Trajectory()._repr_mimebundle_() == {"text/plain": "Trajectory(empty)"}


def test_thinning_keeps_both_ends() -> None:
    assert thinned(range(12)) == list(range(12))
    assert len(thinned(range(13))) == 12
    assert thinned(range(100)) == [0, 9, 18, 27, 36, 45, 54, 63, 72, 81, 90, 99]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: surface(lambda x: x), r"surface needs a domain, such as"),
        (lambda: surface(3, domain=(0, 1)), "function must be a function, got 3"),
        (lambda: surface(gdcore.rosenbrock(3)), "one or two coordinates, but the domain has 3"),
        (lambda: surface(himmelblau, n=1), "n must be 2 or more"),
        (lambda: surface(himmelblau, ["a"]), "a point of the run must be a number or a sequence"),
        (lambda: surface(himmelblau, domain=[(0, 1), (1, 0)]), "domain must be"),
        (lambda: surface(himmelblau, domain=()), "one or two coordinates, but the domain has 0"),
        (lambda: surface(himmelblau, domain=[(0, 1), (1, 2, 3)]), r"domain must be two numbers, such as \(-2, 2\)"),
        (lambda: surface(himmelblau, 3), "a run must be a list, such as"),
        (lambda: surface(himmelblau, []), "A run needs points of 2 coordinates, got no points"),
        (lambda: surface(himmelblau, [1.0, 2.0]), r"A run needs points of 2 coordinates, got \[1\]"),
        (lambda: surface(lambda p: None, domain=[(0, 1), (0, 1)]), "value of f must be a number, got None"),
        (lambda: loss_curves([1.0, 2.0]), "path must be what minimize returned, with a history, got .1.0, 2.0"),
        (lambda: loss_curves({"a": Trajectory()}), r"a must be what minimize .*got Trajectory\(empty\)"),
        (lambda: loss_curves({}), "nothing to draw"),
        (lambda: phase_plane([[1.0], [1.0, 2.0]]), r"points of equally many coordinates, got \[1, 2\]"),
        (lambda: curves({}), "nothing to draw"),
        (lambda: curves({"a": []}), r"series\['a'\] is empty"),
        (lambda: curves({"a": ["b"]}), r"series\['a'\]\[0\] must be a number"),
        (lambda: curves([1, 2]), "series must be lists by name, .*got .1, 2"),
        (lambda: curves({"a": [1, -1]}, log=True).data(), "On a log axis all numbers are positive, got -1"),
        (lambda: phase_plane([1.0]), "phase_plane needs two points with a coordinate 0, got 1"),
        (lambda: phase_plane([1.0, 2.0], 1), "with a coordinate 1"),
    ],
)
def test_refusals(call: Any, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        call()


def test_axes_say_what_they_show() -> None:
    assert curves({"a": [1.0, 2.0]}).data()["panels"][0]["y"]["scale"] == "linear"
    figure = phase_plane([8.0, 4.0, 2.0])
    (panel,) = figure.data()["panels"]
    assert (panel["x"]["label"], panel["y"]["label"]) == ("position", "velocity")
    assert list(figure.columns) == ["step", "position", "velocity"]
