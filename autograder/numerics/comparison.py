"""Compare a value with the expected one; a difference is data that reads as a sentence."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.numerics import tolerances
from autograder.worker.frames import Opaque

Observation = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """What differs first; `kind` is structure, shape, dtype, not-finite or value."""

    kind: str
    message: str


def compare(got: Any, wanted: Any, *, dtype: bool = False, where: str = "") -> Difference | None:
    """First difference between a result and the expected one, or None.

    A list is right for a tuple and a Python float for a 0-d array; `dtype` asks for equal dtypes.
    """
    at = f" in {place(where)}" if where else ""
    if got is None and wanted is not None:
        said = f"there is None{at}" if where else "returned None: was a `return` forgotten?"
        return Difference("structure", said)
    if isinstance(wanted, dict):
        if not isinstance(got, dict):
            return Difference("structure", f"expected a dict{at}, not {_kind(got)}")
        missing = sorted(set(wanted) - set(got))
        extra = sorted(set(got) - set(wanted))
        if missing or extra:
            words = [f"lacks {', '.join(missing)}"] if missing else []
            words += [f"has {', '.join(extra)} too many"] if extra else []
            return Difference("structure", f"the dict{at} {' and '.join(words)}")
        return _first(
            compare(got[key], value, dtype=dtype, where=f"{where}[{key!r}]")
            for key, value in wanted.items()
        )
    if isinstance(wanted, list | tuple):
        if not isinstance(got, list | tuple):
            return Difference("structure", f"expected {len(wanted)} values{at}, not {_kind(got)}")
        if len(got) != len(wanted):
            return Difference("structure", f"expected {len(wanted)} values{at}, got {len(got)}")
        return _first(
            compare(a, b, dtype=dtype, where=f"{where}[{index}]")
            for index, (a, b) in enumerate(zip(got, wanted, strict=True))
        )
    if isinstance(wanted, str) or wanted is None or isinstance(wanted, Opaque):
        alike = type(got) is type(wanted) and got == wanted
        yours = f"“{got}”" if isinstance(got, str) else _kind(got)
        return None if alike else Difference("value", f"the value{at} differs (yours: {yours})")
    return _numbers(got, np.asarray(wanted), dtype, at)


def _numbers(got: Any, wanted: Any, dtype: bool, at: str) -> Difference | None:
    if isinstance(got, Opaque | str | dict | list | tuple):
        expected = "a number" if wanted.ndim == 0 else "a numpy array"
        return Difference("structure", f"expected {expected}{at}, not {_kind(got)}")
    array = np.asarray(got)
    if array.shape != wanted.shape:
        should = f"it should be {wanted.shape}" if wanted.ndim else "a single number is expected"
        return Difference("shape", f"the shape{at} is {array.shape}; {should}")
    if dtype and array.dtype != wanted.dtype:
        return Difference("dtype", f"the dtype{at} is {array.dtype}; it should be {wanted.dtype}")
    if np.array_equal(array, wanted):
        return None
    a, b = array.astype(np.float64), wanted.astype(np.float64)
    if np.isnan(a).any() and not np.isnan(b).any():
        count = int(np.isnan(a).sum())
        words = f"{count} of {a.size} elements{at} are" if a.size > 1 else f"the value{at} is"
        return Difference("not-finite", f"{words} NaN (not a number)")
    single = wanted.dtype == np.float32
    absolute = tolerances.SINGLE_ABSOLUTE if single else tolerances.VALUE_ABSOLUTE
    relative = tolerances.SINGLE_RELATIVE if single else tolerances.VALUE_RELATIVE
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(a - b) <= np.maximum(absolute, relative * np.abs(b))
    near |= a == b
    if near.all():
        return None
    index = tuple(int(i) for i in np.argwhere(~near)[0])
    count = int((~near).sum())
    place = f" at index {index if len(index) > 1 else index[0]}" if index else ""
    if a.size == 1:
        if array.dtype == wanted.dtype == bool:
            # A property that a driver saw: its name says what should be.
            said = at.removeprefix(" in ") or "the value"
            return Difference("value", f"{said}: {_yes(array[index])}, it should be the other way")
        yours = array[index] if array.dtype == bool else f"{a[index]:.6g}"
        return Difference("value", f"the value{at} is not right (yours: {yours})")
    return Difference(
        "value",
        f"{count} of {a.size} elements{at} are not right; the first{place} (yours: {a[index]:.6g})",
    )


def same_observation(a: Observation, b: Observation) -> bool:
    """Whether two observations tell the same story (values within tolerance, NaN equal to NaN)."""
    if "value" not in a or "value" not in b:
        # A time-out or a missing name tells no story; two exceptions do if their types agree.
        return "error" in a and "error" in b and a["error"]["type"] == b["error"]["type"]
    if a["warned"] != b["warned"] or a.get("changed") != b.get("changed"):
        return False
    return same(a["value"], b["value"]) and same(a.get("again"), b.get("again"))


def same(a: Any, b: Any) -> bool:
    """Equality of trees within tolerance; NaN equals NaN: wrong results are recognised, too."""
    if isinstance(b, dict):
        return isinstance(a, dict) and set(a) == set(b) and all(same(a[k], b[k]) for k in b)
    if isinstance(b, list | tuple):
        return (
            isinstance(a, list | tuple)
            and len(a) == len(b)
            and all(same(x, y) for x, y in zip(a, b, strict=True))
        )
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
    if isinstance(wanted, dict):
        return (
            isinstance(got, dict)
            and set(got) == set(wanted)
            and all(same_form(got[key], value, dtype=dtype) for key, value in wanted.items())
        )
    if isinstance(wanted, list | tuple):
        return (
            isinstance(got, list | tuple)
            and len(got) == len(wanted)
            and all(same_form(a, b, dtype=dtype) for a, b in zip(got, wanted, strict=True))
        )
    if not isinstance(wanted, np.ndarray | np.generic | int | float):
        return type(got) is type(wanted) and bool(got == wanted)
    if not isinstance(got, np.ndarray | np.generic | int | float):
        return False
    a, b = np.asarray(got), np.asarray(wanted)
    if a.shape != b.shape or (dtype and a.dtype != b.dtype):
        return False
    return bool(np.isfinite(a.astype(np.float64)).all())


def view(value: Any, name: str | None) -> Any:
    """A digest that leaves open what the contract leaves open; None where there is none."""
    if name is None:
        return value
    batches = value if isinstance(value, list | tuple) else []
    parts = [batch if isinstance(batch, list | tuple) else (batch,) for batch in batches]
    if not parts or any(not isinstance(x, np.ndarray) or x.ndim == 0 for p in parts for x in p):
        return None
    if name == "shapes":
        return json.dumps([[list(x.shape) for x in part] for part in parts])
    try:
        rows = np.concatenate(
            [
                np.concatenate([x.reshape(len(x), -1).astype(np.float64) for x in part], axis=1)
                for part in parts
            ]
        )
    except ValueError:
        return None
    return rows[np.lexsort(rows.T[::-1])]


def place(where: str) -> str:
    """Where in a result, in words: "W1", "W1 of result 2", "result 1"."""
    words = []
    for name, index in PLACE.findall(where):
        words.append(name if name else f"result {int(index) + 1}")
    return " of ".join(reversed(words))


PLACE = re.compile(r"\['([^']*)'\]|\[(\d+)\]")


def _yes(value: Any) -> str:
    return "yes" if value else "no"


def _first(differences: Any) -> Difference | None:
    return next((difference for difference in differences if difference is not None), None)


def _kind(value: Any) -> str:
    if isinstance(value, Opaque):
        return f"a {value.type_name}"
    if isinstance(value, np.ndarray):
        return "an array"
    return f"a {type(value).__name__}"
