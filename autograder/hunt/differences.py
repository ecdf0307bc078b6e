"""Whether what came back for an input of a hunt is another result than the reference's.

More is let pass than by a check: a hunt makes inputs at which right programs round in other ways,
and what it reports has to be wrong beyond doubt.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.hunt.fields import Field
from autograder.model import tree
from autograder.model.observation import Faulted, Missing, Observation, Opaque, Raised, Value
from autograder.numerics.comparison import compare, same
from autograder.rubric.checks.matches import seen_through

# Of the greatest number of an array, in double and in single precision.
NEAR = 1e-6
NEAR_SINGLE = 1e-3

RAISES = "it raises {type}: {message}"
MISSING = "there is no {name}"
NOT_TWICE = "a second, equal call gives another result"
CHANGED = "the argument {names} is changed by the call"
WARNS = "a floating-point {names} occurs"


def difference(field: Field, mine: Observation, right: Value) -> str:
    """What is different, as a sentence; empty where nothing is."""
    if isinstance(mine, Raised):
        return RAISES.format(type=mine.error.type, message=mine.error.message)
    if isinstance(mine, Faulted):
        return mine.reason
    if isinstance(mine, Missing):
        return MISSING.format(name=mine.name)
    values = _of_values(field, mine, right) if field.values else ""
    return values or _of_habits(field, mine, right)


def _of_values(field: Field, mine: Value, right: Value) -> str:
    got, wanted = seen_through(field.view, mine.value), seen_through(field.view, right.value)
    said = compare(got, wanted, dtype=field.dtype)
    if said is None or _near(got, wanted, field.dtype):
        return ""
    return said


def _of_habits(field: Field, mine: Value, right: Value) -> str:
    like = field.watched
    if like.repeat and not same(mine.again, mine.value):
        return NOT_TWICE
    if like.watch and mine.changed:
        return CHANGED.format(names=", ".join(mine.changed))
    more = sorted(set(mine.warned) - set(right.warned))
    if field.warnings and more:
        return WARNS.format(names=", ".join(more))
    return ""


def _near(got: Any, wanted: Any, dtype: bool) -> bool:
    """Whether two results are the same but for what rounding may have left of them."""
    return all(
        isinstance(one, tree.Pair) and _near_leaf(one.got, one.wanted, dtype)
        for one in tree.zip_leaves(got, wanted)
    )


def _near_leaf(got: Any, wanted: Any, dtype: bool) -> bool:
    if isinstance(wanted, str | Opaque) or wanted is None:
        return type(got) is type(wanted) and bool(got == wanted)
    if isinstance(got, str | Opaque | dict | list | tuple) or got is None:
        return False
    a, b = np.asarray(got), np.asarray(wanted)
    if a.shape != b.shape or (dtype and a.dtype != b.dtype):
        return False
    if b.dtype.kind not in "fc":
        return bool(np.array_equal(a, b))
    share = NEAR_SINGLE if b.dtype == np.float32 else NEAR
    x, y = a.astype(np.float64), b.astype(np.float64)
    finite = np.isfinite(y)
    if not np.array_equal(x[~finite], y[~finite], equal_nan=True):
        return False
    most = float(np.max(np.abs(y[finite]), initial=0.0))
    with np.errstate(invalid="ignore"):
        return bool((np.abs(x - y)[finite] <= share * max(most, share)).all())
