"""Reports as they are marked: lateness charged, and what people decided in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from sqlalchemy import ColumnElement, Connection, select

from autograder.gradebook import policy, results, schema
from autograder.gradebook.book import opened
from autograder.gradebook.histories import OfMark, of_marks
from autograder.gradebook.mark import Mark, State, settle
from autograder.gradebook.people import ACTIVE
from autograder.model.hundredths import in_points
from autograder.model.outcomes import ProblemKind, Status
from autograder.model.report import Account, Lateness, Problem, Report, TaskReport
from autograder.reports.json_form import ReportError

SET_BY_HAND = "Your instructor set {points:g} points here."
ADJUSTED = "Your instructor gave {points:+g} points beside those of the tasks."
TOTAL = "Your instructor set the points as a whole."
WAIVED = "Being late costs nothing: your instructor decided so."


@dataclass(frozen=True)
class Marked:
    """A mark, and the report of the attempt that counts, as the student is to see it."""

    of: OfMark
    mark: Mark
    report: Report


def of_marks_where(connection: Connection, which: ColumnElement[bool]) -> list[Marked]:
    """The marks for which `which` holds, an expression over `mark`, with their reports.

    A report whose content was erased is left out.
    """
    found = [(one, settle(one.history)) for one in of_marks(connection, which)]
    numbers = [settled.result_id for _, settled in found if settled.result_id is not None]
    reports = results.reports(connection, numbers)
    accounts = _accounts(connection, {one.person_id for one, _ in found})
    zone = policy.current(connection).zone
    made = []
    for one, settled in found:
        report = reports.get(settled.result_id) if settled.result_id is not None else None
        if report is None and settled.result_id is not None:
            continue
        report = report or _without_result(one, settled)
        report = replace(report, student=one.student, account=accounts[one.person_id])
        made.append(Marked(one, settled, as_marked(report, one, settled, zone)))
    return made


def reports_of_class(address: str, topic_name: str | None = None) -> list[Report]:
    """The reports in the gradebook at an address, of one topic or all, without dropped students.

    Raises ReportError where there are none.
    """
    active = select(schema.person.c.id).where(schema.person.c.status == ACTIVE)
    which: ColumnElement[bool] = schema.mark.c.person_id.in_(active)
    if topic_name is not None:
        named = select(schema.topic.c.id).where(schema.topic.c.name == topic_name)
        which &= schema.mark.c.topic_id.in_(named)
    with opened(address) as book, book.reading() as connection:
        found = [one.report for one in of_marks_where(connection, which)]
    if not found:
        of_topic = f" of “{topic_name}”" if topic_name is not None else ""
        raise ReportError(f"the gradebook holds no marks{of_topic}")
    return found


def as_marked(report: Report, of: OfMark, mark: Mark, zone: tzinfo) -> Report:
    """The report of the kit with the points of the mark, and times in the course's zone."""
    if mark.state is State.EXCUSED:
        return replace(report, score=None, status=Status.EXCUSED)
    status = report.status
    if mark.state is State.GRADED and mark.final is not None:
        status = Status.GRADED
    score = None if mark.final is None else in_points(mark.final)
    if mark.state is State.NOT_SUBMITTED:
        score = 0.0
    return replace(
        report,
        score=score,
        status=status,
        lateness=_lateness(of, mark, zone),
        notes=tuple(_notes(mark)),
        tasks=tuple(_task(task, mark) for task in report.tasks),
    )


def _task(task: TaskReport, mark: Mark) -> TaskReport:
    points = mark.tasks.get(task.name)
    if points is None:
        return task
    said = SET_BY_HAND.format(points=in_points(points))
    return replace(task, score=in_points(points), remarks=(said, *task.remarks))


def _notes(mark: Mark) -> Sequence[str]:
    said = []
    if mark.adjusted:
        said.append(ADJUSTED.format(points=in_points(mark.adjusted)))
    if mark.by_hand:
        said.append(TOTAL)
    if mark.waived:
        said.append(WAIVED)
    return said


def _lateness(of: OfMark, mark: Mark, zone: tzinfo) -> Lateness | None:
    """None where nothing was due, or where the total was set by hand."""
    due = of.history.due_for_all
    if due is None or mark.late is None or mark.by_hand:
        return None
    [counted] = [one for one in of.history.attempts if one.id == mark.attempt_id]
    submitted = counted.submitted
    return Lateness(
        submitted=None if submitted is None else _shown(submitted.astimezone(zone)),
        source="" if submitted is None else counted.source,
        due=_shown(due.astimezone(zone)),
        days=mark.late.days,
        percent=mark.late.percent,
        raw_score=None if mark.raw is None else in_points(mark.raw),
    )


def _shown(when: datetime) -> str:
    return when.isoformat(timespec="seconds")


def _without_result(of: OfMark, mark: Mark) -> Report:
    """The report of a mark to which no result belongs: nothing was submitted, or not yet graded."""
    kind, said = ProblemKind.MISSING_FILE, f"nothing was submitted for {of.topic}"
    if mark.attempt_id is not None:
        kind, said = ProblemKind.INTERRUPTED, "this attempt has not been graded yet: grade again"
    status = {State.GRADED: Status.GRADED, State.NOT_SUBMITTED: Status.NOT_ATTEMPTED}
    silent = {State.NOT_SUBMITTED, State.UNGRADED}
    return Report(
        student=of.student,
        topic=of.topic,
        score=None,
        max_score=in_points(mark.most),
        status=status.get(mark.state, Status.UNGRADED),
        sandbox_tier="",
        key="",
        submission="",
        duration_s=0.0,
        problems=(Problem(kind=kind, message=said),) if mark.state in silent else (),
    )


def _accounts(connection: Connection, people: Collection[int]) -> dict[int, Account | None]:
    """The account of each person at the platform that collected their work, if there is one."""
    person = schema.person.c
    query = select(person.id, person.platform, person.account).where(person.id.in_(people))
    return {
        number: Account(platform=platform, id=account) if account else None
        for number, platform, account in connection.execute(query)
    }
