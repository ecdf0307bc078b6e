"""What is told of a difference: its form first, in places that a student can find."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.model.observation import Value
from autograder.numerics.comparison import compare
from autograder.rubric.checks.base import all_equal


def test_a_wrong_shape_is_told_before_wrong_numbers() -> None:
    right = {"W1": np.ones((2, 3)), "b1": np.ones(3)}
    mine = {"W1": np.zeros((2, 3)), "b1": np.ones((1, 3))}
    assert compare(mine, right) == "expected shape (3,) in b1, got shape (1, 3)"
    assert compare({**mine, "b1": None}, right) == "there is None in b1"


def test_a_wrong_shape_in_one_case_is_told_before_wrong_numbers_in_another() -> None:
    right = [Value(np.ones(3)), Value(np.ones((2, 2)))]
    mine = [Value(np.zeros(3)), Value(np.ones((2, 2, 1)))]
    assert all_equal(mine, right).message == "expected shape (2, 2), got shape (2, 2, 1)"


def test_numbers_are_told_before_a_dtype_only_where_both_are_of_one_array() -> None:
    right = {"a": np.ones(2), "b": np.ones(2)}
    mine = {"a": np.zeros(2), "b": np.ones(2, np.float32)}
    assert "in a are not right" in str(compare(mine, right, dtype=True))
    assert "expected dtype" in str(compare({**mine, "a": np.ones(2)}, right, dtype=True))


def test_places_below_a_name_are_told_as_python_writes_them() -> None:
    right = {"shapes": [[5, 3], [5, 3]]}
    assert compare({"shapes": [[5, 3], [4, 3]]}, right) == (
        "the value in shapes[1][0] is not right (yours: 4)"
    )
    assert compare(({"W1": 1.0},), ({"W1": 2.0},)) == (
        "the value in W1 of result 1 is not right (yours: 1)"
    )


@pytest.mark.parametrize("wrong", [0.0, 1e300, -np.inf, np.nan])
def test_only_infinity_is_right_for_infinity(wrong: float) -> None:
    wanted = np.array([1.0, np.inf])
    assert compare(np.array([1.0, wrong]), wanted) is not None
    assert compare(wanted.copy(), wanted) is None
