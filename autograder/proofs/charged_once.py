"""Proof that several mistakes cost no more together than they cost apart.

A submission with mistakes in two or three tasks is graded, and so is each of its mistakes alone. In
no task may it lose more than these lose there together: whatever is right behind the errors stays
right, however many there are. The programs are compositions of misconceptions, which are edits of
the reference, and of transplants, which are edits of a variant.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from autograder.course.errors import BrokenCourse
from autograder.course.topic import Topic
from autograder.engines import local as engine
from autograder.model.answer_key import AnswerKey
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.rubric.misconceptions import Misconception, Transplant
from autograder.sandbox.tiers import Tier

SIZES = (2, 3)
NEEDED = 0.98
# Marks are in hundredths, and each task rounds its own.
ROUNDING = 0.02


@dataclass(frozen=True)
class Mistake:
    """One mistake in one task of a program."""

    name: str
    task: str


@dataclass(frozen=True)
class Combination:
    """Some mistakes in different tasks, and the program with all of them."""

    mistakes: tuple[Mistake, ...]
    source: str


@dataclass(frozen=True)
class ChargedOnce:
    """How many combinations cost no more than their parts, and the others in words."""

    combinations: int
    dearer: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share that costs no more than its parts."""
        return 1 - len(self.dearer) / self.combinations if self.combinations else 1.0

    @property
    def summary(self) -> str:
        """The counts in a line."""
        return (
            f"{self.combinations} combinations of mistakes, "
            f"{self.combinations - len(self.dearer)} of them charged once ({self.share:.1%})"
        )

    @property
    def breaches(self) -> tuple[str, ...]:
        """Every combination that is dearer, where they are too many."""
        return () if self.share >= NEEDED else tuple(f"charged twice: {one}" for one in self.dearer)


@dataclass(frozen=True)
class _Base:
    """A right program, and the mistakes that can be made in it.

    Some are `apart` if none of them calls a helper that another one of them breaks: whoever does
    that has made the other mistake in two tasks.
    """

    mistakes: tuple[Mistake, ...]
    with_mistakes: Callable[[Sequence[Mistake]], str]
    apart: Callable[[Sequence[Mistake]], bool] = lambda some: True


def charged_once(topic: Topic, key: AnswerKey, tier: Tier, workers: int, count: int) -> ChargedOnce:
    """Grade `count` pairs and as many triples, or all that there are, and each of their parts."""
    bases = [_reference(topic), *_variants(topic)]
    found = [
        one
        for size in SIZES
        for base, share in zip(bases, _shares(count, len(bases)), strict=True)
        for one in _drawn(base, key, size, share)
    ]
    alone = {one.name: base.with_mistakes([one]) for base in bases for one in base.mistakes}
    needed = {mistake.name for one in found for mistake in one.mistakes}
    sources = {str(number): one.source for number, one in enumerate(found)}
    sources |= {name: source for name, source in alone.items() if name in needed}
    submissions = [
        Submission(name, topic.name, {f"{topic.name}.py": source.encode()})
        for name, source in sources.items()
    ]
    reports = {one.student: one for one in engine.run(submissions, {key.topic: key}, tier, workers)}
    dearer = []
    for number, one in enumerate(found):
        words = _dearer(reports[str(number)], [reports[part.name] for part in one.mistakes])
        if words:
            dearer.append(f"{' and '.join(part.name for part in one.mistakes)}: {words}")
    return ChargedOnce(len(found), tuple(dearer))


def _dearer(together: Report, apart: Sequence[Report]) -> str:
    """The tasks that lose more with all mistakes than with each of them alone; empty for none."""
    lost = [{task.name: task.max_score - task.score for task in one.tasks} for one in apart]
    more = []
    for task in together.tasks:
        allowed = sum(one[task.name] for one in lost)
        points = task.max_score - task.score
        if points > allowed + ROUNDING:
            more.append(f"{task.name} loses {points:.2f} and not {allowed:.2f}")
    return ", ".join(more)


def _shares(count: int, bases: int) -> list[int]:
    """How many combinations of each base: half are the reference's, if there are variants."""
    if bases == 1:
        return [count]
    each = -(-count // (2 * (bases - 1)))
    return [count - count // 2, *[each] * (bases - 1)]


def _drawn(base: _Base, key: AnswerKey, size: int, count: int) -> Iterator[Combination]:
    """Combinations of mistakes in different tasks: one task builds on all of them, or all others.

    What cannot stand in one program, since both change the same words, is left out.
    """
    builds_on = [{task.name, *task.after} for task in key.tasks]
    possible = [
        some
        for some in itertools.combinations(base.mistakes, size)
        if len(tasks := {one.task for one in some}) == size
        and any(tasks <= names for names in builds_on)
        and base.apart(some)
    ]
    order = iter(np.random.default_rng([size, *key.topic.encode()]).permutation(len(possible)))
    left = count
    for place in order:
        if not left:
            return
        with contextlib.suppress(BrokenCourse):
            yield Combination(possible[place], base.with_mistakes(possible[place]))
            left -= 1


def _reference(topic: Topic) -> _Base:
    known = {one.label: one for one in topic.misconceptions}
    mistakes = tuple(Mistake(one.label, one.task) for one in known.values())
    return _Base(
        mistakes,
        lambda some: topic.wrong(*(known[one.name] for one in some)),
        lambda some: _are_apart([known[one.name] for one in some]),
    )


def _are_apart(some: Sequence[Misconception]) -> bool:
    return not any(
        helper in edit.new
        for one in some
        for helper in one.changes - {one.task}
        for other in some
        if other is not one
        for edit in other.edits
    )


def _variants(topic: Topic) -> Iterator[_Base]:
    """Every variant with the ideas that are written into it."""
    tasks = {one.id: one.task for one in topic.misconceptions}
    for variant in topic.variants:
        made = {
            f"{one.misconception} in {variant}": one
            for one in topic.transplants.transplants
            if one.variant == variant
        }
        mistakes = tuple(Mistake(name, tasks[one.misconception]) for name, one in made.items())
        if mistakes:
            yield _Base(mistakes, partial(_transplanted, topic, made))


def _transplanted(topic: Topic, made: Mapping[str, Transplant], some: Sequence[Mistake]) -> str:
    return topic.transplanted(*(made[one.name] for one in some)).text
