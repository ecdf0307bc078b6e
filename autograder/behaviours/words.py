"""In what a behaviour differs from what is right, in words for an instructor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.model.answer_key import KeyTask
from autograder.model.checks import Check, Verdict
from autograder.model.observation import Observation

COUNTED = "{wrong} of {count} cases wrong: {message}"
ONE_MORE = "{first}; one more check failed"
MORE = "{first}; {more} more checks failed"
MOST = 400


def difference(
    task: KeyTask, observations: Sequence[Observation], verdicts: Sequence[Verdict]
) -> str:
    """Of the first check that failed in how many cases, and what is wrong in the first."""
    pairs = list(zip(task.checks, verdicts, strict=True))
    failed = [(check, one) for check, one in pairs if one.failed]
    if not failed:
        digits = min(one.digits for one in verdicts if one.digits is not None)
        return f"right to {digits} digits"
    [(check, verdict), *others] = failed
    said = _counted(task, observations, check, verdict.message)
    if others:
        said = (ONE_MORE if len(others) == 1 else MORE).format(first=said, more=len(others))
    return said if len(said) <= MOST else said[: MOST - 1] + "…"


def _counted(task: KeyTask, observations: Sequence[Observation], check: Check, message: str) -> str:
    if not check.compares_values or len(check.cases) < 2:
        return message
    alone = [replace(check, cases=(place,)) for place in check.cases]
    wrong = sum(one.verdict(task, observations).failed for one in alone)
    return COUNTED.format(wrong=wrong, count=len(alone), message=message) if wrong else message
