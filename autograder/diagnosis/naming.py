"""Name the misconception whose results these are, if there is one alone.

A name is a claim. It holds on every case, it explains the digits, and where several hold equally
well, each is called one of several, or none is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.diagnosis.evidence import (
    Parts,
    alike_in_form,
    contradicts,
    fits,
    is_clean,
    learnt_in_spite,
)
from autograder.model.answer_key import AnswerKey, KeyMisconception, KeyTask
from autograder.model.observation import Observation, Raised
from autograder.numerics.comparison import same_observation
from autograder.rubric.checks import learns

# More rivals than these tell a student nothing.
MOST_RIVALS = 3


@dataclass(frozen=True)
class Names:
    """What explains a task: of each of these groups one misconception, and all groups together.

    `fitting` are all misconceptions that explain it alone, those of earlier tasks among them.
    """

    groups: tuple[tuple[KeyMisconception, ...], ...] = ()
    fitting: tuple[KeyMisconception, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @classmethod
    def of(cls, task: KeyTask, fitting: Sequence[KeyMisconception]) -> Names:
        """Those that fit alone; ideas of earlier tasks are told where none of this one fits."""
        own = [one for one in fitting if one.task == task.name]
        return cls(as_groups(own or fitting), tuple(fitting))


def as_groups(rivals: Sequence[KeyMisconception]) -> tuple[tuple[KeyMisconception, ...], ...]:
    """One group of rivals, unless there are none, or so many that they tell nothing."""
    return (tuple(rivals),) if 0 < len(rivals) <= MOST_RIVALS else ()


def alone(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> list[KeyMisconception]:
    """Misconceptions with the same observation on every case and at least one wrong number.

    Those of this task first; then those of earlier tasks, whose idea may be written out here. How
    much a model learns in spite of a bug is chance, so where none fits the other cases alone are
    asked: those of one misconception only. What several have in common tells little (losses that do
    not fall). What was learnt contradicts those with which nothing is learnt.
    """
    everywhere = range(len(task.cases))
    chance = learns.places(task)
    fitting = _fitting(key, task, observations, everywhere)
    if not fitting and chance:
        signs = _fitting(key, task, observations, [i for i in everywhere if i not in chance])
        signs = [one for one in signs if _may_have_learnt(one, task, observations, chance)]
        fitting = signs if len(signs) == 1 else []
    return sorted(fitting, key=lambda one: one.task != task.name)


def values_alone(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> list[KeyMisconception]:
    """Misconceptions that explain all but the extreme cases, and contradict none of these.

    Where its formula overflows, a right idea or a wrong one gives no numbers to compare.
    """
    parts = Parts.of(task)
    if not parts.extreme:
        return []
    found = [
        one
        for one in _fitting(key, task, observations, parts.ordinary)
        if not contradicts(one.observations(task) or (), observations, parts.extreme)
    ]
    own = [one for one in found if one.task == task.name]
    return own or found


def extremes_alone(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> list[KeyMisconception]:
    """Misconceptions of this task that are right but on extreme cases, and fail there alike.

    Not by their numbers, which are not finite, or of no use beside wrong ones elsewhere.
    """
    parts = Parts.of(task)
    if all(is_clean(observations[place]) for place in parts.extreme):
        return []
    return [
        one
        for one in key.misconceptions
        if one.task == task.name
        and (theirs := one.observations(task)) is not None
        and all(same_observation(theirs[i], task.expected[i]) for i in parts.ordinary)
        and all(alike_in_form(observations[i], theirs[i]) for i in parts.extreme)
    ]


def _fitting(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation], places: Iterable[int]
) -> list[KeyMisconception]:
    chosen = tuple(places)
    found = [
        one
        for one in key.misconceptions
        if (theirs := one.observations(task)) is not None
        and fits(task, theirs, observations, one.raises, chosen)
    ]
    # The words of an exception that only one bug raises decide between those that fit.
    by_words = [one for one in found if _has_words(one, observations, chosen)]
    return by_words or found


def _has_words(
    one: KeyMisconception, observations: Sequence[Observation], places: Sequence[int]
) -> bool:
    seen = (observations[place] for place in places)
    return bool(one.raises) and any(
        isinstance(mine, Raised) and one.raises in mine.error.message for mine in seen
    )


def _may_have_learnt(
    misconception: KeyMisconception,
    task: KeyTask,
    observations: Sequence[Observation],
    places: Iterable[int],
) -> bool:
    """Whether something is learnt with it wherever something was."""
    theirs = misconception.observations(task) or task.expected
    return not any(learnt_in_spite(observations[place], theirs[place]) for place in places)
