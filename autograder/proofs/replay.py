"""Proof that answers which can be written down in advance earn nothing.

A cheat that knows other keys of a topic, the public one among them, answers every request without
doing the work: with what another key holds in the same place, with zeros and ones, with its
arguments, with results that it is provided with, and with whatever of these was right on two keys.
None of these may earn a point or pass a check that decides on the values.

Yes and no are not secret. A check *hangs on yes and no* if a misconception passes it once the yes,
the no and the words of the public key are laid over its own answers. Such checks may not decide on
the values, and together they are worth a bounded share of a topic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.course.topic import Topic
from autograder.grading.error_carried_forward import FirstRound
from autograder.grading.judge import judge
from autograder.keys.build import looked_at, tasks_of
from autograder.keys.files import PUBLIC_SEED
from autograder.keys.run_reference import Observe, observer
from autograder.model import tree
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.checks import Role
from autograder.model.observation import Observation, Value
from autograder.model.requests import Case, RunReply
from autograder.numerics.comparison import same
from autograder.rubric.checks import learns
from autograder.rubric.checks.learns import Learns
from autograder.worker.provided_results import result_of

OTHER_SEED = "replay"
# The largest share of a topic's points that may hang on yes and no.
YES_OR_NO = 0.15
# Answers to all cases of a task.
Answers = tuple[Observation, ...]


@dataclass(frozen=True)
class Replay:
    """What comes of forged answers in one topic, in points.

    `points` is what the topic is worth, `earned` what each way of forging earns; `passed` says
    which checks of values it passes. `yes_or_no` are the points of the checks that hang on yes and
    no, by task and title.
    """

    topic: str
    points: float
    earned: Mapping[str, float]
    passed: tuple[str, ...]
    yes_or_no: Mapping[str, float]

    @property
    def hanging(self) -> float:
        """Points that hang on yes and no."""
        return round(sum(self.yes_or_no.values()), 2)

    @property
    def summary(self) -> str:
        """The points in a line."""
        return (
            f"replayed answers earn {max(self.earned.values(), default=0.0):g} of "
            f"{self.points:g} points; {self.hanging:g} hang on yes and no"
        )

    @property
    def breaches(self) -> tuple[str, ...]:
        """What is earned without work, and too many points that hang on yes and no."""
        found = [
            f"replay: {points:g} points for {name}"
            for name, points in self.earned.items()
            if points
        ]
        found += [f"replay: {line}" for line in self.passed]
        if self.hanging > YES_OR_NO * self.points:
            checks = ", ".join(f"“{name}” ({points:g})" for name, points in self.yes_or_no.items())
            found.append(
                f"yes and no: more than {YES_OR_NO:.0%} of the points hang on these: {checks}"
            )
        return tuple(found)


@dataclass(frozen=True)
class _Known:
    """A task of a key, and what the reference returns in each case, before it is looked at."""

    task: KeyTask
    returned: Mapping[int, Observation]

    def look(self, forged: Sequence[Observation], observe: Observe, topic: Topic) -> Answers:
        """Forged answers as the judge gets them: looked at where no submission is, and scored."""
        seen = looked_at(topic, self.task, dict(enumerate(forged)), observe)
        return tuple(learns.scored(self.task, list(seen.values())))


# Forged results as the judge gets them.
Look = Callable[[_Known, Sequence[Observation]], Answers]


def replay(topic: Topic, key: AnswerKey) -> Replay:
    """Answer a key with everything that can be forged. Raises what building another key raises."""
    public, other = (tasks_of(topic, seed) for seed in (PUBLIC_SEED, OTHER_SEED))
    with observer(topic) as observe:

        def look(known: _Known, forged: Sequence[Observation]) -> Answers:
            return known.look(forged, observe, topic)

        own, one, two = (
            [_Known(task, _returned(topic, task, observe)) for task in tasks]
            for tasks in (key.tasks, public, other)
        )
        ways = [_with_what_was_learnt(*known, look) for known in zip(own, one, two, strict=True)]
    earned, passed = {}, []
    for name in sorted({name for forged in ways for name in forged}):
        answers = [forged.get(name) for forged in ways]
        earned[name] = _points(key, answers)
        passed += [
            f"{name} passes “{check.title}” of {task.name}"
            for task, some in zip(key.tasks, answers, strict=True)
            if some is not None
            for check in task.checks
            if check.role == Role.REQUIRED and check.verdict(task, some).passed
        ]
    return Replay(topic.name, key.points, earned, tuple(passed), _yes_or_no(key, public))


def _returned(topic: Topic, task: KeyTask, observe: Observe) -> dict[int, Observation]:
    """What the reference returns, by number of the case."""
    asked = list(task.asked)
    returned: RunReply = ()
    if asked:
        [returned] = observe(topic.program(), [tuple(task.cases[place] for place in asked)])
    return {**dict(enumerate(task.expected)), **dict(zip(asked, returned, strict=True))}


def _points(key: AnswerKey, answers: Sequence[Answers | None]) -> float:
    """What the judge gives for these answers; a task without any was not attempted."""
    rounds = {
        task.name: FirstRound.of(task, some)
        for task, some in zip(key.tasks, answers, strict=True)
        if some is not None
    }
    reports = judge(replace(key, misconceptions=()), rounds)
    return round(sum(task.score for task in reports), 2)


def _yes_or_no(key: AnswerKey, public: Sequence[KeyTask]) -> dict[str, float]:
    """The checks that some misconception passes with the public key's yes and no, and else not."""
    found = {}
    for misconception in key.misconceptions:
        for task, known in zip(key.tasks, public, strict=True):
            honest = misconception.observations(task)
            if honest is None:
                continue
            # What is looked at elsewhere is said by nobody who could be replaced.
            forged = [
                mine if i in task.asked else _overlaid(mine, _held(known.expected, known, task, i))
                for i, mine in enumerate(honest)
            ]
            for check in task.checks:
                if check.verdict(task, forged).passed and not check.verdict(task, honest).passed:
                    found[f"{task.name}: {check.title}"] = check.points
    return found


def _overlaid(mine: Observation, held: Any) -> Observation:
    """An answer with the yes, the no and the words of another one in the same places."""
    if not isinstance(mine, Value):
        return mine
    words = {path: leaf for path, leaf in tree.leaves(held) if _is_word(leaf)}
    return replace(mine, value=_with(mine.value, words, ()))


def _with(value: Any, words: Mapping[tree.Path, Any], path: tree.Path) -> Any:
    if isinstance(value, dict):
        return {name: _with(item, words, (*path, name)) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_with(item, words, (*path, i)) for i, item in enumerate(value)]
    return words.get(path, value)


def _is_word(leaf: Any) -> bool:
    return isinstance(leaf, bool | np.bool_ | str)


def _with_what_was_learnt(
    own: _Known, public: _Known, other: _Known, look: Look
) -> dict[str, Answers]:
    """All forgeries, and a mixture of those that pass a check both of the public key and another.

    For each of these two the other one is known.
    """
    task = own.task
    found = _forgeries(own, {"the public key": public, "another key": other}, look)
    passing = [
        {
            (number, name)
            for name, answers in _forgeries(one, {"another key": two}, look).items()
            for number, check in enumerate(one.task.checks)
            if check.verdict(one.task, answers).passed
        }
        for one, two in ((public, other), (other, public))
    ]
    names = {
        place: name
        for number, name in sorted(set.intersection(*passing))
        if name in found
        for place in task.checks[number].cases
    }
    mixed = [found[names.get(place, "another key")][place] for place in range(len(task.cases))]
    return {**found, "what was right on two keys": tuple(mixed)}


def _forgeries(own: _Known, known: Mapping[str, _Known], look: Look) -> dict[str, Answers]:
    """Answers to all cases of a task that need no work; `known` is the same task of other keys."""
    task = own.task
    made: dict[str, list[Any]] = {
        name: [_held(one.returned, one.task, task, place) for place in range(len(task.cases))]
        for name, one in known.items()
    }
    right = [own.returned[place] for place in range(len(task.cases))]
    for number in (0, 1):
        made[f"nothing but {number}"] = [_filled(one, number) for one in right]
    most = max(len(case.arguments) for case in task.cases)
    for place in range(most):
        made[f"argument {place + 1}"] = [
            [*case.arguments.values()][place] if place < len(case.arguments) else 0.0
            for case in task.cases
        ]
    for name, table in task.provided.items():
        results = [result_of(entry, row) for entry in table for row in range(len(entry.rows))]
        made[f"provided results of {name}"] = [_assembled(results, one) for one in right]
    guesses = learns.places(task) - task.asked.keys()
    return {
        name: look(
            own,
            [
                _answer(case, place in guesses, value)
                for place, (case, value) in enumerate(zip(task.cases, values, strict=True))
            ],
        )
        for name, values in made.items()
    }


def _assembled(results: Sequence[Any], expected: Observation) -> Any:
    """The answer of a cheat that chooses well among what is provided, and puts it together."""
    if not isinstance(expected, Value):
        return 0.0
    parts = [leaf for one in results for _, leaf in tree.leaves(one)]

    def found(leaf: Any) -> Any:
        return next((part for part in parts if same(part, leaf)), 0.0)

    return tree.map_leaves(found, expected.value)


def _held(
    returned: Mapping[int, Observation] | Sequence[Observation],
    known: KeyTask,
    task: KeyTask,
    place: int,
) -> Any:
    """What is known of another key in this place, or for another call of the same function."""
    call = task.cases[place].call
    places = [place, *range(len(known.cases))]
    found = next((i for i in places if i < len(known.cases) and known.cases[i].call == call), None)
    if found is None:
        return 0.0
    for check in known.checks:
        if isinstance(check, Learns) and check.cases[0] == found and found not in known.asked:
            return list(np.asarray(check.truth).astype(np.int64))
    one = returned[found]
    return one.value if isinstance(one, Value) else 0.0


def _filled(expected: Observation, number: int) -> Any:
    """A result of the right form that holds one number, and yes or no accordingly."""
    if not isinstance(expected, Value):
        return float(number)
    return tree.map_leaves(lambda leaf: _leaf(leaf, number), expected.value)


def _leaf(leaf: Any, number: int) -> Any:
    if isinstance(leaf, np.ndarray):
        return np.full_like(leaf, number)
    return type(leaf)(number) if isinstance(leaf, bool | int | float | np.generic) else None


def _answer(case: Case, guesses: bool, value: Any) -> Value:
    """A value that changed nothing, and comes again where it was asked for twice."""
    if guesses and not isinstance(value, list):
        value = 0.0
    again = value if case.repeat else None
    return Value(value, again=again, changed=() if case.watch else None)
