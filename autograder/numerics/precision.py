"""What is almost right: to six digits of an array's largest element, and not to the last ones.

Such a result comes of right work in single precision, or with a small number added where nothing
may be divided by zero. No idea is wrong there, so nothing but the digits is to be explained.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.model import tree
from autograder.model.observation import Opaque
from autograder.numerics import tolerances
from autograder.numerics.comparison import compare

Array = npt.NDArray[np.float64]


def nearly(got: Any, wanted: Any, within: float = tolerances.NEARLY) -> bool:
    """Whether a result is right, or almost: each array to this share of its largest element."""
    return all(
        isinstance(one, tree.Pair) and (_is_right(one) or _error(one) <= within)
        for one in tree.zip_leaves(got, wanted)
    )


def digits(got: Any, wanted: Any) -> int:
    """To how many digits a result is right that is almost right."""
    pairs = (one for one in tree.zip_leaves(got, wanted) if isinstance(one, tree.Pair))
    worst = max((_error(one) for one in pairs if not _is_right(one)), default=0.0)
    return round(-math.log10(worst)) if worst > 0 else EXACT


def explains(other: Any, got: Any, wanted: Any) -> bool:
    """Whether another result tells the last digits of one that is almost right.

    It is a hundred times nearer to it, for each array, than the right one is.
    """
    return all(
        isinstance(one, tree.Pair)
        and isinstance(right, tree.Pair)
        and (_is_right(right) or _error(one) <= _error(right) / 100)
        for one, right in zip(
            tree.zip_leaves(other, got), tree.zip_leaves(wanted, got), strict=False
        )
    )


# More digits than double precision has: said of a result that is right.
EXACT = 17


def rounded(got: Any, wanted: Any, *, keep_dtype: bool) -> Any:
    """An almost right result with the expected numbers in place of its own.

    `keep_dtype` leaves an array as it is whose dtype is not the expected one.
    """
    numbers = {one.path: one for one in tree.zip_leaves(got, wanted) if isinstance(one, tree.Pair)}

    def right(path: tree.Path, leaf: Any) -> Any:
        one = numbers[path]
        other = np.asarray(leaf).dtype != np.asarray(one.wanted).dtype
        return leaf if keep_dtype and other else one.wanted

    return _mapped(right, got)


def _mapped(change: Any, value: Any, path: tree.Path = ()) -> Any:
    if isinstance(value, dict):
        return {name: _mapped(change, item, (*path, name)) for name, item in value.items()}
    if isinstance(value, list | tuple):
        items = [_mapped(change, item, (*path, index)) for index, item in enumerate(value)]
        return items if isinstance(value, list) else tuple(items)
    return change(path, value)


def _is_right(one: tree.Pair) -> bool:
    return compare(one.got, one.wanted) is None


def _error(one: tree.Pair) -> float:
    """The largest error of an array of double precision, relative to its largest element."""
    if one.got is None or isinstance(one.got, str | Opaque | dict | list | tuple):
        return math.inf
    got, wanted = np.asarray(one.got), np.asarray(one.wanted)
    # Of other kinds of numbers all digits are asked for; single precision has a tolerance wide
    # enough for what is almost right.
    if got.shape != wanted.shape or wanted.dtype != np.float64 or got.dtype.kind != "f":
        return math.inf
    a, b = got.astype(np.float64), wanted
    finite = np.isfinite(b)
    if not np.array_equal(a[~finite], b[~finite], equal_nan=True) or not finite.any():
        return math.inf
    scale = float(np.max(np.abs(b[finite])))
    worst = float(np.max(np.abs(a[finite] - b[finite])))
    return worst / scale if scale > 0 and np.isfinite(worst) else math.inf
