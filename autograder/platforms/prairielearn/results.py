"""PrairieLearn: results of an external grader (docs/instructors/prairielearn.md)."""

from __future__ import annotations

import json

from autograder.model.report import Report
from autograder.reports import sentences as feedback
from autograder.reports.sentences import shortened

MAX_BYTES = 1_000_000
ROOM = 4000


def document(report: Report) -> str:
    """The JSON of one report, below 1 MB.

    An ungraded one is “not gradable”: it costs the student no attempt.
    """
    if report.score is None:
        return not_gradable(feedback.remarks(report) or [feedback.NOT_GRADED])
    room = ROOM
    while len((text := _graded(report, room)).encode()) > MAX_BYTES:
        room //= 2
    return text


def not_gradable(errors: list[str]) -> str:
    """The same for what could not be graded."""
    shown = [shortened(error, ROOM) for error in errors[:20]]
    return _json({"gradable": False, "score": 0, "format_errors": shown})


def _graded(report: Report, room: int) -> str:
    share = min(1.0, max(0.0, (report.score or 0.0) / report.max_score)) if report.max_score else 0
    tests = [
        {
            "name": task.name,
            "points": task.score,
            "max_points": task.max_score,
            "message": shortened("\n".join(feedback.of_task(report, task)), room),
        }
        for task in report.tasks
    ]
    lines = [feedback.headline(report), *feedback.remarks(report)]
    return _json(
        {
            "gradable": True,
            "score": round(share, 6),
            "output": shortened("\n".join(lines), room),
            "tests": tests,
        }
    )


def _json(tree: dict[str, object]) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
