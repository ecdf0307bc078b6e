"""The contract of a call, as the cases of its rubric tell it.

What holds in all cases is kept: axes that always have one length have one length, integers that
stay below a length stay below it, what is never negative stays so. A relation that holds by
accident leaves less to hunt in, and never leads out of the contract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.hunt.contract import (
    ArrayLeaf,
    Form,
    Leaf,
    Length,
    ListLeaf,
    Numbers,
    Open,
    Rows,
    SingleLeaf,
    leaves,
    lists_of_nested,
    nesting,
)
from autograder.model import tree
from autograder.rubric.cases import Arguments
from autograder.worker import frames

# Longer axes make a hunt slow and show nothing that shorter ones do not.
LONGEST = 8
# An axis that always has one length, and a longer one than this, is not free: 784 pixels.
SURELY_FIXED = 16
# Four gates side by side.
MULTIPLES = (2, 3, 4)
# From here on an integer is a seed of a generator, not a size.
SEEDS = 1000
# What a normal distribution draws.
ORDINARY = 4.0

Array = np.ndarray[Any, Any]
# One length for each case.
Lengths = tuple[int, ...]


def forms(cases: Sequence[Arguments], others: Sequence[Arguments] = ()) -> list[Form]:
    """The forms of some cases, one for each nesting.

    `others` are further cases of the same task: they tell which lengths belong together, but not
    which numbers there may be.
    """
    by_nesting: dict[Any, list[Arguments]] = {}
    for one in cases:
        by_nesting.setdefault(nesting(one), []).append(one)
    beside: dict[Any, list[Arguments]] = {}
    for one in others:
        beside.setdefault(nesting(one), []).append(one)
    return [_form(alike, beside.get(form, [])) for form, alike in by_nesting.items()]


def _form(cases: Sequence[Arguments], others: Sequence[Arguments]) -> Form:
    found = [dict(leaves(one)) for one in (*cases, *others)]
    lengths = _lengths(found, lists_of_nested(cases[0]))
    known = _Known(_with_counts(lengths, found, len(cases)), len(cases))
    own = found[: len(cases)]
    twins = _twins(own)
    inferred = {
        path: _leaf(path, [one[path] for one in own], known)
        for path in found[0]
        if path not in twins
    }
    inferred = _of_both_signs(inferred)
    return Form(tuple(known.lengths.free), inferred, twins, tuple(cases))


def _twins(cases: Sequence[Mapping[tree.Path, Any]]) -> dict[tree.Path, tree.Path]:
    """The arrays that equal an earlier one in every case, with that one's place."""
    found: dict[tree.Path, tree.Path] = {}
    first: dict[tuple[bytes, ...], tree.Path] = {}
    for path, value in cases[0].items():
        if isinstance(value, np.ndarray):
            content = tuple(frames.encode(one[path]) for one in cases)
            if content in first:
                found[path] = first[content]
            first.setdefault(content, path)
    return found


def _of_both_signs(found: Mapping[tree.Path, Leaf]) -> dict[tree.Path, Leaf]:
    """With b7 as free as b1 and b2 where all of its few numbers are positive by accident."""
    free = {
        _family(path)
        for path, leaf in found.items()
        if isinstance(leaf, ArrayLeaf) and leaf.numbers.low < 0 < leaf.numbers.high
    }
    changed = dict(found)
    for path, leaf in found.items():
        most = max(abs(leaf.numbers.low), abs(leaf.numbers.high))
        if isinstance(leaf, ArrayLeaf) and 0 < most <= ORDINARY and _family(path) in free:
            numbers = replace(leaf.numbers, low=-most, high=most)
            changed[path] = replace(leaf, numbers=numbers)
    return changed


def _family(path: tree.Path) -> tuple[str, ...]:
    """The same for W1 and W2."""
    return tuple(str(name).rstrip("0123456789") for name in path)


@dataclass(frozen=True)
class _Lengths:
    """The lengths of some cases: each that is not a multiple of another, and how free it is."""

    each: Sequence[Lengths]
    free: Sequence[Open]
    along: Mapping[tuple[tree.Path, int], Length]


def _lengths(cases: Sequence[Mapping[tree.Path, Any]], of_lists: set[int]) -> _Lengths:
    """`of_lists` are how many items the lists of other things than numbers have."""
    seen = {
        (path, axis): tuple(_shape(one[path])[axis] for one in cases)
        for path, first in cases[0].items()
        for axis in range(len(_shape(first)))
    }
    each: list[Lengths] = []
    for one in sorted(set(seen.values())):  # what is a multiple comes after what it is one of
        if not any(_times(one, other) for other in each):
            each.append(one)
    along = {place: _named(one, each) for place, one in seen.items()}
    # One number beside each item of a list: they are as many as the items.
    counted = {
        along[path, 0].of
        for path, value in cases[0].items()
        if isinstance(value, list | tuple) and len(value) in of_lists
    }
    free = [_open(one, fixed=number in counted) for number, one in enumerate(each)]
    return _Lengths(each, free, along)


def _with_counts(
    lengths: _Lengths, cases: Sequence[Mapping[tree.Path, Any]], count: int
) -> _Lengths:
    """With the integers that are counts of their own, such as how many classes there are."""
    known = _Known(lengths, count)
    each, free, along = list(lengths.each), list(lengths.free), dict(lengths.along)
    for path, first in cases[0].items():
        values = tuple(one[path] for one in cases) if isinstance(first, int) else (0,)
        if not 1 <= min(values) <= max(values) < SEEDS or known.bound(values[:count]):
            continue
        if values not in each:
            each.append(values)
            free.append(_open(values, fixed=False))
        along[path, 0] = Length(each.index(values))
    return _Lengths(each, free, along)


def _named(lengths: Lengths, each: Sequence[Lengths]) -> Length:
    if lengths in each:
        return Length(each.index(lengths))
    of = next(number for number, other in enumerate(each) if _times(lengths, other))
    return Length(of, _times(lengths, each[of]))


def _times(lengths: Lengths, other: Lengths) -> int:
    """How many times the other it always is; 0 where it is not, or may be by accident."""
    if len(set(other)) == 1:
        return 0
    products = (times for times in MULTIPLES if lengths == tuple(times * n for n in other))
    return next(products, 0)


def _open(lengths: Lengths, fixed: bool) -> Open:
    if fixed or (len(set(lengths)) == 1 and lengths[0] > SURELY_FIXED):
        return Open(lengths[0], lengths[0])
    return Open(1, min(max(*lengths, 3), LONGEST))


def _shape(value: Any) -> tuple[int, ...]:
    if isinstance(value, np.ndarray):
        return tuple(value.shape)
    return (len(value),) if isinstance(value, list | tuple) else ()


@dataclass(frozen=True)
class _Known:
    """The lengths of a nesting; the first `count` of their cases are those of the check."""

    lengths: _Lengths
    count: int

    def named(self) -> Iterator[tuple[Length, Lengths]]:
        """Each length, with its values in the check's own cases."""
        for number, one in enumerate(self.lengths.each):
            yield Length(number), one[: self.count]

    def equal_to(self, numbers: Sequence[int]) -> Length | None:
        """The length that these numbers always are."""
        return next((one for one, n in self.named() if n == tuple(numbers)), None)

    def below(self, numbers: Sequence[int]) -> Length | None:
        """The length nearest below these numbers, or equal, which they reach at least once."""
        return self._nearest(lambda n, number: number - n, numbers)

    def above(self, numbers: Sequence[int]) -> Length | None:
        """The length nearest above these numbers, which comes next to them at least once."""
        return self._nearest(lambda n, number: n - 1 - number, numbers)

    def _nearest(self, gap: Callable[[int, int], int], numbers: Sequence[int]) -> Length | None:
        found: dict[int, Length] = {}
        for one, lengths in self.named():
            gaps = [gap(n, number) for n, number in zip(lengths, numbers, strict=True)]
            if min(gaps) == 0:
                found.setdefault(sum(gaps), one)
        return found[min(found)] if found else None

    def bound(self, numbers: Sequence[int]) -> bool:
        """Whether numbers are bound by a length, from below or from above."""
        return self.below(numbers) is not None or self.above(numbers) is not None


def _leaf(path: tree.Path, values: Sequence[Any], known: _Known) -> Leaf:
    first = values[0]
    along = known.lengths.along
    if isinstance(first, np.ndarray):
        shape = tuple(along[path, axis] for axis in range(first.ndim))
        return ArrayLeaf(shape, first.dtype, _numbers(values, known))
    if isinstance(first, list | tuple):
        whole = all(isinstance(one, int) for value in values for one in value)
        total = known.equal_to([sum(one) for one in values]) if whole else None
        return ListLeaf(along[path, 0], whole, _numbers(values, known), total)
    whole = isinstance(first, int)
    equals = along.get((path, 0))
    at_least = None
    if whole and equals is None and max(values) < SEEDS:
        at_least = known.below(values)
    return SingleLeaf(whole, _numbers(values, known), equals, at_least)


def _numbers(values: Sequence[Any], known: _Known) -> Numbers:
    """Bounds of all numbers that occur, and what more is known of them."""
    arrays = [np.asarray(one) for one in values]
    every = np.concatenate([one.reshape(-1) for one in arrays]).astype(np.float64)
    real = every[~np.isnan(every)]
    low, high = (float(real.min()), float(real.max())) if real.size else (0.0, 0.0)
    below = None
    if all(one.dtype.kind in "iu" for one in arrays) and high < SEEDS:
        below = known.above([int(one.max()) for one in arrays])
    return Numbers(low, high, real.size < every.size, below, _rows(arrays))


def _rows(arrays: Sequence[Array]) -> Rows:
    """What holds for all of some arrays, and would not by accident."""
    several = [one for one in arrays if one.ndim and len(one) > 1]
    if not several:
        return Rows.FREE
    if all(_distributions(one) for one in several):
        return Rows.DISTRIBUTIONS
    if all((one == one[:1]).all() and not (one == 0).all() for one in several):
        return Rows.EQUAL
    whole = all(one.dtype.kind in "iu" and one.ndim == 1 for one in several)
    if whole and all(len(np.unique(one)) == len(one) for one in several):
        return Rows.DISTINCT
    return Rows.FREE


def _distributions(array: Array) -> bool:
    return (
        array.dtype.kind == "f"
        and array.shape[-1] > 1
        and bool((array >= 0).all() and np.allclose(array.sum(axis=-1), 1.0))
    )
