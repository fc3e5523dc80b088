import pytest

from site_hooks.blocks import Reader
from site_hooks.lesson import Value
from site_hooks.scan import Prose
from site_hooks.values import read_values


def read(text):
    reader = Reader("x.md")
    return read_values(Prose(7, text), reader), [problem.line for problem in reader.problems]


def test_a_value_is_a_code_span_with_an_expression():
    assert read("It is `31`{=f(1)} and `(2, 4)`{= g }.") == ([Value("31", "f(1)", 7), Value("(2, 4)", "g", 7)], [])


@pytest.mark.parametrize("text", ["no value", "`31` alone", "`` `31`{=x} ``", "{=x}", "`31`{.class}", "a {= b"])
def test_other_text_is_left_alone(text):
    assert read(text) == ([], [])


@pytest.mark.parametrize("text", ["`31` {=x}", "`31`{=x", "``31``{=x}", "`31`{=}", "`31`{ =x}", "31{=x}"])
def test_what_nearly_is_a_value_is_told_once(text):
    assert read(text) == ([], [7])
