"""What the README counts is what the lesson has."""

import re
from pathlib import Path

from site_hooks.config import load_config
from site_hooks.lesson import Cell, Challenge, Quiz
from site_hooks.parse import parse_file

ROOT = Path(__file__).resolve().parent.parent


def test_the_readme_counts_the_lesson_right():
    lesson = parse_file(load_config(ROOT), ROOT / "content" / "gradient-descent.md")
    # A cell for the reader's own code is none of the lesson's.
    elements = [each for each in lesson.elements if not (isinstance(each, Cell) and each.scratch)]
    has = [sum(isinstance(element, kind) for element in elements) for kind in (Cell, Quiz)]
    mistakes = [len(element.mistakes) for element in lesson.elements if isinstance(element, Challenge)]
    found = re.search(
        r"(\d+) cells, (\d+) checked numbers in its prose, (\d+) quiz questions "
        r"and a challenge with (\d+) known mistakes",
        (ROOT / "README.md").read_text("utf-8"),
    )
    assert found is not None
    assert [int(number) for number in found.groups()] == [has[0], len(lesson.values), has[1], *mistakes]


def test_the_sample_error_names_the_line_of_its_number():
    lines = (ROOT / "README.md").read_text("utf-8").split("\n")
    (shown,) = (line for line in lines if line.startswith("README.md:"))
    assert "`0.115`{=x}" in lines[int(shown.split(":")[1]) - 1]
