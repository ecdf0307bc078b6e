"""Whether worked numbers bite: which misconceptions of a task give all that its handout shows.

Students check themselves with these numbers. What a misconception changes only where inputs are
extreme, or in a case of its own, need not show in a few small numbers; what it changes in general
has to. Of a topic with a framework it is told and no breach: the model that can be trained by hand
has one layer, and what a trained network is worth is no number to be written down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.course.topic import Topic
from autograder.diagnosis.evidence import Parts
from autograder.keys import worked_numbers
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.observation import Observation, Value
from autograder.numerics import precision
from autograder.rubric import Misconception
from autograder.sandbox import Sandbox
from autograder.sandbox.tiers import Tier

# A share of an array's largest element that is seen in numbers with three digits.
VISIBLE = 0.01
# The share of a task's ordinary cases from which on a misconception changes values in general.
IN_GENERAL = 0.5
NONE_PASSES = "handout: 0 of {all} misconceptions of {task} give its worked numbers ({numbers})"
SOME_PASS = (
    "handout: {passing} of {all} misconceptions of {task} give its worked numbers ({numbers}); "
    "values change in general with {general}, in few cases with {few}, in no ordinary case with "
    "{silent}"
)


@dataclass(frozen=True)
class Passing:
    """A misconception that gives all worked numbers, and on how many ordinary cases it shows."""

    label: str
    shows: int
    cases: int

    @property
    def in_general(self) -> bool:
        """Whether it changes values in general."""
        return self.shows > 0 and self.shows >= IN_GENERAL * self.cases

    def __str__(self) -> str:
        return f"{self.label}: {self.shows} of {self.cases}"


@dataclass(frozen=True)
class TaskNumbers:
    """One task: how many worked numbers it has, and the misconceptions, of so many, that pass.

    `by_hand` says that all of a task can be worked by hand, so that none of these may be general.
    """

    task: str
    by_hand: bool
    numbers: int
    misconceptions: int
    passing: tuple[Passing, ...]

    @property
    def summary(self) -> str:
        """The counts, and the names of those that change values."""
        counts = {"all": self.misconceptions, "task": self.task, "numbers": self.numbers}
        if not self.passing:
            return NONE_PASSES.format(**counts)
        few = [one for one in self.passing if one.shows and not one.in_general]
        return SOME_PASS.format(
            **counts,
            passing=len(self.passing),
            general=_named([one for one in self.passing if one.in_general]),
            few=_named(few),
            silent=sum(not one.shows for one in self.passing),
        )

    @property
    def breaches(self) -> tuple[str, ...]:
        """The misconceptions that change values in general and pass all the same."""
        return tuple(
            f"the worked numbers of {self.task} do not show {one} cases"
            for one in self.passing
            if one.in_general and self.by_hand
        )


@dataclass(frozen=True)
class WrongNumbers:
    """Worked numbers with which the reference does not agree, each as an error of the handout."""

    breaches: tuple[str, ...]

    @property
    def summary(self) -> str:
        """Their number."""
        return f"handout: {len(self.breaches)} worked numbers are wrong"


def prove_worked_numbers(
    topic: Topic, key: AnswerKey, tier: Tier
) -> Iterator[WrongNumbers | TaskNumbers]:
    """Those that are wrong, if any; else each task that has some, and misconceptions.

    Raises RubricError.
    """
    if not topic.worked_numbers.examples:
        return
    sandbox = tier.sandbox(topic.rubric.frameworks, topic.packages)
    try:
        wrong = worked_numbers.wrong_numbers(topic, sandbox)
        if wrong:
            yield WrongNumbers(tuple(map(str, wrong)))
            return
        wrong_in = {one.task for one in topic.misconceptions}
        for task in key.tasks:
            if task.name in wrong_in and topic.worked_numbers.of_task(task.name):
                yield _of_task(topic, key, task, sandbox)
    finally:
        sandbox.close()


def _of_task(topic: Topic, key: AnswerKey, task: KeyTask, sandbox: Sandbox) -> TaskNumbers:
    places = set(topic.worked_numbers.of_task(task.name))
    pairs = zip(topic.misconceptions, key.misconceptions, strict=True)
    own = [(one, known.observations(task)) for one, known in pairs if one.task == task.name]
    passing = (
        _passing(one, task, observed or task.expected)
        for one, observed in own
        if places <= worked_numbers.agreeing(topic, topic.program(one), sandbox)
    )
    by_hand = not topic.rubric.frameworks
    return TaskNumbers(task.name, by_hand, len(places), len(own), tuple(passing))


def _named(some: Sequence[Passing]) -> str:
    return f"{len(some)} ({', '.join(map(str, some))})" if some else "0"


def _passing(one: Misconception, task: KeyTask, observed: Sequence[Observation]) -> Passing:
    ordinary = Parts.of(task).ordinary
    shown = [place for place in ordinary if _shows(observed[place], task.expected[place])]
    return Passing(one.label, len(shown), len(ordinary))


def _shows(mine: Observation, right: Observation) -> bool:
    """Whether a value is missing where there should be one, or is visibly another."""
    if not isinstance(mine, Value) or not isinstance(right, Value):
        return isinstance(right, Value)
    return not precision.nearly(mine.value, right.value, VISIBLE)
