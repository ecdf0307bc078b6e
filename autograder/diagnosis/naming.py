"""Name the misconception whose results these are: one alone, one a tensor, one and a factor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from autograder.diagnosis.localisation import tensors
from autograder.diagnosis.relations import Array, Pair, Relation, relation
from autograder.model.answer_key import AnswerKey, KeyMisconception, KeyTask
from autograder.model.observation import Observation, Raised, Value
from autograder.numerics import comparison
from autograder.numerics.comparison import same_observation
from autograder.rubric.checks import learns

# What may stand on top of a misconception; "factor" is a constant without a name.
ON_TOP = ("factor", "transposed")
NUMBERS = np.ndarray | np.generic | int | float


@dataclass(frozen=True)
class BesideEarlier:
    """A misconception of an earlier task, and the factor by which results differ from its effect.

    `own` is the misconception of this task that makes the same factor of right numbers, if any.
    """

    cause: KeyMisconception
    factor: Relation
    own: KeyMisconception | None


def alone(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> list[KeyMisconception]:
    """Misconceptions with the same observation on every case and at least one wrong number.

    Those of this task first; then those of earlier tasks, whose idea may be written out here. How
    much a model learns in spite of a bug is chance, so where none fits the other cases alone are
    asked: those of one misconception only. What several have in common tells little (losses that do
    not fall), and what was learnt may contradict each of them. It does contradict one with which
    nothing is learnt.
    """
    everywhere = range(len(task.cases))
    fitting = _fitting(key, task, observations, everywhere)
    chance = learns.places(task)
    if not fitting and chance:
        signs = _fitting(key, task, observations, [i for i in everywhere if i not in chance])
        signs = [one for one in signs if _may_have_learnt(one, task, observations, chance)]
        fitting = signs if len(signs) == 1 else []
    return sorted(fitting, key=lambda one: one.task != task.name)


def _may_have_learnt(
    misconception: KeyMisconception,
    task: KeyTask,
    observations: Sequence[Observation],
    places: Iterable[int],
) -> bool:
    """Whether something is learnt with it wherever something was."""
    theirs = misconception.observations(task) or list(task.expected)
    return all(_learnt(theirs[place]) or not _learnt(observations[place]) for place in places)


def _learnt(one: Observation) -> bool:
    """Whether guesses satisfy any check."""
    return isinstance(one, Value) and isinstance(one.value, dict) and any(one.value.values())


def _fitting(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation], places: Iterable[int]
) -> list[KeyMisconception]:
    chosen = list(places)
    return [
        one
        for one in key.misconceptions
        if (theirs := one.observations(task)) is not None
        and _fits(task, theirs, observations, one.raises, chosen)
    ]


def by_trace(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> list[KeyMisconception]:
    """A misconception with these numbers, and one that leaves these traces beside right numbers.

    Traces are changed arguments and warnings. Empty where no misconception has these numbers.
    """
    everywhere = range(len(task.cases))
    theirs = [(one, seen) for one in key.misconceptions if (seen := one.observations(task))]
    numbers = [
        one
        for one, seen in theirs
        if one.task == task.name
        and _fits(task, with_traces(seen, observations), observations, one.raises, everywhere)
    ]
    # Traces alone are no evidence of wrong numbers.
    with_right_numbers = with_traces(task.expected, observations)
    if _fits(task, with_right_numbers, observations, "", everywhere):
        return []
    traces = [
        one
        for one, seen in theirs
        if all(map(same_observation, with_traces(task.expected, seen), seen))
        and all(_traces(a) == _traces(b) for a, b in zip(seen, observations, strict=True))
    ]
    return [*numbers[:1], *traces[:1]] if numbers else []


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


def by_tensor(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> list[KeyMisconception]:
    """Two misconceptions that explain different tensors of one result, together all of them."""
    got, right = _tensors(observations), _tensors(task.expected)
    if got is None or right is None or set(got) != set(right) or len(right) < 2:
        return []
    wrong = {name for name in right if not _same(got[name], right[name])}
    explained: list[tuple[KeyMisconception, set[str]]] = []
    for one in key.misconceptions:
        theirs = _tensors(one.observations(task) or ())
        if theirs is None or set(theirs) != set(right):
            continue
        fits = {name for name in wrong if _same(got[name], theirs[name])}
        spoils = any(not _same(right[name], theirs[name]) for name in set(right) - wrong)
        if fits and not spoils:
            explained.append((one, fits))
    explained.sort(key=lambda found: found[0].task != task.name)
    for first, second in combinations(explained, 2):
        if first[1] | second[1] == wrong and first[1] != wrong and second[1] != wrong:
            return [first[0], second[0]]
    return []


def with_relation(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> tuple[KeyMisconception, Relation] | None:
    """A misconception and a factor or a transpose on top of it, the same on every case."""
    for one in key.misconceptions:
        theirs = one.observations(task)
        if theirs is None or one.task != task.name:
            continue
        found = relation(pairs(task, observations, theirs))
        if found is not None and (found.id in ON_TOP or found.id.startswith("factor-")):
            return one, found
    return None


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
        own = next((one for one in key.misconceptions if _makes(one, task, found, places)), None)
        return BesideEarlier(cause, found, own)
    return None


def _makes(one: KeyMisconception, task: KeyTask, found: Relation, places: Sequence[int]) -> bool:
    """Whether a misconception of this task stands in this relation to the right numbers."""
    theirs = one.observations(task) if one.task == task.name else None
    return bool(theirs) and relation(pairs(task, theirs or (), task.expected, places)) == found


def pairs(
    task: KeyTask,
    observations: Sequence[Observation],
    others: Sequence[Observation],
    places: Sequence[int] | None = None,
) -> list[Pair]:
    """The results and those of another implementation, tensor by tensor.

    Empty if some case tells two stories (other structure, other exception, NaN elsewhere). Left out
    are cases on which both fail alike, and single precision, whose rounding hides relations.
    """
    found: list[Pair] = []
    for place in range(len(task.cases)) if places is None else places:
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
            return None
        if not (np.isfinite(a).all() and np.isfinite(b).all()):
            if a.shape == b.shape and (np.isfinite(a) == np.isfinite(b)).all():
                continue
            return None
        if np.asarray(value).dtype != np.float32:
            found.append(Pair(a, b, arguments))
    return found


def _fits(
    task: KeyTask,
    wrong: Sequence[Observation],
    observations: Sequence[Observation],
    raises: str,
    places: Iterable[int],
) -> bool:
    evidence = False
    for place in places:
        mine, theirs, right = observations[place], wrong[place], task.expected[place]
        if not same_observation(mine, theirs):
            return False
        # An exception alone names nothing: many bugs raise the same one. But for its own words.
        if raises and isinstance(mine, Raised) and raises in mine.error.message:
            evidence = True
        if isinstance(mine, Value) and not same_observation(mine, right):
            evidence = True
    return evidence


def _tensors(observations: Sequence[Observation]) -> dict[str, list[Any]] | None:
    """Each tensor's values over all cases that have a result; None where there is none."""
    found: dict[str, list[Any]] = {}
    for one in observations:
        if isinstance(one, Value):
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
