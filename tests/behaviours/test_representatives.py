"""Observations come back from their bytes; these are bounded, and hold no words of a student."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.behaviours.representatives import MOST, decode, encode
from autograder.model.observation import Observation, Raised, RaisedError, Value
from autograder.numerics.comparison import same_observation


def raised(message: str) -> Raised:
    return Raised(RaisedError("ValueError", ("Exception",), message, 7, "loss"), ("overflow",))


def test_what_is_compared_comes_back() -> None:
    value = {"W": np.arange(6.0).reshape(2, 3), "steps": [1, None, (True, "sgd")], "loss": np.nan}
    given: list[Observation] = [Value(value, again=value, warned=("overflow",), changed=("x",))]
    content = encode([*given, raised("")])
    assert content is not None
    one, error = decode(content)
    assert isinstance(one, Value) and one.again is None
    assert same_observation(one, Value(value, warned=("overflow",), changed=("x",)))
    assert same_observation(error, raised(""))


def test_words_of_a_student_are_not_kept() -> None:
    assert encode([raised("Ada was here")]) == encode([raised("")])


def large(seed: int) -> list[Observation]:
    rng = np.random.default_rng(seed)
    return [Value([rng.normal(size=(500, 700)), rng.normal(size=3)]), Value(rng.normal(size=90000))]


def test_large_results_are_bounded_and_equal_ones_stay_equal() -> None:
    one, same, other = (encode(large(seed)) for seed in (1, 1, 2))
    assert one is not None and other is not None
    assert one == same
    assert len(one) < MOST
    assert all(map(same_observation, decode(one), decode(one)))
    assert not any(map(same_observation, decode(one), decode(other)))


def test_numbers_of_a_large_result_are_kept_from_all_rows_and_columns() -> None:
    size = 1024  # a power of two is in step with the bound
    rows, columns = np.indices((size, size)).astype(float)
    content = encode([Value(rows), Value(columns)])
    assert content is not None
    for one in decode(content):
        assert isinstance(one, Value)
        assert len(np.unique(one.value)) > 0.99 * size


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(["x" * 10_000] * 100, id="long texts"),
        pytest.param([[1] * 999] * 999, id="more parts than a frame has"),
    ],
)
def test_what_has_no_end_is_not_kept(value: object) -> None:
    assert encode([Value(value)]) is None


@pytest.mark.parametrize("content", [b"", b"no frame", encode([])])
def test_other_bytes_are_refused(content: bytes) -> None:
    damaged = content[:-5] + b"xxxxx" if len(content) > 10 else content
    with pytest.raises(ValueError, match="hold no observations"):
        decode(damaged)


def test_none_of_the_observations_is_needed() -> None:
    content = encode([])
    assert content is not None and decode(content) == ()
