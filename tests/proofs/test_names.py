"""A name that another key does not give is found out."""

from __future__ import annotations

import pytest

from autograder.diagnosis import naming
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey, KeyMisconception
from autograder.proofs.names import Names, names
from autograder.sandbox.tiers import Tier
from tests.conftest import TOPICS


def test_names_that_do_not_hold_are_breaches_where_they_are_many() -> None:
    assert Names(300, 100, 10, ("a", "b")).breaches == ()
    assert Names(300, 100, 10, ("a", "b", "c")).breaches[0] == "named by chance: a"
    assert "100 named, 10 repaired; 1 names" in Names(300, 100, 10, ("a",)).summary


def test_a_name_by_chance_is_found_out(tier: Tier, monkeypatch: pytest.MonkeyPatch) -> None:
    def by_chance(key: AnswerKey, *_: object) -> list[KeyMisconception]:
        return [key.misconceptions[int(key.hash, 16) % len(key.misconceptions)]]

    topic = TOPICS["forward_and_losses"]
    key = build(topic, "here")
    # One judge, in this process: what is put in its place is seen there.
    assert names(topic, key, tier, 1, 6).chance == ()
    monkeypatch.setattr(naming, "alone", by_chance)
    assert names(topic, key, tier, 1, 6).chance


@pytest.mark.proof
@pytest.mark.parametrize("name", ["activations", "backprop"])
def test_names_hold_on_other_cases(name: str, tier: Tier) -> None:
    topic = TOPICS[name]
    found = names(topic, build(topic, "here"), tier, 2, 40)
    assert found.named > 3
    assert not found.breaches
