"""What is almost right, to how many digits, and what explains digits."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.numerics import precision

RIGHT = np.random.default_rng(1).normal(size=(5, 3))


@pytest.mark.parametrize(
    ("got", "digits"),
    [
        (RIGHT * (1 + 1e-8), 8),
        (RIGHT * (1 + 6e-8), 7),
        (RIGHT + 1e-7 * np.abs(RIGHT).max(), 7),
        (RIGHT, precision.EXACT),
    ],
)
def test_almost_right_numbers_are_right_to_some_digits(got: object, digits: int) -> None:
    assert precision.nearly(got, RIGHT) and precision.digits(got, RIGHT) == digits


@pytest.mark.parametrize(
    "got",
    [
        RIGHT * (1 + 1e-5),
        RIGHT[:4],
        np.where(RIGHT > 0.5, np.nan, RIGHT),
        np.where(RIGHT > 0.5, np.inf, RIGHT),
        [RIGHT],
        None,
    ],
)
def test_what_is_farther_off_or_of_another_form_is_not_almost_right(got: object) -> None:
    assert not precision.nearly(got, RIGHT)


def test_nothing_is_almost_zero_but_zero() -> None:
    assert not precision.nearly(np.full(3, 1e-9), np.zeros(3))


def test_each_array_is_measured_by_its_own_largest_element() -> None:
    wanted = {"W": RIGHT, "b": 1e-6 * RIGHT}
    assert not precision.nearly({"W": RIGHT, "b": 1.1e-6 * RIGHT}, wanted)


def test_digits_are_explained_by_what_is_much_nearer_than_the_right_numbers() -> None:
    got = RIGHT * (1 + 1.5e-9)
    assert precision.explains(got * (1 + 1e-15), got, RIGHT)
    assert not precision.explains(RIGHT * (1 + 2e-9), got, RIGHT)
