"""What the rest of the kit knows of a sandbox: it opens sessions, and these answer requests."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Protocol, Self

from autograder.model.limits import Limits
from autograder.model.outcomes import FaultKind

__all__ = ["Limits", "Sandbox", "SandboxError", "Session", "WorkerFault"]


class WorkerFault(Exception):
    """The worker did not answer as agreed; `kind` says how."""

    def __init__(self, kind: FaultKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Session(Protocol):
    """One worker that holds one submission; leaving the context ends it and all it started."""

    def request(self, frame: bytes, deadline_s: float) -> dict[str, Any]:
        """Send one encoded request and return its answer; raises WorkerFault."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Sandbox(Protocol):
    """Opens sessions. `tier` says how far a submission is confined (docs/sandbox.md)."""

    tier: str

    def open(self, limits: Limits) -> Session:
        """Start a worker; raises SandboxError when the machine cannot."""
        ...

    def close(self) -> None:
        """End what was started to make sessions quick."""
        ...


class SandboxError(Exception):
    """The machine, not the submission, kept a worker from starting."""
