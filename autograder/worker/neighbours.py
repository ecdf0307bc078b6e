"""See whether a derivative is found by differences: evaluations at points beside the given one.

The call is made once more with arrays that note what is done with them, and with a look at what the
submission's own functions are called with. Counted are evaluations of anything at *neighbours*, not
calls of functions of certain names: a loss may be written out once more. Complex steps and numbers
that carry their derivative along are no differences, for they move nothing that is real.

A neighbour of a slope's point is the point with all elements moved by one small step; of a
gradient's, any array with one or two elements moved a little from what they were in an earlier
evaluation. A gradient by differences has as many of these as there are numbers to differentiate by.
"""

from __future__ import annotations

import contextlib
import sys
import types
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.model import tree
from autograder.model.requests import Evaluation, EvaluationKind

# How far a neighbour is at most, where differences are of any use, and at least, beyond rounding.
NEAR, ROUNDING = 0.05, 1e-11
# Single numbers can be near one of an array's by chance; with steps as large as this they are not
# mistaken for it in as many as half of all elements.
NEAR_SINGLE = 2e-3
FEW_ELEMENTS = 2
# What is remembered of each shape, to compare with.
REMEMBERED = 6
# What is looked at; a submission that does more for a small case is not made slower by this.
MOST = 20_000

GRADIENT = (
    "found by differences, not by back-propagation (evaluations beside the given point: {count})"
)
SLOPE = "found by differences, not by a derivative (evaluations beside the given point: {count})"

WORK = (
    "found by differences, not by back-propagation: for {count:,} parameters the work is that of "
    "more than {passes} passes forward and back, and not of one"
)
# Passes forward and back that one may take, counted in elements that are computed with. Loops and
# graphs of single numbers take a few; a difference for each of 20,000 parameters takes as many.
PASSES = 200


class FoundByDifferences(Exception):  # noqa: N818 - a finding, which a report shows by this name
    """A derivative was found by differences; the message says so."""


class _Counter:
    """Counts neighbours among the arrays and numbers that are computed with."""

    def __init__(self, point: Any, kind: EvaluationKind) -> None:
        self._counts: dict[Hashable, float] = {}
        self._seen: set[int] = set()
        self._looked_at = 0
        self._slope = kind == EvaluationKind.SLOPE
        numbers = [np.array(leaf, np.float64) for _, leaf in tree.leaves(point) if _is_real(leaf)]
        self._size = sum(one.size for one in numbers)
        self._point = numbers[0] if self._slope and numbers else None
        self._known: dict[tuple[Hashable, tuple[int, ...]], list[Any]] = {}

    @property
    def count(self) -> float:
        """How many there are, at the operation or function that saw most of them.

        One evaluation goes through several.
        """
        return max(self._counts.values(), default=0.0)

    @property
    def found(self) -> bool:
        """Whether these are too many for chance."""
        return self.count >= max(1, self._size / 2 if not self._slope else 1)

    def look(self, value: Any, site: Hashable) -> None:
        """Take note of something that is computed with, and by what."""
        if self._looked_at >= MOST or not _is_real(value):
            return
        self._looked_at += 1
        array = np.array(value, np.float64, subok=False)
        if self._point is not None:
            found = self._of_a_slope(array, value)
        else:
            found = self._of_a_gradient(array, site)
        self._counts[site] = self._counts.get(site, 0.0) + found

    def _of_a_slope(self, array: Any, value: Any) -> float:
        point = self._point
        assert point is not None
        if getattr(value, "dtype", None) == np.float32:
            point = point.astype(np.float32).astype(np.float64)
        if array.shape == point.shape:
            return float(_moved(array, point, NEAR).all() and _alike(array - point, point))
        if array.ndim or not point.size or (array == point).any():
            return 0.0
        nearest = point.reshape(-1)[np.argmin(np.abs(point - array))]
        return 2 / point.size if _moved(array, nearest, NEAR_SINGLE) else 0.0

    def _of_a_gradient(self, array: Any, site: Hashable) -> float:
        if array.size <= FEW_ELEMENTS:
            return 0.0
        what = hash((site, array.shape, array.tobytes()))
        if what in self._seen:
            return 0.0
        self._seen.add(what)
        known = self._known.setdefault((site, array.shape), [])
        for other in known:
            changed = array != other
            if changed.sum() <= FEW_ELEMENTS and _moved(array[changed], other[changed], NEAR).all():
                known[-1] = array
                return 1.0
        known.insert(0, array)
        del known[REMEMBERED:]
        return 0.0


class _Work:
    """Counts the elements that are computed with, and ends what takes too many."""

    def __init__(self, parameters: int) -> None:
        self.exceeded = False
        self._parameters = parameters
        self._done = 0

    def look(self, value: Any, site: Hashable) -> None:
        """Take note of something that is computed with; raises FoundByDifferences."""
        self._done += value.size if isinstance(value, np.ndarray | np.generic) else 0
        if self._done > PASSES * self._parameters:
            self.exceeded = True
            self.refuse()

    def refuse(self) -> None:
        """Raise FoundByDifferences if it was too much: a submission may have caught it."""
        if self.exceeded:
            raise FoundByDifferences(WORK.format(count=self._parameters, passes=PASSES))


class _Noted(np.ndarray[Any, Any]):
    """An array that shows each operation's operands to a counter."""

    counter: _Counter | _Work | None = None

    def __array_finalize__(self, other: Any) -> None:
        self.counter = getattr(other, "counter", None)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **named: Any) -> Any:
        counter = self.counter or next(
            (one.counter for one in inputs if isinstance(one, _Noted)), None
        )
        for one in inputs:
            if counter is not None:
                counter.look(one, ufunc)
        out = named.get("out", ())
        if out:
            named["out"] = tuple(_plain(one) for one in out)
        result = getattr(ufunc, method)(*map(_plain, inputs), **named)
        if out:
            return out[0] if len(out) == 1 else out
        if isinstance(result, tuple):
            return tuple(_noted(one, counter) for one in result)
        return _noted(result, counter)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        for _, leaf in tree.leaves(list(args)):
            if self.counter is not None:
                self.counter.look(leaf, function)
        return super().__array_function__(function, types, args, kwargs)


def refuse_differences(
    call: Callable[[dict[str, Any]], Any],
    arguments: dict[str, Any],
    by: Evaluation,
    functions_of: Sequence[Mapping[str, Any]],
) -> None:
    """Make a call once more; raises FoundByDifferences where neighbours are evaluated.

    `functions_of` are the names of the modules whose functions are looked at when they are called.
    What else is raised shows nothing: a right function may not take these arrays.
    """
    counter = _Counter(arguments[by.wrt], by.kind)
    noted = tree.map_leaves(lambda leaf: _given(leaf, counter), arguments)
    with _looking_at_calls(functions_of, counter), contextlib.suppress(Exception):
        call(noted)
    if counter.found:
        template = SLOPE if by.kind == EvaluationKind.SLOPE else GRADIENT
        raise FoundByDifferences(template.format(count=max(1, round(counter.count))))


def in_few_passes(
    gradient: Callable[[dict[str, Any]], dict[str, Any]], parameters: dict[str, Any]
) -> dict[str, Any]:
    """The gradient by some parameters, in work that does not grow with their number.

    For a driver, with parameters that are many. Raises FoundByDifferences.
    """
    work = _Work(sum(one.size for one in parameters.values()))
    try:
        found = gradient({name: _noted(one.copy(), work) for name, one in parameters.items()})
    finally:
        work.refuse()
    return {name: _plain(one) for name, one in found.items()}


@contextlib.contextmanager
def _looking_at_calls(
    functions_of: Sequence[Mapping[str, Any]], counter: _Counter
) -> Iterator[None]:
    """Within the context, the arguments of these modules' functions are looked at."""

    def seen(frame: types.FrameType, event: str, _: Any) -> None:
        if event == "call" and any(frame.f_globals is one for one in functions_of):
            code = frame.f_code
            for name in code.co_varnames[: code.co_argcount]:
                for _path, leaf in tree.leaves(frame.f_locals.get(name)):
                    counter.look(leaf, code)

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        yield
    finally:
        sys.setprofile(before)


def _given(leaf: Any, counter: _Counter | _Work) -> Any:
    return _noted(leaf.copy(), counter) if type(leaf) is np.ndarray else leaf


def _noted(result: Any, counter: _Counter | _Work | None) -> Any:
    if type(result) is not np.ndarray or counter is None:
        return result
    made = result.view(_Noted)
    made.counter = counter
    return made


def _plain(one: Any) -> Any:
    return one.view(np.ndarray) if isinstance(one, _Noted) else one


def _is_real(value: Any) -> bool:
    if isinstance(value, np.ndarray | np.generic):
        return value.dtype.kind == "f"
    return isinstance(value, float)


def _alike(steps: Any, point: Any) -> bool:
    """Whether all elements take one step, or one relative to their size.

    sin(x) is near x, too, where x is small; but nobody steps so.
    """
    scales = (np.ones_like(point), np.maximum(1.0, np.abs(point)), np.abs(point))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = [np.abs(steps / scale) for scale in scales]
    return any(np.ptp(one) <= 1e-3 * np.max(one) for one in ratios)


def _moved(array: Any, other: Any, most: float) -> Any:
    """Where elements differ from others a little, but by more than rounding."""
    distance = np.abs(array - other)
    scale = np.maximum(1.0, np.abs(other))
    return (distance > ROUNDING * scale) & (distance <= most * scale)
