import json
import math
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from site_hooks.match import numbers, one_spelling, same_answer, same_number, same_output, same_value

FINITE = st.floats(allow_nan=False, allow_infinity=False)
# The page judges what readers type by the same rule: `frontend/test/quiz_answer.test.ts` reads these, too.
TYPED = json.loads((Path(__file__).resolve().parents[1] / "golden" / "typed_answers.json").read_text("utf-8"))
SPELLINGS = st.sampled_from(["{!r}", "{:.1f}", "{:.3f}", "{:.6g}", "{:.2e}", "{:e}", "{:.20g}"])


@pytest.mark.parametrize(("typed", "printed", "same"), TYPED)
def test_typed_answers(typed, printed, same):
    assert same_output(typed, printed) is same


@given(st.text())
def test_every_text_is_the_same_as_itself(text):
    assert same_output(text, text)
    assert same_value(text, text)


@given(st.text(alphabet="0123456789.+-e_ \n#nainf\N{MINUS SIGN}"))
def test_every_text_of_numbers_is_the_same_as_itself(text):
    assert same_output(text, text)
    assert same_value(text, text)


@given(st.text(alphabet="0123456789.-e# \n"), st.text(alphabet="0123456789.-e# \n"))
def test_comparing_never_crashes(written, got):
    assert same_output(written, got) in (True, False)
    assert same_value(written, got) in (True, False)
    assert same_answer(written, got) in (True, False)


@settings(max_examples=400)
@given(FINITE, SPELLINGS, st.data())
def test_a_changed_digit_is_never_accepted(value, spelling, data):
    got = spelling.format(value)
    places = [index for index, character in enumerate(got) if character.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != got[place])
    page = got[:place] + digit + got[place + 1 :]
    assert not same_output(f"x = {page}\n", f"x = {got}\n")
    assert not same_value(page, got)


@given(st.integers(), st.data())
def test_a_changed_digit_of_an_integer_is_never_accepted(value, data):
    got = str(value)
    place = data.draw(st.sampled_from([index for index, character in enumerate(got) if character.isdigit()]))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != got[place])
    page = got[:place] + digit + got[place + 1 :]
    assert not same_output(page, got)
    assert not same_value(page, got)


@given(st.floats(-1e15, 1e15, allow_subnormal=False), st.integers(0, 12))
def test_a_rounded_number_is_accepted(value, digits):
    assert same_output(f"{value:.{digits}e}", repr(float(value)))


@pytest.mark.parametrize(
    ("written", "got", "same"),
    [
        ("0.33", "0.3333333", True),
        ("0.33", "0.34", False),
        ("0.3", "0.25", True),
        ("1", "1.0", False),
        ("1.0", "1", False),
        ("1", "2", False),
        ("-0.0", "0.0", False),
        ("-0.0", "-0.0001", True),
        ("0.00", "-0.001", False),
        ("0.00", "0.001", True),
        ("inf", "inf", True),
        ("inf", "-inf", False),
        ("-inf", "-inf", True),
        ("inf", "1e308", False),
        ("nan", "nan", True),
        ("nan", "inf", False),
        ("1.5", "nan", False),
        ("4.31e-07", "4.3125e-07", True),
        ("4.31e-07", "4.31e-06", False),
        ("0.00e+00", "0.00e+01", False),
        ("1e400", "1e401", False),
        ("1_000", "1000", False),
        ("9007199254740993", "9007199254740992", False),
        ("1" * 400, "1" * 399 + "2", False),
        ("1e99999999999999999999", "2.5", False),
    ],
)
def test_numbers(written, got, same):
    assert same_number(written, got) is same


@pytest.mark.parametrize(
    ("written", "got", "same"),
    [
        ("x = 0.115\n", "x = 0.1152921\n", True),
        ("1 2", "1 2 3", False),
        ("1 2 3", "1 2", False),
        ("# 5", "5 5", False),
        ("5 #", "5 7", False),
        ("a", "b", False),
        ("a \n\n", "a", True),
        ("\na", "a", False),
        ("", "", True),
        ("", "a", False),
        ("12", "13", False),
        ("v1.2.3", "v1.2.4", False),
        ("0x1F", "0x1E", False),
        ("1.5e3", "1.5e4", False),
        ("[1, 2]", "[1,2]", False),
    ],
)
def test_outputs(written, got, same):
    assert same_output(written, got) is same


@pytest.mark.parametrize(
    ("written", "got", "same"),
    [
        ("a ... c", "a b c", True),
        ("a\n...\nc", "a\nb\nc", True),
        ("a ... c", "a b", False),
        ("...", "", True),
        ("...", "anything\nat all", True),
        ("... 5", "a 5", True),
        ("... 5", "a 6", False),
        ("... 5", "a 55", False),
        ("... 5", "a 5 6", False),
        ("...5", "15", False),
        ("k 5 ...", "k 6 b", False),
        ("5...", "5 and more", True),
        ("5...", "6 and more", False),
        ("3.14...", "3.14159", True),
        ("a ...k 5... z", "a k 4 k 5 z", True),
        ("a ...k 5... z", "a k 4 k 6 z", False),
        ("a...b...a", "aba", True),
        ("a...a", "a", False),
    ],
)
def test_elisions(written, got, same):
    assert same_output(written, got) is same


def test_many_elisions_in_a_long_output_take_no_time():
    # A regular expression with this many `.*?` would never end.
    assert not same_output("a ... " * 40 + "z", "a " * 5000)


@pytest.mark.parametrize(
    ("written", "got", "same"),
    [
        ("31", "31", True),
        ("30", "31", False),
        ("10", "10.0", True),
        ("10", "10.4", False),
        ("(2, 4)", "(2.0, 4.0)", True),
        ("(2, 4)", "(2.0, 5.0)", False),
        ("(2, 4)", "[2.0, 4.0]", False),
        ("\N{MINUS SIGN}1.2", "-1.2000000000000002", True),
        ("1.2", "-1.2", False),
        ("gtol", "gtol", True),
        ("gtol", "xtol", False),
        ("10,  -10", "10, -10", True),
        ("#", "5", False),
        ("5%", "5", False),
    ],
)
def test_values(written, got, same):
    assert same_value(written, got) is same


@pytest.mark.parametrize(
    ("option", "got", "same"),
    [
        ("2.4", "2.4000000000000004", True),
        ("2.7", "2.4000000000000004", False),
        ("$(-4, 2)$", "(-4, 2)", True),
        ("$(4, -2)$", "(-4, 2)", False),
        ("In 31 steps", "31", True),
        ("In 31 steps of 2", "31", False),
        ("`True`.", "True", True),
        ("False", "True", False),
        ("none", "31", False),
    ],
)
def test_answers(option, got, same):
    assert same_answer(option, got) is same


def test_numbers_are_found_as_written():
    assert numbers("x1 = 2, y: -3.5e-7, (.5) 1_000 inf nan 1.2.3 \N{MINUS SIGN}4 0xff 3rd") == [
        "2",
        "-3.5e-7",
        ".5",
        "1_000",
        "inf",
        "nan",
        "-4",
    ]


def test_the_precision_of_a_float_is_the_last_digit_written():
    assert same_number("3.14159265", repr(math.pi))
    assert not same_number("3.14159266", repr(math.pi))


@pytest.mark.parametrize(
    ("written", "got", "same"),
    [
        ("1.0", "1.00", True),
        ("1.00", "1.0", True),
        ("0.1", "0.10000001", True),
        ("1e-3", "0.001", True),
        ("1e-3", "0.002", False),
        ("1e3", "1000", False),
        ("1000", "1e3", False),
        ("1,000", "1,000", True),
        ("1,000", "1,0", False),
        ("1,000.5", "1,000.46", True),
        ("007", "7", False),
        ("+5", "5", False),
        ("0.0", "-0.0", False),
        ("5.", "5", False),
        ("It took 5.", "It took 5.3", False),
        ("It took 5.", "It took 5.", True),
        ("x2", "x2.1", False),
        ("v1.10", "v1.1", False),
        ("1.5.2", "1.46.2", False),
        ("127.0.0.1", "127.0.0.2", False),
        ("2026-11-23", "2026-11-24", False),
        ("12:30:00", "12:30:01", False),
        ("10ms", "10.2ms", False),
        ("1.5ms", "1.46ms", False),
        ("(0.3+1.5j)", "(0.30000000000000004+1.4999999j)", True),
        ("(0.3+1.5j)", "(0.3+1.6j)", False),
        ("(0.3+1.5j)", "(0.3-1.5j)", False),
        ("1__0", "1__1", False),
        ("\N{MINUS SIGN}1.5", "-1.5", False),
        ("0.2", "0.25", True),
        ("0.3", "0.25", True),
        ("1e999999999", "1e999999998", False),
        ("\N{ARABIC-INDIC DIGIT ONE}.5", "\N{ARABIC-INDIC DIGIT ONE}.46", False),
        ("0.66...", "0.6666", True),
        ("0.66... and", "0.6666e-7 and", False),
        ("66...", "667", False),
        ("0.66...", "0.65", False),
        ("0.66... 0.5", "0.6667 0.6", False),
        ("[0.1 0.2]", "[0.1  0.2]", False),
        ("inf", "+inf", False),
    ],
)
def test_what_an_adversary_would_print(written, got, same):
    assert same_output(written, got) is same


@pytest.mark.parametrize(
    ("written", "got", "same"),
    [
        ("0", "-0.0", True),
        ("1e3", "1467", True),
        ("1e3", "1567", False),
        ("1.5e3", "1467", True),
        ("10.0", "10", True),
        ("1_000", "1000", True),
        ("1,000", "1000", False),
        ("0x10", "16", False),
        ("-0.0", "0.0", False),
    ],
)
def test_what_prose_may_say(written, got, same):
    assert same_value(written, got) is same


@given(FINITE, st.integers(0, 15), st.integers(0, 15))
def test_more_digits_never_accept_more(value, few, many):
    """What holds to some digits holds to fewer of them, but for the rounding of halves."""
    few, many = sorted((few, many))
    assert same_number(f"{value:.{many}e}", repr(value)) or "." not in repr(value)
    other = f"{value * 1.5:.{many}e}"
    assert value == 0 or many == 0 or not math.isfinite(value * 1.5) or not same_number(other, f"{value:.17e}")


@given(FINITE, FINITE)
def test_two_numbers_are_the_same_only_if_they_are_near(left, right):
    digits = 6
    if same_number(f"{left:.{digits}e}", repr(right)) and right:
        assert math.isclose(left, right, rel_tol=10.0**-digits) or abs(left) < 1e-300


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("0.5", "0.50", True),
        ("$2$", "2.0", True),
        ("0.3", "0.33", False),
        ("3 steps", "4 steps", False),
        ("A", "a", False),
    ],
)
def test_options_are_compared_with_their_numbers_in_one_spelling(one, other, same):
    assert (one_spelling(one) == one_spelling(other)) is same
