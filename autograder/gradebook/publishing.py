"""Marks and feedback that go out: an act of a person, kept page by page as it was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, func, insert, select

from autograder.gradebook import blobs, marked, schema, views
from autograder.gradebook.errors import Conflict
from autograder.gradebook.events import Event, note
from autograder.gradebook.mark import Reason, State
from autograder.gradebook.marked import Marked
from autograder.gradebook.people import ACTIVE, Person
from autograder.gradebook.values import now
from autograder.gradebook.views import Remark
from autograder.model.report import Report, TaskReport

# What a person must look at first: another mark may come of it.
HOLDS = {Reason.BASIS, Reason.LEFT_BEHIND, Reason.TASK_GONE, Reason.UNGRADED}
COMMENT = "Your instructor says: {said}"


@dataclass(frozen=True)
class Outgoing:
    """One student's mark as it may go out: the report for the student, files, comments by line."""

    of: Marked
    report: Report
    files: Mapping[str, bytes]
    by_line: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Plan:
    """What goes out, and who is held back and why; `absent` submitted nothing and get no page."""

    outgoing: tuple[Outgoing, ...]
    held_back: tuple[tuple[str, str], ...]
    absent: tuple[str, ...]


def plan(
    connection: Connection, topic: str, section: str | None = None, only: str | None = None
) -> Plan:
    """What of a topic may go out: of the class, of one section, or of one student."""
    found = marked.of_marks_where(connection, _which(topic, section, only))
    attempts = [one.mark.attempt_id for one in found if one.mark.attempt_id is not None]
    files = views.documents(connection, [], attempts).files
    appealed = _appealed(connection)
    outgoing, held_back, absent = [], [], []
    for one in sorted(found, key=lambda one: (one.of.student.casefold(), one.of.student)):
        why = _why_held_back(one, appealed)
        if one.mark.state is State.NOT_SUBMITTED:
            absent.append(one.of.student)
        elif why:
            held_back.append((one.of.student, why))
        else:
            remarks = [
                said for said in views.remarks(connection, one.of.mark_id) if _is_seen(said, one)
            ]
            own = files.get(one.mark.attempt_id or 0, {})
            outgoing.append(_outgoing(one, remarks, own))
    return Plan(tuple(outgoing), tuple(held_back), tuple(absent))


def unchanged(connection: Connection, pages: Mapping[int, bytes]) -> set[int]:
    """The marks whose last published page is this one, byte for byte."""
    latest = (
        select(schema.published.c.mark_id, func.max(schema.published.c.publication_id).label("n"))
        .where(schema.published.c.mark_id.in_(list(pages)))
        .group_by(schema.published.c.mark_id)
        .subquery()
    )
    query = select(schema.published.c.mark_id, schema.published.c.page_digest).join(
        latest,
        (latest.c.mark_id == schema.published.c.mark_id)
        & (latest.c.n == schema.published.c.publication_id),
    )
    return {
        number
        for number, digest in connection.execute(query)
        if digest == blobs.digest_of(pages[number])
    }


def publish(
    connection: Connection,
    topic: str,
    pages: Sequence[tuple[Outgoing, bytes]],
    by: Person,
) -> int:
    """Note that these pages went out, each kept as it is; the number of the publication.

    Raises Conflict where a mark changed since its page was made.
    """
    mark = schema.mark.c
    seen = {one.of.of.mark_id: one.of.of.version for one, _ in pages}
    versions = select(mark.id, mark.version).where(mark.id.in_(list(seen)))
    if any(seen[number] != version for number, version in connection.execute(versions)):
        raise Conflict("a mark changed while the pages were made: publish again")
    query = select(schema.topic.c.id).where(schema.topic.c.name == topic)
    made = connection.execute(
        insert(schema.publication).values(
            topic_id=connection.execute(query).scalar_one(), by_id=by.id, at=now()
        )
    )
    assert made.inserted_primary_key is not None
    number = int(made.inserted_primary_key[0])
    for one, page in pages:
        connection.execute(
            insert(schema.published).values(
                publication_id=number,
                mark_id=one.of.of.mark_id,
                version=one.of.of.version,
                state=one.of.mark.state,
                final=one.of.mark.final,
                page_digest=blobs.keep(connection, page),
            )
        )
    note(connection, Event("publish", by.id, reference=str(number), after=str(len(pages))))
    return number


def _which(topic: str, section: str | None, only: str | None) -> ColumnElement[bool]:
    person, mark = schema.person.c, schema.mark.c
    students = select(person.id).where(person.status == ACTIVE)
    if section is not None:
        students = students.where(person.section == section)
    if only is not None:
        students = students.where(person.name == only)
    named = select(schema.topic.c.id).where(schema.topic.c.name == topic)
    return mark.person_id.in_(students) & mark.topic_id.in_(named)


def _appealed(connection: Connection) -> set[int]:
    query = select(schema.appeal.c.mark_id).where(schema.appeal.c.state == "open")
    return {number for (number,) in connection.execute(query)}


def _why_held_back(one: Marked, appealed: set[int]) -> str:
    if one.of.mark_id in appealed:
        return "an appeal is open"
    return next((look.words for look in one.mark.look if look.reason in HOLDS), "")


def _is_seen(remark: Remark, one: Marked) -> bool:
    """Whether students see a comment: one on an earlier attempt speaks of other code."""
    return remark.shown and remark.attempt_id in (None, one.mark.attempt_id)


def _outgoing(one: Marked, remarks: Sequence[Remark], files: Mapping[str, bytes]) -> Outgoing:
    """The report for the student, with what people say of the whole and of its tasks."""
    report = one.report.for_students()
    tasks = {task.name for task in report.tasks}
    whole = [said for said in remarks if said.line is None and said.task not in tasks]
    notes = [COMMENT.format(said=said.said) for said in whole]
    return Outgoing(
        of=one,
        report=replace(
            report,
            notes=(*report.notes, *notes),
            tasks=tuple(_commented(task, remarks) for task in report.tasks),
        ),
        files=files,
        by_line=tuple((said.line, said.said) for said in remarks if said.line is not None),
    )


def _commented(task: TaskReport, remarks: Sequence[Remark]) -> TaskReport:
    said = [
        COMMENT.format(said=one.said)
        for one in remarks
        if one.task == task.name and one.line is None
    ]
    return replace(task, remarks=(*said, *task.remarks))
