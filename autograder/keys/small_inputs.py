"""Simpler forms of a case: the ladder on which a small failing input is found.

Shrinking needs the right answer for inputs that are made up on the way. A student's machine has no
reference, so the small inputs are made when the key is built, simplest first, each with the
reference's result; a submission that fails is shown the first at which it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np

from autograder.course.topic import Topic
from autograder.keys.run_reference import Observe
from autograder.model import tree
from autograder.model.answer_key import KeyTask
from autograder.model.observation import Observation, Value
from autograder.model.requests import Case
from autograder.numerics.comparison import same_observation
from autograder.rubric.checks.matches import Matches
from autograder.worker import frames

MAX_CASES = 12
ONE, TWO = 1, 2

Array = np.ndarray[Any, Any]


def small_inputs(topic: Topic, task: KeyTask, observe: Observe) -> list[tuple[Case, Observation]]:
    """Small inputs on which the reference and every variant agree; only for plain calls.

    Where right submissions differ the contract leaves something open, or the small form breaks it.
    """
    if not task.required_checks:
        return []
    check = task.required_checks[0]
    through_a_view = isinstance(check, Matches) and check.view is not None
    if through_a_view or task.cases[check.cases[0]].call != task.name:
        return []
    forms = _distinct(
        Case(task.name, arguments)
        for place in check.cases[:2]
        for arguments in simpler(task.cases[place].arguments)
    )
    [right] = observe(topic.program(), [tuple(forms)])
    kept = [
        (form, one)
        for form, one in zip(forms, right, strict=True)
        if isinstance(one, Value) and not one.warned
    ]
    for variant in topic.variant_programs:
        [theirs] = observe(variant, [tuple(form for form, _ in kept)])
        kept = [
            pair for pair, one in zip(kept, theirs, strict=True) if same_observation(one, pair[1])
        ]
    return [*kept[:MAX_CASES]]


def _distinct(cases: Iterator[Case]) -> list[Case]:
    """The cases without those whose arguments came before."""
    seen: dict[bytes, Case] = {}
    for case in cases:
        seen.setdefault(frames.encode(case.arguments), case)
    return list(seen.values())


def simpler(arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Forms of a call's arguments, the simplest first: fewer rows and columns, rounder numbers.

    Axes of equal length shrink together: in a well-made case distinct sizes have distinct lengths.
    """
    if any(_is_distribution(array) for array in _arrays(arguments)):
        yield from _shrunk(arguments, _as_it_is, last_axis=False)
        return
    yield from _shrunk(arguments, _whole)
    yield from _shrunk(arguments, _one_decimal)


def _shrunk(
    arguments: dict[str, Any], rule: Callable[[Any], Any], last_axis: bool = True
) -> Iterator[dict[str, Any]]:
    arrays = _arrays(arguments)
    lengths = sorted(
        {n for array in arrays for n in (array.shape if last_axis else array.shape[:1])}
    )
    plans = [dict.fromkeys(lengths, size) for size in (ONE, TWO)]
    for kept in (1, 2):
        for longer in combinations(lengths, kept):
            plans.append({n: TWO if n in longer else ONE for n in lengths})
    for plan in sorted(plans, key=lambda p: sum(p.values())):
        yield {name: _cut(value, plan, rule, last_axis) for name, value in arguments.items()}


def _cut(value: Any, plan: dict[int, int], rule: Callable[[Any], Any], last_axis: bool) -> Any:
    def cut(leaf: Any) -> Any:
        if not isinstance(leaf, np.ndarray):
            return leaf
        axes = leaf.shape if last_axis else leaf.shape[:1]
        small = leaf[tuple(slice(0, min(n, plan.get(n, n))) for n in axes)]
        if small.dtype.kind == "f":
            return np.asarray(rule(small), dtype=small.dtype)
        # Labels stay labels of the columns that are left.
        return small % max(TWO, *plan.values()) if small.dtype.kind == "i" else small.copy()

    return tree.map_leaves(cut, value)


def holds_array(value: Any) -> bool:
    """Whether an argument is an array, or has one in it."""
    return bool(_arrays(value))


def _arrays(value: Any) -> list[Array]:
    return [leaf for _, leaf in tree.leaves(value) if isinstance(leaf, np.ndarray)]


def _is_distribution(array: Array) -> bool:
    """Rows that sum to one must go on doing so."""
    return (
        array.dtype.kind == "f"
        and array.ndim > 0
        and array.shape[-1] > 1
        and bool(np.allclose(array.sum(axis=-1), 1.0) and (array >= 0).all())
    )


def _as_it_is(array: Any) -> Any:
    return array.copy()


def _whole(array: Any) -> Any:
    return np.clip(np.round(array), -TWO, TWO) + 0.0


def _one_decimal(array: Any) -> Any:
    return np.round(array, 1) + 0.0
