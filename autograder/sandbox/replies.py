"""What a worker says, checked for its form: nothing of it is trusted to be what it claims."""

from __future__ import annotations

from typing import Any

from autograder.model.answer_key import Observation
from autograder.model.outcomes import FaultKind
from autograder.sandbox import WorkerFault
from autograder.worker.execution import MAX_MESSAGE
from autograder.worker.frames import Opaque

ERROR = {"type": str, "ancestors": list, "message": str, "line": int, "function": str}
# Parts of one result: lists and dicts are compared part by part in Python, arrays as a whole. Far
# more than any task asks for, and few enough to be judged in no time.
MAX_PARTS = 1000


def loaded(
    answer: dict[str, Any],
) -> tuple[dict[str, Any] | None, list[dict[str, Any]], list[str]]:
    """Syntax error, failed statements and names of a loaded module; raises WorkerFault."""
    if set(answer) == {"syntax"} and _is_error(answer["syntax"]):
        return answer["syntax"], [], []
    names, failures = answer.get("names"), answer.get("failures")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise WorkerFault(FaultKind.PROTOCOL, "answered in an unknown form")
    if not isinstance(failures, list) or not all(_is_error(one) for one in failures):
        raise WorkerFault(FaultKind.PROTOCOL, "answered in an unknown form")
    return None, failures, names


def observations(answer: dict[str, Any], count: int) -> list[Observation]:
    """The observations of `count` cases; raises WorkerFault."""
    found = answer.get("observations")
    if not isinstance(found, list) or len(found) != count:
        raise WorkerFault(FaultKind.PROTOCOL, "did not answer every case")
    if not all(isinstance(one, dict) and _is_observation(one) for one in found):
        raise WorkerFault(FaultKind.PROTOCOL, "answered in an unknown form")
    for one in found:
        for name in ("value", "again"):
            if name in one and _parts(one[name], MAX_PARTS) < 0:
                one[name] = Opaque(f"{type(one[name]).__name__} of more than {MAX_PARTS} parts")
    return found


def _parts(value: Any, left: int) -> int:
    """How many parts are left of so many after counting those of a value; negative if too few."""
    left -= 1
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return left
    for part in value:
        if left < 0:
            break
        left = _parts(part, left)
    return left


def _is_observation(one: dict[str, Any]) -> bool:
    if set(one) == {"missing"}:
        return isinstance(one["missing"], str)
    if not _are_words(one.get("warned")) or not _are_words(one.get("changed", [])):
        return False
    if "error" in one:
        return _is_error(one["error"]) and "value" not in one
    return set(one) <= {"value", "again", "warned", "changed"} and "value" in one


def _is_error(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and {name: type(value) for name, value in one.items()} == ERROR
        and _are_words(one["ancestors"])
        and all(len(one[name]) <= MAX_MESSAGE for name in ("type", "message", "function"))
    )


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(word, str) and len(word) <= MAX_MESSAGE for word in value
    )
