"""The verdicts of all checks of a task, from its key and its observations.

Required checks pass with numbers that are almost right (`numerics.precision`). Then the last digits
are the one thing that is wrong, and no supplementary check is failed for them as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.model.answer_key import KeyTask
from autograder.model.checks import Check, Role, Verdict
from autograder.model.observation import Observation, Value
from autograder.numerics import precision, tolerances
from autograder.rubric.troubles import by_differences


def verdicts(task: KeyTask, observations: Sequence[Observation]) -> tuple[Verdict, ...]:
    """Outcome of every check of a task, in their order, without regard to other tasks."""
    found = tuple(check.verdict(task, observations) for check in task.checks)
    refused = by_differences(observations)
    if refused is not None:
        pairs = zip(task.checks, found, strict=True)
        return tuple(
            refused if check.role == Role.REQUIRED or verdict.failed else verdict
            for check, verdict in pairs
        )
    if task.to_the_last_digit or all(one.passed for one in found):
        return found
    found = _without_last_digits(task, observations, found, Role.REQUIRED)
    pairs = zip(task.checks, found, strict=True)
    required = [verdict for check, verdict in pairs if check.role == Role.REQUIRED]
    if all(one.passed for one in required) and not all(one.exact for one in required):
        return _without_last_digits(task, observations, found, Role.SUPPLEMENTARY)
    return found


def _without_last_digits(
    task: KeyTask, observations: Sequence[Observation], found: Sequence[Verdict], role: Role
) -> tuple[Verdict, ...]:
    """The verdicts, with those of one role passed that failed for their last digits alone."""
    return tuple(
        (_to_some_digits(task, check, observations) or verdict)
        if verdict.failed and check.role == role
        else verdict
        for check, verdict in zip(task.checks, found, strict=True)
    )


def almost_right(task: KeyTask, observations: Sequence[Observation]) -> int | None:
    """To how many digits all of the required values are right; None if that is not said of them."""
    places = {place for check in task.required_checks for place in check.cases}
    pairs = [(observations[place], task.expected[place]) for place in sorted(places)]
    values = [
        (mine.value, right.value)
        for mine, right in pairs
        if isinstance(mine, Value) and isinstance(right, Value)
    ]
    within = tolerances.NEARLY_FOR_WORDS
    if len(values) < len(pairs) or not all(precision.nearly(*one, within) for one in values):
        return None
    least = min((precision.digits(*one) for one in values), default=precision.EXACT)
    return least if least < precision.EXACT else None


def _to_some_digits(
    task: KeyTask, check: Check, observations: Sequence[Observation]
) -> Verdict | None:
    """The verdict of a failed check on the right numbers; None if it fails all the same.

    Supplementary checks are not charged with digits.
    """
    seen = list(observations)
    least = precision.EXACT
    for place in check.cases:
        mine, right = observations[place], task.expected[place]
        if isinstance(mine, Value) and isinstance(right, Value):
            if not precision.nearly(mine.value, right.value):
                return None
            least = min(least, precision.digits(mine.value, right.value))
            seen[place] = _rounded(mine, right, keep_dtype=check.compares_dtype)
    verdict = check.verdict(task, seen)
    if not verdict.passed or check.role != Role.REQUIRED:
        return verdict if verdict.passed else None
    return replace(verdict, digits=least)


def _rounded(mine: Value, right: Value, *, keep_dtype: bool) -> Value:
    value = precision.rounded(mine.value, right.value, keep_dtype=keep_dtype)
    again = mine.again
    if again is not None and precision.nearly(again, right.value):
        again = precision.rounded(again, right.value, keep_dtype=keep_dtype)
    return replace(mine, value=value, again=again)
