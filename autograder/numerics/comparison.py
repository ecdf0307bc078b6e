"""Compare a value with the expected one; a difference is data that reads as a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.model import tree
from autograder.model.observation import Observation, Opaque, Raised, Value
from autograder.numerics import tolerances

Array = npt.NDArray[Any]
NUMBERS = np.ndarray | np.generic | int | float


# Each sentence whole: of a result as such, and of a part of it.
SAYS = {
    "none": (
        "returned None: was a `return` forgotten?",
        "there is None in {place}",
    ),
    "no dict": (
        "expected a dict, got {got}",
        "expected a dict in {place}, got {got}",
    ),
    "lacks": (
        "the dict lacks {missing}",
        "the dict in {place} lacks {missing}",
    ),
    "too many": (
        "the dict has {extra} too many",
        "the dict in {place} has {extra} too many",
    ),
    "lacks and too many": (
        "the dict lacks {missing} and has {extra} too many",
        "the dict in {place} lacks {missing} and has {extra} too many",
    ),
    "count": (
        "expected {count} values, got {got}",
        "expected {count} values in {place}, got {got}",
    ),
    "differs": (
        "the value differs from the expected one (yours: {got})",
        "the value in {place} differs from the expected one (yours: {got})",
    ),
    "no number": (
        "expected a number, got {got}",
        "expected a number in {place}, got {got}",
    ),
    "no array": (
        "expected a numpy array, got {got}",
        "expected a numpy array in {place}, got {got}",
    ),
    "not single": (
        "expected a single number, got shape {got}",
        "expected a single number in {place}, got shape {got}",
    ),
    "shape": (
        "expected shape {expected}, got shape {got}",
        "expected shape {expected} in {place}, got shape {got}",
    ),
    "dtype": (
        "expected dtype {expected}, got {got}",
        "expected dtype {expected} in {place}, got {got}",
    ),
    "NaN": (
        "the value is NaN (not a number)",
        "the value in {place} is NaN (not a number)",
    ),
    "NaNs": (
        "{count} of {size} elements are NaN (not a number)",
        "{count} of {size} elements in {place} are NaN (not a number)",
    ),
    "expected yes": (
        "expected yes, got no",
        "{place}: expected yes, got no",
    ),
    "expected no": (
        "expected no, got yes",
        "{place}: expected no, got yes",
    ),
    "value": (
        "the value is not right (yours: {got})",
        "the value in {place} is not right (yours: {got})",
    ),
    "elements": (
        "{count} of {size} elements are not right; the first at index {index} (yours: {got})",
        "{count} of {size} elements in {place} are not right; the first at index {index} "
        "(yours: {got})",
    ),
}


def compare(got: Any, wanted: Any, *, dtype: bool = False) -> str | None:
    """A sentence on the first difference between a result and the expected one, or None.

    A list is right for a tuple and a Python float for a 0-d array; `dtype` asks for equal dtypes.
    What differs in form anywhere is told before numbers, which mean nothing before. No sentence
    gives an expected number away.
    """
    found = difference_of_form(got, wanted)
    if found is not None:
        return found
    pairs = (one for one in tree.zip_leaves(got, wanted) if isinstance(one, tree.Pair))
    return next((said for one in pairs if (said := _content(one, dtype)) is not None), None)


def difference_of_form(got: Any, wanted: Any) -> str | None:
    """A sentence on the first place that is nested otherwise, or has another kind or shape."""
    for one in tree.zip_leaves(got, wanted):
        found = _nested(one) if isinstance(one, tree.Mismatch) else _form(one)
        if found is not None:
            return found
    return None


def _say(what: str, path: tree.Path, **words: object) -> str:
    whole, of_part = SAYS[what]
    template = of_part if path else whole
    return template.format(place=place_in_words(path), **words)


def _nested(one: tree.Mismatch) -> str:
    if one.got is None:
        return _say("none", one.path)
    if isinstance(one.wanted, dict):
        if not isinstance(one.got, dict):
            return _say("no dict", one.path, got=kind_of(one.got))
        missing = ", ".join(sorted(set(one.wanted) - set(one.got)))
        extra = ", ".join(sorted(set(one.got) - set(one.wanted)))
        both = "lacks and too many" if missing and extra else "lacks" if missing else "too many"
        return _say(both, one.path, missing=missing, extra=extra)
    several = isinstance(one.got, list | tuple)
    got = len(one.got) if several else kind_of(one.got)
    return _say("count", one.path, count=len(one.wanted), got=got)


def _form(one: tree.Pair) -> str | None:
    if one.got is None and one.wanted is not None:
        return _say("none", one.path)
    if isinstance(one.wanted, str | Opaque) or one.wanted is None:
        return None
    wanted = np.asarray(one.wanted)
    single = wanted.ndim == 0
    if isinstance(one.got, Opaque | str | dict | list | tuple):
        return _say("no number" if single else "no array", one.path, got=kind_of(one.got))
    shape = np.shape(one.got)
    if shape != wanted.shape:
        what = "not single" if single else "shape"
        return _say(what, one.path, expected=wanted.shape, got=shape)
    return None


def _content(one: tree.Pair, dtype: bool) -> str | None:
    """What is wrong with a leaf whose form is right."""
    if isinstance(one.wanted, str | Opaque) or one.wanted is None:
        if type(one.got) is type(one.wanted) and one.got == one.wanted:
            return None
        yours = f"“{one.got}”" if isinstance(one.got, str) else kind_of(one.got)
        return _say("differs", one.path, got=yours)
    return _numbers(one, np.asarray(one.wanted), dtype)


def _numbers(one: tree.Pair, wanted: Array, dtype: bool) -> str | None:
    array = np.asarray(one.got)
    if dtype and array.dtype != wanted.dtype:
        return _say("dtype", one.path, expected=wanted.dtype, got=array.dtype)
    if np.array_equal(array, wanted):
        return None
    a, b = array.astype(np.float64), wanted.astype(np.float64)
    if np.isnan(a).any() and not np.isnan(b).any():
        what = "NaN" if a.size == 1 else "NaNs"
        return _say(what, one.path, count=int(np.isnan(a).sum()), size=a.size)
    near = _near(a, b, wanted.dtype == np.float32)
    if near.all():
        return None
    if a.size == 1:
        return _single(one, array, wanted)
    index = tuple(int(i) for i in np.argwhere(~near)[0])
    shown = index if len(index) > 1 else index[0]
    count = int((~near).sum())
    return _say("elements", one.path, count=count, size=a.size, index=shown, got=f"{a[index]:.6g}")


def _near(a: Array, b: Array, single: bool) -> Array:
    """Where `a` is right: absolutely or relatively near, whichever is looser."""
    absolute = tolerances.SINGLE_ABSOLUTE if single else tolerances.VALUE_ABSOLUTE
    relative = tolerances.SINGLE_RELATIVE if single else tolerances.VALUE_RELATIVE
    with np.errstate(invalid="ignore", over="ignore"):
        near: Array = np.abs(a - b) <= np.maximum(absolute, relative * np.abs(b))
    # A share of ∞ is ∞, and every number would be as near.
    near &= np.isfinite(b)
    near |= a == b
    return near


def _single(one: tree.Pair, array: Array, wanted: Array) -> str:
    got = array.reshape(-1)[0]
    if array.dtype == wanted.dtype == bool:
        # A property that a driver saw: its name says what should be.
        return _say("expected no" if got else "expected yes", one.path)
    yours = str(got) if array.dtype == bool else f"{float(got):.6g}"
    return _say("value", one.path, got=yours)


def same_observation(a: Observation, b: Observation) -> bool:
    """Whether two observations tell the same story (values within tolerance, NaN equal to NaN)."""
    if isinstance(a, Value) and isinstance(b, Value):
        return (
            a.warned == b.warned
            and a.changed == b.changed
            and same(a.value, b.value)
            and same(a.again, b.again)
        )
    # A time-out or a missing name tells no story; two exceptions do if their types agree.
    return isinstance(a, Raised) and isinstance(b, Raised) and a.error.type == b.error.type


def same(a: Any, b: Any) -> bool:
    """Equality of trees within tolerance; NaN equals NaN: wrong results are recognised, too."""
    return all(
        isinstance(one, tree.Pair) and _same_leaf(one.got, one.wanted)
        for one in tree.zip_leaves(a, b)
    )


def _same_leaf(a: Any, b: Any) -> bool:
    if b is None or isinstance(b, str | Opaque):
        return type(a) is type(b) and bool(a == b)
    if a is None or isinstance(a, str | Opaque | dict | list | tuple):
        return False
    x, y = np.asarray(a), np.asarray(b)
    if x.shape != y.shape:
        return False
    single = x.dtype == y.dtype == np.float32
    x, y = x.astype(np.float64), y.astype(np.float64)
    # As numpy.allclose, which takes three times as long; most pairs are equal to the last bit.
    if np.array_equal(x, y):
        return True
    absolute = tolerances.SINGLE_ABSOLUTE if single else tolerances.VALUE_ABSOLUTE
    relative = tolerances.SINGLE_RELATIVE if single else tolerances.VALUE_RELATIVE
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(x - y) <= absolute + relative * np.abs(y)
    near &= np.isfinite(y)
    return bool((near | (x == y) | (np.isnan(x) & np.isnan(y))).all())


def same_form(got: Any, wanted: Any, *, dtype: bool) -> bool:
    """Whether a result has the structure, shape, finiteness (and dtype) of the expected one."""
    return all(
        isinstance(one, tree.Pair) and _leaf_in_form(one.got, one.wanted, dtype)
        for one in tree.zip_leaves(got, wanted)
    )


def _leaf_in_form(got: Any, wanted: Any, dtype: bool) -> bool:
    if not isinstance(wanted, NUMBERS):
        return type(got) is type(wanted) and bool(got == wanted)
    if not isinstance(got, NUMBERS):
        return False
    a, b = np.asarray(got), np.asarray(wanted)
    if a.shape != b.shape or (dtype and a.dtype != b.dtype):
        return False
    return bool(np.isfinite(a.astype(np.float64)).all())


def place_in_words(path: tree.Path) -> str:
    """Where in a result, in words: "W1", "W1 of result 2", "result 1", "the losses[0]"."""
    words: list[str] = []
    for number, name in enumerate(path):
        if isinstance(name, str):
            words.append(name)
        elif any(isinstance(before, str) for before in path[:number]):
            words[-1] += f"[{name}]"
        else:
            words.append(f"result {name + 1}")
    return " of ".join(reversed(words))


def kind_of(value: Any) -> str:
    """What a value is, with its article."""
    if isinstance(value, Opaque):
        return f"a {value.type_name}"
    if isinstance(value, np.ndarray):
        return "an array"
    return f"a {type(value).__name__}"
