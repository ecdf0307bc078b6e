"""What a function of the driver leads to is read from its text."""

from __future__ import annotations

import pytest

from autograder.keys.driver_calls import functions_called
from tests.conftest import TOPICS

DRIVER = """
import numpy as np

def whole(module, x):
    return np.sum(_part(module, x)) + again(module, x)

def _part(module, x):
    return [one(module, x) for one in [again]]

def again(module, x):
    return module.forward(x) if x else whole(module, x)

def aside(module, x):
    return module.backward(x)
"""


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("whole", ("forward",)),
        ("aside", ("backward",)),
        ("loss", ("loss",)),
    ],
)
def test_functions_of_the_submission_are_found_on_every_way(
    name: str, called: tuple[str, ...]
) -> None:
    assert functions_called(DRIVER, name) == called


def test_a_step_and_a_sequence_are_told_apart() -> None:
    driver = TOPICS["lstm"].driver
    assert functions_called(driver, "lstm_loss") == ("lstm_forward",)
    both = ("lstm_forward", "lstm_step_forward")
    assert functions_called(driver, "lstm_step_forward_in_front") == both
