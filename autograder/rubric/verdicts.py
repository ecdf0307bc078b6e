"""The verdicts of all checks of a task, from its key and its observations."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.model.answer_key import KeyTask
from autograder.model.checks import Verdict
from autograder.model.observation import Observation


def verdicts(task: KeyTask, observations: Sequence[Observation]) -> tuple[Verdict, ...]:
    """Outcome of every check of a task, in their order, without regard to other tasks."""
    return tuple(check.verdict(task, observations) for check in task.checks)
