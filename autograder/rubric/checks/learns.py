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
not samples times rounds. A submission fails below the q at which the right side is `FALSE_FAIL`: so
legitimate work fails by bad luck at most once in a million gradings.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.model.answer_key import KeyTask
from autograder.model.checks import Verdict
from autograder.model.observation import Guesses, Observation, Value
from autograder.rubric.cases import DeclaredCase, RubricError
from autograder.rubric.checks.base import (
    PASSED,
    Call,
    Cases,
    Declared,
    Drawn,
    KindOfCheck,
    failed,
    values,
)

FALSE_FAIL = 1e-6


@dataclass(frozen=True, kw_only=True)
class Learns(KindOfCheck):
    """Guesses for held-out samples are about as good as the reference's.

    `truth` holds the labels, (rounds, samples); `share` how much of the way from guessing to the
    reference is asked for. `reference` is the share of right guesses that the reference reaches,
    and `needed` the least that is accepted: both known once it has been run.
    """

    kind = "learns"
    method = "learns"

    share: float
    truth: Any
    reference: float = 0.0
    needed: float = 0.0

    @classmethod
    def declare(
        cls,
        cases: Cases,
        *,
        share: float,
        title: str,
        weight: float = 3,
        call: str | None = None,
    ) -> Declared:
        """The guesses for held-out samples are about as good as the reference's.

        `cases` gives one `case(...).with_truth(labels)`, the call a list of arrays of classes, one
        a round. `share` is how much of the way from guessing to the reference is asked for.
        """
        if not 0 < share <= 1:
            raise RubricError("learns: a share of the reference lies in (0, 1]")
        return Declared(
            kind=cls,
            title=title,
            weight=weight,
            cases=cases,
            call=call,
            settings={"share": share},
        )

    @classmethod
    def draw(
        cls, declared: Declared, given: Sequence[DeclaredCase], rng: np.random.Generator
    ) -> Drawn:
        """The one call whose guesses are judged."""
        if len(given) != 1 or np.ndim(given[0].truth) != 2:
            raise RubricError(f"“{declared.title}” needs one case with the truth (rounds, samples)")
        [only] = given
        return Drawn((Call(only.arguments),), {**declared.settings, "truth": only.truth})

    def judged(self, mine: Sequence[Observation], expected: Sequence[Observation]) -> Verdict:
        """Enough guesses are right."""
        [one] = values(mine)
        if isinstance(one, Guesses):  # scored before
            met, said = one.value[self.title], one.sentences.get(self.title, "")
        else:
            met, said = self.score(one.value)
        return PASSED if met else failed(said)

    def settled(self, guesses: Any) -> Learns:
        """The check with what the reference's guesses reach."""
        truth = self._labels
        reached = share_right(guesses, truth) or 0.0
        chance = float(np.mean([np.bincount(row).max() / len(row) for row in truth]))
        standard = chance + self.share * (reached - chance)
        return replace(self, reference=reached, needed=needed(truth.shape[1], standard))

    def score(self, guesses: Any) -> tuple[bool, str]:
        """Whether guesses are good enough, and a sentence on how good they are."""
        truth = self._labels
        reached = share_right(guesses, truth)
        if reached is None:
            return False, "there is no guess for each of the held-out samples"
        said = (
            f"{reached:.1%} of {truth.shape[1]} held-out samples are right, in {len(truth)} "
            f"trainings; {self.needed:.1%} are needed (the reference: {self.reference:.1%})"
        )
        return reached >= self.needed, said

    @property
    def _labels(self) -> np.ndarray[Any, Any]:
        return np.asarray(self.truth).astype(np.int64)


def settled(task: KeyTask, observations: Sequence[Observation]) -> KeyTask:
    """The task with the reference's results as they are to be reached by others."""
    checks = tuple(
        check.settled(_value(observations[check.cases[0]])) if isinstance(check, Learns) else check
        for check in task.checks
    )
    complete = replace(task, checks=checks)
    return replace(complete, expected=tuple(scored(complete, observations)))


def scored(task: KeyTask, observations: Sequence[Observation]) -> list[Observation]:
    """The observations of a task with guesses replaced by which checks they satisfy.

    So everything after compares yes and no: two trainings never give equal guesses.
    """
    found = list(observations)
    for place in places(task):
        one = observations[place]
        if isinstance(one, Value):
            checks = [c for c in task.checks if isinstance(c, Learns) and c.cases[0] == place]
            scores = {check.title: check.score(one.value) for check in checks}
            found[place] = Guesses(
                {title: met for title, (met, _) in scores.items()},
                sentences={title: said for title, (_, said) in scores.items()},
            )
    return found


def places(task: KeyTask) -> set[int]:
    """The cases whose results are guesses."""
    return {check.cases[0] for check in task.checks if isinstance(check, Learns)}


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


def _value(one: Observation) -> Any:
    return one.value if isinstance(one, Value) else None
