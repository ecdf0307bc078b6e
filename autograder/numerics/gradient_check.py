"""The second oracle: finite differences of the student's own function.

Asked in a second round, where the reference disagrees: what equals the reference needs no more,
since the reference agrees with its own differences (seen when the key is built).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from autograder.model.answer_key import KeyCase, KeyCheck, Observation
from autograder.numerics import finite_differences, tolerances
from autograder.worker import perturbation as sweep


def tells(
    check: KeyCheck,
    cases: Sequence[KeyCase],
    results: Sequence[Observation],
    rights: Sequence[Observation],
    swept: Sequence[Observation],
    calls: Sequence[Sequence[Observation]],
) -> bool:
    """Whether slopes that are right for the student's own function show anything, case by case.

    `swept` and `calls` are what came of the check's `sweep_of` and `around`, `rights` what is
    expected. Nothing is shown by the slope of an easier function: one that leaves out what the
    reference's depends on, one that is linear in `wrt`, one that is its own slope, one that has too
    little to do with the one that was asked for.
    """
    try:
        values = [[np.asarray(one["value"], np.float64) for one in some] for some in calls]
        bends = any(differ(half, (here + far) / 2) for here, far, half, *_ in values)
        depends = all(
            any(differ(some[-number], some[0]) for some in values)
            for number in range(1, len(check.depends) + 1)
        )
        its_own = any(map(partial(_is_its_own_slope, check), results, swept))
        alike = [
            likeness(mine["value"], right["value"], case.arguments[check.wrt or ""])
            for case, mine, right in zip(cases, results, rights, strict=True)
        ]
    except MALFORMED:
        return False
    least = tolerances.LIKE_SLOPE if check.kind == "slope" else tolerances.LIKE_GRADIENT
    return bends and depends and not its_own and abs(sum(alike)) >= least * len(alike)


def likeness(result: Any, right: Any, place: Any) -> float:
    """Cosine between two slopes or gradients at a place, from -1 to 1, without their part along it.

    That part is what any function of the place alone has, such as the sum of its squares: a net's
    own gradient has some of it, too. 0 where one does not move a tensor that the other does.
    """
    given, wanted, at = (dict(sweep.leaves(tree)) for tree in (result, right, place))
    if any(np.any(wanted[name]) and not np.any(given[name]) for name in wanted):
        return 0.0
    a, b, x = (
        np.concatenate([np.ravel(np.asarray(tree[name], np.float64)) for name in wanted])
        for tree in (given, wanted, at)
    )
    if x.size > 1 and np.any(x):
        a, b = (one - (one @ x) / (x @ x) * x for one in (a, b))
    length = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / length if length > 0 else 0.0


def differ(a: Any, b: Any) -> bool:
    """Whether two results differ by more than rounding; no number is like what is not finite."""
    if a.shape != b.shape or not (np.isfinite(a).all() and np.isfinite(b).all()):
        return True
    scale = max(1.0, float(np.max(np.abs(b), initial=0.0)))
    return float(np.max(np.abs(a - b), initial=0.0)) > tolerances.DEGENERATE * scale


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


def may_agree(check: KeyCheck, glance: KeyCase, result: Observation, came: Observation) -> bool:
    """Whether a result may be the slope of the function at which a glance was cast."""
    try:
        if check.kind == "slope":
            return _one_agrees(check, glance, result, came)
        argument = glance.arguments[check.wrt or ""]
        given = dict(sweep.leaves(result["value"]))
        shapes = {name: np.shape(tensor) for name, tensor in sweep.leaves(argument)}
        return {name: np.shape(one) for name, one in given.items()} == shapes and (
            finite_differences.looks_like(given, came["value"], argument)
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


def _is_its_own_slope(check: KeyCheck, result: Observation, swept: Observation) -> bool:
    return check.kind == "slope" and (
        finite_differences.distance(result["value"], finite_differences.middle(swept["value"]))
        < tolerances.GRADIENT_NUMERIC
    )
