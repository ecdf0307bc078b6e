"""Histories of marks, many at once: the same few queries for one mark and for a class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from autograder.course.deadlines import Deadlines
from autograder.course.settings import Counts
from autograder.gradebook import policy, results
from autograder.gradebook.chains import Link, chains
from autograder.gradebook.mark import Attempt, Decision, History, Judged, Kind
from autograder.gradebook.schema import (
    attempt,
    decision,
    mark,
    person,
    result,
    result_task,
    run,
    topic,
)
from autograder.gradebook.values import moment
from autograder.model.outcomes import Status

# That an attempt belongs to a mark. As a join: databases then begin with the few marks that are
# meant, where an EXISTS is asked of every attempt there is.
_OF_MARK = (mark.c.person_id == attempt.c.person_id) & (mark.c.topic_id == attempt.c.topic_id)


@dataclass(frozen=True)
class OfMark:
    """A mark's row, whose it is, and its history."""

    mark_id: int
    version: int
    person_id: int
    student: str
    topic_id: int
    topic: str
    history: History


def of_marks(
    connection: Connection,
    which: ColumnElement[bool],
    *,
    with_run: int | None = None,
    deadlines: Deadlines | None = None,
) -> list[OfMark]:
    """The histories of the marks for which `which` holds, an expression over `mark`.

    `with_run` is a regrade that is looked at as if it were applied; `deadlines` are rules that are
    tried instead of those that hold.
    """
    deadlines = deadlines or policy.current(connection)
    rows = connection.execute(
        select(mark, person.c.name.label("student"), topic.c.name.label("topic_name"))
        .join(person, person.c.id == mark.c.person_id)
        .join(topic)
        .where(which)
        .order_by(mark.c.id)
    ).all()
    judged = _judged(connection, which, with_run)
    decided = _decisions(connection, which, deadlines.zone)
    seen: dict[tuple[int, int], list[Attempt]] = defaultdict(list)
    names = {(row.person_id, row.topic_id): (row.student, row.topic_name) for row in rows}
    for row in connection.execute(select(attempt).join(mark, _OF_MARK).where(which)):
        place = row.person_id, row.topic_id
        entered = deadlines.entered(*names[place])
        known = moment(int(row.stamp)).astimezone(deadlines.zone) if row.stamp.isdecimal() else None
        seen[place].append(
            Attempt(
                id=row.id,
                number=row.number,
                moment=row.moment,
                submitted=entered.when if entered is not None else known,
                judged=judged.get(row.id),
                source=entered.source if entered is not None else row.stamp_source,
            )
        )
    return [
        OfMark(
            mark_id=row.id,
            version=row.version,
            person_id=row.person_id,
            student=row.student,
            topic_id=row.topic_id,
            topic=row.topic_name,
            history=History(
                attempts=seen[row.person_id, row.topic_id],
                decisions=decided.get(row.id, ()),
                due=deadlines.due(row.student, row.topic_name),
                late=deadlines.settings.late,
                counts=deadlines.settings.counts.get(row.topic_name, Counts.LATEST),
                most=row.most,
            ),
        )
        for row in rows
    ]


def _judged(
    connection: Connection, which: ColumnElement[bool], with_run: int | None
) -> dict[int, Judged]:
    """The result in force of each attempt: the latest, but never a fault where there is another."""
    in_force = results.in_force()
    if with_run is not None:
        in_force |= run.c.id == with_run
    query = (
        select(result)
        .join(run, run.c.id == result.c.run_id)
        .join(attempt, attempt.c.id == result.c.attempt_id)
        .join(mark, _OF_MARK)
        .where(in_force, which)
        .order_by(result.c.id)
    )
    latest: dict[int, Row[Any]] = {}
    for row in connection.execute(query):
        if not row.fault or row.attempt_id not in latest or latest[row.attempt_id].fault:
            latest[row.attempt_id] = row
    tasks: dict[int, dict[str, int]] = defaultdict(dict)
    columns = result_task.c.result_id, result_task.c.task, result_task.c.points
    points = (
        select(*columns)
        .join(result, result.c.id == result_task.c.result_id)
        .join(run, run.c.id == result.c.run_id)
        .join(attempt, attempt.c.id == result.c.attempt_id)
        .join(mark, _OF_MARK)
        .where(in_force, which)
        .order_by(result_task.c.place)  # databases differ in the order that nobody asked for
    )
    for number, task, earned in connection.execute(points):
        tasks[number][task] = earned
    return {
        row.attempt_id: Judged(row.id, Status(row.status), row.points, row.most, tasks[row.id])
        for row in latest.values()
    }


def _decisions(
    connection: Connection, which: ColumnElement[bool], zone: tzinfo
) -> dict[int, Sequence[Decision]]:
    """The decisions of each mark that are in force; times in the course's zone."""
    query = select(decision).join(mark).where(which).order_by(decision.c.id)
    rows = connection.execute(query).all()
    links = [Link(row.id, row.replaces_id, row.kind == Kind.WITHDRAW) for row in rows]
    in_force = {chain.in_force for chain in chains(links)}
    found: dict[int, list[Decision]] = defaultdict(list)
    for row in rows:
        if row.id not in in_force:
            continue
        found[row.mark_id].append(
            Decision(
                id=row.id,
                kind=Kind(row.kind),
                attempt_id=row.attempt_id,
                task=row.task,
                points=row.points,
                until=None if row.until is None else moment(row.until).astimezone(zone),
                carries=bool(row.carries),
                basis_result_id=row.basis_result_id,
                basis_points=row.basis_points,
            )
        )
    return dict(found)
