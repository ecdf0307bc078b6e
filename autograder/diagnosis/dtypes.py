"""Right numbers in the wrong dtype: said in words, with what it costs whoever uses the result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.diagnosis.localisation import tensors
from autograder.diagnosis.relations import Relation
from autograder.model.answer_key import KeyTask
from autograder.model.checks import Verdict
from autograder.model.observation import Observation, Value
from autograder.rubric.checks.shape import ShapeAndDtype

WIDER = (
    "all that is computed from it takes more memory and time",
    "Which array or function in there has a dtype of its own, whatever goes in?",
)
NARROWER = ("all that is computed from it has lost digits", WIDER[1])
LOGICAL = (
    "it is boolean: adding two booleans does not give a number",
    "What does a comparison give, and what is asked for?",
)
WHOLE = (
    "whoever writes a fraction into it loses what comes after the decimal point",
    "Which array or function in there makes whole numbers?",
)
TEMPLATE = "The numbers are right, but {where} is {given}, and {wanted} is asked for: {cost}."


def wrong_dtype(
    task: KeyTask, observations: Sequence[Observation], found: Sequence[Verdict]
) -> Relation | None:
    """What to say of a task whose check of the dtype failed; None where it did not."""
    for check, verdict in zip(task.checks, found, strict=True):
        if not isinstance(check, ShapeAndDtype) or not verdict.failed:
            continue
        for place in check.cases:
            mine, right = observations[place], task.expected[place]
            if isinstance(mine, Value) and isinstance(right, Value):
                relation = _first_wrong(task, mine, right)
                if relation is not None:
                    return relation
    return None


def _first_wrong(task: KeyTask, mine: Value, right: Value) -> Relation | None:
    given = tensors(mine.value)
    for name, expected in tensors(right.value).items():
        a, b = np.asarray(given.get(name)), np.asarray(expected)
        if a.dtype != b.dtype and a.dtype.kind in "fbiu":
            where = f"the {name} of your {task.name}" if name.isalnum() else f"your {task.name}"
            cost, hint = _cost(a.dtype, b.dtype)
            says = TEMPLATE.format(where=where, given=a.dtype, wanted=b.dtype, cost=cost)
            return Relation(f"{a.dtype}-for-{b.dtype}", says, hint)
    return None


def _cost(given: np.dtype[Any], wanted: np.dtype[Any]) -> tuple[str, str]:
    """What the dtype costs, and the question that finds where it comes from."""
    if given.kind == "b":
        return LOGICAL
    if given.kind in "iu":
        return WHOLE
    return WIDER if given.itemsize > wanted.itemsize else NARROWER
