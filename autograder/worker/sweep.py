"""Evaluate a function around a point, for finite differences on the judge's side.

The step follows the optimum of the fourth-order central difference, eps**(1/5) * max(1, |x|), made
exact in floating point by h = (x + h) - x.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

OFFSETS = (1.0, -1.0, 2.0, -2.0)
BASE_STEP = float(np.finfo(np.float64).eps ** 0.2)


def steps(x: Any) -> Any:
    """Step of each element of `x`, the same on both sides of the trust boundary."""
    x = np.asarray(x, dtype=np.float64)
    h = BASE_STEP * np.maximum(1.0, np.abs(x))
    return (x + h) - x


def leaves(value: Any) -> Iterator[tuple[str, Any]]:
    """Name and array of each tensor of an argument (an array, or a dict of arrays)."""
    if isinstance(value, dict):
        yield from value.items()
    else:
        yield "", value


def evaluate(
    call: Callable[[dict[str, Any]], Any], arguments: dict[str, Any], wrt: str, elementwise: bool
) -> Any:
    """Results of `call`, which must leave its arguments alone, at the four offsets.

    Element-wise: an array (4, *shape). Otherwise a dict from tensor name to (size, 4) scalars.
    """
    if elementwise:
        x = np.asarray(arguments[wrt], dtype=np.float64)
        h = steps(x)
        return np.stack([np.asarray(call({**arguments, wrt: x + k * h}), float) for k in OFFSETS])
    rows = {}
    for name, tensor in leaves(arguments[wrt]):
        h = steps(tensor).reshape(-1)
        moved = np.array(tensor, dtype=np.float64, order="C")
        elements = moved.reshape(-1)
        whole = {**arguments, wrt: {**arguments[wrt], name: moved} if name else moved}
        table = np.empty((moved.size, len(OFFSETS)))
        for index, x in enumerate(elements.tolist()):
            for column, k in enumerate(OFFSETS):
                elements[index] = x + k * h[index]
                table[index, column] = float(call(whole))
            elements[index] = x
        rows[name] = table
    return rows
