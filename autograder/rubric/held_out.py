"""Whether a model that was trained on chance has learnt: guesses for held-out samples, and a bound.

A submission is given samples without their labels and says which class each of them is, for several
models trained with seeds of their own. The labels stay with the judge.

The rule. Let a submission's quality be its expected share of right guesses. Its models are
*legitimate* if that is at least

    p = chance + share · (reference − chance),

where `reference` is the share that the reference's models reach on the same samples in the same
number of rounds, and `chance` that of always guessing the most frequent class. What is observed is
the mean over n samples of x_i, the share of rounds in which sample i was guessed right. Given the
models, the samples are independent draws, 0 ≤ x_i ≤ 1 and the mean of their expectations is p or
more; so by Hoeffding (1963, theorem 1: also where they are drawn without replacement, theorem 4)

    P(mean ≤ q) ≤ exp(−n · KL(q ‖ p)),    KL the divergence of two coins, for q < p.

The rounds share their samples, so they are not counted as independent: n is the number of samples,
not samples times rounds. Work is failed below the q at which the right side is `FALSE_FAIL`: so
legitimate work fails by bad luck at most once in a million gradings.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.model.answer_key import KeyCheck, KeyTask, Observation

FALSE_FAIL = 1e-6
LEARNS = "learns"


def needed(samples: int, standard: float, false_fail: float = FALSE_FAIL) -> float:
    """The least mean share of right guesses that is not evidence against the standard.

    For a standard in [0, 1], the probability `p` above. Never above it; 0 where no result would be
    evidence enough.
    """
    most = -math.log(false_fail) / samples
    if standard <= 0 or _divergence(0.0, standard) < most:
        return 0.0
    low, high = 0.0, standard
    for _ in range(60):  # halving until nothing is left of the interval in double precision
        middle = (low + high) / 2
        low, high = (middle, high) if _divergence(middle, standard) >= most else (low, middle)
    return high


def _divergence(q: float, p: float) -> float:
    """KL(q ‖ p) of two coins, in nats."""
    rest = 1 - q
    return (q * math.log(q / p) if q else 0.0) + (
        rest * math.log(rest / (1 - p)) if rest and p < 1 else (math.inf if rest else 0.0)
    )


def settled(task: KeyTask, observations: Sequence[Observation]) -> KeyTask:
    """The task with the reference's results as they are to be reached by others."""
    checks = []
    for check in task.checks:
        if check.kind == LEARNS:
            assert check.parameters is not None
            truth = _truth(check)
            reached = share_right(observations[check.cases[0]].get("value"), truth) or 0.0
            chance = float(np.mean([np.bincount(row).max() / len(row) for row in truth]))
            standard = chance + check.parameters["share"] * (reached - chance)
            asked = needed(truth.shape[1], standard)
            told = {**check.parameters, "reference": reached, "needed": asked}
            check = replace(check, parameters=told)
        checks.append(check)
    complete = replace(task, checks=tuple(checks))
    return replace(complete, expected=tuple(marked(complete, observations)))


def marked(task: KeyTask, observations: Sequence[Observation]) -> list[Observation]:
    """The same, with guesses replaced by which checks they satisfy, and a sentence for each.

    So everything after compares yes and no: two trainings never give equal guesses.
    """
    found = list(observations)
    for place in places(task):
        one = observations[place]
        if "value" not in one:
            continue
        checks = [c for c in task.checks if c.kind == LEARNS and c.cases[0] == place]
        truth = _truth(checks[0])
        reached = share_right(one["value"], truth)
        found[place] = {
            "value": {c.title: reached is not None and reached >= _needed(c) for c in checks},
            "warned": [],
            "said": {c.title: _sentence(c, reached, truth) for c in checks},
        }
    return found


def places(task: KeyTask) -> set[int]:
    """The cases whose results are guesses."""
    return {check.cases[0] for check in task.checks if check.kind == LEARNS}


def share_right(guesses: Any, truth: np.ndarray[Any, Any]) -> float | None:
    """The share of right guesses over all rounds; None for what are no guesses.

    `truth` is (rounds, samples); guesses are as many rows, arrays of integers.
    """
    several = isinstance(guesses, list | tuple) or (
        isinstance(guesses, np.ndarray) and guesses.ndim > 0  # a single number has no length
    )
    if not several or len(guesses) != len(truth):
        return None
    right = 0
    for row, labels in zip(guesses, truth, strict=True):
        if (
            not isinstance(row, np.ndarray)
            or row.shape != labels.shape
            or row.dtype.kind not in "iu"
        ):
            return None
        right += int(np.sum(row.astype(np.int64) == labels))
    return right / truth.size


def _truth(check: KeyCheck) -> np.ndarray[Any, Any]:
    assert check.parameters is not None
    return np.asarray(check.parameters["truth"]).astype(np.int64)


def _needed(check: KeyCheck) -> float:
    assert check.parameters is not None
    return float(check.parameters["needed"])


def _sentence(check: KeyCheck, reached: float | None, truth: np.ndarray[Any, Any]) -> str:
    if reached is None:
        return "there is no guess for each of the held-out samples"
    assert check.parameters is not None
    return (
        f"{reached:.1%} of {truth.shape[1]} held-out samples are right, in {len(truth)} trainings; "
        f"{_needed(check):.1%} are asked for (the reference: {check.parameters['reference']:.1%})"
    )
