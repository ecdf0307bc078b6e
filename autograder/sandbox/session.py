"""What the rest of the kit knows of a sandbox: it opens sessions, and these answer requests."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from autograder.model.limits import Limits
from autograder.model.requests import LoadReply, LoadRequest, RunReply, RunRequest
from autograder.sandbox import replies
from autograder.sandbox.kept import Kept
from autograder.sandbox.replies import WorkerFault
from autograder.worker import protocol

__all__ = ["UNCONFINED", "EncodedRun", "Sandbox", "SandboxError", "Session", "WorkerFault"]


@dataclass(frozen=True)
class EncodedRun:
    """A request to run so many cases, encoded once and sent to many workers."""

    frame: bytes
    count: int

    @classmethod
    def of(cls, request: RunRequest) -> EncodedRun:
        """Encode a request."""
        return cls(protocol.encoded(request), request.count)


# The tier of workers that run as the user does.
UNCONFINED = "D"


class Session(ABC):
    """One worker that holds one submission; leaving the context ends it and all it started.

    Limits are seconds of the worker's own time (`own_time`).
    """

    def load(self, request: LoadRequest, limit_s: float) -> LoadReply:
        """Import a submission; raises WorkerFault."""
        return replies.load_reply(self.exchange(protocol.encoded(request), limit_s))

    def run(self, request: EncodedRun, limit_s: float) -> RunReply:
        """Run cases; raises WorkerFault."""
        return replies.run_reply(self.exchange(request.frame, limit_s), request.count)

    @abstractmethod
    def exchange(self, frame: bytes, limit_s: float) -> object:
        """Send one encoded request and return the answer, not yet validated; raises WorkerFault."""

    @property
    @abstractmethod
    def spent_s(self) -> float:
        """Seconds of own time that the worker used since it could be asked."""

    @abstractmethod
    def close(self) -> None:
        """End the worker and all that it started."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Sandbox(Protocol):
    """Opens sessions. `tier` says how far a submission is confined (docs/evidence/sandbox.md).

    What is `kept` lives until it is closed.
    """

    tier: str
    kept: Kept

    def open(self, limits: Limits) -> Session:
        """Start a worker; raises SandboxError when the machine cannot."""
        ...

    def close(self) -> None:
        """End what was started to make sessions quick."""
        ...


class SandboxError(Exception):
    """The machine, not the submission, kept a worker from starting."""
