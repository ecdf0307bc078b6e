"""Measure results against finite differences of the student's own function.

Asked where the reference disagrees: what equals the reference needs no more, since the reference
agrees with its own differences (checked when the key is built).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.model.checks import DerivativeCheck
from autograder.model.observation import Observation, Value
from autograder.model.requests import Case, Evaluation, EvaluationKind
from autograder.numerics import finite_differences, perturb, tolerances
from autograder.worker import perturbation

# What numbers in a form that nobody expects raise; a worker is not trusted to send others.
MALFORMED = (TypeError, ValueError, KeyError, AttributeError, IndexError)


class NoValueError(ValueError):
    """There is no value where one was needed."""


@dataclass(frozen=True, eq=False)
class Measured:
    """A case, what the student's function gave, what is expected, and evaluations around it.

    `around` came of `evaluation_case`, `elsewhere` of `cases_elsewhere`.
    """

    case: Case
    result: Observation
    expected: Observation
    around: Observation
    elsewhere: Sequence[Observation]


def evaluation_case(check: DerivativeCheck, case: Case) -> Case:
    """The evaluations of `of` around a case's point that its result is measured against."""
    return Case(check.of, case.arguments, evaluation_of(check))


def evaluation_of(check: DerivativeCheck) -> Evaluation:
    """By what a check's results are derivatives, and of which kind."""
    kind = EvaluationKind.SLOPE if check.element_wise else EvaluationKind.GRADIENT
    return Evaluation(check.wrt, kind)


def quick_check_case(check: DerivativeCheck, case: Case) -> Case:
    """A few evaluations of `of` around a case's point that show most bugs."""
    kind = EvaluationKind.SLOPE if check.element_wise else EvaluationKind.QUICK_CHECK
    return Case(check.of, case.arguments, Evaluation(check.wrt, kind))


def cases_elsewhere(check: DerivativeCheck, case: Case) -> tuple[Case, ...]:
    """Plain calls of `of` that tell what it depends on.

    At the case itself, with `wrt` moved far, and halfway there; then with one other argument moved,
    for each that the reference's function depends on.
    """
    here = case.arguments
    far = perturb.moved(here[check.wrt])
    middle = perturb.halfway(here[check.wrt], far)
    calls = [here, {**here, check.wrt: far}, {**here, check.wrt: middle}]
    calls += [{**here, name: perturb.moved(here[name])} for name in check.depends]
    return tuple(Case(check.of, arguments) for arguments in calls)


def agrees(check: DerivativeCheck, case: Case, result: Observation, around: Observation) -> bool:
    """Whether a result is the derivative of the function that was evaluated around the case.

    A result in a form that has no derivative (a worker is not trusted) does not agree.
    """
    try:
        return _agrees(check, case, _value(result), _value(around))
    except MALFORMED:
        return False


def may_agree(check: DerivativeCheck, case: Case, result: Observation, came: Observation) -> bool:
    """Whether a result may be the derivative, by what came of `quick_check_case`."""
    try:
        if check.element_wise:
            return _agrees(check, case, _value(result), _value(came))
        argument = case.arguments[check.wrt]
        given = perturbation.tensors(_value(result))
        shapes = {name: np.shape(one) for name, one in perturbation.tensors(argument).items()}
        return {name: np.shape(one) for name, one in given.items()} == shapes and (
            finite_differences.looks_like(given, _value(came), argument)
        )
    except MALFORMED:
        return False


def shows_something(check: DerivativeCheck, cases: Sequence[Measured]) -> bool:
    """Whether derivatives that are right for the student's own function show any understanding.

    Nothing is shown by the derivative of an easier function: one that leaves out what the
    reference's depends on, one that is linear in `wrt`, one that is its own slope, one that has too
    little to do with the one that was asked for.
    """
    try:
        values = [
            [np.asarray(_value(one), np.float64) for one in measured.elsewhere]
            for measured in cases
        ]
        bends = any(differ(half, (here + far) / 2) for here, far, half, *_ in values)
        depends = all(
            any(differ(some[-number], some[0]) for some in values)
            for number in range(1, len(check.depends) + 1)
        )
        its_own = any(_is_its_own_slope(check, one) for one in cases)
        alike = [
            likeness(_value(one.result), _value(one.expected), one.case.arguments[check.wrt])
            for one in cases
        ]
    except MALFORMED:
        return False
    least = tolerances.LIKE_SLOPE if check.element_wise else tolerances.LIKE_GRADIENT
    return bends and depends and not its_own and abs(sum(alike)) >= least * len(alike)


def likeness(result: Any, right: Any, point: Any) -> float:
    """Cosine between two slopes or gradients at a point, from -1 to 1, without their part along it.

    That part is what any function of the point alone has, such as the sum of its squares: a net's
    own gradient has some of it, too. 0 where one does not move a tensor that the other does.
    """
    given, wanted, at = (
        perturbation.tensors(result),
        perturbation.tensors(right),
        perturbation.tensors(point),
    )
    if any(np.any(wanted[name]) and not np.any(given[name]) for name in wanted):
        return 0.0
    a, b, x = (
        np.concatenate([np.ravel(np.asarray(one[name], np.float64)) for name in wanted])
        for one in (given, wanted, at)
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


def _value(observation: Observation) -> Any:
    if not isinstance(observation, Value):
        raise NoValueError
    return observation.value


def _agrees(check: DerivativeCheck, case: Case, result: Any, evaluations: Any) -> bool:
    argument = case.arguments[check.wrt]
    if check.element_wise:
        a = np.asarray(result, dtype=np.float64)
        numeric = finite_differences.slope(np.asarray(evaluations), argument)
        close = a.shape == numeric.shape and bool(np.isfinite(a).all())
        return close and (finite_differences.distance(a, numeric) <= tolerances.GRADIENT_NUMERIC)
    given, tensors = perturbation.tensors(result), perturbation.tensors(argument)
    return set(given) == set(tensors) == set(evaluations) and all(
        np.shape(given[name]) == np.shape(tensor)
        and np.shape(evaluations[name]) == perturbation.table_shape(tensor)
        and bool(np.isfinite(np.asarray(given[name], dtype=np.float64)).all())
        and bool(np.isfinite(evaluations[name]).all())
        and finite_differences.gradient_is(given[name], evaluations[name], tensor)
        for name, tensor in tensors.items()
    )


def _is_its_own_slope(check: DerivativeCheck, one: Measured) -> bool:
    return check.element_wise and (
        finite_differences.distance(
            _value(one.result), finite_differences.middle(_value(one.around))
        )
        < tolerances.GRADIENT_NUMERIC
    )
