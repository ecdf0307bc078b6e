"""Fourth-order central differences from evaluations that the worker made."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.numerics import tolerances
from autograder.worker import perturbation

# Rounding of the four evaluations, relative to their size: a remainder below it is noise.
NOISE = 1e-14


def slope(evaluations: Any, x: Any) -> Any:
    """Element-wise derivative from evaluations (4, *shape) at the worker's offsets."""
    return _central(evaluations, perturbation.steps(x))


def middle(evaluations: Any) -> Any:
    """The function at the point itself, interpolated from (4, *shape) evaluations around it."""
    near, far = evaluations[0] + evaluations[1], evaluations[2] + evaluations[3]
    return (4 * near - far) / 6


def gradient_is(given: Any, table: Any, tensor: Any) -> bool:
    """Whether `given` is the gradient with respect to `tensor`, from its table of scalars.

    The metric decides; where it is close to the tolerance, Taylor's remainder does, which needs
    none.
    """
    a, numeric, h = comparable(given, table, tensor)
    far = distance(a, numeric)
    low, high = tolerances.BORDERLINE
    if low < far < high:
        return taylor_rate(table, a, h) > tolerances.TAYLOR_RATE
    return far <= tolerances.GRADIENT_NUMERIC


def looks_like(given: dict[str, Any], evaluations: Any, argument: Any) -> bool:
    """Whether the gradients of all tensors may be right, by the four evaluations of a quick check.

    A wide tolerance, against what a gradient of this length has along a direction: what is
    evidently wrong is spared the other evaluations, and nothing is accepted by this alone.
    """
    along, step = perturbation.quick_check_direction(argument)
    flat = np.concatenate([np.ravel(np.asarray(given[name], np.float64)) for name in along])
    with np.errstate(all="ignore"):  # what is not finite is not right, and no news to anybody
        told = float(flat @ np.concatenate([np.ravel(d) for d in along.values()]))
        numeric = float(_central(np.asarray(evaluations, dtype=np.float64), step))
        typical = float(np.linalg.norm(flat)) / np.sqrt(max(1, flat.size))
        scale = max(abs(numeric), typical, tolerances.METRIC_FLOOR)
        return bool(abs(told - numeric) < tolerances.QUICK_CHECK * scale < np.inf)  # False for NaN


def taylor_rate(table: Any, a: Any, h: Any) -> float:
    """Order in h of the odd remainder |(f(x+h) - f(x-h))/2 - h a|: 3 if `a` is right, 1 if not.

    Over the remainders' norm; infinite where both are rounding noise. The even terms of the usual
    test (order 2) would hide an error below h f''.
    """
    table = np.asarray(table, dtype=np.float64)
    near = np.linalg.norm((table[:, 0] - table[:, 1]) / 2 - h * a)
    far = np.linalg.norm((table[:, 2] - table[:, 3]) / 2 - 2 * h * a)
    if far <= NOISE * max(1.0, float(np.abs(table).max())) * len(table) or near == 0:
        return float("inf")
    return float(np.log2(far / near))


def distance(a: Any, n: Any) -> float:
    """max|a - n| over max(max|n|, max|a|, 1e-3): per tensor, fair to gradients that are 0."""
    if np.size(a) == 0:
        return 0.0
    scale = max(float(np.max(np.abs(n))), float(np.max(np.abs(a))), tolerances.METRIC_FLOOR)
    return float(np.max(np.abs(np.asarray(a) - n))) / scale


def comparable(given: Any, table: Any, tensor: Any) -> tuple[Any, Any, Any]:
    """The given and the numeric derivatives, and the steps: by element, or by direction."""
    a = np.asarray(given, dtype=np.float64).reshape(-1)
    x = np.asarray(tensor, dtype=np.float64).reshape(-1)
    evaluations = np.asarray(table, dtype=np.float64).T
    along = perturbation.directions(tensor)
    if along is None:
        h = perturbation.steps(x)
    else:
        a, h = along @ a, perturbation.steps(np.abs(x).max())
    return a, _central(evaluations, h), h


def _central(evaluations: Any, h: Any) -> Any:
    return (8 * (evaluations[0] - evaluations[1]) - (evaluations[2] - evaluations[3])) / (12 * h)
