"""The second oracle: finite differences of the student's own function.

Asked in a second round, where the reference disagrees: what equals the reference needs no more,
since the reference agrees with its own differences (seen when the key is built).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.answer_key import KeyCase, KeyCheck, Observation
from autograder.numerics import finite_differences, tolerances
from autograder.worker import sweep


def follow_through(
    check: KeyCheck,
    sweeps: Sequence[KeyCase],
    results: Sequence[Observation],
    swept: Sequence[Observation],
) -> bool:
    """Whether the results are the slopes of the student's own function, and not trivially so.

    A constant function, or the identity, agrees with a constant slope: that shows nothing. Nor does
    the exponential for both, which is its own slope.
    """
    if not agree(check, sweeps, results, swept):
        return False
    try:
        return not _is_its_own_slope(check, results, swept) and (
            _least_bend(check, swept) > tolerances.DEGENERATE
        )
    except MALFORMED:
        return False


# What numbers in a form that nobody expects raise; a worker is not trusted to send others.
MALFORMED = (TypeError, ValueError, KeyError, AttributeError, IndexError)


def agree(
    check: KeyCheck,
    sweeps: Sequence[KeyCase],
    results: Sequence[Observation],
    swept: Sequence[Observation],
) -> bool:
    """Whether the results are the slopes of the function that was swept.

    Results in a form that has no slope (a worker is not trusted) do not agree.
    """
    try:
        return all(
            _one_agrees(check, case, result, around)
            for case, result, around in zip(sweeps, results, swept, strict=True)
        )
    except MALFORMED:
        return False


def _one_agrees(check: KeyCheck, case: KeyCase, result: Observation, swept: Observation) -> bool:
    argument = case.arguments[check.wrt or ""]
    evaluations = swept["value"]
    if check.kind == "slope":
        a = np.asarray(result["value"], dtype=np.float64)
        numeric = finite_differences.slope(np.asarray(evaluations), argument)
        close = a.shape == numeric.shape and bool(np.isfinite(a).all())
        return close and (finite_differences.distance(a, numeric) <= tolerances.GRADIENT_NUMERIC)
    given = dict(sweep.leaves(result["value"]))
    tensors = dict(sweep.leaves(argument))
    return set(given) == set(tensors) == set(evaluations) and all(
        np.shape(given[name]) == np.shape(tensor)
        and np.shape(evaluations[name]) == sweep.table_shape(tensor)
        and bool(np.isfinite(np.asarray(given[name], dtype=np.float64)).all())
        and bool(np.isfinite(evaluations[name]).all())
        and finite_differences.gradient_is(given[name], evaluations[name], tensor)
        for name, tensor in tensors.items()
    )


def _is_its_own_slope(
    check: KeyCheck, results: Sequence[Observation], swept: Sequence[Observation]
) -> bool:
    return check.kind == "slope" and any(
        finite_differences.distance(result["value"], finite_differences.middle(around["value"]))
        < tolerances.GRADIENT_NUMERIC
        for result, around in zip(results, swept, strict=True)
    )


def _least_bend(check: KeyCheck, swept: Sequence[Observation]) -> float:
    bends = []
    for one in swept:
        if check.kind == "slope":
            tables = [np.reshape(one["value"], (len(sweep.OFFSETS), -1)).T]
        else:
            tables = list(one["value"].values())
        bends.append(max(finite_differences.curvature(table) for table in tables))
    return min(bends)
