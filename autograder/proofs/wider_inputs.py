"""A key with wider inputs than a rubric draws, to tell a missed mutant from an equivalent one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from autograder.course.topic import Topic
from autograder.keys.build import looked_at
from autograder.keys.drawing import draw
from autograder.keys.run_reference import observer
from autograder.model import tree
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.observation import Value
from autograder.model.requests import Case
from autograder.rubric.checks import learns


def wider_key(topic: Topic, key: AnswerKey, seed: str) -> AnswerKey:
    """The tasks of a key on cases drawn from another seed, and on wider forms of these.

    Without checks, with what the reference gives: only the cases that give a value without a
    warning, and none of guesses, of which two trainings never give the same.
    """
    drawn = [_wide(draw(topic.name, task, seed)) for task in topic.rubric.tasks]
    with observer(topic) as observe:
        observed = observe(topic.program(), [task.cases for task in drawn])
        looked = [
            looked_at(topic, task, dict(enumerate(some)), observe)
            for task, some in zip(drawn, observed, strict=True)
        ]
    tasks = []
    for task, some in zip(drawn, looked, strict=True):
        kept = [i for i, seen in some.items() if isinstance(seen, Value) and not seen.warned]
        tasks.append(replace(task.of_cases(kept), expected=tuple(some[i] for i in kept)))
    return replace(key, tasks=tuple(tasks), misconceptions=(), figures=())


def _wide(task: KeyTask) -> KeyTask:
    """The task with the wider forms of each case behind it, but without those of guesses."""
    guesses = learns.places(task)
    cases: list[Case] = []
    origin: list[int] = []
    for number, case in enumerate(task.cases):
        if number not in guesses:
            cases += _widened(case, np.random.default_rng([number, len(task.cases)]))
            origin += [number] * (len(cases) - len(origin))
    asked = {i: task.asked[number] for i, number in enumerate(origin) if number in task.asked}
    return replace(task, cases=tuple(cases), asked=asked, checks=())


def _widened(case: Case, rng: np.random.Generator) -> Iterator[Case]:
    yield case
    if any(_is_float_array(leaf) for _, leaf in tree.leaves(case.arguments)):
        for form in _forms(case.arguments, rng):
            yield replace(case, arguments=form)


def _forms(arguments: dict[str, Any], rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    """Float arrays scaled, negated, and with zeros; everything else as it is."""
    for rule in (
        lambda v: 3 * v,
        lambda v: -v,
        lambda v: 0.1 * v,
        lambda v: v * (rng.random(v.shape) < 0.6),
    ):
        yield tree.map_leaves(partial(_changed, rule), arguments)


def _changed(rule: Callable[[Any], Any], leaf: Any) -> Any:
    return rule(leaf).astype(leaf.dtype) if _is_float_array(leaf) else leaf


def _is_float_array(leaf: Any) -> bool:
    return isinstance(leaf, np.ndarray) and leaf.dtype.kind == "f"
