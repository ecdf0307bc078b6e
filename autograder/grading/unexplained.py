"""Which tasks are worth a repair, and on which case the edits are tried first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.grading.error_carried_forward import Answers, FirstRound
from autograder.model import tree
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.checks import Role
from autograder.model.observation import Observation, Raised, Value
from autograder.model.outcomes import Outcome
from autograder.model.report import TaskReport
from autograder.model.requests import Alternative, Case, RunReply, RunRequest
from autograder.numerics.comparison import compare
from autograder.reading.requests import SmallEdit
from autograder.rubric.checks import learns
from autograder.rubric.verdicts import verdicts
from autograder.sandbox.session import EncodedRun


@dataclass(frozen=True, eq=False)
class Judged:
    """What is known of a submission once it has been judged."""

    key: AnswerKey
    rounds: Mapping[str, FirstRound]
    answers: Mapping[str, Answers]
    tasks: Sequence[TaskReport]


@dataclass(frozen=True, eq=False)
class Wanted:
    """A task to be repaired, as it is judged: with what is provided for earlier tasks, if any.

    `place` is its smallest case with a wrong result.
    """

    task: KeyTask
    beside: bool
    place: int

    def request(self, edits: Sequence[SmallEdit], cases: Sequence[Case]) -> EncodedRun:
        """The request to run some cases with each of some edits."""
        provided, doubles = (self.task.provided, self.task.doubles) if self.beside else ({}, ())
        alternatives = tuple(Alternative(one.name, one.text) for one in edits)
        return EncodedRun.of(RunRequest(tuple(cases), provided, doubles, alternatives))


def worth_repairing(judged: Judged, report: TaskReport) -> Wanted | None:
    """How a task is searched; None where it is not.

    Not where it is explained, where its values are right or carried, where it hung, where chance
    trains it, or behind an earlier error for which nothing can be provided.
    """
    first = judged.rounds.get(report.name)
    if first is None or not _is_unexplained(first.task, report):
        return None
    task = first.task
    if learns.places(task) or task.asked or not _has_answered(first.observations):
        return None
    earlier = {name for name in task.after if not is_right(judged, name)}
    beside = bool(earlier)
    observations: RunReply = first.observations
    if beside:
        answers = judged.answers.get(task.name)
        came = answers.with_provided_results if answers is not None else None
        if answers is None or came is None or earlier - set(answers.question.provided):
            return None
        observations, task = came, task.with_provided_results
    place = _smallest_wrong(task, observations)
    return Wanted(task, beside, place) if place is not None else None


def _is_unexplained(task: KeyTask, report: TaskReport) -> bool:
    # What is lost for last digits stands behind the rubric's checks.
    failed = any(
        check.role == Role.REQUIRED and one.outcome == Outcome.FAILED
        for check, one in zip(task.checks, report.checks, strict=False)
    )
    return failed and not any(one.findings for one in report.checks)


def _has_answered(observations: Sequence[Observation]) -> bool:
    return all(isinstance(one, Value | Raised) for one in observations)


def is_right(judged: Judged, name: str) -> bool:
    """Whether the values of a task are right without anything provided."""
    first = judged.rounds.get(name)
    return first is not None and all(one.passed for one in first.required)


def _smallest_wrong(task: KeyTask, observations: Sequence[Observation]) -> int | None:
    """Of the cases of failed checks with a result to be reached, the one with least numbers."""
    pairs = zip(task.checks, verdicts(task, observations), strict=True)
    places = {
        place
        for check, verdict in pairs
        if check.role == Role.REQUIRED and verdict.failed
        for place in check.cases
        if not agrees(observations[place], task.expected[place])
    }
    return min(places, key=lambda place: (_size(task.cases[place]), place), default=None)


def agrees(mine: Observation, right: Observation) -> bool:
    """Whether one case gives what is expected."""
    if isinstance(mine, Value) and isinstance(right, Value):
        return compare(mine.value, right.value) is None
    return isinstance(mine, Raised) and isinstance(right, Raised)


def _size(case: Case) -> int:
    return sum(np.size(leaf) for _, leaf in tree.leaves(case.arguments))


def values_right(task: KeyTask, observations: Sequence[Observation]) -> bool:
    """Whether every check passes that decides on the values."""
    pairs = zip(task.checks, verdicts(task, observations), strict=True)
    return all(one.passed for check, one in pairs if check.role == Role.REQUIRED)
