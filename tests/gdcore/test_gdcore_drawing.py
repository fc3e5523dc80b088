"""Figures in characters, and as pictures where matplotlib is installed."""

import sys
import xml.etree.ElementTree as ET

import pytest

import gdcore
from gdcore.figures import MIME, Axis, Figure, Mark, Panel

SVG = "{http://www.w3.org/2000/svg}"

MARKS = [
    Mark("path", [2, 1.5], [4, 2.25], "SGD", labels=["start", "next"]),
    Mark("ghost", [1.5, 1], [2.25, 1], "SGD"),
    Mark("scatter", [0.5], [0.25], "data"),
    Mark("bars", [0, 1], [0.5, 2], "rate", labels=["bar", "other"]),
    Mark("arrows", [0], [0], dx=[1], dy=[-1]),
    Mark("note", [0.5, None], [1, 1], labels=["a note", ""]),
    Mark("rule", [0.5, None], [None, 2], labels=["wall", "floor"]),
    Mark("bands", [0, None, 1], [None] * 3, labels=["slow", "", "fast"], dx=[1, 1, None]),
    Mark("contour", [0, 1], [0, 1, 2], "g", values=[[0, 1], [None, 2], [3, 4]], levels=[1, 2]),
    Mark("regions", [0, 1], [0, 1], labels=["none", "left"], values=[[0, 1], [1, 1]]),
]
BOWL = [[(x * x + y * y) / 2 for x in range(-4, 5)] for y in range(-4, 5)]


def text_of(*marks: Mark, **axes: Axis) -> list[str]:
    return repr(Figure("Title", [Panel(marks, **axes)], "Summary.")).splitlines()


def test_a_path_in_characters() -> None:
    lines = text_of(Mark("path", [0, 5, 10], [100, 50, 0], "SGD"), x=Axis("x"), y=Axis("f"))
    assert lines == [
        "Title",
        "f",
        "100 │●",
        *["    │"] * 5,
        "    │                            ●",
        *["    │"] * 6,
        "  0 │                                                       ●",
        "    └────────────────────────────────────────────────────────",
        "     0" + " " * 26 + "x" + " " * 26 + "10",
        "● SGD",
        "Summary.",
    ]


def test_a_bowl_is_light_in_the_middle_and_dark_at_the_rim() -> None:
    grid = range(-4, 5)
    lines = text_of(Mark("contour", grid, grid, values=BOWL, levels=[1, 4, 7, 10]))
    rows = [line[4:] for line in lines[1:15]]
    assert rows[0][0] == rows[0][-1] == rows[-1][0] == "█"
    assert rows[6][27:29] == "  "
    assert set("".join(rows)) == set(" ░▒▓█")
    assert rows == rows[::-1]


def test_levels_are_not_needed_and_gaps_stay_blank() -> None:
    lines = text_of(Mark("contour", [0, 1], [0, 1], values=[[None, 1], [1, 1]]))
    assert [line[3:].strip() for line in lines[1:15]] == [""] * 14


def test_regions_show_their_numbers() -> None:
    lines = text_of(Mark("regions", [0, 1], [0], labels=["none", "left"], values=[[0, 1]]))
    assert lines[1].endswith("0" * 28 + "1" * 28)
    assert lines[-2] == "0 none   1 left"


def test_series_have_signs_of_their_own() -> None:
    marks = [Mark("curve", [i, i], [0, 1], name) for i, name in enumerate("abcdefghi")]
    assert text_of(*marks)[-2] == "● a   ◆ b   ▲ c   ■ d   ○ e   ◇ f   △ g   □ h   ● i"


def test_rules_and_bands_are_lines_with_words_below() -> None:
    marks = [
        Mark("bands", [0, None], [None, None], labels=["slow", "no"], dx=[5, 1]),
        Mark("rule", [10, None, 99], [None, 0, None], labels=["wall", "", "far"]),
        Mark("note", [1], [1], labels=["here"]),
        Mark("rule", [None], [99]),
    ]
    lines = text_of(*marks, x=Axis(domain=(0, 10)), y=Axis(domain=(0, 13)))
    assert lines[1] == "13 │┊" + " " * 27 + "┊" + " " * 26 + "┊"
    assert lines[14] == " 0 │" + "┄" * 56
    assert lines[-2] == "slow   no   wall   far   here"


def test_a_log_axis_is_even_in_powers_of_ten() -> None:
    lines = text_of(Mark("curve", [0, 1, 2], [1, 1e-13, None]), y=Axis(scale="log"))
    assert lines[1].startswith("    1 │●") and lines[14].startswith("1e-13 │" + " " * 27)
    lines = text_of(Mark("curve", range(14), [10.0**-i for i in range(14)]), y=Axis(scale="log"))
    assert [line.count("●") for line in lines[1:15]] == [1] * 14


def test_what_is_outside_of_a_domain_is_not_drawn() -> None:
    lines = text_of(Mark("path", [0, 9], [0, 0]), x=Axis(domain=(0, 1)))
    assert sum(line.count("●") for line in lines) == 1


def test_panels_stand_below_one_another() -> None:
    panels = [Panel([Mark("curve", [0, 1], [0, 1])], title=t) for t in ("one", "two")]
    lines = repr(Figure("", panels, "Done.")).splitlines()
    assert lines[0] == "one" and lines.index("two") == 17 and lines[-1] == "Done."


def test_there_is_no_picture_without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError):
        import matplotlib  # noqa: F401
    figure = gdcore.surface(gdcore.himmelblau, n=5)
    assert figure._repr_svg_() is None
    # The data and the text are there all the same, and so a page and a terminal lack nothing.
    assert set(figure._repr_mimebundle_()) == {MIME, "text/plain"}
    assert RUN.history._repr_svg_() is None and repr(RUN.history) == "Trajectory(2 iterates, k = 0 to 1)"


RUN = gdcore.minimize(lambda x: x * x, 8.0, lambda x: 2 * x, lr=0.5)
FIGURES = {
    "surface": gdcore.surface(gdcore.himmelblau, [[0, 0], [1, 2]], n=9),
    "surface of one coordinate": gdcore.surface(lambda x: x * x, domain=(-1, 1), n=9),
    "curves": gdcore.curves({"lr": gdcore.warmup(0.1, 3)[0:6], "other": [1, 2]}),
    "loss curves": gdcore.loss_curves({"SGD": RUN}),
    "phase plane": gdcore.phase_plane([8.0, 4.0, 2.0]),
    "basins": gdcore.basins(gdcore.himmelblau, n=3, max_steps=20),
    "trajectory": RUN.history,
    "trajectory below 0": gdcore.minimize(lambda x: x * x - 9, 1.0, lambda x: 2 * x).history,
}


@pytest.mark.parametrize("name", FIGURES)
def test_each_kind_of_figure_is_a_picture_in_a_notebook(name: str) -> None:
    picture = FIGURES[name]._repr_svg_()
    assert picture is not None
    root = ET.fromstring(picture)
    assert root.tag == f"{SVG}svg" and len(list(root.iter(f"{SVG}path"))) > 10
    # Nothing of the day on which it was drawn.
    assert "<dc:date>" not in picture


def test_what_has_no_iterates_has_no_picture() -> None:
    assert gdcore.Trajectory()._repr_svg_() is None


def test_pictures_are_svg() -> None:
    first = Panel([*MARKS, Mark("curve", [1, 2], [None, 3], "f")], Axis("x"), Axis("f"), "left", equal=True)
    second = Panel([Mark("curve", [1, 2], [1, 100])], y=Axis("loss", "log"))
    picture = Figure("A title", [first, second], "Words.")._repr_svg_()
    assert picture is not None and ET.fromstring(picture).tag == f"{SVG}svg"
    assert all(
        f"<!-- {text} -->" in picture for text in ("A title", "left", "loss", "SGD", "start", "bar", "other", "a note")
    )
    assert "$\\mathdefault{10^{2}}$" in picture
