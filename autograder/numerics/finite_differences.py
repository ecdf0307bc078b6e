"""Fourth-order central differences from evaluations that the worker made."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.numerics import tolerances
from autograder.worker import sweep


def slope(evaluations: Any, x: Any) -> Any:
    """Element-wise derivative from evaluations (4, *shape) at the worker's offsets."""
    return (8 * (evaluations[0] - evaluations[1]) - (evaluations[2] - evaluations[3])) / (
        12 * sweep.steps(x)
    )


def gradient(rows: dict[str, Any], argument: Any) -> dict[str, Any]:
    """Gradient of each tensor of `argument` from its (size, 4) table of scalars."""
    return {
        name: slope(rows[name].T, np.asarray(tensor).reshape(-1)).reshape(np.shape(tensor))
        for name, tensor in sweep.leaves(argument)
    }


def curvature(table: Any) -> float:
    """Largest second difference in a (size, 4) table, relative to its values over the step squared.

    About 1e-9 or less for a linear function (rounding), of order one where the function bends.
    """
    table = np.asarray(table, dtype=np.float64)
    bend = np.abs(table[:, 0] + table[:, 1] - table[:, 2] - table[:, 3]) / (3 * sweep.BASE_STEP**2)
    return float(np.max(bend / np.maximum(1.0, np.abs(table).max(axis=1))))


def distance(a: Any, n: Any) -> float:
    """max|a - n| over max(max|n|, max|a|, 1e-3): per tensor, fair to gradients that are 0."""
    if np.size(a) == 0:
        return 0.0
    scale = max(float(np.max(np.abs(n))), float(np.max(np.abs(a))), tolerances.METRIC_FLOOR)
    return float(np.max(np.abs(np.asarray(a) - n))) / scale
