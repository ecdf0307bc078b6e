"""What keeps a check from being judged: a name that is missing, work not written, an exception."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.model.answer_key import KeyTask
from autograder.model.checks import Verdict
from autograder.model.observation import Faulted, Missing, Observation, Raised, RaisedError
from autograder.model.outcomes import Outcome
from autograder.rubric.error_messages import plain_error

# What PyTorch says by a NotImplementedError, too: work that was written, and is wrong.
OF_TORCH = re.compile(r"not implemented for '|^Could not run '|is missing the required \"forward\"")

# A method that is missing is not written yet, as a function is.
NO_ATTRIBUTE = re.compile(r"'(\w+)' object has no attribute '(\w+)'")


def trouble(task: KeyTask, mine: Sequence[Observation]) -> Verdict | None:
    """The first thing that kept one of some cases from having a value; None where all have one."""
    for one in mine:
        if isinstance(one, Faulted):
            return Verdict(Outcome.FAILED, one.reason)
        if isinstance(one, Missing):
            return Verdict(Outcome.NOT_ATTEMPTED, f"there is no `{one.name}` in the file")
    raised = [one.error for one in mine if isinstance(one, Raised)]
    return _of_exception(task, raised[0]) if raised else None


def by_differences(observations: Sequence[Observation]) -> Verdict | None:
    """What fails all values of a task whose results are differences, in whatever case it shows."""
    for one in observations:
        if isinstance(one, Raised) and one.by_differences:
            return Verdict(Outcome.FAILED, one.error.message)
    return None


def _of_exception(task: KeyTask, error: RaisedError) -> Verdict:
    if error.type == "NotImplementedError" and not OF_TORCH.search(error.message):
        if error.function in task.after:
            needed = f"needs `{error.function}`, which is not written yet"
            return Verdict(Outcome.BLOCKED, needed)
        return Verdict(Outcome.NOT_ATTEMPTED, "not written yet")
    missing = NO_ATTRIBUTE.fullmatch(error.message)
    if missing is not None and missing[1] == task.name:
        return Verdict(Outcome.NOT_ATTEMPTED, f"there is no `{task.name}.{missing[2]}` in the file")
    said = plain_error(error.message)
    where = error.place or (f"line {error.line}" if error.line else "")
    if where:
        return Verdict(Outcome.FAILED, f"raised {error.type}: {said} ({where})")
    # No line of the file took part: the call itself failed, or what was done with its result.
    if error.type == "TypeError" and "argument" in error.message:
        return Verdict(Outcome.FAILED, f"cannot be called as its docstring says: {said}")
    return Verdict(Outcome.FAILED, f"the return value cannot be used: {said} ({error.type})")
