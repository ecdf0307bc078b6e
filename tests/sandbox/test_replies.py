"""What a worker says has a form, or it is a fault of the worker's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model.observation import Missing, Observation, Opaque, Raised, RaisedError, Value
from autograder.sandbox import WorkerFault, replies
from autograder.worker import frames, protocol

ERROR = {"type": "ValueError", "ancestors": ["Exception"], "message": "", "line": 1, "function": ""}
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
TREES = st.recursive(
    LEAVES,
    lambda t: st.lists(t, max_size=4) | st.dictionaries(st.text(max_size=8), t),
    max_leaves=8,
)


def observed(*found: Any) -> dict[str, Any]:
    return {"is": "observed", "observations": list(found)}


def value(one: Any, **parts: Any) -> dict[str, Any]:
    return {"is": "value", "value": one, **parts}


def raised(**parts: Any) -> dict[str, Any]:
    return {"is": "raised", "error": {**ERROR, **parts}}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        None,
        {"observations": [value(1)]},
        {"is": "loaded", "names": [], "failures": [], "driver_failures": []},
        {**observed(value(1)), "more": 1},
        {"is": "observed", "observations": None},
        observed(),
        observed(value(1), value(1)),
        observed({"value": 1}),
        observed({"is": "value"}),
        observed(value(1, points=5)),
        observed(value(1, error=ERROR)),
        observed(value(1, warned="overflow")),
        observed(value(1, warned=["x" * 501])),
        observed(value(1, changed=[1])),
        observed(value(1, warned=["x"] * 51)),
        observed(value(1, changed=["x"] * 51)),
        observed(raised(ancestors=["x"] * 51)),
        observed(raised(line="1")),
        observed(raised(line=True)),
        observed(raised(line=1.0)),
        observed(raised(message="x" * 501)),
        observed(raised(ancestors=["x" * 501])),
        observed({"is": "raised", "error": "x"}),
        observed({"is": "faulted", "reason": "the machine's"}),
        observed({"is": "missing", "name": 3}),
        observed({"is": "something", "name": "x"}),
    ],
)
def test_observations_of_another_form_are_a_fault(answer: Any) -> None:
    with pytest.raises(WorkerFault, match="answer"):
        replies.run_reply(answer, 1)


@given(TREES)
def test_whatever_comes_is_taken_or_a_fault(tree: Any) -> None:
    for read in (lambda t: replies.run_reply(t, 1), replies.load_reply):
        for answer in (tree, observed(tree), value(tree)):
            try:
                read(answer)
            except WorkerFault as fault:
                assert fault.kind == "protocol"


@pytest.mark.parametrize(
    "one",
    [
        Value([1.5, (None, "x")], None, ("overflow",)),
        Value({"W": 1}, {"W": 1}, (), ("W",)),
        Value(Opaque("generator"), changed=()),
        Raised(RaisedError("ValueError", ("ValueError", "Exception"), "said", 3, "f"), ("divide",)),
        Missing("backward"),
    ],
)
def test_what_a_worker_writes_is_what_is_read(one: Observation) -> None:
    [read] = replies.run_reply(protocol.run_reply_tree((one,)), 1)
    assert type(read) is type(one) and vars(read) == vars(one)


@pytest.mark.parametrize(
    "many", [[0.0] * 1001, [[0.0] * 501] * 2, {"a": [()] * 500, "b": [0] * 1001}, ([],) * 3000]
)
def test_a_result_of_very_many_parts_is_not_judged_part_by_part(many: Any) -> None:
    [seen] = replies.run_reply(observed(value(many, again=many)), 1)
    assert isinstance(seen, Value)
    assert isinstance(seen.value, Opaque) and isinstance(seen.again, Opaque)


def test_arrays_and_moderate_lists_stay_as_they_are() -> None:
    array = np.zeros(5000)
    [seen] = replies.run_reply(observed(value([array, [1.0] * 900])), 1)
    assert isinstance(seen, Value)
    assert seen.value[0] is array
    assert seen.value[1] == [1.0] * 900


def test_an_import_reports_so_many_names_and_failures() -> None:
    loaded = {"is": "loaded", "names": ["x"] * 2000, "failures": [ERROR] * 50}
    replies.load_reply({**loaded, "driver_failures": []})
    for more in ({"names": ["x"] * 2001}, {"failures": [ERROR] * 51}):
        with pytest.raises(WorkerFault, match="answer"):
            replies.load_reply({**loaded, "driver_failures": [], **more})


@pytest.mark.parametrize(
    "long", ["x" * 10_001, ["x" * 10_001], {"x" * 101: 1.0}, [{"a": {"x" * 101: [1.0]}}]]
)
def test_a_result_with_very_long_texts_or_names_is_not_kept(long: Any) -> None:
    [seen] = replies.run_reply(observed(value(long, again=long)), 1)
    assert isinstance(seen, Value)
    assert isinstance(seen.value, Opaque) and isinstance(seen.again, Opaque)


def test_results_are_kept_up_to_a_size_of_all_together() -> None:
    """A truth value counts as eight bytes, which it has where it is compared."""
    third = np.ones((replies.MAX_REPLY // 8) // 3, bool)
    seen = replies.run_reply(observed(*[value(third)] * 4, raised(), value([third[:9], 1])), 6)
    kept = [type(one.value) for one in seen if isinstance(one, Value)]
    assert kept == [np.ndarray, np.ndarray, np.ndarray, Opaque, Opaque]
    assert "result of 5 MB, where a task may return 16 MB" in str(seen[3])


def test_what_is_kept_of_a_large_reply_does_not_keep_the_rest() -> None:
    """Arrays are views of their frame."""
    frame = frames.decode(frames.encode(observed(value(np.ones(3)), value(np.ones(3 << 20)))))
    small, large = replies.run_reply(frame, 2)
    assert isinstance(small, Value) and isinstance(large, Value)
    assert isinstance(large.value, Opaque)
    assert small.value.base is None and small.value.tolist() == [1.0] * 3
