"""Results are looked at by a worker that never saw the submission, and outlives it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from autograder.grading.without_submission import WithoutSubmission
from autograder.keys import files as key_files
from autograder.model.answer_key import AnswerKey
from autograder.model.observation import Faulted, Observation, Raised, Value
from autograder.model.requests import Case
from autograder.sandbox import Sandbox
from tests.conftest import TOPICS

DRIVER = """
import numpy as np
seen = []
def of(module, result):
    seen.append(result)
    return {"names": sorted(name for name in vars(module) if name[0] != "_"), "times": len(seen)}
def spin(module, result):
    while True:
        pass
"""


@pytest.fixture
def key() -> AnswerKey:
    topic = TOPICS["activations"]
    found = key_files.read(topic.assignment / f"{topic.name}.key")
    limits = replace(found.limits, case_s=0.5, total_s=3.0)
    return replace(found, driver=DRIVER, hash="of this test", limits=limits)


def test_one_worker_serves_all_submissions(key: AnswerKey, sandbox: Sandbox) -> None:
    replies: list[Observation] = []
    for _ in range(3):
        alone = WithoutSubmission.of(key, sandbox, key.limits)
        replies += alone.ask((Case("of", {"result": np.ones(3)}),))
    assert [one.value for one in replies if isinstance(one, Value)] == [
        {"names": [], "times": number} for number in (1, 2, 3)
    ]


def test_a_worker_that_does_not_answer_is_replaced(key: AnswerKey, sandbox: Sandbox) -> None:
    alone = WithoutSubmission.of(key, sandbox, key.limits)
    [hung] = alone.ask((Case("spin", {"result": 1}),))
    assert isinstance(hung, Faulted) and "could not be looked at" in hung.reason
    [answered] = alone.ask((Case("of", {"result": 1}),))
    assert isinstance(answered, Value) and answered.value["times"] == 1


def test_what_cannot_be_looked_at_is_wrong_and_says_why(key: AnswerKey, sandbox: Sandbox) -> None:
    [seen] = WithoutSubmission.of(key, sandbox, key.limits).ask((Case("of", {"other": 1}),))
    assert isinstance(seen, Raised)
