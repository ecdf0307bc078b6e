"""One verdict for each check of a task: from key and observations, without regard to points."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from autograder.model.answer_key import KeyCheck, KeyTask, Observation
from autograder.model.outcomes import Outcome
from autograder.numerics import comparison
from autograder.rubric import held_out
from autograder.rubric.error_messages import plain_error

# What PyTorch says by a NotImplementedError, too: work that was written, and is wrong.
OF_TORCH = re.compile(r"not implemented for '|^Could not run '|is missing the required \"forward\"")


@dataclass(frozen=True)
class Verdict:
    """Outcome of one check before points are given."""

    outcome: Outcome
    message: str = ""
    follow_through: bool = False


def verdicts(task: KeyTask, observations: list[Observation]) -> list[Verdict]:
    """Outcome of every check of a task, without regard to other tasks."""
    return [_guarded(task, check, observations) for check in task.checks]


def _guarded(task: KeyTask, check: KeyCheck, observations: list[Observation]) -> Verdict:
    """A result may have any form; one that cannot even be compared is not right."""
    try:
        return _check(task, check, observations)
    except (ValueError, TypeError, OverflowError, IndexError):
        return Verdict(Outcome.FAILED, "the result has a form that cannot be compared")


def in_form(task: KeyTask, check: KeyCheck, observations: list[Observation]) -> bool:
    """Whether the results have shape, dtype and finiteness as they should, whatever their values.

    What is left of the checks of form and of stability for work that is right for another function.
    """
    for index in check.cases:
        one, wanted = observations[index], task.expected[index]
        if "value" not in one or set(one["warned"]) - set(wanted["warned"]):
            return False
        if not comparison.same_form(one["value"], wanted["value"], dtype=check.kind == "shape"):
            return False
    return True


def _check(task: KeyTask, check: KeyCheck, observations: list[Observation]) -> Verdict:
    mine = [observations[i] for i in check.cases]
    right = [task.expected[i] for i in check.cases]
    if check.kind == "raises":
        for one in mine:
            ancestors = one.get("error", {}).get("ancestors", [])
            if check.exception not in ancestors:
                return _trouble(task, [one]) or Verdict(
                    Outcome.FAILED, f"no {check.exception} was raised"
                )
        return Verdict(Outcome.PASSED)
    trouble = _trouble(task, mine)
    if trouble is not None:
        return trouble
    if check.kind in ("matches", "slope", "gradient", "stable", "shape"):
        return _values(check, mine, right)
    if check.kind == held_out.LEARNS:
        [one] = mine
        met = one["value"][check.title]
        return Verdict(Outcome.PASSED) if met else Verdict(Outcome.FAILED, one["said"][check.title])
    if check.kind == "untouched":
        for one in mine:
            if one.get("changed") != []:
                names = ", ".join(one.get("changed", [])) or "?"
                return Verdict(Outcome.FAILED, f"the argument {names} was changed by the call")
        return Verdict(Outcome.PASSED)
    if check.kind == "pure":
        if all(comparison.same(one.get("again"), one["value"]) for one in mine):
            return Verdict(Outcome.PASSED)
        return Verdict(Outcome.FAILED, "a second, equal call gave another result")
    if check.kind == "varies":
        pairs = [(a, b) for i, a in enumerate(mine) for b in mine[i + 1 :]]
        if any(comparison.same(a["value"], b["value"]) for a, b in pairs):
            return Verdict(Outcome.FAILED, "the result did not change where it should")
        return Verdict(Outcome.PASSED)
    return _law(check, mine)


def _values(check: KeyCheck, mine: list[Observation], right: list[Observation]) -> Verdict:
    for one, wanted in zip(mine, right, strict=True):
        value = comparison.view(one["value"], check.view)
        if check.view is not None and value is None:
            return Verdict(Outcome.FAILED, "expected a sequence of batches, each with its arrays")
        target = comparison.view(wanted["value"], check.view)
        difference = comparison.compare(value, target, dtype=check.kind == "shape")
        if difference is not None:
            return Verdict(Outcome.FAILED, difference.message)
        if check.kind == "stable" and set(one["warned"]) - set(wanted["warned"]):
            words = ", ".join(one["warned"])
            return Verdict(
                Outcome.FAILED, f"the value is right, but a floating-point {words} occurred"
            )
    return Verdict(Outcome.PASSED)


def _law(check: KeyCheck, mine: list[Observation]) -> Verdict:
    parameters = check.parameters or {}
    values = [one["value"] for one in mine]
    if check.law in ("rows_sum_to", "within"):
        for value in values:
            if not isinstance(value, np.ndarray | np.generic | float | int) or np.ndim(value) == 0:
                return Verdict(Outcome.FAILED, "expected a numpy array")
            array = np.asarray(value, dtype=np.float64)
            if check.law == "within":
                held = ((array >= parameters["low"]) & (array <= parameters["high"])).all()
            else:
                held = np.allclose(array.sum(axis=-1), parameters["total"], atol=1e-9)
            if not held:
                return Verdict(Outcome.FAILED, "does not hold for your result")
        return Verdict(Outcome.PASSED)
    for number, (first, second) in enumerate(zip(values[::2], values[1::2], strict=True)):
        if check.law == "rows_follow":
            order = np.asarray(parameters["orders"][number])
            if np.shape(first)[:1] != order.shape:
                return Verdict(Outcome.FAILED, "the result does not have one row a sample")
            first = np.asarray(first)[order]
        if not comparison.same(second, first):
            return Verdict(Outcome.FAILED, "does not hold for your result")
    return Verdict(Outcome.PASSED)


def _trouble(task: KeyTask, mine: list[Observation]) -> Verdict | None:
    """What kept a check from being looked at: missing, not written, blocked, or an exception."""
    for one in mine:
        if "fault" in one:
            return Verdict(Outcome.FAILED, one["fault"])
        if "missing" in one:
            return Verdict(Outcome.NOT_ATTEMPTED, f"there is no `{one['missing']}` in the file")
    errors = [one["error"] for one in mine if "error" in one]
    if not errors:
        return None
    error = errors[0]
    if error["type"] == "NotImplementedError" and not OF_TORCH.search(error["message"]):
        elsewhere = error["function"]
        if elsewhere in task.after:
            return Verdict(Outcome.BLOCKED, f"needs `{elsewhere}`, which is not written yet")
        return Verdict(Outcome.NOT_ATTEMPTED, "not written yet")
    said = plain_error(error["message"])
    where = error.get("place") or (f"line {error['line']}" if error["line"] else "")
    if where:
        return Verdict(Outcome.FAILED, f"raised {error['type']}: {said} ({where})")
    # No line of the file took part: the call itself failed, or what was done with its result.
    if error["type"] == "TypeError" and "argument" in error["message"]:
        return Verdict(Outcome.FAILED, f"cannot be called as its docstring says: {said}")
    return Verdict(Outcome.FAILED, f"what came back cannot be used: {said} ({error['type']})")
