"""Right numbers in the wrong dtype: said in words, with what it costs whoever uses the result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.diagnosis.localisation import leaves
from autograder.diagnosis.relations import Relation
from autograder.model.answer_key import KeyTask, Observation
from autograder.model.outcomes import Outcome
from autograder.rubric.verdicts import Verdict

WIDER = (
    "all that is computed from it takes more memory and time",
    "Which array or function in there has a dtype of its own, whatever goes in?",
)
NARROWER = ("all that is computed from it has lost digits", WIDER[1])
LOGICAL = (
    "it holds yes and no, and the sum of two of them is no number any more",
    "What does a comparison give, and what is asked for?",
)
WHOLE = (
    "whoever writes a fraction into it loses what stands behind the point",
    "Which array or function in there makes whole numbers?",
)


def dtype_slip(
    task: KeyTask, observations: Sequence[Observation], found: Sequence[Verdict]
) -> Relation | None:
    """What to say of a task whose check of the dtype failed; None where it did not."""
    for check, verdict in zip(task.checks, found, strict=True):
        if check.kind != "shape" or verdict.outcome != Outcome.FAILED:
            continue
        for place in check.cases:
            mine, right = observations[place], task.expected[place]
            if "value" not in mine or "value" not in right:
                continue
            given = dict(leaves(mine["value"]))
            for name, wanted in leaves(right["value"]):
                a, b = np.asarray(given.get(name)), np.asarray(wanted)
                if a.dtype != b.dtype and a.dtype.kind in "fbiu":
                    where = (
                        f"the {name} of your {task.name}" if name.isalnum() else f"your {task.name}"
                    )
                    cost, hint = _cost(a.dtype, b.dtype)
                    return Relation(
                        f"{a.dtype}-for-{b.dtype}",
                        f"The numbers are right, but {where} is {a.dtype} where {b.dtype} is asked "
                        f"for: {cost}.",
                        hint,
                    )
    return None


def _cost(given: np.dtype[Any], wanted: np.dtype[Any]) -> tuple[str, str]:
    """What the dtype costs, and the question that finds where it comes from."""
    if given.kind == "b":
        return LOGICAL
    if given.kind in "iu":
        return WHOLE
    return WIDER if given.itemsize > wanted.itemsize else NARROWER
