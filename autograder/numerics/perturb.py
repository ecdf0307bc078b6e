"""Other places at which a function is evaluated, to see what it depends on."""

from __future__ import annotations

from typing import Any

import numpy as np

STEP = 0.5


def moved(value: Any) -> Any:
    """The value at another place: each array's elements moved on by one, the last to the front.

    So that they stay what they are, labels or positive. Numbers that this leaves as they are grow.
    """
    if isinstance(value, np.ndarray):
        turned = np.roll(value.reshape(-1), 1).reshape(value.shape)
        return turned if value.dtype.kind != "f" or (turned != value).any() else value + STEP
    if isinstance(value, dict):
        return {name: moved(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(moved(item) for item in value)
    return value + STEP if isinstance(value, float) else value


def halfway(a: Any, b: Any) -> Any:
    """The mean of two arrays or numbers, or of each item of two dicts of these."""
    return {name: (a[name] + b[name]) / 2 for name in a} if isinstance(a, dict) else (a + b) / 2
