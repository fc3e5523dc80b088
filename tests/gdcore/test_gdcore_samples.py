"""Data before a model: batches, splits, scales."""

import statistics
from collections import Counter
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore import DimensionError, InvalidInputError, StandardScaler, minibatches, train_test_split
from gdcore.samples import as_rows, shuffled

deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=60)


def test_batches_hold_every_example_once() -> None:
    batches = list(minibatches(range(10), 4, seed=3))
    assert [len(b) for b in batches] == [4, 4, 2]
    assert sorted(sum(batches, [])) == list(range(10))
    assert list(minibatches(range(10), 4, seed=3)) == batches != list(minibatches(range(10), 4, seed=4))
    assert [len(b) for b in minibatches(range(10), 4, 0, True)] == [4, 4]
    assert [len(b) for b in minibatches(range(8), 4, drop_last=True)] == [4, 4]
    assert [len(b) for b in minibatches(range(3), 1)] == [1, 1, 1]
    assert list(minibatches([], 4)) == []
    assert [len(b) for b in minibatches(range(3), 99)] == [3]


def test_the_callers_list_stays_as_it_is() -> None:
    data = list(range(6))
    list(minibatches(data, 2))
    train_test_split(data)
    shuffled(data, Random(0))
    assert data == list(range(6))


def test_each_order_is_equally_likely() -> None:
    chance = Random(7)
    seen = Counter(tuple(shuffled(range(3), chance)) for _ in range(6000))
    assert set(seen) == set(permutations(range(3)))
    assert all(900 < n < 1100 for n in seen.values())  # 1000 +- 3.5 standard deviations


@deterministic
@given(st.integers(2, 40), st.floats(0.01, 0.5), st.integers(0, 5))
def test_a_split_keeps_everything(n: int, share: float, seed: int) -> None:
    train, test = train_test_split(range(n), share, seed)
    assert sorted(train + test) == list(range(n))
    assert n * share <= len(test) < n * share + 1


def test_scaling() -> None:
    X = [[1.0, 2, 3], [4, 5, 6.5], [7, 8, 1], [0, -1, 2]]
    scaler = StandardScaler()
    Z = scaler.fit_transform(X)
    # scikit-learn 1.9.1
    assert Z[0] == pytest.approx([-0.73029674, -0.4472136, -0.06030227])
    assert Z[3] == pytest.approx([-1.09544512, -1.34164079, -0.54272042])
    assert scaler.scale_ == pytest.approx([statistics.pstdev(column) for column in zip(*X, strict=True)])
    for row, back in zip(X, scaler.inverse_transform(Z), strict=True):
        assert back == pytest.approx(row)
    assert X[0] == [1.0, 2, 3]


def test_a_constant_feature_is_only_moved() -> None:
    assert StandardScaler().fit_transform([[5, 1], [5, 3]]) == [[0.0, -1.0], [0.0, 1.0]]


def test_rows() -> None:
    assert as_rows((1, 2)) == [[1.0], [2.0]]
    assert as_rows([(1, 2), [3, 4]]) == [[1.0, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        *((lambda bad=bad: minibatches(range(3), bad), InvalidInputError, "batch_size must") for bad in (0, -1)),
        *((lambda bad=bad: minibatches(range(3), bad), InvalidInputError, "batch_size must") for bad in (2.5, True)),
        (lambda: minibatches(range(3), 2, seed=-1), InvalidInputError, "seed must be 0 or more"),
        (lambda: minibatches("abc", 2), InvalidInputError, "data must be a list, such as .*got 'abc'"),
        (lambda: minibatches(5, 2), InvalidInputError, "data must be a list"),
        (lambda: train_test_split([1, 2], 1), InvalidInputError, "test must be a share .*got 1"),
        (lambda: train_test_split([1], 0.5), DimensionError, "1 examples are too few"),
        (lambda: StandardScaler().transform([[1]]), InvalidInputError, r"Call fit\(X\) first"),
        (lambda: StandardScaler().fit([[1, 2]]).transform([[1]]), DimensionError, "X has 1 columns, but 2"),
        (lambda: as_rows([]), DimensionError, "X is empty"),
        (lambda: as_rows([[1, 2], [3]]), DimensionError, r"X\[1\] has 1 numbers but X\[0\] has 2"),
        (lambda: as_rows("ab"), InvalidInputError, "X must be a list"),
        (lambda: as_rows([[1], ["a"]]), InvalidInputError, r"X\[1\]\[0\] must be a number"),
        (lambda: as_rows([[1], [float("nan")]]), InvalidInputError, r"X\[1\] must be finite"),
    ],
)
def test_refusals(call: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        call()


def test_a_feature_that_never_changes_is_only_shifted() -> None:
    scaler = StandardScaler()
    assert scaler.fit_transform([[5.0, 0.0], [5.0, 2.0]]) == [[0.0, -1.0], [0.0, 1.0]]
    assert scaler.scale_ == [1.0, 1.0]
