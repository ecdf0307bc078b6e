"""What a worker says has a form, or it is a fault of the worker's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox import WorkerFault
from autograder.sandbox import replies as testimony
from autograder.worker.frames import Opaque

ERROR = {"type": "ValueError", "ancestors": ["Exception"], "message": "", "line": 1, "function": ""}
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
TREES = st.recursive(
    LEAVES,
    lambda t: st.lists(t, max_size=4) | st.dictionaries(st.text(max_size=8), t),
    max_leaves=8,
)


def one(**parts: Any) -> list[dict[str, Any]]:
    return testimony.observations({"observations": [{"warned": [], **parts}]}, 1)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"observations": None},
        {"observations": []},
        {"observations": [{"value": 1}]},
        {"observations": [{"value": 1, "warned": [], "points": 5}]},
        {"observations": [{"value": 1, "warned": [], "error": ERROR}]},
        {"observations": [{"warned": [], "error": {**ERROR, "line": "1"}}]},
        {"observations": [{"warned": [], "error": {**ERROR, "message": "x" * 501}}]},
        {"observations": [{"fault": "the machine's"}]},
        {"observations": [{"missing": 3}]},
    ],
)
def test_observations_of_another_form_are_a_fault(answer: dict[str, Any]) -> None:
    with pytest.raises(WorkerFault, match="answer"):
        testimony.observations(answer, 1)


@given(TREES)
def test_whatever_comes_is_taken_or_a_fault(tree: Any) -> None:
    for read in (lambda t: testimony.observations(t, 1), testimony.loaded):
        try:
            read(tree if isinstance(tree, dict) else {"observations": tree})
        except WorkerFault as fault:
            assert fault.kind == "protocol"


@pytest.mark.parametrize(
    "value", [[0.0] * 1001, [[0.0] * 501] * 2, {"a": [()] * 500, "b": [0] * 1001}, ([],) * 3000]
)
def test_a_result_of_very_many_parts_is_not_judged_part_by_part(value: Any) -> None:
    [seen] = one(value=value, again=value)
    assert isinstance(seen["value"], Opaque) and isinstance(seen["again"], Opaque)


def test_arrays_and_moderate_lists_stay_as_they_are() -> None:
    array = np.zeros(5000)
    [seen] = one(value=[array, [1.0] * 900])
    assert seen["value"][0] is array
    assert seen["value"][1] == [1.0] * 900
