"""Appeals of one task, or of a mark as a whole: opened, answered, and never gone.

An appeal hangs on the mark and the task, not on a comment or decision: these may change meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from autograder.gradebook import decisions, texts
from autograder.gradebook.decisions import Done, Wish
from autograder.gradebook.errors import BookError, Refused
from autograder.gradebook.events import Event, note
from autograder.gradebook.histories import of_marks
from autograder.gradebook.mark import Kind, settle
from autograder.gradebook.people import STAFF, Person
from autograder.gradebook.schema import appeal, appeal_post, decision, mark, person, text, topic
from autograder.gradebook.values import moment, now

OPEN, STAYS, CHANGED = "open", "stays", "changed"


@dataclass(frozen=True)
class Post:
    """What somebody wrote; `said` is empty where it was erased."""

    by: str
    at: datetime
    said: str


@dataclass(frozen=True)
class Appeal:
    """An appeal with all that was written; `task` is None where it is about the mark as a whole."""

    id: int
    mark_id: int
    student: str
    topic: str
    task: str | None
    state: str
    assigned: str
    posts: tuple[Post, ...]


def begin(connection: Connection, mark_id: int, task: str | None, said: str, by: Person) -> int:
    """Open an appeal and return its number; BookError where there is nothing to appeal against."""
    [of] = of_marks(connection, mark.c.id == mark_id)
    judged = {one.judged.result_id: one.judged for one in of.history.attempts if one.judged}
    result = judged.get(settle(of.history).result_id or 0)
    tasks = list(result.tasks) if result is not None else []
    if task is not None and task not in tasks:
        raise BookError(
            f"{of.topic} of {of.student} has no task “{task}”; it has: {', '.join(tasks)}"
        )
    same = appeal.c.task.is_(None) if task is None else appeal.c.task == task
    query = select(appeal.c.id).where(appeal.c.mark_id == mark_id, appeal.c.state == OPEN, same)
    there = connection.execute(query).scalar()
    if there is not None:
        raise Refused(f"appeal {there} of this is open already: add to it with appeal post")
    assigned = _suggested(connection, mark_id, task)
    made = connection.execute(
        insert(appeal).values(mark_id=mark_id, task=task, state=OPEN, assigned_id=assigned)
    )
    assert made.inserted_primary_key is not None
    number = int(made.inserted_primary_key[0])
    add(connection, number, said, by)
    note(connection, Event("appeal", by.id, mark_id, str(number), after=OPEN))
    return number


def add(connection: Connection, number: int, said: str, by: Person) -> None:
    """Add words to an appeal, open or not; raises BookError for none."""
    about = select(mark.c.person_id).join(appeal, appeal.c.mark_id == mark.c.id)
    student = connection.execute(about.where(appeal.c.id == number)).scalar()
    if student is None:
        raise BookError(f"there is no appeal {number}")
    text_id = texts.keep(connection, said, student)
    if text_id is None:
        raise BookError("an appeal and its answer need words")
    row = {"appeal_id": number, "by_id": by.id, "at": now(), "text_id": text_id}
    connection.execute(insert(appeal_post).values(**row))


def assign(connection: Connection, number: int, to: Person, by: Person) -> None:
    """Have somebody of the staff answer it."""
    row = _open(connection, number)
    connection.execute(update(appeal).where(appeal.c.id == number).values(assigned_id=to.id))
    note(connection, Event("appeal to", by.id, row.mark_id, str(number), after=str(to.id)))


def answer(
    connection: Connection, number: int, said: str, by: Person, points: int | None = None
) -> Done | None:
    """Answer it: the mark stays, or the task (the total, without one) becomes `points`."""
    row = _open(connection, number)
    done = None
    if points is not None:
        kind = Kind.TOTAL if row.task is None else Kind.TASK
        done = decisions.decide(connection, Wish(row.mark_id, kind, row.task, points), by, said)
    add(connection, number, said, by)
    state = STAYS if done is None else CHANGED
    decided = None if done is None else done.decision_id
    connection.execute(
        update(appeal).where(appeal.c.id == number).values(state=state, decision_id=decided)
    )
    note(connection, Event("appeal", by.id, row.mark_id, str(number), OPEN, state))
    return done


def appeals(connection: Connection, *, only_open: bool = False) -> list[Appeal]:
    """All of them, the oldest first."""
    assigned = person.alias()
    query = (
        select(appeal, person.c.name, topic.c.name.label("topic_name"), assigned.c.name.label("to"))
        .join(mark, mark.c.id == appeal.c.mark_id)
        .join(person, person.c.id == mark.c.person_id)
        .join(topic, topic.c.id == mark.c.topic_id)
        .outerjoin(assigned, assigned.c.id == appeal.c.assigned_id)
        .order_by(appeal.c.id)
    )
    if only_open:
        query = query.where(appeal.c.state == OPEN)
    posts = _posts(connection)
    return [
        Appeal(
            id=row.id,
            mark_id=row.mark_id,
            student=row.name,
            topic=row.topic_name,
            task=row.task,
            state=row.state,
            assigned=row.to or "",
            posts=tuple(posts[row.id]),
        )
        for row in connection.execute(query)
    ]


def _posts(connection: Connection) -> dict[int, Sequence[Post]]:
    query = (
        select(appeal_post.c.appeal_id, person.c.name, appeal_post.c.at, text.c.body)
        .join(person, person.c.id == appeal_post.c.by_id)
        .join(text, text.c.id == appeal_post.c.text_id)
        .order_by(appeal_post.c.id)
    )
    found: dict[int, list[Post]] = defaultdict(list)
    for number, by, at, body in connection.execute(query):
        found[number].append(Post(by, moment(at), body or ""))
    return defaultdict(list, found)


def _open(connection: Connection, number: int) -> Row[Any]:
    row = connection.execute(select(appeal).where(appeal.c.id == number)).first()
    if row is None:
        raise BookError(f"there is no appeal {number}")
    if row.state != OPEN:
        raise Refused(f"appeal {number} was answered: {row.state}")
    return row


def _suggested(connection: Connection, mark_id: int, task: str | None) -> int | None:
    """Somebody of the staff who did not decide this; None where nobody else is known."""
    query = select(decision.c.by_id, decision.c.task).where(decision.c.mark_id == mark_id)
    deciders = {by for by, of_task in connection.execute(query) if task in (None, of_task)}
    staff = select(person.c.id).where(person.c.kind == STAFF).order_by(person.c.id)
    others = [one for (one,) in connection.execute(staff) if one not in deciders]
    return others[0] if others and deciders else None
