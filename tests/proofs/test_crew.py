"""Mutants are asked check by check: each case once, and trainings after all that is cheaper."""

from __future__ import annotations

import pytest

from autograder.keys import files as key_files
from autograder.proofs.crew import _in_turn
from autograder.rubric.checks import learns
from tests.conftest import TOPICS


@pytest.mark.parametrize("name", ["backprop", "image_classification"])
def test_each_case_is_asked_once_and_models_are_trained_last(name: str) -> None:
    key = key_files.read(TOPICS[name].assignment / f"{name}.key")
    for task in key.tasks:
        turns = list(_in_turn(task))
        asked = [place for turn in turns for place in turn]
        assert sorted(asked) == sorted({place for one in task.checks for place in one.cases})
        trains = [not learns.places(task).isdisjoint(turn) for turn in turns]
        assert trains == sorted(trains)
