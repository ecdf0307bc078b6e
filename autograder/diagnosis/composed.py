"""Name two things that explain wrong results together, where no misconception does so alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from autograder.diagnosis.evidence import Parts, fits
from autograder.diagnosis.localisation import tensors
from autograder.diagnosis.naming import as_groups
from autograder.diagnosis.relations import Array, Pair, Relation, relation
from autograder.model.answer_key import AnswerKey, KeyMisconception, KeyTask
from autograder.model.observation import Observation, Raised, Value
from autograder.numerics import comparison
from autograder.numerics.comparison import same_observation

# What may stand on top of a misconception; "factor" is a constant without a name.
ON_TOP = ("factor", "transposed")
NUMBERS = np.ndarray | np.generic | int | float

Groups = tuple[tuple[KeyMisconception, ...], ...]


@dataclass(frozen=True)
class BesideEarlier:
    """A misconception of an earlier task, and the factor by which results differ from its effect.

    `own` is the misconception of this task that makes the same factor of right numbers, if there is
    one only.
    """

    cause: KeyMisconception
    factor: Relation
    own: KeyMisconception | None


def by_trace(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> tuple[Groups, Groups]:
    """A misconception with these numbers, and one that leaves these traces beside right numbers.

    Traces are changed arguments and warnings. None where no misconception has these numbers.
    """
    everywhere = range(len(task.cases))
    theirs = [(one, seen) for one in key.misconceptions if (seen := one.observations(task))]
    # Traces alone are no evidence of wrong numbers.
    with_right_numbers = with_traces(task.expected, observations)
    if fits(task, with_right_numbers, observations, "", everywhere):
        return (), ()
    numbers = [
        one
        for one, seen in theirs
        if one.task == task.name
        and fits(task, with_traces(seen, observations), observations, one.raises, everywhere)
    ]
    traces = [
        one
        for one, seen in theirs
        if all(map(same_observation, with_traces(task.expected, seen), seen))
        and all(_traces(a) == _traces(b) for a, b in zip(seen, observations, strict=True))
    ]
    found = as_groups(numbers)
    return (found, as_groups(_own_first(task, traces))) if found else ((), ())


def with_traces(values: Sequence[Observation], traces: Sequence[Observation]) -> list[Observation]:
    """The first observations with the traces of the second."""
    found: list[Observation] = []
    for a, b in zip(values, traces, strict=True):
        if isinstance(a, Value | Raised) and isinstance(b, Value | Raised):
            both = a.changed is not None and b.changed is not None
            found.append(replace(a, warned=b.warned, changed=b.changed if both else a.changed))
        else:
            found.append(a)
    return found


def _traces(one: Observation) -> tuple[Any, Any]:
    return (one.warned, one.changed) if isinstance(one, Value | Raised) else (None, None)


def by_tensor(key: AnswerKey, task: KeyTask, observations: Sequence[Observation]) -> Groups:
    """Misconceptions that explain different tensors of one result, two of them together all.

    Those that leave the other tensors right come first: others would have changed these as well.
    Empty where other tensors could be told apart as well.
    """
    got, right = _tensors(task, observations), _tensors(task, task.expected)
    if got is None or right is None or set(got) != set(right) or len(right) < 2:
        return ()
    wrong = {name for name in right if not _same(got[name], right[name])}
    explained: dict[frozenset[str], list[tuple[bool, KeyMisconception]]] = {}
    for one in key.misconceptions:
        theirs = _tensors(task, one.observations(task) or ())
        if theirs is None or set(theirs) != set(right):
            continue
        fit = frozenset(name for name in wrong if _same(got[name], theirs[name]))
        spoils = any(not _same(right[name], theirs[name]) for name in set(right) - wrong)
        if fit and not spoils:
            only = all(_same(right[name], theirs[name]) for name in set(right) - fit)
            explained.setdefault(fit, []).append((only, one))
    both = [
        (first, second)
        for first, second in combinations(explained, 2)
        if first | second == wrong and first != wrong and second != wrong
    ]
    if len(both) != 1:
        return ()
    groups: list[tuple[KeyMisconception, ...]] = []
    for names in both[0]:
        minimal = [one for only, one in explained[names] if only]
        groups += as_groups(_own_first(task, minimal or [one for _, one in explained[names]]))
    return tuple(groups)


def _own_first(task: KeyTask, found: Sequence[KeyMisconception]) -> Sequence[KeyMisconception]:
    """Those of this task, where there are any: an idea of an earlier one may be theirs as well."""
    return [one for one in found if one.task == task.name] or found


def with_relation(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> tuple[KeyMisconception, Relation] | None:
    """A misconception and a factor or a transpose on top of it, the same on every ordinary case.

    None where several are as good: the last word is then the relation to the right numbers. Nor a
    misconception that is a mere factor itself, which the one on top of it could undo.
    """
    places = Parts.of(task).ordinary
    found = []
    for one in key.misconceptions:
        theirs = one.observations(task)
        if theirs is None or one.task != task.name:
            continue
        on_top = relation(pairs(task, observations, theirs, places))
        if on_top is None or not (on_top.id in ON_TOP or on_top.id.startswith("factor-")):
            continue
        itself = relation(pairs(task, theirs, task.expected, places))
        if itself is None or not itself.id.startswith("factor"):
            found.append((one, on_top))
    return found[0] if len(found) == 1 else None


def beside_earlier(
    key: AnswerKey,
    task: KeyTask,
    observations: Sequence[Observation],
    earlier: Sequence[KeyMisconception],
    places: Sequence[int],
) -> BesideEarlier | None:
    """A misconception of an earlier task with a factor on top of it, the same on every case."""
    for cause in earlier:
        theirs = cause.observations(task)
        if theirs is None:
            continue
        found = relation(pairs(task, observations, theirs, places))
        if found is None or not found.id.startswith("factor"):
            continue
        own = [one for one in key.misconceptions if _makes(one, task, found, places)]
        return BesideEarlier(cause, found, own[0] if len(own) == 1 else None)
    return None


def _makes(one: KeyMisconception, task: KeyTask, found: Relation, places: Sequence[int]) -> bool:
    """Whether a misconception of this task stands in this relation to the right numbers."""
    theirs = one.observations(task) if one.task == task.name else None
    return bool(theirs) and relation(pairs(task, theirs or (), task.expected, places)) == found


def pairs(
    task: KeyTask,
    observations: Sequence[Observation],
    others: Sequence[Observation],
    places: Sequence[int],
) -> list[Pair]:
    """The results of some cases and those of another implementation, tensor by tensor.

    Empty if some case tells two stories (other structure, other exception, NaN elsewhere). Left out
    are cases on which both fail alike, and single precision, whose rounding hides relations.
    """
    found: list[Pair] = []
    for place in places:
        here = _pairs_of(observations[place], others[place], task.cases[place].arguments)
        if here is None:
            return []
        found += here
    return found


def _pairs_of(
    mine: Observation, theirs: Observation, arguments: dict[str, Any]
) -> list[Pair] | None:
    """The pairs of one case; None where it tells two stories."""
    if not isinstance(mine, Value) or not isinstance(theirs, Value):
        return [] if same_observation(mine, theirs) else None
    given, wanted = tensors(mine.value), tensors(theirs.value)
    if set(given) != set(wanted):
        return None
    found = []
    for name, value in wanted.items():
        a, b = _numbers(given[name]), _numbers(value)
        if a is None or b is None:
            if comparison.same(given[name], value):
                continue
            return None
        if not (np.isfinite(a).all() and np.isfinite(b).all()):
            if a.shape == b.shape and (np.isfinite(a) == np.isfinite(b)).all():
                continue
            return None
        if np.asarray(value).dtype != np.float32:
            found.append(Pair(a, b, arguments))
    return found


def _tensors(task: KeyTask, observations: Sequence[Observation]) -> dict[str, list[Any]] | None:
    """Each tensor's values over all cases with an expected value; None where some has no result."""
    found: dict[str, list[Any]] = {}
    for one, right in zip(observations, task.expected, strict=False):
        if not isinstance(right, Value):
            continue
        if not isinstance(one, Value):
            return None
        for name, value in tensors(one.value).items():
            found.setdefault(name, []).append(value)
    return found or None


def _same(a: list[Any], b: list[Any]) -> bool:
    return len(a) == len(b) and all(comparison.same(x, y) for x, y in zip(a, b, strict=True))


def _numbers(value: Any) -> Array | None:
    if not isinstance(value, NUMBERS):
        return None
    try:
        return np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return None
