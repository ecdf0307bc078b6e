"""Two mistakes in one task that show in different places: each explains its own, together all.

A task's results are looked at in cells: a tensor of a case's result, or the whole of what is no
result, and what it warns of or changes. Each mistake alone has to leave the other's cells right, or
to give there what was observed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from autograder.diagnosis.evidence import Parts
from autograder.diagnosis.localisation import tensors
from autograder.diagnosis.naming import as_groups
from autograder.model.answer_key import AnswerKey, KeyMisconception, KeyTask
from autograder.model.observation import Observation, Value
from autograder.numerics import comparison
from autograder.numerics.comparison import same_observation
from autograder.rubric.checks import learns

# A case, what of it, and the tensor's name.
Cell = tuple[int, str, str]
Cells = Mapping[Cell, Any]
TENSOR, TRACE, WHOLE = "tensor", "trace", "whole"
Groups = tuple[tuple[KeyMisconception, ...], ...]


@dataclass(frozen=True)
class _Effect:
    """The cells that a misconception changes, and those in which that is what was observed."""

    cause: KeyMisconception
    changed: frozenset[Cell]
    explained: frozenset[Cell]


def by_place(key: AnswerKey, task: KeyTask, observations: Sequence[Observation]) -> Groups:
    """Two misconceptions of this task that explain all ordinary cases together.

    Where one of the two is certain and the other one of a few, it is told so; nothing where other
    pairs would do as well.
    """
    chance = learns.places(task)  # how much is learnt in spite of a mistake tells nothing
    places = [place for place in Parts.of(task).ordinary if place not in chance]
    got, right = _cells(observations, places), _cells(task.expected, places)
    wrong = frozenset(cell for cell in got.keys() | right.keys() if _differ(got, right, cell))
    effects = [
        _Effect(one, changed, frozenset(c for c in changed if not _differ(got, theirs, c)))
        for one in key.misconceptions
        if one.task == task.name and (seen := one.observations(task)) is not None
        for theirs in [_cells(seen, places)]
        for changed in [
            frozenset(c for c in theirs.keys() | right.keys() if _differ(theirs, right, c))
        ]
    ]
    useful = [one for one in effects if one.explained and one.changed <= wrong]
    return _grouped([(a, b) for a, b in combinations(useful, 2) if _explain_together(a, b, wrong)])


def _explain_together(a: _Effect, b: _Effect, wrong: frozenset[Cell]) -> bool:
    """Whether each cell is explained by the one that changes it, or by one of both that do."""
    if a.explained | b.explained != wrong:
        return False
    only_a, only_b = a.changed - b.changed, b.changed - a.changed
    return only_a <= a.explained and only_b <= b.explained and bool(only_a) and bool(only_b)


def _grouped(pairs: Sequence[tuple[_Effect, _Effect]]) -> Groups:
    if not pairs:
        return ()
    common = set.intersection(*({id(a.cause), id(b.cause)} for a, b in pairs))
    for first, second in pairs[:1]:
        for certain in (first, second):
            if id(certain.cause) in common:
                others = [b if a.cause is certain.cause else a for a, b in pairs]
                rivals = as_groups([one.cause for one in others])
                return ((certain.cause,), *rivals)
    return ()


def _cells(observations: Sequence[Observation], places: Sequence[int]) -> Cells:
    found: dict[Cell, Any] = {}
    for place in places:
        one = observations[place]
        if isinstance(one, Value):
            found |= {(place, TENSOR, name): leaf for name, leaf in tensors(one.value).items()}
            found[place, TRACE, "warned"] = one.warned
            found[place, TRACE, "changed"] = one.changed
        else:
            found[place, WHOLE, ""] = one
    return found


def _differ(a: Cells, b: Cells, cell: Cell) -> bool:
    if cell not in a or cell not in b:
        return (cell in a) != (cell in b)
    mine, theirs = a[cell], b[cell]
    if cell[1] == TENSOR:
        return not comparison.same(mine, theirs)
    if cell[1] == TRACE:
        return bool(mine != theirs)
    return not same_observation(mine, theirs)
