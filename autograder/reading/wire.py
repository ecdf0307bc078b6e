"""Requests and replies as frames: MessagePack in the types that are due, and nothing else.

What comes back from a reader is decoded as the reply to what it was asked: other fields, other
types, or bytes left over are a FrameError, and nothing in them is ever run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from autograder.model.outcomes import ProblemKind
from autograder.reading.requests import (
    MakeEdits,
    MakeFingerprints,
    MakeProgram,
    NotebookCells,
    NotebookCode,
    R,
    Request,
    Unpack,
    UnpackMore,
)
from autograder.worker.framing import MAGIC, MAX_PAYLOAD, PREFIX, FrameError

REQUESTS: dict[str, type[Request[Any]]] = {
    one.__name__: one
    for one in (
        MakeEdits,
        MakeFingerprints,
        MakeProgram,
        NotebookCells,
        NotebookCode,
        Unpack,
        UnpackMore,
    )
}


@dataclass(frozen=True)
class Ready:
    """What a reader says once it is confined."""


@dataclass(frozen=True)
class Refusal:
    """The answer to a request that cannot be fulfilled: what an Unreadable holds."""

    kind: ProblemKind
    message: str


@dataclass(frozen=True)
class TooMuchMemory:
    """The answer to a request for which the reader's memory was too small."""


@dataclass(frozen=True)
class TooLarge:
    """The answer to a request whose reply would be larger than a frame."""


Failure = Refusal | TooMuchMemory | TooLarge
FAILURES: dict[str, type[Failure]] = {
    one.__name__: one for one in (Refusal, TooMuchMemory, TooLarge)
}


class Undecoded(bytes):
    """The body of a frame, which becomes a value once it is known what was asked."""


def request_frame(request: Request[Any]) -> bytes:
    """A request as a frame."""
    return _frame((type(request).__name__, request), 0)


def read_request(body: bytes) -> Request[Any]:
    """The request of a frame's body."""
    name, raw = msgspec.msgpack.decode(body, type=tuple[str, msgspec.Raw])
    request: Request[Any] = msgspec.msgpack.decode(raw, type=REQUESTS[name])
    return request


def reply_frame(reply: Any, number: int, most_bytes: int = 0) -> bytes:
    """A reply or a failure, and how much memory its process ever had, as a frame."""
    try:
        return _frame((type(reply).__name__, most_bytes, reply), number)
    except FrameError:
        return _frame((TooLarge.__name__, most_bytes, TooLarge()), number)


def body(frame: bytearray) -> Undecoded:
    """The body of a whole frame."""
    _, _, header_size, _ = PREFIX.unpack_from(frame)
    if header_size:
        raise FrameError("a frame with a header")
    return Undecoded(memoryview(frame)[PREFIX.size :])


def read_reply(content: Undecoded, wanted: type[R]) -> tuple[R | Failure, int]:
    """The reply of a frame's body, and the most memory of its process, in bytes.

    Raises FrameError for anything else than is due.
    """
    try:
        name, most_bytes, raw = msgspec.msgpack.decode(content, type=tuple[str, int, msgspec.Raw])
        due = FAILURES.get(name, wanted)
        if name != due.__name__:
            raise FrameError("the answer to another question")
        found: R | Failure = msgspec.msgpack.decode(raw, type=due)
        return found, most_bytes
    except (msgspec.DecodeError, RecursionError) as error:
        raise FrameError(f"a malformed answer ({error})") from None


def _frame(value: Any, number: int) -> bytes:
    content = msgspec.msgpack.encode(value)
    if len(content) > MAX_PAYLOAD:
        raise FrameError("more than a frame holds")
    return PREFIX.pack(MAGIC, number, 0, len(content)) + content
