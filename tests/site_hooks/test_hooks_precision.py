import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from site_hooks.precision import MARGIN, MOST, find_difference

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("first", "second", "agreed", "differs_at"),
    [
        ("0.30000000000000004", "0.3", 15, 17),
        ("1.2345", "1.2346", 4, 5),
        ("1.0", "0.9999999", 7, 1),
        ("-0.5", "0.5", 0, 1),
        ("1e-07", "1.0000001e-07", 7, 8),
        ("nan", "1.0", 0, 1),
        ("inf", "1e308", 0, 1),
        ("31", "32", 1, 2),
        ("1.50", "1.5", 14, 3),
    ],
)
def test_how_far_two_numbers_agree(first, second, agreed, differs_at):
    found = find_difference(f"x = {first},", f"x = {second},")
    assert (found.first, found.second) == (first, second)
    assert (found.agreed, found.differs_at) == (agreed, differs_at)


def test_the_numbers_that_agree_least_are_told():
    found = find_difference("1.0 2.0000001 3.01", "1.0 2.0 3.0")
    assert (found.first, found.second) == ("3.01", "3.0")


@pytest.mark.parametrize(("first", "second"), [("a 1", "b 1"), ("1 2", "1"), ("same 1.5", "same 1.5"), ("", "")])
def test_other_words_are_no_difference_of_numbers(first, second):
    assert find_difference(first, second) is None


def test_the_advice_is_code_that_prints_what_both_print():
    found = find_difference("1234.5678901234567", "1234.5678901234511")
    assert found.advice() == "They agree on 14 digits. Print 12 at most: `{x:.12g}` or `round(x, 8)`."
    assert found.prose_advice() == "They agree on 14 digits. Write 12 at most: `1234.56789012`."


@pytest.mark.parametrize(("first", "second"), [("31", "32"), ("0.5", "0.9"), ("1.5", "nan")])
def test_fewer_digits_do_not_mend_everything(first, second):
    found = find_difference(first, second)
    assert found.digits == 0
    assert found.advice() == found.prose_advice()
    assert "it depends on time, chance, memory or the Python version" in found.advice()


def test_what_should_be_zero_is_rounded():
    found = find_difference("1.2e-17", "0.0")
    assert found.is_noise
    assert "`round(x, 9) + 0.0`" in found.advice()


@given(FINITE, st.floats(-1e-6, 1e-6))
def test_the_advised_digits_are_the_same_but_for_a_tie_in_rounding(value, noise):
    other = value * (1 + noise)
    # Near the largest number of all, rounding up gives infinity.
    assume(max(abs(value), abs(other)) < 1e308 and value != other)
    found = find_difference(repr(value), repr(other))
    assert 0 <= found.digits <= MOST
    assert found.digits in (0, found.agreed - MARGIN, MOST)
    if found.digits:
        here, there = (float(f"{each:.{found.digits}g}") for each in (value, other))
        # At most one unit in the last digit that is shown, and that only where a half was rounded either way.
        unit = 10.0 ** (math.floor(math.log10(abs(value))) - found.digits + 1)
        assert abs(here - there) <= unit * 1.001
