"""Other points at which a function is evaluated, to see what it depends on."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.model import tree

STEP = 0.5


def moved(value: Any) -> Any:
    """The value at another point: each array's elements moved on by one, the last to the front.

    So that they stay what they are, labels or positive. Numbers that this leaves as they are grow.
    """
    return tree.map_leaves(_moved, value)


def _moved(leaf: Any) -> Any:
    if isinstance(leaf, np.ndarray):
        turned = np.roll(leaf.reshape(-1), 1).reshape(leaf.shape)
        return turned if leaf.dtype.kind != "f" or (turned != leaf).any() else leaf + STEP
    return leaf + STEP if isinstance(leaf, float) else leaf


def halfway(a: Any, b: Any) -> Any:
    """The mean of two arrays or numbers, or of each item of two dicts of these."""
    return {name: (a[name] + b[name]) / 2 for name in a} if isinstance(a, dict) else (a + b) / 2
