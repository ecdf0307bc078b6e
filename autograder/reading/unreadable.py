"""That something which was submitted cannot be taken in."""

from __future__ import annotations

from autograder.model.outcomes import ProblemKind


class Unreadable(Exception):
    """A file or archive that cannot be taken in; `kind` and the message go into the report."""

    def __init__(self, kind: ProblemKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind
