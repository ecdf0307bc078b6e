"""Reports that were made elsewhere, by `autograder ci` or a hosted grader, taken as attempts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from autograder.gradebook import attempts, marks, people, results
from autograder.gradebook.attempts import Time
from autograder.gradebook.people import Person
from autograder.gradebook.results import RunState
from autograder.gradebook.schema import mark
from autograder.keys.fingerprint import digest_of
from autograder.model.hundredths import hundredths
from autograder.model.report import Report


@dataclass(frozen=True)
class Taken:
    """What became of reports: new attempts, those that were there, and students who are new."""

    new: int
    known: int
    new_students: tuple[str, ...]


def take(connection: Connection, reports: Sequence[Report], by: Person) -> Taken:
    """Append an attempt and a result for each report that is not there yet, and settle the marks.

    Lateness is left to the rules of the course; the time that a report has is kept. The student is
    who the report says.
    """
    run = results.begin(connection, len(reports), by.id)
    new, strangers, changed = 0, [], set()
    for report in reports:
        if people.find(connection, report.student) is None:
            strangers.append(report.student)
        student = people.known(connection, report.student)
        topic_id = marks.topic_id(connection, report.topic)
        most = hundredths(report.max_score)
        changed.add(marks.mark_id(connection, student.id, topic_id, most))
        if report.missing:
            continue
        attempt = attempts.remember_report(connection, report, student, topic_id, _time(report))
        if attempt in results.fingerprints(connection, [attempt]):
            continue
        late = report.lateness
        raw = report if late is None else replace(report, score=late.raw_score, lateness=None)
        made_from = digest_of([b"elsewhere", report.key.encode(), report.submission.encode()])
        results.keep(connection, run, attempt, raw, made_from, {})
        new += 1
    marks.settle_marks(connection, mark.c.id.in_(changed))
    results.end(connection, run, RunState.ENDED)
    return Taken(new, len(reports) - new, tuple(dict.fromkeys(strangers)))


def _time(report: Report) -> Time | None:
    late = report.lateness
    if late is None or late.submitted is None:
        return None
    return Time(datetime.fromisoformat(late.submitted), late.source)
