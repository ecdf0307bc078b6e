"""Hypothesis strategies for the arguments of a call, from its form.

Few different numbers, and round ones: zeros and ties come often, sums cancel exactly or not at all,
and what is found can be read. Everything shrinks to one sample, one feature, zeros.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.hunt.contract import (
    ArrayLeaf,
    Form,
    Length,
    ListLeaf,
    Numbers,
    Open,
    Rows,
    SingleLeaf,
    rebuilt,
)
from autograder.hunt.inference import SEEDS
from autograder.model import tree
from autograder.rubric.cases import Arguments

# Up to here numbers lie on a grid of eighths, up to `WHOLE` on one of whole numbers.
EIGHTHS = 16.0
WHOLE = 1e6
STEPS = 8
PARTS = 4  # of probabilities: quarters, or what a few small numbers give

Sizes = list[int]
Draw = Any


@st.composite
def of_form(draw: Draw, form: Form) -> Arguments:
    """Arguments of this form."""
    sizes = draw(_sizes(form.lengths))
    found: dict[tree.Path, Any] = {}
    for path, leaf in form.leaves.items():
        if isinstance(leaf, ListLeaf) and leaf.total is not None:
            found[path] = draw(_list(leaf, sizes))
            sizes[leaf.total.of] = sum(found[path])
    for path, leaf in form.leaves.items():
        if path in found:
            continue
        if isinstance(leaf, ArrayLeaf):
            found[path] = draw(_array(leaf, sizes))
        elif isinstance(leaf, ListLeaf):
            found[path] = draw(_list(leaf, sizes))
        else:
            found[path] = draw(_single(leaf, sizes))
    found.update({path: found[other] for path, other in form.twins.items()})
    template = draw(st.sampled_from(form.templates))
    made: Arguments = rebuilt(template, found)
    return made


def _sizes(lengths: Sequence[Open]) -> st.SearchStrategy[Sizes]:
    """Any lengths, or all of them equal: there a transpose that is missing is silent."""
    free = st.tuples(*(st.integers(one.low, one.high) for one in lengths)).map(list)
    most = max((one.high for one in lengths), default=1)
    equal = st.integers(1, most).map(
        lambda n: [max(one.low, min(n, one.high)) for one in lengths],
    )
    return st.one_of(free, equal)


def _at(length: Length, sizes: Sizes) -> int:
    return sizes[length.of] * length.times


def _array(leaf: ArrayLeaf, sizes: Sizes) -> st.SearchStrategy[Any]:
    shape = tuple(_at(one, sizes) for one in leaf.shape)
    numbers = leaf.numbers
    if leaf.dtype.kind in "iu":
        return _integers(leaf, shape, sizes)
    if numbers.rows == Rows.DISTRIBUTIONS:
        parts = hnp.arrays(np.float64, shape, elements=st.integers(0, PARTS).map(float))
        return parts.map(lambda array: _distributions(array).astype(leaf.dtype))
    elements = _floats(numbers)
    # Many equal ones, or each for itself.
    arrays = st.one_of(
        hnp.arrays(np.float64, shape, elements=elements, fill=st.nothing()),
        hnp.arrays(np.float64, shape, elements=elements, fill=elements),
    )
    if numbers.rows == Rows.EQUAL and shape:
        return arrays.map(lambda array: _equal_rows(array).astype(leaf.dtype))
    return arrays.map(lambda array: array.astype(leaf.dtype))


def _integers(leaf: ArrayLeaf, shape: tuple[int, ...], sizes: Sizes) -> st.SearchStrategy[Any]:
    low, high = _whole_bounds(leaf.numbers, sizes)
    if leaf.numbers.below is not None:
        low = min(low, 0)  # places are counted from 0, whether or not one was drawn
    if leaf.numbers.rows == Rows.DISTINCT and shape[0] <= high - low + 1:
        several = st.lists(
            st.integers(low, high), min_size=shape[0], max_size=shape[0], unique=True
        )
        return several.map(lambda one: np.array(one, leaf.dtype))
    arrays = hnp.arrays(leaf.dtype, shape, elements=st.integers(low, high))
    if leaf.numbers.rows == Rows.EQUAL and shape:
        return arrays.map(_equal_rows)
    return arrays


def _list(leaf: ListLeaf, sizes: Sizes) -> st.SearchStrategy[Any]:
    length = _at(leaf.length, sizes)
    elements: st.SearchStrategy[Any] = _floats(leaf.numbers)
    if leaf.whole:
        low, high = _whole_bounds(leaf.numbers, sizes)
        elements = st.integers(low, high)
    return st.lists(elements, min_size=length, max_size=length)


def _single(leaf: SingleLeaf, sizes: Sizes) -> st.SearchStrategy[Any]:
    if not leaf.whole:
        return _floats(leaf.numbers)
    if leaf.equals is not None:
        return st.just(_at(leaf.equals, sizes))
    low, high = _whole_bounds(leaf.numbers, sizes)
    if leaf.at_least is not None:
        low = _at(leaf.at_least, sizes)
        high = max(low + 2, high)
    return st.integers(low, high)


def _whole_bounds(numbers: Numbers, sizes: Sizes) -> tuple[int, int]:
    """Counts begin at 1, labels and seeds at 0; what has been negative, at the least seen."""
    low, high = int(numbers.low), int(numbers.high)
    if numbers.below is not None:
        low = min(low, 1)
        return low, max(low, _at(numbers.below, sizes) - 1)
    if high >= SEEDS:
        return 0, high
    return (min(low, 1) if low else 0), high


def _floats(numbers: Numbers) -> st.SearchStrategy[float]:
    """Numbers within the bounds: round ones, the ends, zero."""
    low, high = _rounded(numbers.low, numbers.high)
    if low == high:
        return st.just(low)
    most = max(abs(low), abs(high))
    step = 1 / STEPS if 1 < most <= EIGHTHS else 1.0 if 1 < most <= WHOLE else most / STEPS
    grid = st.integers(int(np.ceil(low / step)), int(np.floor(high / step)))
    telling = [x for x in (0.0, 1.0, -1.0, 0.5, low, high) if low <= x <= high]
    kinds: list[st.SearchStrategy[float]] = []
    if np.ceil(low / step) <= np.floor(high / step):
        kinds.append(grid.map(lambda n: n * step))
    if most > EIGHTHS and low < 4 and high > -4:  # beside large ones, some of ordinary size
        few = (int(np.ceil(max(low, -4) * STEPS)), int(np.floor(min(high, 4) * STEPS)))
        if few[0] <= few[1]:
            kinds.insert(0, st.integers(*few).map(lambda n: n / STEPS))
    kinds.append(st.sampled_from(telling))
    if numbers.nan:
        kinds.append(st.just(float("nan")))
    return st.one_of(kinds)


def _rounded(low: float, high: float) -> tuple[float, float]:
    """Bounds on both sides of 0 are made alike, for normal numbers have drawn them."""
    if low < 0 < high and max(-low, high) <= 5 * min(-low, high):
        most = float(np.ceil(max(-low, high))) if max(-low, high) > 1 else max(-low, high)
        return -most, most
    return low, high


def _equal_rows(array: Any) -> Any:
    return np.repeat(array[:1], len(array), axis=0)


def _distributions(parts: Any) -> Any:
    """Small numbers as rows that sum to 1; where all are 0, the first has it all."""
    empty = parts.sum(axis=-1, keepdims=True) == 0
    first = np.zeros_like(parts)
    first[..., 0] = 1
    parts = np.where(empty, first, parts)
    return parts / parts.sum(axis=-1, keepdims=True)
