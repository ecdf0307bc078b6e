"""Reports without a score that anybody earned: what is said of them where no mark is entered."""

from __future__ import annotations

from autograder.model.outcomes import Status
from autograder.model.report import Report


def why_unmarked(report: Report, missing_as_zero: bool) -> str:
    """Why no mark is entered for a report; empty where one is."""
    if report.status == Status.EXCUSED:
        return "is excused"
    if report.missing and not missing_as_zero:
        return "submitted nothing"
    return "is ungraded" if report.score is None else ""
