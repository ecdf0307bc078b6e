"""Which cases show what: those of values, and the extreme ones on which a formula may overflow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.model import tree
from autograder.model.answer_key import KeyTask
from autograder.model.checks import Verdict
from autograder.model.observation import Guesses, Observation, Raised, Value
from autograder.numerics import precision
from autograder.numerics.comparison import same_observation

NUMBERS = np.ndarray | np.generic | float | int
# Shares of the way from chance to what the reference reaches: a bug with which a model does not
# learn leaves it near chance in every training.
NOTHING, SOMETHING = 0.1, 0.2


@dataclass(frozen=True)
class Parts:
    """The cases of a task: those that only a check of extremes looks at, and all others."""

    ordinary: tuple[int, ...]
    extreme: tuple[int, ...]

    @classmethod
    def of(cls, task: KeyTask) -> Parts:
        """By the checks of a task."""
        others = {i for check in task.checks if not check.extremes for i in check.cases}
        extreme = {i for check in task.checks if check.extremes for i in check.cases} - others
        everywhere = range(len(task.cases))
        return cls(tuple(i for i in everywhere if i not in extreme), tuple(sorted(extreme)))


def fits(
    task: KeyTask,
    wrong: Sequence[Observation],
    observations: Sequence[Observation],
    raises: str,
    places: Sequence[int],
) -> bool:
    """Whether a wrong implementation gives all that was observed, and some of it shows an error.

    Numbers that are almost right need to be explained to their last digits.
    """
    shown = False
    messages = []
    for place in places:
        mine, theirs, right = observations[place], wrong[place], task.expected[place]
        if not same_observation(mine, theirs) or learnt_in_spite(mine, theirs):
            return False
        if isinstance(mine, Raised):
            messages.append(mine.error.message)
        if isinstance(mine, Value) and not same_observation(mine, right):
            if not _explains_digits(mine, theirs, right):
                return False
            shown = True
    # An exception alone names nothing: many bugs raise the same one. But for its own words, and
    # another message is not its exception.
    if raises and messages:
        return any(raises in message for message in messages)
    return shown


def contradicts(
    wrong: Sequence[Observation], observations: Sequence[Observation], places: Sequence[int]
) -> bool:
    """Whether a wrong implementation gives other numbers where both give finite ones."""
    return any(
        is_clean(observations[place])
        and is_clean(wrong[place])
        and not same_observation(observations[place], wrong[place])
        for place in places
    )


def learnt_in_spite(mine: Observation, theirs: Observation) -> bool:
    """Whether a model has learnt something where, with a bug, one learns nothing."""
    return (
        isinstance(mine, Guesses)
        and isinstance(theirs, Guesses)
        and any(
            mine.learnt.get(title, 0.0) >= SOMETHING and share <= NOTHING
            for title, share in theirs.learnt.items()
        )
    )


def is_clean(one: Observation) -> bool:
    """Whether there are finite numbers, found without a floating-point warning."""
    return isinstance(one, Value) and not one.warned and all(map(_is_finite, _leaves(one)))


def alike_in_form(a: Observation, b: Observation) -> bool:
    """Whether two observations fail in the same way: warnings, and where no number is finite."""
    if not isinstance(a, Value) or not isinstance(b, Value):
        return same_observation(a, b)
    pairs = list(tree.zip_leaves(a.value, b.value))
    return a.warned == b.warned and all(
        isinstance(one, tree.Pair) and _same_holes(one.got, one.wanted) for one in pairs
    )


def first_message(verdicts: Sequence[Verdict]) -> str:
    """What the first failed check says."""
    return next((one.message for one in verdicts if one.failed), "")


def _explains_digits(mine: Value, theirs: Observation, right: Observation) -> bool:
    if not isinstance(theirs, Value) or not isinstance(right, Value):
        return True
    return not precision.nearly(mine.value, right.value) or precision.explains(
        theirs.value, mine.value, right.value
    )


def _leaves(one: Value) -> list[object]:
    return [leaf for _, leaf in tree.leaves(one.value)]


def _is_finite(leaf: object) -> bool:
    if not isinstance(leaf, NUMBERS):
        return True
    array = np.asarray(leaf)
    return array.dtype.kind not in "fc" or bool(np.isfinite(array).all())


def _same_holes(a: object, b: object) -> bool:
    if not isinstance(a, NUMBERS) or not isinstance(b, NUMBERS):
        return type(a) is type(b)
    x, y = np.asarray(a), np.asarray(b)
    if x.dtype.kind not in "fiu" or y.dtype.kind not in "fiu" or x.shape != y.shape:
        return type(a) is type(b)
    x, y = x.astype(np.float64), y.astype(np.float64)
    return bool((np.isnan(x) == np.isnan(y)).all() and (np.isinf(x) == np.isinf(y)).all())
