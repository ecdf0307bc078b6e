"""Plots for a report, from what a submission computed. They show; they earn nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.model.answer_key import KeyFigure
from autograder.model.observation import Observation, Value
from autograder.model.report import Curve, Figure

MAX_POINTS = 500


def figure(drawn: KeyFigure, observations: Sequence[Observation]) -> Figure | None:
    """The figure with the submission's own curves; None where it has none."""
    own = own_curves(drawn, observations)
    if not own:
        return None
    references = (_curve(name, numbers, False) for name, numbers in drawn.references.items())
    return Figure(
        title=drawn.title,
        x_axis=drawn.x_axis,
        y_axis=drawn.y_axis,
        logarithmic=drawn.logarithmic,
        curves=(*own, *references),
    )


def own_curves(drawn: KeyFigure, observations: Sequence[Observation]) -> tuple[Curve, ...]:
    """The curves that came back as what they should be: some numbers in a row."""
    return tuple(
        _curve(name, np.asarray(one.value, dtype=np.float64), True)
        for name, one in zip(drawn.names, observations, strict=True)
        if isinstance(one, Value) and _is_a_row(one.value)
    )


def _is_a_row(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return 0 < len(value) <= MAX_POINTS and all(type(x) in (int, float) for x in value)
    return isinstance(value, np.ndarray) and value.ndim == 1 and 0 < value.size <= MAX_POINTS


def _curve(name: str, numbers: np.ndarray[Any, Any], own: bool) -> Curve:
    # Six digits are more than any eye sees; what is no number leaves a gap.
    rounded = (float(f"{x:.6g}") if np.isfinite(x) else None for x in numbers)
    return Curve(name=name, own=own, values=tuple(rounded))
