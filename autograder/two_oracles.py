"""The second oracle: finite differences of the student's own function."""

from __future__ import annotations

import numpy as np

from autograder.answer_key import KeyCheck, KeyTask, Observation
from autograder.numerics import finite_differences, tolerances
from autograder.worker import sweep


def follows_through(task: KeyTask, check: KeyCheck, mine: list[Observation]) -> bool:
    """Whether the results are the slopes of the student's own function, and not trivially so.

    A constant function, or the identity, agrees with a constant slope: that shows nothing.
    """
    return agrees(task, check, mine) and _least_bend(check, mine) > tolerances.DEGENERATE


def agrees(task: KeyTask, check: KeyCheck, mine: list[Observation]) -> bool:
    """Whether the results are the slopes of the function that was swept.

    The observations come in threes: the result, the function at the point, the sweep around it.
    Results in a form that has no slope (a worker is not trusted) do not agree.
    """
    try:
        return all(
            _one_agrees(check, task.cases[index].arguments, mine[3 * n], mine[3 * n + 2])
            for n, index in enumerate(check.cases[::3])
        )
    except (TypeError, ValueError, KeyError, AttributeError, IndexError):
        return False


def _one_agrees(
    check: KeyCheck, arguments: dict[str, object], result: Observation, swept: Observation
) -> bool:
    argument = arguments[check.wrt or ""]
    evaluations = swept["value"]
    if check.kind == "slope":
        numeric = {"": finite_differences.slope(np.asarray(evaluations), argument)}
    else:
        numeric = finite_differences.gradient(evaluations, argument)
    given = dict(sweep.leaves(result["value"]))
    if set(given) != set(numeric):
        return False
    for name, n in numeric.items():
        a = np.asarray(given[name], dtype=np.float64)
        if a.shape != n.shape or not np.isfinite(a).all() or not np.isfinite(n).all():
            return False
        if finite_differences.distance(a, n) > tolerances.GRADIENT_NUMERIC:
            return False
    return True


def _least_bend(check: KeyCheck, mine: list[Observation]) -> float:
    bends = []
    for swept in mine[2::3]:
        if check.kind == "slope":
            tables = [np.reshape(swept["value"], (len(sweep.OFFSETS), -1)).T]
        else:
            tables = list(swept["value"].values())
        bends.append(max(finite_differences.curvature(table) for table in tables))
    return min(bends)
