"""A method that is not there costs the checks that need it, and no other."""

from __future__ import annotations

import pytest

from autograder.grading.grade import grade
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.report import TaskReport
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox
from tests.conftest import TOPICS

TOPIC = TOPICS["chain_rule"]
GONE = "\ndel Value.tanh\n"
STUB = '\ndef _tanh(self):\n    raise NotImplementedError("tanh")\n\nValue.tanh = _tanh\n'


@pytest.fixture(scope="module")
def key() -> AnswerKey:
    return build(TOPIC, "t")


def task_of(source: str, key: AnswerKey, sandbox: Sandbox) -> TaskReport:
    submitted = Submission("s", TOPIC.name, {"chain_rule.py": source.encode()})
    return next(one for one in grade(submitted, key, sandbox).tasks if one.name == "Value")


@pytest.mark.parametrize(
    ("change", "words"),
    [(GONE, "there is no `Value.tanh` in the file"), (STUB, "not written yet")],
)
def test_a_missing_method_costs_what_needs_it(
    change: str, words: str, key: AnswerKey, sandbox: Sandbox
) -> None:
    task = task_of(TOPIC.solution + change, key, sandbox)
    lost = {one.name: one.message for one in task.checks if one.points < one.max_points}
    assert set(lost.values()) == {words}
    assert all("tanh" in name or "slopes of your own" in name for name in lost)


def test_what_waits_says_for_what(key: AnswerKey, sandbox: Sandbox) -> None:
    wrong = "\nValue.exp = lambda self: self * 1\n"
    waiting = {
        one.message
        for one in task_of(TOPIC.solution + wrong, key, sandbox).checks
        if one.outcome == "blocked"
    }
    assert len(waiting) == 1
    assert "counts once this is right: “values of exp" in waiting.pop()
