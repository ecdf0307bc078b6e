"""Answers that can be written down in advance earn nothing, in every topic."""

from __future__ import annotations

from dataclasses import replace

from autograder.course.topic import Topic
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.proofs.replay import YES_OR_NO, replay
from tests.conftest import TOPICS, trains


def test_nothing_is_earned_by_replay(topic: Topic, key: AnswerKey) -> None:
    if trains(topic):  # then the key is the public one, which replays itself
        key = build(topic, "replayed")
    found = replay(topic, key)
    assert not found.breaches
    assert set(found.earned.values()) == {0.0}
    assert found.hanging <= YES_OR_NO * key.points


def test_without_a_test_double_the_answer_itself_is_provided() -> None:
    """A whole forward pass is the last call of `dense_forward`."""
    topic = replace(TOPICS["forward_and_losses"])
    topic.__dict__["driver"] = topic.driver.replace("def double_of_dense_forward", "def other")
    found = replay(topic, build(topic, "replayed"))
    assert found.earned["provided results of dense_forward"] > 3
    assert any("of mlp_forward" in line for line in found.breaches)
