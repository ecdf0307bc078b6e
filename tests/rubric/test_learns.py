"""Grading by chance: how seldom it is unjust, and that no worker sees what it is judged by."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from autograder.grading import requests
from autograder.model.answer_key import KeyTask
from autograder.model.checks import Role
from autograder.model.observation import Value
from autograder.model.requests import Case
from autograder.rubric import Rubric, RubricError, case
from autograder.rubric.checks import learns
from autograder.rubric.checks.learns import Learns
from autograder.rubric.verdicts import verdicts

STANDARDS = (0.55, 0.8, 0.95, 0.99)


def tail(count: int, p: float, most: int) -> float:
    """P(at most `most` of `count` coins), exactly enough."""
    logs = [
        math.lgamma(count + 1)
        - math.lgamma(k + 1)
        - math.lgamma(count - k + 1)
        + k * math.log(p)
        + (count - k) * math.log(1 - p)
        for k in range(most + 1)
    ]
    return sum(map(math.exp, logs))


@pytest.mark.parametrize("samples", [100, 597])
@pytest.mark.parametrize("standard", STANDARDS)
def test_legitimate_work_fails_less_than_once_in_a_million(samples: int, standard: float) -> None:
    asked = learns.needed(samples, standard)
    assert 0 < asked < standard
    # Failed is what lies below.
    assert tail(samples, standard, math.ceil(asked * samples) - 1) <= learns.FALSE_FAIL


@pytest.mark.parametrize("alike", [0.0, 0.7, 1.0])
def test_the_bound_holds_however_alike_the_rounds_are(alike: float) -> None:
    """Rounds share their samples: at worst all models are right on the same ones."""
    rng = np.random.default_rng(5)
    samples, rounds, standard, false_fail = 300, 3, 0.9, 0.02
    asked = learns.needed(samples, standard, false_fail)
    failed = 0
    for _ in range(4000):
        common = rng.random(samples) < standard
        own = rng.random((rounds, samples)) < standard
        right = np.where(rng.random(samples) < alike, common, own)
        failed += right.mean() < asked
    # A generous bound, and not an idle one: three rounds alike come near it.
    assert failed <= 4000 * false_fail
    if alike == 1.0:
        assert failed > 0


def test_more_samples_ask_for_more_and_few_for_nothing() -> None:
    asked = [learns.needed(samples, 0.95) for samples in (3, 50, 500, 50_000)]
    assert asked == sorted(asked) and asked[0] == 0.0 and asked[-1] > 0.94


TRUTH = np.array([[0, 1, 2] * 200, [2, 1, 0] * 200])


def task(shares: dict[str, float]) -> KeyTask:
    checks = tuple(
        Learns(title=title, role=Role.REQUIRED, points=1.0, cases=(0,), share=share, truth=TRUTH)
        for title, share in shares.items()
    )
    bare = KeyTask(
        name="fit",
        points=2.0,
        summary="",
        after=(),
        hints=(),
        checks=checks,
        cases=(Case("run", {}),),
        carried_share=1.0,
    )
    return learns.settled(bare, [Value(guesses(0.98))])


def guesses(right: float) -> list[Any]:
    wrong = np.random.default_rng(1).random(TRUTH.shape) > right
    return list((TRUTH + wrong) % 3)


@pytest.mark.parametrize(
    ("right", "outcomes"),
    [
        (0.98, ["passed", "passed"]),
        (0.94, ["passed", "passed"]),
        (0.75, ["passed", "failed"]),
        (0.34, ["failed", "failed"]),
    ],
)
def test_guesses_earn_what_they_are_worth(right: float, outcomes: list[str]) -> None:
    steps = task({"something": 0.5, "nearly all": 0.96})
    found = verdicts(steps, learns.scored(steps, [Value(guesses(right))]))
    assert [one.outcome for one in found] == outcomes


FORMS = {
    "nothing": None,
    "a round too few": [TRUTH[0]],
    "samples too few": [TRUTH[0][:-1], TRUTH[1][:-1]],
    "probabilities": [TRUTH[0] / 2, TRUTH[1] / 2],
    "lists": TRUTH.tolist(),
    "texts": ["right", "right"],
    "what the judge would write": {"something": True},
}


@pytest.mark.parametrize("value", FORMS.values(), ids=FORMS)
def test_what_are_no_guesses_is_failed(value: Any) -> None:
    one = task({"something": 0.5})
    [verdict] = verdicts(one, learns.scored(one, [Value(value)]))
    assert verdict.outcome == "failed" and "no guess for each" in verdict.message


def test_the_message_says_how_far_it_is() -> None:
    one = task({"something": 0.5})
    [verdict] = verdicts(one, learns.scored(one, [Value(guesses(0.34))]))
    assert "of 600 held-out samples are right, in 2 trainings" in verdict.message
    assert "are needed (the reference: 98." in verdict.message


def test_no_worker_sees_the_labels_it_is_judged_by() -> None:
    one = task({"something": 0.5})
    sent = requests.all_cases(one).frame
    assert TRUTH[0].astype(np.int64).tobytes() not in sent
    assert sent == requests.all_cases(learns.settled(one, [Value(guesses(0.9))])).frame
    assert b"truth" not in sent


@pytest.mark.parametrize("share", [0.0, -1.0, 1.1])
def test_a_share_that_asks_for_nothing_or_too_much_is_refused(share: float) -> None:
    made = Rubric("t").task("fit", points=1)
    with pytest.raises(RubricError, match="share"):
        made.learns(lambda rng: [case()], share=share, title="learns")
