"""Cards: what is read of them, and that none goes without its source."""

import pytest

from site_hooks.lesson import Cards
from site_hooks.parse import parse

PAGE = """\
/// cards
Language, `code`
:   It was used
    for language.

    At length.
:   And for more, `2`{=1 + 1} times.
:   Source: [Brown et al. 2020](https://arxiv.org/abs/2005.14165),
    table 2.1

Words
:   Used.
:   source: <https://example.org/>, 2013
///
"""


def test_cards_know_their_texts_and_lines():
    lesson = parse(PAGE)
    assert lesson.problems == ()
    [cards] = lesson.elements
    assert isinstance(cards, Cards)
    first, second = cards.cards
    assert (first.title, first.line, first.text.line, first.source.line) == ("Language, `code`", 2, 3, 8)
    assert first.text.source == "It was used\nfor language.\n\nAt length.\nAnd for more, `2`{=1 + 1} times."
    assert first.source.source == "[Brown et al. 2020](https://arxiv.org/abs/2005.14165),\ntable 2.1"
    assert (second.title, second.source.source) == ("Words", "<https://example.org/>, 2013")
    assert [(value.text, value.line) for value in lesson.values] == [("2", 7)]


@pytest.mark.parametrize("year", ["1847", "1999", "2020"])
def test_a_year_may_stand_in_the_link(year):
    assert parse(PAGE.replace("2020](", f"{year}](")).problems == ()


@pytest.mark.parametrize("year", ["847", "12020", "3020", "20201"])
def test_what_is_no_year_is_none(year):
    [problem] = parse(PAGE.replace("2020](", f"{year}](")).problems
    assert "needs its year" in problem.message
