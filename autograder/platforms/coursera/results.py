"""Coursera: a share of the points and a text."""

from __future__ import annotations

import json

from autograder.model.report import Report
from autograder.platforms.errors import PlatformError
from autograder.reports import sentences as feedback

ROOM = 8000


def document(report: Report) -> str:
    """The JSON of one report; PlatformError for an ungraded one, which Coursera cannot keep."""
    if report.score is None:
        raise PlatformError(
            f"{report.student}, {report.topic}: ungraded, for which Coursera has no word: grade "
            "it again"
        )
    share = min(1.0, max(0.0, report.score / report.max_score)) if report.max_score else 0.0
    tree = {"fractionalScore": round(share, 6), "feedback": feedback.text(report, ROOM)}
    return json.dumps(tree, ensure_ascii=False) + "\n"
