"""Worker replies, validated: nothing of one is trusted to be what it claims.

The one edge at which what a worker says becomes typed values. A tree of another form than these
structures is a WorkerFault; so are texts longer than a report has room for.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from autograder.model import observation as model
from autograder.model import tree
from autograder.model.outcomes import FaultKind
from autograder.model.requests import Loaded, LoadReply, NotPython, RunReply
from autograder.worker import protocol

# Parts of one result: lists and dicts are compared part by part in Python, arrays as a whole. Far
# more than any task asks for, and few enough to be judged in no time.
MAX_PARTS = 1000

Text = Annotated[str, msgspec.Meta(max_length=model.MAX_TEXT)]


class WorkerFault(Exception):
    """The worker did not answer as agreed; `kind` says how."""

    def __init__(self, kind: FaultKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class _Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field=protocol.TAG):
    pass


class _Error(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: Text
    ancestors: list[Text]
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


class _Value(_Reply, frozen=True, tag=protocol.VALUE):
    value: Any
    again: Any = None
    warned: list[Text] = []
    changed: list[Text] | None = None

    def typed(self) -> model.Observation:
        value, again = _bounded(self.value), _bounded(self.again)
        return model.Value(value, again, tuple(self.warned), _words(self.changed))


class _Raised(_Reply, frozen=True, tag=protocol.RAISED):
    error: _Error
    warned: list[Text] = []
    changed: list[Text] | None = None

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
    names: list[Text]
    failures: list[_Error]
    driver_failures: list[_Error]


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
    return tuple(one.typed() for one in found.observations)


def observation(one: object) -> model.Observation:
    """One observation from its tree, as a key file holds it; raises ValueError."""
    return msgspec.convert(one, _Value | _Raised | _Missing | _Faulted).typed()


def _converted(answer: object) -> _Observed | _Loaded | _NotPython:
    try:
        return msgspec.convert(answer, _Observed | _Loaded | _NotPython)
    except msgspec.ValidationError:
        raise WorkerFault(FaultKind.PROTOCOL, "answered in an unknown form") from None


def _bounded(value: Any) -> Any:
    if tree.count_parts(value, MAX_PARTS) > MAX_PARTS:
        return model.Opaque(f"{type(value).__name__} of more than {MAX_PARTS} parts")
    return value


def _words(words: list[str] | None) -> tuple[str, ...] | None:
    return None if words is None else tuple(words)
