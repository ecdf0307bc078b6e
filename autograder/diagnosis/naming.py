"""Name the misconception whose results these are: one alone, one a tensor, one and a factor."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from autograder.diagnosis.localisation import leaves
from autograder.diagnosis.relations import Pair, Relation, relation
from autograder.model.answer_key import AnswerKey, KeyMisconception, KeyTask, Observation
from autograder.numerics import comparison
from autograder.rubric import held_out


def alone(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> list[KeyMisconception]:
    """Misconceptions with the same observation on every case and at least one wrong number.

    Those of this task first; then those of earlier tasks, whose idea may be written out here. How
    much a model learns in spite of a slip is chance, so where none fits the signs alone are asked:
    those of one slip only. What several have in common tells little (losses that do not fall), and
    what was learnt may contradict each of them.
    """
    everywhere = range(len(task.cases))
    fitting = _fitting(key, task, observations, everywhere)
    chance = held_out.places(task)
    if not fitting and chance:
        signs = _fitting(key, task, observations, [i for i in everywhere if i not in chance])
        fitting = signs if len(signs) == 1 else []
    return sorted(fitting, key=lambda mistake: mistake.task != task.name)


def _fitting(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation], places: Sequence[int]
) -> list[KeyMisconception]:
    return [
        mistake
        for mistake in key.misconceptions
        if (theirs := mistake.observations(task)) is not None
        and _fits(task, theirs, observations, mistake.raises, places)
    ]


def by_trace(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> list[KeyMisconception]:
    """A misconception with these numbers, and one that leaves these traces beside right numbers.

    Traces are changed arguments and warnings. Empty where no misconception has these numbers.
    """
    theirs = [
        (mistake, seen) for mistake in key.misconceptions if (seen := mistake.observations(task))
    ]
    numbers = [
        mistake
        for mistake, seen in theirs
        if mistake.task == task.name
        and _fits(task, _with_traces(seen, observations), observations, mistake.raises)
    ]
    # Traces alone are no evidence of wrong numbers.
    if _fits(task, _with_traces(task.expected, observations), observations, ""):
        return []
    traces = [
        mistake
        for mistake, seen in theirs
        if all(map(comparison.same_observation, _with_traces(task.expected, seen), seen))
        and all(map(_same_traces, seen, observations))
    ]
    return [*numbers[:1], *traces[:1]] if numbers else []


def _with_traces(values: Sequence[Observation], traces: Sequence[Observation]) -> list[Observation]:
    """The first observations with the traces of the second."""
    return [
        {**a, **{name: b[name] for name in TRACES if name in a and name in b}}
        for a, b in zip(values, traces, strict=True)
    ]


def _same_traces(a: Observation, b: Observation) -> bool:
    return all(a.get(name) == b.get(name) for name in TRACES)


TRACES = ("changed", "warned")


def by_tensor(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> list[KeyMisconception]:
    """Two misconceptions that explain different tensors of one result, together all of them."""
    got = _tensors(observations)
    right = _tensors(task.expected)
    if got is None or right is None or set(got) != set(right) or len(right) < 2:
        return []
    wrong = {name for name in right if not _same(got[name], right[name])}
    explained: list[tuple[KeyMisconception, set[str]]] = []
    for mistake in key.misconceptions:
        theirs = _tensors(mistake.observations(task) or ())
        if theirs is None or set(theirs) != set(right):
            continue
        fits = {name for name in wrong if _same(got[name], theirs[name])}
        spoils = any(not _same(right[name], theirs[name]) for name in set(right) - wrong)
        if fits and not spoils:
            explained.append((mistake, fits))
    explained.sort(key=lambda one: one[0].task != task.name)
    for first, second in combinations(explained, 2):
        if first[1] | second[1] == wrong and first[1] != wrong and second[1] != wrong:
            return [first[0], second[0]]
    return []


def with_relation(
    key: AnswerKey, task: KeyTask, observations: Sequence[Observation]
) -> tuple[KeyMisconception, Relation] | None:
    """A misconception and a factor or a transpose on top of it, the same on every case."""
    for mistake in key.misconceptions:
        theirs = mistake.observations(task)
        if theirs is None or mistake.task != task.name:
            continue
        found = relation(pairs(task, observations, theirs))
        if found is not None and (found.id in ON_TOP or found.id.startswith("factor-")):
            return mistake, found
    return None


def on_earlier(
    key: AnswerKey,
    task: KeyTask,
    observations: Sequence[Observation],
    earlier: Sequence[KeyMisconception],
    places: Sequence[int],
) -> tuple[KeyMisconception, Relation, KeyMisconception | None] | None:
    """A slip of an earlier task, the factor by which this task's results differ from its effect.

    And the misconception of this task that makes the same factor of right numbers, if one does.
    """
    for cause in earlier:
        theirs = cause.observations(task)
        if theirs is None:
            continue
        found = relation(pairs(task, observations, theirs, places))
        if found is None or not found.id.startswith("factor"):
            continue
        for mistake in key.misconceptions:
            own = mistake.observations(task) if mistake.task == task.name else None
            if own and relation(pairs(task, own, task.expected, places)) == found:
                return cause, found, mistake
        return cause, found, None
    return None


# What may stand on top of a misconception; "factor" is a constant without a name.
ON_TOP = ("factor", "transposed")


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
    found = []
    for place in range(len(task.cases)) if places is None else places:
        mine, theirs = observations[place], others[place]
        if "value" not in mine or "value" not in theirs:
            if comparison.same_observation(mine, theirs):
                continue
            return []
        given = dict(leaves(mine["value"]))
        wanted = dict(leaves(theirs["value"]))
        if set(given) != set(wanted):
            return []
        for name, value in wanted.items():
            a, b = _numbers(given[name]), _numbers(value)
            if a is None or b is None:
                return []
            if not (np.isfinite(a).all() and np.isfinite(b).all()):
                if a.shape == b.shape and (np.isfinite(a) == np.isfinite(b)).all():
                    continue
                return []
            if np.asarray(value).dtype != np.float32:
                found.append(Pair(a, b, task.cases[place].arguments))
    return found


def _fits(
    task: KeyTask,
    wrong: Sequence[Observation],
    observations: Sequence[Observation],
    raises: str,
    places: Sequence[int] | None = None,
) -> bool:
    evidence = False
    for place in range(len(task.cases)) if places is None else places:
        mine, theirs, right = observations[place], wrong[place], task.expected[place]
        if not comparison.same_observation(mine, theirs):
            return False
        # An exception alone names nothing: many slips raise the same one. But for its own words.
        if raises and raises in mine.get("error", {}).get("message", ""):
            evidence = True
        if "value" in mine and not comparison.same_observation(mine, right):
            evidence = True
    return evidence


def _tensors(observations: Sequence[Observation]) -> dict[str, list[Any]] | None:
    """Each tensor's values over all cases that have a result; None where a form varies."""
    found: dict[str, list[Any]] = {}
    counted = 0
    for one in observations:
        if "value" not in one:
            continue
        counted += 1
        for name, value in leaves(one["value"]):
            found.setdefault(name, []).append(value)
    if any(len(values) > counted for values in found.values()) or not found:
        return None
    return found


def _same(a: list[Any], b: list[Any]) -> bool:
    return len(a) == len(b) and all(comparison.same(x, y) for x, y in zip(a, b, strict=True))


def _numbers(value: Any) -> Any:
    if not isinstance(value, np.ndarray | np.generic | int | float):
        return None
    try:
        return np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return None
