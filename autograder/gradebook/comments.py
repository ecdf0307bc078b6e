"""What people say of a mark, task or line: appended, taken back by one that says nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from autograder.gradebook import texts
from autograder.gradebook.errors import BookError, Refused
from autograder.gradebook.events import Event, note
from autograder.gradebook.people import Person
from autograder.gradebook.schema import comment, mark
from autograder.gradebook.values import now


@dataclass(frozen=True)
class Comment:
    """What is said, and of what: an attempt, and there of a task or a line where they are given.

    `result_id` is the result that it was said beside. Students see it where `shown` is true.
    """

    mark_id: int
    said: str
    attempt_id: int | None = None
    task: str | None = None
    line: int | None = None
    result_id: int | None = None
    shown: bool = True


def say(connection: Connection, one: Comment, by: Person, batch_id: int | None = None) -> int:
    """The id of a new comment; raises BookError for an empty one."""
    about = select(mark.c.person_id).where(mark.c.id == one.mark_id)
    text_id = texts.keep(connection, one.said, connection.execute(about).scalar_one())
    if text_id is None:
        raise BookError("an empty comment says nothing")
    made = connection.execute(
        insert(comment).values(
            mark_id=one.mark_id,
            attempt_id=one.attempt_id,
            task=one.task,
            line=one.line,
            basis_result_id=one.result_id,
            shown=int(one.shown),
            text_id=text_id,
            batch_id=batch_id,
            by_id=by.id,
            at=now(),
        )
    )
    assert made.inserted_primary_key is not None
    number = int(made.inserted_primary_key[0])
    note(connection, Event("comment", by.id, one.mark_id, str(number)))
    return number


def take_back(connection: Connection, comment_id: int, by: Person) -> int:
    """Take a comment back and return its mark's id; raises Refused where it is not there."""
    row = connection.execute(select(comment).where(comment.c.id == comment_id)).first()
    later = select(comment.c.id).where(comment.c.replaces_id == comment_id)
    gone = connection.execute(later).first() is not None
    if row is None or row.text_id is None or gone:
        raise Refused(f"there is no comment {comment_id} to take back")
    connection.execute(
        insert(comment).values(
            mark_id=row.mark_id,
            attempt_id=row.attempt_id,
            task=row.task,
            line=row.line,
            shown=0,
            by_id=by.id,
            at=now(),
            replaces_id=comment_id,
        )
    )
    note(connection, Event("comment back", by.id, row.mark_id, str(comment_id)))
    return int(row.mark_id)
