"""What a rubric's declarations refuse."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.rubric import Rubric, RubricError

Settings = dict[str, Any]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "f: say what the task is worth"),
        ({"points": 1, "hint": "?"}, "f: a task has no setting “hint”"),
        ({"points": 0}, "f: points must be positive"),
        ({"points": 1, "carried_share": 2}, "f: carried_share is a share between 0 and 1"),
        ({"points": 1, "doubles": ("g",)}, "f: doubles names g, which it is not after"),
        ({"points": 1, "after": "g"}, "f: comes after g, which is not declared before it"),
    ],
)
def test_a_task_is_declared_as_it_can_be(settings: Settings, says: str) -> None:
    with pytest.raises(RubricError, match=says):
        Rubric("some", title="Some").task("f", **settings)


def test_a_task_is_declared_once() -> None:
    rubric = Rubric("some", title="Some")
    rubric.task("f", points=1)
    with pytest.raises(RubricError, match="f: declared twice"):
        rubric.task("f", points=1)
