"""Which observations of a failed task tell of its own error, and the behaviours that they show."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.behaviours.filing import behaviour
from autograder.grading.error_carried_forward import Answers, FirstRound
from autograder.grading.unexplained import Judged
from autograder.model.answer_key import KeyTask
from autograder.model.behaviour import Behaviour
from autograder.model.checks import Verdict
from autograder.model.observation import Observation
from autograder.model.outcomes import Outcome
from autograder.rubric.checks import learns
from autograder.rubric.verdicts import verdicts

# A task as it was judged, what was observed of it, and the verdicts.
Seen = tuple[KeyTask, Sequence[Observation], Sequence[Verdict]]


def filed(judged: Judged) -> tuple[Behaviour, ...]:
    """The behaviours of the tasks that failed, in their order.

    Behind an earlier error, what comes beside provided results is filed: on its own, the same error
    would look like another one.
    """
    names = {task.name for task in judged.key.tasks}
    failed = {one.name for one in judged.tasks if one.outcome == Outcome.FAILED}
    found = []
    for task in judged.key.tasks:
        if task.name in failed:
            seen = _own(judged.rounds[task.name], judged.answers.get(task.name))
            found.append(behaviour(*seen, names) if seen is not None else None)
    return tuple(one for one in found if one is not None)


def _own(first: FirstRound, answers: Answers | None) -> Seen | None:
    """What was observed of a task without errors of earlier ones, with its verdicts.

    None where that was asked for and did not come.
    """
    if answers is None or not answers.question.provided:
        return first.task, first.observations, first.verdicts
    if answers.with_provided_results is None:
        return None
    beside = learns.scored(first.task, answers.with_provided_results)
    task, found = _judged_beside(first.task, beside)
    if not any(one.failed or one.digits is not None for one in found):
        return first.task, first.observations, first.verdicts
    return task, beside, found


def _judged_beside(
    task: KeyTask, beside: Sequence[Observation]
) -> tuple[KeyTask, Sequence[Verdict]]:
    """The task as it is judged beside provided results, and its verdicts.

    A task may do the work of an earlier one itself: then it is better without the test doubles.
    """
    tasks = dict.fromkeys((task.with_provided_results, task))
    ways = [(one, verdicts(one, beside)) for one in tasks]
    return max(ways, key=lambda way: sum(verdict.passed for verdict in way[1]))
