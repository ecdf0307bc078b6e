"""The tables beside the class page: grades.csv and misconceptions.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from autograder.model.differences import Difference
from autograder.model.report import Report
from autograder.reports.class_summary import ClassSummary
from autograder.reports.plain_text import plain_text
from autograder.reports.spreadsheet_text import cell_text

GRADES = (
    "student",
    "topic",
    "score",
    "max_score",
    "status",
    "raw_score",
    "days_late",
    "submitted",
    "findings",
    "problems",
)
UNKNOWN = "unknown"
DIFFERENCES = ("student", "topic", "task", "call", "difference", "reference")
MISCONCEPTIONS = ("topic", "task", "id", "says", "students", "names")


def grades(summary: ClassSummary) -> str:
    """One row a submission; an ungraded one has no score."""
    return _table(
        GRADES,
        (
            (
                _cell(report.student),
                report.topic,
                "" if report.score is None else f"{report.score:g}",
                f"{report.max_score:g}",
                report.status,
                *_lateness(report),
                " ".join(finding.id for finding in report.findings),
                _cell("; ".join(problem.message for problem in report.problems)),
            )
            for report in summary.reports
        ),
    )


def _lateness(report: Report) -> tuple[str, str, str]:
    """The score before what lateness costs, the days, and when it was submitted."""
    late = report.lateness
    raw = report.score if late is None else late.raw_score
    shown = "" if raw is None else f"{raw:g}"
    if late is None:
        return shown, "", ""
    return shown, UNKNOWN if late.days is None else str(late.days), late.submitted or ""


def misconceptions(summary: ClassSummary) -> str:
    """One row a misconception, the most common first, with the students who hold it."""
    return _table(
        MISCONCEPTIONS,
        (
            (
                found.topic,
                found.finding.task,
                found.finding.id,
                _cell(found.finding.says),
                str(len(found.reports)),
                _cell("; ".join(report.student for report in found.reports)),
            )
            for found in summary.misconceptions
        ),
    )


def differences(found: Iterable[Difference]) -> str:
    """One row for each task with full marks at which a hunt found another result."""
    return _table(
        DIFFERENCES,
        (
            (
                _cell(one.student),
                one.topic,
                one.task,
                _cell(one.call),
                _cell(one.says),
                _cell(one.right),
            )
            for one in found
        ),
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()


def _cell(text: str) -> str:
    return cell_text(plain_text(text))
