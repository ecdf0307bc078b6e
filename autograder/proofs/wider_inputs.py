"""A key with wider inputs than a rubric draws, to tell a missed mutant from an equivalent one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from autograder.course.topic import Topic
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
    drawn = [draw(topic.name, task, seed) for task in topic.rubric.tasks]
    cases = [tuple(_widened(task)) for task in drawn]
    with observer(topic) as observe:
        observed = observe(topic.program(), cases)
    tasks = []
    for task, wide, some in zip(drawn, cases, observed, strict=True):
        kept = [
            (case, seen)
            for case, seen in zip(wide, some, strict=True)
            if isinstance(seen, Value) and not seen.warned
        ]
        tasks.append(
            replace(
                task,
                cases=tuple(case for case, _ in kept),
                expected=tuple(seen for _, seen in kept),
                checks=(),
            )
        )
    return replace(key, tasks=tuple(tasks), misconceptions=(), figures=())


def _widened(task: KeyTask) -> Iterator[Case]:
    guesses = learns.places(task)
    for number, case in enumerate(task.cases):
        if number in guesses:
            continue
        yield case
        rng = np.random.default_rng([number, len(task.cases)])
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
