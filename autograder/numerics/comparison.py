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


def compare(got: Any, wanted: Any, *, dtype: bool = False) -> str | None:
    """A sentence on the first difference between a result and the expected one, or None.

    A list is right for a tuple and a Python float for a 0-d array; `dtype` asks for equal dtypes.
    """
    for one in tree.zip_leaves(got, wanted):
        found = _nested(one) if isinstance(one, tree.Mismatch) else _leaf(one, dtype)
        if found is not None:
            return found
    return None


def _nested(one: tree.Mismatch) -> str:
    at = _in(one.path)
    if one.got is None:
        return _none(one.path)
    if isinstance(one.wanted, dict):
        if not isinstance(one.got, dict):
            return f"expected a dict{at}, got {kind_of(one.got)}"
        missing = ", ".join(sorted(set(one.wanted) - set(one.got)))
        extra = ", ".join(sorted(set(one.got) - set(one.wanted)))
        if missing and extra:
            return f"the dict{at} lacks {missing} and has {extra} too many"
        words = f"lacks {missing}" if missing else f"has {extra} too many"
        return f"the dict{at} {words}"
    count = len(one.wanted)
    if not isinstance(one.got, list | tuple):
        return f"expected {count} values{at}, got {kind_of(one.got)}"
    return f"expected {count} values{at}, got {len(one.got)}"


def _leaf(one: tree.Pair, dtype: bool) -> str | None:
    if one.got is None and one.wanted is not None:
        return _none(one.path)
    if isinstance(one.wanted, str | Opaque) or one.wanted is None:
        if type(one.got) is type(one.wanted) and one.got == one.wanted:
            return None
        yours = f"“{one.got}”" if isinstance(one.got, str) else kind_of(one.got)
        return f"the value{_in(one.path)} differs from the expected one (yours: {yours})"
    return _numbers(one, np.asarray(one.wanted), dtype)


def _numbers(one: tree.Pair, wanted: Array, dtype: bool) -> str | None:
    at = _in(one.path)
    if isinstance(one.got, Opaque | str | dict | list | tuple):
        expected = "a number" if wanted.ndim == 0 else "a numpy array"
        return f"expected {expected}{at}, got {kind_of(one.got)}"
    array = np.asarray(one.got)
    if array.shape != wanted.shape:
        should = f"shape {wanted.shape}" if wanted.ndim else "a single number"
        return f"expected {should}{at}, got shape {array.shape}"
    if dtype and array.dtype != wanted.dtype:
        return f"expected dtype {wanted.dtype}{at}, got {array.dtype}"
    if np.array_equal(array, wanted):
        return None
    a, b = array.astype(np.float64), wanted.astype(np.float64)
    if np.isnan(a).any() and not np.isnan(b).any():
        return _not_a_number(a, at)
    near = _near(a, b, wanted.dtype == np.float32)
    if near.all():
        return None
    if a.size == 1:
        return _single(one, array, wanted)
    return _elements(a, near, at)


def _near(a: Array, b: Array, single: bool) -> Array:
    """Where `a` is right: absolutely or relatively near, whichever is looser."""
    absolute = tolerances.SINGLE_ABSOLUTE if single else tolerances.VALUE_ABSOLUTE
    relative = tolerances.SINGLE_RELATIVE if single else tolerances.VALUE_RELATIVE
    with np.errstate(invalid="ignore", over="ignore"):
        near: Array = np.abs(a - b) <= np.maximum(absolute, relative * np.abs(b))
    near |= a == b
    return near


def _not_a_number(a: Array, at: str) -> str:
    if a.size == 1:
        return f"the value{at} is NaN (not a number)"
    return f"{int(np.isnan(a).sum())} of {a.size} elements{at} are NaN (not a number)"


def _single(one: tree.Pair, array: Array, wanted: Array) -> str:
    """A sentence on one number. The expected value of a number is not given away."""
    got = array.reshape(-1)[0]
    if array.dtype == wanted.dtype == bool:
        # A property that a driver saw: its name says what should be.
        what = place_in_words(one.path) or "the value"
        expected, came = ("no", "yes") if got else ("yes", "no")
        return f"{what}: expected {expected}, got {came}"
    yours = str(got) if array.dtype == bool else f"{float(got):.6g}"
    return f"the value{_in(one.path)} is not right (yours: {yours})"


def _elements(a: Array, near: Array, at: str) -> str:
    """How many elements are wrong, and the first of them."""
    index = tuple(int(i) for i in np.argwhere(~near)[0])
    shown = index if len(index) > 1 else index[0]
    return (
        f"{int((~near).sum())} of {a.size} elements{at} are not right; the first at index {shown} "
        f"(yours: {a[index]:.6g})"
    )


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
    """Where in a result, in words: "W1", "W1 of result 2", "result 1"."""
    words = [name if isinstance(name, str) else f"result {name + 1}" for name in path]
    return " of ".join(reversed(words))


def kind_of(value: Any) -> str:
    """What a value is, with its article."""
    if isinstance(value, Opaque):
        return f"a {value.type_name}"
    if isinstance(value, np.ndarray):
        return "an array"
    return f"a {type(value).__name__}"


def _in(path: tree.Path) -> str:
    return f" in {place_in_words(path)}" if path else ""


def _none(path: tree.Path) -> str:
    if path:
        return f"there is None in {place_in_words(path)}"
    return "returned None: was a `return` forgotten?"
