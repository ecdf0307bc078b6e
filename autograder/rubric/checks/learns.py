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

Guesses that come from the submission's process may come from anything in it: a table, or a search
for the nearest neighbour among what was given to be trained on. Where a check is declared with
`asks`, the call gives the numbers of a model of the driver's own that the submission has trained,
and the driver's function `asks` makes guesses with these in a worker that never saw the submission.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Required, TypedDict, Unpack

import numpy as np

from autograder.model.answer_key import KeyTask
from autograder.model.checks import Role, Verdict
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


class Settings(TypedDict, total=False):
    """What `learns` may be declared with."""

    share: Required[float]
    title: Required[str]
    weight: float
    call: str | None
    asks: str | None
    among: Sequence[int]
    side: bool


@dataclass(frozen=True, kw_only=True)
class Learns(KindOfCheck):
    """Guesses for held-out samples are about as good as the reference's.

    `truth` holds the labels, (rounds, samples); `share` how much of the way from guessing to the
    reference is asked for. `reference` is the share of right guesses that the reference reaches,
    and `needed` the least that is accepted: both known once it has been run. Only samples of the
    classes `among` count, where there are any.
    """

    kind = "learns"
    method = "learns"

    share: float
    truth: Any
    among: tuple[int, ...] = ()
    reference: float = 0.0
    needed: float = 0.0

    @classmethod
    def declare(cls, cases: Cases, **settings: Unpack[Settings]) -> Declared:
        """The guesses for held-out samples are about as good as the reference's.

        `cases` gives one `case(...).with_truth(labels)`, the call a list of arrays of classes, one
        a round. `share` is how much of the way from guessing to the reference is asked for;
        `among` are the classes whose samples count, by default all. `asks` names the function of
        the driver that is called with the `result` of the call, and with what `with_truth` got
        beside the labels, by a worker without the submission; then that one gives the classes.
        `side` makes it count only once the other values are right.
        """
        share = settings["share"]
        if not 0 < share <= 1:
            raise RubricError("learns: a share of the reference lies in (0, 1]")
        return Declared(
            kind=cls,
            title=settings["title"],
            weight=settings.get("weight", 3),
            cases=cases,
            role=Role.SUPPLEMENTARY if settings.get("side") else Role.REQUIRED,
            call=settings.get("call"),
            asks=settings.get("asks"),
            settings={"share": share, "among": tuple(settings.get("among", ()))},
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
        reached = self.share_right(guesses) or 0.0
        standard = self._chance + self.share * (reached - self._chance)
        fewest = min(map(len, self._counted))
        return replace(self, reference=reached, needed=needed(fewest, standard))

    def score(self, guesses: Any) -> tuple[bool, str]:
        """Whether guesses are good enough, and a sentence on how good they are."""
        reached = self.share_right(guesses)
        if reached is None:
            return False, "there is no guess for each of the held-out samples"
        truth = self._labels
        trainings = f", in {len(truth)} trainings" if len(truth) > 1 else ""
        said = (
            f"{reached:.1%} of {np.sum(self._counts(truth[0]))} held-out samples are right"
            f"{trainings}; {self.needed:.1%} are needed (the reference: {self.reference:.1%})"
        )
        return reached >= self.needed, said

    def learnt(self, guesses: Any) -> float:
        """How far on the way from chance (0) to the reference (1), to two digits."""
        reached = self.share_right(guesses) or 0.0
        way = self.reference - self._chance
        return round((reached - self._chance) / way, 2) if way > 0 else 0.0

    @property
    def _counted(self) -> list[Any]:
        """The labels that count, round by round."""
        return [row[self._counts(row)] for row in self._labels]

    @property
    def _chance(self) -> float:
        """The share that is right where always the most frequent class is said."""
        return float(np.mean([np.bincount(row).max() / len(row) for row in self._counted]))

    def _counts(self, labels: Any) -> Any:
        """Which samples are of a class that counts."""
        return np.isin(labels, self.among) if self.among else np.full(len(labels), True)

    def share_right(self, guesses: Any) -> float | None:
        """The share of right guesses among the samples that count; None for what are no guesses."""
        return share_right(guesses, self._labels, [self._counts(row) for row in self._labels])

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
            checks = [one_of for one_of in _learning(task) if one_of.cases[0] == place]
            scores = {check.title: check.score(one.value) for check in checks}
            found[place] = Guesses(
                {title: met for title, (met, _) in scores.items()},
                sentences={title: said for title, (_, said) in scores.items()},
                learnt={check.title: check.learnt(one.value) for check in checks},
            )
    return found


def places(task: KeyTask) -> set[int]:
    """The cases whose results are guesses."""
    return {check.cases[0] for check in _learning(task)}


def _learning(task: KeyTask) -> Iterator[Learns]:
    return (check for check in task.checks if isinstance(check, Learns))


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


def share_right(
    guesses: Any, truth: np.ndarray[Any, Any], counts: Sequence[Any] | None = None
) -> float | None:
    """The share of right guesses over all rounds; None for what are no guesses.

    `truth` is (rounds, samples); guesses are as many rows, arrays of integers. `counts` says for
    each row which samples count, by default all.
    """
    counted = np.full(truth.shape, True) if counts is None else np.array(counts)
    several = isinstance(guesses, list | tuple) or (
        isinstance(guesses, np.ndarray) and guesses.ndim > 0  # a single number has no length
    )
    if not several or len(guesses) != len(truth):
        return None
    right = 0
    for row, labels, some in zip(guesses, truth, counted, strict=True):
        if (
            not isinstance(row, np.ndarray)
            or row.shape != labels.shape
            or row.dtype.kind not in "iu"
        ):
            return None
        right += int(np.sum(row.astype(np.int64)[some] == labels[some]))
    return right / int(counted.sum())


def _value(one: Observation) -> Any:
    return one.value if isinstance(one, Value) else None
