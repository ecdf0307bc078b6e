"""A student is erased: what they submitted and what was written of them goes, the points stay.

Rows are emptied, never deleted, so that sums, decisions and the chain of events stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Engine,
    Select,
    delete,
    func,
    or_,
    select,
    union,
    update,
)

from autograder.gradebook import database, guards, marks, policy
from autograder.gradebook.errors import BookError
from autograder.gradebook.events import Event, note
from autograder.gradebook.people import ERASED, Person
from autograder.gradebook.schema import (
    alias,
    attempt,
    attempt_file,
    blob,
    mark,
    pair_note,
    passage,
    person,
    published,
    result,
    text,
    topic,
)
from autograder.gradebook.schema import policy as policies


@dataclass(frozen=True)
class Erasure:
    """What erasing a student takes, and what stays: numbers of files and reports, and of texts.

    `shared` are files and reports that others have, too. `named_in` are the students in texts about
    whom this one is named; an empty name stands for a text about nobody.
    """

    student: Person
    attempts: int
    blobs: int
    shared: int
    texts: int
    named_in: Sequence[str]


def plan(connection: Connection, student: Person) -> Erasure:
    """What erasing would take."""
    kept = blob.c.content.is_not(None) & blob.c.digest.in_(
        union(*_of_files_and_reports(student, True))
    )
    shared = kept & blob.c.digest.in_(union(*_of_files_and_reports(student, False)))
    number, both = (_count(connection, blob.c.digest, one) for one in (kept, shared))
    return Erasure(
        student=student,
        attempts=_count(connection, attempt.c.id, attempt.c.person_id == student.id),
        blobs=number - both,
        shared=both,
        texts=_count(connection, text.c.id, _about(student) & text.c.body.is_not(None)),
        named_in=_named_in(connection, student),
    )


def apply(connection: Connection, student: Person, by: Person) -> Erasure:
    """Erase a student, who has the pseudonym as name from then on; inside one that writes.

    On SQLite `wipe` must follow: the bytes of what was emptied are in the file until then.
    """
    planned = plan(connection, student)
    others = _other_names(connection, student)
    gone = blob.c.digest.in_(_digests(student, theirs=True)) & blob.c.digest.not_in(
        _digests(student, theirs=False)
    )
    connection.execute(update(blob).where(gone).values(content=None))
    connection.execute(update(text).where(_about(student)).values(body=None))
    connection.execute(delete(alias).where(alias.c.person_id == student.id))
    connection.execute(delete(passage).where(passage.c.attempt_id.in_(_attempts(student))))
    policy.rename(connection, student.name, others, student.pseudonym)
    _rename_files(connection, student)
    values = dict.fromkeys(("email", "section", "platform", "account"), "")
    connection.execute(
        update(person)
        .where(person.c.id == student.id)
        .values(**values, name=student.pseudonym, status=ERASED, salt=None)
    )
    marks.settle_marks(connection, mark.c.person_id == student.id)
    note(connection, Event("erased", by.id, reference=str(student.id)))
    return planned


def wipe(engine: Engine) -> None:
    """Have no byte in SQLite's files that no row holds; PostgreSQL does so by itself, later.

    Raises BookError where somebody else reads the book all the while.
    """
    if engine.dialect.name != "sqlite":
        return
    with database.outside_transaction(engine) as connection:
        connection.execute("VACUUM")
        [busy, *_] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise BookError(
            f"{database.place(engine)}-wal still holds what was erased, for others have the "
            "gradebook open. End them (autograder review), and erase once more, by the pseudonym"
        )


def _digests(student: Person, *, theirs: bool) -> CompoundSelect[tuple[str]]:
    """The digests of all bytes that a student has, or that all others have."""
    collected = select(attempt.c.collected_digest)
    mine = _whose(attempt.c.person_id, student, theirs)
    return union(collected.where(mine), *_of_files_and_reports(student, theirs))


def _of_files_and_reports(student: Person, theirs: bool) -> list[Select[tuple[str]]]:
    """Without how an attempt was collected, which is kept once for many and which nobody sees."""
    of_attempt = _whose(attempt.c.person_id, student, theirs)
    return [
        select(attempt_file.c.digest).join(attempt).where(of_attempt),
        select(result.c.report_digest).join(attempt).where(of_attempt),
        select(published.c.page_digest)
        .join(mark, mark.c.id == published.c.mark_id)
        .where(_whose(mark.c.person_id, student, theirs)),
    ]


def _whose(column: Column[int], student: Person, theirs: bool) -> ColumnElement[bool]:
    return column == student.id if theirs else column != student.id


def _about(student: Person) -> ColumnElement[bool]:
    """The texts about a student, and those about pairs with a submission of theirs."""
    mine = _attempts(student)
    pairs = select(pair_note.c.text_id).where(
        or_(pair_note.c.a_id.in_(mine), pair_note.c.b_id.in_(mine))
    )
    return or_(text.c.about_id == student.id, text.c.id.in_(pairs))


def _attempts(student: Person) -> Select[tuple[int]]:
    return select(attempt.c.id).where(attempt.c.person_id == student.id)


def _other_names(connection: Connection, student: Person) -> Collection[str]:
    query = select(alias.c.name).where(alias.c.person_id == student.id)
    return list(connection.execute(query).scalars())


def _named_in(connection: Connection, student: Person) -> Sequence[str]:
    """Whose texts name the student."""
    names = {student.name, student.email, student.account, *_other_names(connection, student)}
    either = "|".join(re.escape(one) for one in sorted(names - {""}))
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    rules = select(policies.c.text_id)
    query = (
        select(text.c.body, person.c.name)
        .outerjoin(person, person.c.id == text.c.about_id)
        .where(text.c.body.is_not(None), ~_about(student), text.c.id.not_in(rules))
    )
    return sorted({name or "" for body, name in connection.execute(query) if pattern.search(body)})


def _rename_files(connection: Connection, student: Person) -> None:
    """Give files beside the topic's own, which a student may name as they like, a number as name.

    This is the one change of what is only appended to otherwise: these names may be the student's.
    """
    query = (
        select(attempt_file.c.attempt_id, attempt_file.c.name, topic.c.name.label("topic"))
        .join(attempt, attempt.c.id == attempt_file.c.attempt_id)
        .join(topic, topic.c.id == attempt.c.topic_id)
        .where(attempt.c.person_id == student.id)
        .order_by(attempt_file.c.attempt_id, attempt_file.c.name)
    )
    rows = connection.execute(query).all()
    free = [row for row in rows if PurePosixPath(row.name).stem != row.topic]
    if not free:
        return
    with guards.lifted(connection, attempt_file):
        for number, row in enumerate(free, 1):
            which = (attempt_file.c.attempt_id == row.attempt_id) & (
                attempt_file.c.name == row.name
            )
            connection.execute(update(attempt_file).where(which).values(name=f"erased-{number}"))


def _count(connection: Connection, column: Column[Any], where: ColumnElement[bool]) -> int:
    query = select(func.count(column)).where(where)
    return int(connection.execute(query).scalar_one())
