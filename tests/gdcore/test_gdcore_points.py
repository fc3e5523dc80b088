"""What may be handed in as a point, what may not, and what the refusal says."""

import array
import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import gdcore
from gdcore.errors import DimensionError, InvalidInputError, NonFiniteError
from gdcore.points import as_numbers, as_point, distance, norm, shown


class ArrayLike:
    """What gdcore sees of a numpy array: a length, items, iteration; no more."""

    def __init__(self, *items: Any) -> None:
        self.items = items

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, i: int) -> Any:
        return self.items[i]


class ZeroDimensional:
    """A 0-d array says that it can be iterated, and then refuses."""

    def __iter__(self) -> Iterator[float]:
        raise TypeError("iteration over a 0-d array")


@pytest.mark.parametrize(
    ("given", "point"),
    [
        (10, 10.0),
        (10.5, 10.5),
        (Fraction(1, 4), 0.25),
        ([5, 3], [5.0, 3.0]),
        ([5.0, 3.0], [5.0, 3.0]),
        ((5, 3.5), [5.0, 3.5]),
        (range(3), [0.0, 1.0, 2.0]),
        ((v for v in (1, 2)), [1.0, 2.0]),
        (map(float, "12"), [1.0, 2.0]),
        (array.array("d", [1, 2]), [1.0, 2.0]),
        (ArrayLike(1, Fraction(1, 2)), [1.0, 0.5]),
    ],
)
def test_numbers_and_sequences_become_floats_and_lists(given: Any, point: Any) -> None:
    got = as_point(given, "x0")
    assert got == point
    assert all(type(v) is float for v in (got if isinstance(got, list) else [got]))


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (math.nan, NonFiniteError, "x0 must be finite, got nan"),
        (math.inf, NonFiniteError, "x0 must be finite, got inf"),
        (-math.inf, NonFiniteError, "x0 must be finite, got -inf"),
        (10**400, NonFiniteError, "x0 must be finite, got inf"),
        (-(10**400), NonFiniteError, "x0 must be finite, got -inf"),
        ([1.0, math.nan], NonFiniteError, r"x0 must be finite, got x0\[1\] = nan"),
        ([1, -math.inf], NonFiniteError, r"x0\[1\] = -inf"),
        ([], DimensionError, "x0 is empty, but it must be a number or a sequence"),
        ((v for v in ()), DimensionError, "x0 is empty"),
        ([[1, 2]], DimensionError, r"x0\[0\] must be a number, got \[1, 2\] .*x0 is nested.*flat"),
        ([1, (2,)], DimensionError, r"x0\[1\] must be a number.*nested"),
        (
            "abc",
            InvalidInputError,
            r"x0 must be a number or a sequence.*such as.*got 'abc' \(str\)",
        ),
        (b"ab", InvalidInputError, "must be a number or a sequence"),
        ({0: 1.0}, InvalidInputError, "must be a number or a sequence"),
        ({1.0, 2.0}, InvalidInputError, r"must be a number or a sequence.*\(set\)"),
        (None, InvalidInputError, "must be a number or a sequence.*got None"),
        (True, InvalidInputError, r"must be a number or a sequence.*got True \(bool\)"),
        (1j, InvalidInputError, "must be a number or a sequence"),
        (object(), InvalidInputError, "got an object of type object"),
        (math.sin, InvalidInputError, "got the function sin"),
        (gdcore.SGD, InvalidInputError, "got the class SGD"),
        (ZeroDimensional(), InvalidInputError, "got an object of type ZeroDimensional"),
        (["a", 1], InvalidInputError, r"x0\[0\] must be a number, got 'a' \(str\)"),
        ([1, True], InvalidInputError, r"x0\[1\] must be a number, got True \(bool\)"),
        ([1, None], InvalidInputError, r"x0\[1\] must be a number, got None"),
    ],
)
def test_refusals_say_what_came_and_what_is_needed(given: Any, error: type, words: str) -> None:
    for use in (
        lambda x0: gdcore.minimize(lambda x: 0.0, x0, lambda x: x),
        lambda x0: gdcore.gradient_descent(lambda x: x, x0, 0.1, 1),
    ):
        if isinstance(given, Iterator):
            given = iter(())
        with pytest.raises(error, match=words) as caught:
            use(given)
        assert type(caught.value) is error
        assert isinstance(caught.value, ValueError)


def test_long_values_are_shortened_in_messages() -> None:
    with pytest.raises(InvalidInputError) as caught:
        as_point("x" * 1000, "x0")
    assert len(str(caught.value)) < 200


def test_a_generator_that_fails_keeps_its_own_error() -> None:
    def broken() -> Iterator[float]:
        yield 1.0
        raise TypeError("mine")

    with pytest.raises(TypeError, match="mine"):
        as_point(broken(), "x0")


def test_as_numbers_lets_inf_and_nan_through_and_copies_lists() -> None:
    given = [math.inf, 1.0]
    got = as_numbers(given, "g")
    assert got == given
    assert got is not given
    assert as_numbers(-math.inf, "g") == -math.inf


def test_norm_and_distance_are_euclidean() -> None:
    assert norm(-3.0) == 3.0
    assert norm([3.0, -4.0]) == 5.0
    assert distance(1.0, -2.0) == 3.0
    assert distance([1.0, 1.0], [4.0, 5.0]) == 5.0


def test_points_are_shown_short() -> None:
    assert shown(1 / 3) == "0.333333"
    assert shown([1.0, 2.5]) == "[1, 2.5]"
    assert shown([0.5] * 6) == "[0.5, 0.5, 0.5, 0.5, 0.5, 0.5]"
    assert shown([0.5] * 7) == "[0.5, 0.5, 0.5, 0.5, 0.5, 0.5, ... 7 numbers]"
    assert shown([0.0] * 100) == "[0, 0, 0, 0, 0, 0, ... 100 numbers]"


def test_numpys_arrays_and_numbers_are_points() -> None:
    start = np.array([5.0, 3.0])
    b = gdcore.bowl(4)
    run = gdcore.minimize(b.f, start, lambda p: np.array([p[0], 4 * p[1]]), lr=0.25, max_steps=2)
    assert run.x == gdcore.minimize(b.f, [5, 3], b.grad, lr=0.25, max_steps=2).x
    assert [type(v) for v in [*run.x, *run.jac]] == [float] * 4  # type: ignore[misc]
    assert start.tolist() == [5.0, 3.0]
    step = gdcore.Adam(0.1).step(np.array([1, 2]), np.array([3, 4]))
    assert step == gdcore.Adam(0.1).step([1, 2], [3, 4]) and isinstance(step, list)
    assert as_point(np.float32(0.5), "x0") == 0.5 and as_point(np.int64(2), "x0") == 2.0
    model = gdcore.LinearRegression(lr=0.1, iterations=3)
    assert model.fit(np.array([[0.0], [1.0]]), np.array([1.0, 3.0])).predict([2]) == pytest.approx(
        gdcore.LinearRegression(lr=0.1, iterations=3).fit([0, 1], [1, 3]).predict([2])
    )


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (np.array([[1.0, 2.0]]), DimensionError),
        (np.array([]), DimensionError),
        (np.array([1.0, math.nan]), NonFiniteError),
        (np.array(["a"]), InvalidInputError),
        (np.array([True]), InvalidInputError),
    ],
)
def test_arrays_that_cannot_be_points(given: Any, error: type) -> None:
    with pytest.raises(error, match="x0"):
        as_point(given, "x0")
