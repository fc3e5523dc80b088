"""Every mistake an author can make has a page in `tests/golden/bad`, and beside it what is said about it."""

from pathlib import Path

import pytest

from site_hooks.parse import parse

BAD = Path(__file__).resolve().parents[1] / "golden" / "bad"
PAGES = sorted(path.stem for path in BAD.glob("*.md"))


def told(path):
    problems = parse(path.read_text("utf-8"), path.name).problems
    assert {problem.path for problem in problems} <= {path.name}
    return [f"{problem.line}: {problem.message}" for problem in problems]


@pytest.mark.parametrize("name", PAGES)
def test_the_mistake_is_told_at_its_line(name):
    expected = (BAD / f"{name}.txt").read_text("utf-8").splitlines()
    assert len(expected) == 1, "One mistake, one message."
    assert told(BAD / f"{name}.md") == expected


@pytest.mark.parametrize("name", PAGES)
def test_front_matter_is_counted(name):
    text = (BAD / f"{name}.md").read_text("utf-8")
    head = "" if text.startswith("---") else "---\ntitle: A page\n---\n\n"
    lines = [problem.line for problem in parse(text, "x.md").problems]
    assert [problem.line for problem in parse(head + text, "x.md").problems] == [
        line + head.count("\n") for line in lines
    ]


def test_no_page_is_without_its_expectation():
    assert sorted(path.stem for path in BAD.glob("*.txt")) == PAGES
    assert len(PAGES) >= 140
