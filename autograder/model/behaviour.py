"""The wrong behaviour of one task of a submission, by which those that are equal become a group.

It is made of observations of secret cases: for the instructor's gradebook, and never in a report.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.model.report import Report


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """What a submission did in a task that failed.

    Only behaviours of one `cases_digest` (the task's cases) and one `bucket` (how checks and cases
    came out) can be equal. There `representative`, the observations as bytes, decides
    (`behaviours.leaders`); None is equal to nothing, not even to itself. `says` tells in words in
    what it differs from what is right.
    """

    task: str
    cases_digest: str
    bucket: str
    representative: bytes | None
    says: str


@dataclass(frozen=True)
class Graded:
    """A report, and the wrong behaviours of its tasks in their order: one for a task at most."""

    report: Report
    behaviours: tuple[Behaviour, ...] = ()
