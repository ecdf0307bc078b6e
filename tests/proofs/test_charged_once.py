"""Several mistakes cost no more together than apart; a judge that charges twice is found out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from autograder.grading.error_carried_forward import FirstRound, Question, questions
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.proofs.charged_once import ChargedOnce, charged_once
from autograder.sandbox.tiers import Tier
from tests.conftest import TOPICS

BUILDING_ON_SEVERAL = (
    "backprop",
    "deep_nets",
    "forward_and_losses",
    "gradient_descent",
    "optimisers",
)
# Two mistakes in one step of a class whose loops go through methods of their own: neither the
# doubles of the functions nor the misconceptions, one at a time, explain what the loops give.
IN_A_CLASS = pytest.param(
    "lstm", marks=pytest.mark.xfail(strict=True, reason="4 of 74 combinations are charged twice")
)


def test_a_share_below_what_is_needed_is_a_breach() -> None:
    assert ChargedOnce(100, ("a and b: f loses 2.00 and not 1.00",) * 2).breaches == ()
    assert len(ChargedOnce(100, ("a and b: f loses 2.00 and not 1.00",) * 3).breaches) == 3
    assert "97 of them charged once (97.0%)" in ChargedOnce(100, ("",) * 3).summary


def test_a_topic_whose_tasks_stand_alone_has_no_combinations(tier: Tier) -> None:
    topic = TOPICS["chain_rule"]
    key = build(topic, "alone")
    found = charged_once(topic, key, tier, 1, 0)
    assert (found.combinations, found.breaches) == (0, ())


def test_without_a_second_round_mistakes_are_charged_twice(
    tier: Tier, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = TOPICS["backprop"]
    key = build(topic, "twice")
    assert not charged_once(topic, key, tier, 1, 8).dearer

    # Each alone costs nothing in `backward` still; two of them do.
    def asked_of_one(key: AnswerKey, rounds: Mapping[str, FirstRound]) -> list[Question]:
        wrong = [one for one in rounds.values() if not one.all_right]
        return questions(key, rounds) if len(wrong) < 3 else []

    monkeypatch.setattr("autograder.grading.grade.questions", asked_of_one)
    assert charged_once(topic, key, tier, 1, 8).dearer


@pytest.mark.proof
@pytest.mark.parametrize("name", [*BUILDING_ON_SEVERAL, IN_A_CLASS])
def test_what_is_right_behind_several_errors_stays_right(name: str, tier: Tier) -> None:
    topic = TOPICS[name]
    found = charged_once(topic, build(topic, "pairs"), tier, 2, 40)
    assert found.combinations > 50
    assert not found.breaches, found.dearer
