"""Gradescope: results.json (docs/instructors/gradescope.md)."""

from __future__ import annotations

import json

from autograder.model.outcomes import Outcome
from autograder.model.report import Report
from autograder.platforms.gradescope.visibility import Visibility
from autograder.reports import sentences as feedback
from autograder.reports.sentences import shortened

ROOM = 8000


def document(report: Report, visibility: Visibility = "visible") -> str:
    """The JSON of one report.

    `visibility` holds for all of it: one hidden test would hide the student's total anyway. An
    ungraded report has no score, neither here nor in a test, which Gradescope shows as a failure
    of the autograder: not as zero.
    """
    lines = [feedback.headline(report), *feedback.remarks(report)]
    tree: dict[str, object] = {
        "output": shortened("\n".join(lines), ROOM),
        "output_format": "text",
        "visibility": visibility,
        "stdout_visibility": "hidden",
        "execution_time": report.duration_s,
        "extra_data": {
            "status": report.status,
            "topic": report.topic,
            "sandbox_tier": report.sandbox_tier,
            "key": report.key,
            "submission": report.submission,
        },
    }
    if report.score is not None:
        tree["score"] = report.score
        tree["tests"] = [
            {
                "name": task.name,
                "number": str(place),
                "score": task.score,
                "max_score": task.max_score,
                "status": "passed" if task.outcome == Outcome.PASSED else "failed",
                "output": shortened("\n".join(feedback.of_task(report, task)), ROOM),
                "output_format": "text",
                "name_format": "text",
                "visibility": visibility,
            }
            for place, task in enumerate(report.tasks, 1)
        ]
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
