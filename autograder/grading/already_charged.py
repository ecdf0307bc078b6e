"""Which checks fail only by an error that an earlier task was charged with.

A task that has an error of its own, too, shows the earlier one alone in some of its checks: on
their cases it gives exactly what the reference gives with that error. These are not charged again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.diagnosis.composed import with_traces
from autograder.model.answer_key import KeyMisconception, KeyTask
from autograder.model.checks import Check, Verdict
from autograder.model.observation import Observation, Value
from autograder.model.outcomes import Outcome
from autograder.numerics.comparison import same_observation


def already_charged(
    task: KeyTask,
    observations: Sequence[Observation],
    verdicts: Sequence[Verdict],
    causes: Sequence[KeyMisconception],
) -> dict[int, KeyMisconception]:
    """The failed checks, by number, that one of some earlier errors explains: the one for most."""
    found: dict[int, KeyMisconception] = {}
    for cause in causes:
        theirs = cause.observations(task)
        if theirs is None:
            continue
        # What it changes or warns of beside its result is an error of its own.
        alike = with_traces(theirs, observations)
        explained = {
            number: cause
            for number, (check, verdict) in enumerate(zip(task.checks, verdicts, strict=True))
            if verdict.failed and _explains(check, task, observations, alike)
        }
        found = max(found, explained, key=len)
    return found


def carried(
    verdicts: Sequence[Verdict], causes: Mapping[int, KeyMisconception], message: str
) -> tuple[Verdict, ...]:
    """The verdicts, passed where they have a cause in an earlier task, which the message names."""
    found = list(verdicts)
    for number, cause in causes.items():
        said = message.format(task=cause.task)
        found[number] = Verdict(Outcome.PASSED, said, carried=True, given=(cause.task,))
    return tuple(found)


def _explains(
    check: Check, task: KeyTask, mine: Sequence[Observation], theirs: Sequence[Observation]
) -> bool:
    """Whether it is the same on all cases of a check that compares values, a wrong value on one."""
    if not check.compares_values:
        return False
    places = check.cases
    return all(same_observation(mine[i], theirs[i]) for i in places) and any(
        isinstance(mine[i], Value) and not same_observation(mine[i], task.expected[i])
        for i in places
    )
