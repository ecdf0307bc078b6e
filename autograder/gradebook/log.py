"""The events of a book, with names for numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, select, true

from autograder.gradebook.schema import event, mark, person, topic


@dataclass(frozen=True)
class Logged:
    """One event: when (microseconds), who, what, of whose mark, and numbers before and after."""

    id: int
    at: int
    by: str
    kind: str
    student: str
    topic: str
    reference: str
    before: str
    after: str


@dataclass(frozen=True)
class Wanted:
    """Which events: those for which all that is given holds, the latest `last` of them."""

    student_id: int | None = None
    topic_id: int | None = None
    by_id: int | None = None
    kind: str | None = None
    since: int | None = None
    last: int | None = None


def log(connection: Connection, wanted: Wanted) -> Sequence[Logged]:
    """The events that are wanted, the oldest first."""
    student, staff = person.alias(), person.alias()
    query = (
        select(
            event,
            staff.c.name.label("by"),
            student.c.name.label("student"),
            topic.c.name.label("topic"),
        )
        .outerjoin(staff, staff.c.id == event.c.by_id)
        .outerjoin(mark, mark.c.id == event.c.mark_id)
        .outerjoin(student, student.c.id == mark.c.person_id)
        .outerjoin(topic, topic.c.id == mark.c.topic_id)
        .where(_condition(wanted))
        .order_by(event.c.id.desc())
        .limit(wanted.last)
    )
    found = [
        Logged(
            id=row.id,
            at=row.at,
            by=row.by or "",
            kind=row.kind,
            student=row.student or "",
            topic=row.topic or "",
            reference=row.reference,
            before=row.before,
            after=row.after,
        )
        for row in connection.execute(query)
    ]
    return found[::-1]


def _condition(wanted: Wanted) -> ColumnElement[bool]:
    asked = (
        (mark.c.person_id, wanted.student_id),
        (mark.c.topic_id, wanted.topic_id),
        (event.c.by_id, wanted.by_id),
        (event.c.kind, wanted.kind),
    )
    conditions = [column == value for column, value in asked if value is not None]
    if wanted.since is not None:
        conditions.append(event.c.at >= wanted.since)
    return and_(true(), *conditions)
