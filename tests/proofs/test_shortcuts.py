"""Only work gets a model trained well enough; a study of what is no work is not vacuous."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from autograder.proofs.shortcuts import Reached, Study, study
from autograder.sandbox.availability import unavailable
from tests.conftest import TOPICS, trains

# It learns to remember on a key now and then: not solved yet (docs/evidence/validity.md).
KNOWN = {"shortcut plain_rnn passes every check on some key"}
CAPSTONES = sorted(name for name, topic in TOPICS.items() if trains(topic))


def reached(*shares: float) -> Sequence[Reached]:
    return [Reached(share, 0.9) for share in shares]


RIGHT: Mapping[str, Mapping[str, Sequence[Reached]]] = {"reference": {"a": reached(0.95, 0.92)}}


def test_a_shortcut_may_pass_a_check_but_never_all_of_them() -> None:
    half = {"linear": {"a": reached(0.95, 0.2), "b": reached(0.2, 0.95)}}
    assert not Study(RIGHT, half).breaches
    on_one_key = {"linear": {"a": reached(0.95, 0.2), "b": reached(0.95, 0.95)}}
    assert Study(RIGHT, on_one_key).breaches == ("shortcut linear passes every check on some key",)


def test_a_variant_that_fails_once_is_a_breach() -> None:
    [breach] = Study({"mlp": {"a": reached(0.95, 0.89)}}, {}).breaches
    assert breach.startswith("variant mlp fails: a: 0.920 [0.890, 0.950], 1 of 2 pass")


def test_the_summary_has_a_line_for_each_program() -> None:
    lines = Study(RIGHT, {"linear": {"a": reached(0.2, 0.2)}}).summary.splitlines()
    assert [line.split("  ")[-1] for line in lines[-3:]] == [
        "right: reference",
        "shortcut: linear",
        "needed",
    ]


@pytest.mark.proof
@pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed")
@pytest.mark.parametrize("name", CAPSTONES)
def test_variants_reach_what_shortcuts_do_not(name: str) -> None:
    found = study(TOPICS[name], "proof", 2)
    assert len(found.variants) > 5 and len(found.shortcuts) > 5
    assert set(found.breaches) <= KNOWN, found.summary
