"""The behaviour of a task that is wrong, from its observations."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from autograder.behaviours import buckets, representatives
from autograder.behaviours.words import difference
from autograder.model.answer_key import KeyTask
from autograder.model.behaviour import Behaviour
from autograder.model.checks import Verdict
from autograder.model.observation import Observation, Raised, Value
from autograder.numerics.comparison import same
from autograder.rubric.checks import learns
from autograder.rubric.troubles import by_differences

UNSTABLE = "a second, equal call gives another result, so it is compared with no other"
TOO_LARGE = "its results are too large to be kept, so it is compared with no other"


def behaviour(
    task: KeyTask,
    observations: Sequence[Observation],
    verdicts: Sequence[Verdict],
    tasks: Collection[str],
) -> Behaviour | None:
    """How a task is wrong; None where that tells of no idea.

    So it is of a call that hung, or of a name that is missing, in any case of a failed check, and
    where no check failed. `verdicts` are those of the checks on these observations, in which
    guesses are scored; `tasks` are the names of all tasks of the topic.
    """
    places = _places(task, verdicts)
    shown = {place: observations[place] for place in places}
    if not places or not all(isinstance(one, Value | Raised) for one in shown.values()):
        return None
    by_numbers = _told_by_numbers(task, observations, verdicts)
    forms = {place: buckets.form(task, place, one, tasks) for place, one in shown.items()}
    bucket = buckets.digest(task, verdicts, forms if by_numbers else {})
    kept: Sequence[Observation] = tuple(shown.values()) if by_numbers else ()
    representative, notes = representatives.encode(kept), []
    if by_numbers and any(_is_unstable(task, place, one) for place, one in shown.items()):
        representative, notes = None, [UNSTABLE]
    elif representative is None:
        notes = [TOO_LARGE]
    return Behaviour(
        task=task.name,
        cases_digest=buckets.cases_digest(task),
        bucket=bucket,
        representative=representative,
        says="; ".join([difference(task, observations, verdicts), *notes]),
    )


def _places(task: KeyTask, verdicts: Sequence[Verdict]) -> list[int]:
    """The cases that tell how it is wrong: those of checks that failed, or that lack digits.

    What passes may differ and be right: numbers that are drawn, the words of an exception.
    """
    pairs = list(zip(task.checks, verdicts, strict=True))
    wrong = [check for check, one in pairs if one.failed]
    wrong = wrong or [check for check, one in pairs if one.digits is not None]
    return sorted({place for check in wrong for place in check.cases})


def _told_by_numbers(
    task: KeyTask, observations: Sequence[Observation], verdicts: Sequence[Verdict]
) -> bool:
    """Whether equal ideas give equal numbers; else the outcomes of the checks are all there is.

    Two trainings never give equal guesses. Differences, and numbers that are right but for their
    last digits, hang on each step of a computation.
    """
    return (
        not learns.places(task)
        and by_differences(observations) is None
        and any(one.failed for one in verdicts)
    )


def _is_unstable(task: KeyTask, place: int, one: Observation) -> bool:
    return isinstance(one, Value) and task.cases[place].repeat and not same(one.again, one.value)
