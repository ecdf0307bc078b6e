"""Worker replies, validated: nothing of one is trusted to be what it claims.

The one edge at which what a worker says becomes typed values. A tree of another form than these
structures is a WorkerFault; so are texts longer than a report has room for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import msgspec
import numpy as np

from autograder.model import observation as model
from autograder.model import tree
from autograder.model.outcomes import FaultKind
from autograder.model.requests import Loaded, LoadReply, NotPython, RunReply
from autograder.worker import protocol

# Parts of one result: lists and dicts are compared part by part in Python, arrays as a whole. Far
# more than any task asks for, and few enough to be judged in no time.
MAX_PARTS = 1000
# Characters of a text in a result, and of a name in it.
MAX_CHARACTERS, MAX_NAME = 10_000, 100
# All results of one request together: two million numbers. A judge keeps the replies of all tasks,
# and compares in double precision, so that a truth value counts as eight bytes.
MAX_REPLY = 16 << 20
NUMBER = 8

Text = Annotated[str, msgspec.Meta(max_length=model.MAX_TEXT)]
# Far more than there are floating-point warnings, arguments, classes above an exception, names and
# failed lines in any honest reply, and few enough for a message.
Words = Annotated[list[Text], msgspec.Meta(max_length=50)]
Names = Annotated[list[Text], msgspec.Meta(max_length=2000)]


class WorkerFault(Exception):
    """The worker did not answer as agreed; `kind` says how."""

    def __init__(self, kind: FaultKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class _Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field=protocol.TAG):
    pass


class _Error(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: Text
    ancestors: Words
    message: Text
    line: int
    function: Text
    unbound: Annotated[list[Text], msgspec.Meta(max_length=MAX_PARTS)] = []

    def typed(self) -> model.RaisedError:
        return model.RaisedError(
            self.type,
            tuple(self.ancestors),
            self.message,
            self.line,
            self.function,
            unbound=tuple(self.unbound),
        )


_Errors = Annotated[list[_Error], msgspec.Meta(max_length=50)]


class _Value(_Reply, frozen=True, tag=protocol.VALUE):
    value: Any
    again: Any = None
    warned: Words = []
    changed: Words | None = None

    def typed(self) -> model.Observation:
        value, again = _bounded(self.value), _bounded(self.again)
        return model.Value(value, again, tuple(self.warned), _words(self.changed))


class _Raised(_Reply, frozen=True, tag=protocol.RAISED):
    error: _Error
    warned: Words = []
    changed: Words | None = None

    def typed(self) -> model.Observation:
        return model.Raised(self.error.typed(), tuple(self.warned), _words(self.changed))


class _Missing(_Reply, frozen=True, tag=protocol.MISSING):
    name: Text

    def typed(self) -> model.Observation:
        return model.Missing(self.name)


class _Faulted(_Reply, frozen=True, tag=protocol.FAULTED):
    """Only in a key: what a judge noted of a worker."""

    reason: Text

    def typed(self) -> model.Observation:
        return model.Faulted(self.reason)


class _Observed(_Reply, frozen=True, tag=protocol.OBSERVED):
    observations: list[_Value | _Raised | _Missing]


class _Loaded(_Reply, frozen=True, tag=protocol.LOADED):
    names: Names
    failures: _Errors
    driver_failures: _Errors


class _NotPython(_Reply, frozen=True, tag=protocol.NOT_PYTHON):
    error: _Error


def load_reply(answer: object) -> LoadReply:
    """What a worker says of an import; raises WorkerFault."""
    found = _converted(answer)
    if isinstance(found, _NotPython):
        return NotPython(found.error.typed())
    if not isinstance(found, _Loaded):
        raise WorkerFault(FaultKind.PROTOCOL, "answered another question")
    failures, of_driver = (
        tuple(one.typed() for one in some) for some in (found.failures, found.driver_failures)
    )
    return Loaded(tuple(found.names), failures, of_driver)


def run_reply(answer: object, count: int) -> RunReply:
    """The observations of `count` cases; raises WorkerFault."""
    found = _converted(answer)
    if not isinstance(found, _Observed):
        raise WorkerFault(FaultKind.PROTOCOL, "answered another question")
    if len(found.observations) != count:
        raise WorkerFault(FaultKind.PROTOCOL, "did not answer every case")
    return _kept(tuple(one.typed() for one in found.observations))


def observation(one: object) -> model.Observation:
    """One observation from its tree, as a key file holds it; raises ValueError."""
    return msgspec.convert(one, _Value | _Raised | _Missing | _Faulted).typed()


def _converted(answer: object) -> _Observed | _Loaded | _NotPython:
    try:
        return msgspec.convert(answer, _Observed | _Loaded | _NotPython)
    except msgspec.ValidationError:
        raise WorkerFault(FaultKind.PROTOCOL, "answered in an unknown form") from None


def _kept(found: RunReply) -> RunReply:
    """The observations as far as a judge has room for them; what is too large is `Opaque`.

    Arrays are views of the frame that they came in. Where any is left out, the others are copied,
    so that the frame is not kept for them.
    """
    sizes = [_size(one) for one in found]
    if sum(sizes) <= MAX_REPLY:
        return found
    kept = []
    room = MAX_REPLY
    for one, size in zip(found, sizes, strict=True):
        if size > room:
            kept.append(_left_out(one, size))
        else:
            kept.append(_copied(one))
            room -= size
    return tuple(kept)


def _size(one: model.Observation) -> int:
    """Bytes that a result takes where it is compared."""
    if not isinstance(one, model.Value):
        return 0
    return _room(one.value) + _room(one.again)


def _room(value: Any) -> int:
    if isinstance(value, np.ndarray):
        return max(value.nbytes, NUMBER * value.size)
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list | tuple | dict):
        return sum(map(_room, value.values() if isinstance(value, dict) else value))
    return 0


def _left_out(one: model.Observation, size: int) -> model.Observation:
    assert isinstance(one, model.Value)  # nothing else has a size
    said = f"result of {size >> 20} MB, where a task may return {MAX_REPLY >> 20} MB"
    return replace(one, value=model.Opaque(said), again=None)


def _copied(one: model.Observation) -> model.Observation:
    if not isinstance(one, model.Value):
        return one
    value, again = (tree.map_leaves(_copied_leaf, part) for part in (one.value, one.again))
    return replace(one, value=value, again=again)


def _copied_leaf(leaf: Any) -> Any:
    return leaf.copy() if isinstance(leaf, np.ndarray) else leaf


def _bounded(value: Any) -> Any:
    """The value, or that it has too many parts, or parts that are too long, to be judged."""
    count, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        count += 1
        if count > MAX_PARTS:
            return model.Opaque(f"{type(value).__name__} of more than {MAX_PARTS} parts")
        if isinstance(one, dict):
            if any(isinstance(name, str) and len(name) > MAX_NAME for name in one):
                return model.Opaque(f"dict with a name of more than {MAX_NAME} characters")
            waiting += one.values()
        elif isinstance(one, list | tuple):
            waiting += one
        elif isinstance(one, str) and len(one) > MAX_CHARACTERS:
            return model.Opaque(f"text of more than {MAX_CHARACTERS} characters")
    return value


def _words(words: list[str] | None) -> tuple[str, ...] | None:
    return None if words is None else tuple(words)
