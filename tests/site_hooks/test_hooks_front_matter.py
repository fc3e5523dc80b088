"""A page's front matter: what it must hold, of which kind, and on which line it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_hooks.front_matter import LONGEST, is_seconds, read_front_matter
from site_hooks.parse import parse

LESSON = "title: T\ndescription: D\nsubject: S\nminutes: 5\n"


def told(meta):
    """The problems within the front matter of a page with this one."""
    page = parse(f"---\n{meta}---\n\nText.\n", sections=())
    return [(problem.line, problem.message) for problem in page.problems]


def wrong(got):
    return f"`timelimit` in the front matter must be a number of seconds above 0, at most 3600, got {got}."


@pytest.mark.parametrize("seconds", ["1", "30", "2.5", "0.5", "3600"])
@pytest.mark.parametrize("page", ["", LESSON], ids=["page", "lesson"])
def test_a_time_limit_is_a_number_of_seconds(page, seconds):
    assert told(f"{page}timelimit: {seconds}\n") == []


@pytest.mark.parametrize(
    ("seconds", "got"),
    [
        ("0", "0"),
        ("-3", "-3"),
        ("3601", "3601"),
        (".inf", "inf"),
        (".nan", "nan"),
        ("true", "True"),
        ("'20'", "'20'"),
        ("20 s", "'20 s'"),
        ("[20]", "[20]"),
        ("", "None"),
    ],
)
@pytest.mark.parametrize(("page", "line"), [("", 2), (LESSON, 6)], ids=["page", "lesson"])
def test_any_other_time_limit_is_told_at_its_line(page, line, seconds, got):
    assert told(f"{page}timelimit: {seconds}\n") == [(line, wrong(got))]


@pytest.mark.parametrize("key", ["time-limit", "time_limit", "timelimits", "timlimit"])
def test_a_misspelt_time_limit_is_told(key):
    sentence = f"front matter has no key `{key}`. Did you mean `timelimit`?"
    assert told(f"{key}: 20\n") == [(2, f"A page's {sentence}")]
    assert told(f"{LESSON}{key}: 20\n") == [(6, f"A lesson's {sentence}")]


def test_a_page_that_is_no_lesson_may_have_other_keys_and_owes_none():
    assert told("tilte: of a page\nhide:\n  - toc\n") == []


def test_all_that_a_lesson_lacks_is_told_at_once():
    messages = [message for _, message in told("subject: S\n")]
    assert messages == [
        "A lesson's front matter needs `description`: a text.",
        "A lesson's front matter needs `minutes`: a whole number.",
        "A lesson's front matter needs `title`: a text.",
    ]


@given(st.floats() | st.integers() | st.booleans() | st.text() | st.none())
def test_what_can_be_a_time_limit_is_between_its_bounds(value):
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    assert is_seconds(value) == (number and 0 < value <= LONGEST)


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (("---", "title: x"), 1, "never closed"),
        (("---", "title: x", "a: [", "---"), 3, "not YAML"),
        (("---", "- title", "---"), 2, "`key: value` lines"),
    ],
)
def test_what_is_no_front_matter_is_told(lines, line, words):
    meta, _, [problem] = read_front_matter("page.md", lines)
    assert (meta, problem.path, problem.line) == ({}, "page.md", line)
    assert words in problem.message
