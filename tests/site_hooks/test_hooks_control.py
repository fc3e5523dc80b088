from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_hooks.control import DECLARATION, Choice, Jump, Point, Range, Slider, Toggle, coordinates, with_value


def numbers(low="0", high="1", step="0.1", whole=False):
    return Range(Decimal(low), Decimal(high), Decimal(step), whole)


def slider(span, default="0.1", jumps=()):
    return Slider("rate", "rate", default, 1, range=span, jumps=tuple(jumps), play=False, drag=False)


@given(
    low=st.decimals(-1000, 1000, places=3),
    step=st.decimals("0.001", 10, places=3),
    count=st.integers(2, 2000),
    data=st.data(),
)
def test_every_number_of_a_range_is_written_as_python_reads_it(low, step, count, data):
    span = Range(low, low + (count - 1) * step, step, False)
    index = data.draw(st.integers(0, count - 1))
    literal = span.literal(index)
    assert span.count == count
    assert Decimal(literal) == low + index * step
    assert span.holds(Decimal(literal))
    assert span.place(Decimal(literal)) == index
    assert isinstance(eval(literal), float)


def test_numbers_are_written_without_needless_digits():
    assert [numbers(step="0.25").literal(index) for index in range(5)] == ["0.0", "0.25", "0.5", "0.75", "1.0"]
    assert [numbers("-2", "2", "2", whole=True).literal(index) for index in range(3)] == ["-2", "0", "2"]
    assert numbers("0", "1e-5", "1e-6").literal(3) == "0.000003"


@given(count=st.integers(2, 2000), most=st.integers(2, 100))
def test_thinning_keeps_both_ends_and_the_order(count, most):
    places = Range(Decimal(0), Decimal(count - 1), Decimal(1), True).thinned(most)
    assert len(places) == min(count, most)
    assert (places[0], places[-1]) == (0, count - 1)
    assert places == sorted(set(places))


def test_a_slider_is_swept_without_its_default_and_with_its_jumps():
    assert slider(numbers(step="0.25"), "0.5").sweep() == ("0.0", "0.25", "0.75", "1.0")
    fine = slider(numbers(step="0.001"), "0.1", [Jump("0.123", "here")]).sweep()
    assert len(fine) == 61
    assert "0.123" in fine


def test_a_default_is_known_however_it_is_written():
    assert "0.5" not in slider(numbers(step="0.25"), "5e-1").sweep()
    point = Point("w", "start", "( 1.0,0.50 )", 1, x=numbers(step="0.5"), y=numbers(step="0.5"), panel=1, jumps=())
    assert "(1.0, 0.5)" not in point.sweep()
    assert len(point.sweep()) == 8


def test_a_point_is_swept_on_a_coarse_grid():
    fine = numbers("-5", "5", "0.1")
    point = Point("w", "start", "(4.0, 3.0)", 1, x=fine, y=fine, panel=1, jumps=(Jump("(3.1, 2.2)", "there"),))
    assert len(point.sweep()) == 121
    assert point.sweep()[-1] == "(3.1, 2.2)"
    assert {coordinates(each)[0] for each in point.sweep()[:-1]} == set(map(Decimal, range(-5, 6)))


def test_choices_and_toggles_are_swept_whole():
    choice = Choice("m", "method", "'SGD'", 1, options=("SGD", "it's", "Müller"))
    assert choice.sweep() == ('"it\'s"', '"Müller"')
    assert Toggle("log", "log", "True", 1).sweep() == ("False",)


@pytest.mark.parametrize(
    ("line", "literal", "changed"),
    [
        ("rate = 0.1  #@ slider", "-2.5", "rate = -2.5  #@ slider"),
        ("rate=-1e-3#@ slider", "0.5", "rate=0.5#@ slider"),
        ("rate = 'a # b'  #@ choice 'a # b', \"c\"", '"c"', 'rate = "c"  #@ choice \'a # b\', "c"'),
        ("rate = (1.0, -2) #@ point", "(0.5, 3.5)", "rate = (0.5, 3.5) #@ point"),
        ("rate = True #@ toggle", "False", "rate = False #@ toggle"),
    ],
)
def test_a_value_is_put_in_the_place_of_another(line, literal, changed):
    source = f"import math\n{line}\nother = rate\n"
    assert with_value(source, "rate", literal) == f"import math\n{changed}\nother = rate\n"


@pytest.mark.parametrize("line", ["rate = 0.1  # slider", "rate = 0.1 + 1  #@ slider", " rate = 0.1 #@ slider", "rate"])
def test_what_declares_nothing_stays_as_it_is(line):
    assert DECLARATION.fullmatch(line) is None
    assert with_value(line, "rate", "0.5") == line
