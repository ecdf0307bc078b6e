"""A class list beside the students of the book: what it changes, and doing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from autograder.gradebook import marks, people
from autograder.gradebook.errors import BookError
from autograder.gradebook.events import Event, note
from autograder.gradebook.people import ACTIVE, DROPPED, ERASED, Person
from autograder.gradebook.schema import alias, attempt, mark, person
from autograder.gradebook.values import clean

# What a list says of a student beside the name; where it says nothing, the book keeps what it has.
FIELDS = ("email", "section", "platform", "account")


@dataclass(frozen=True)
class Entry:
    """A student in a list; what the list does not say is empty."""

    name: str
    email: str = ""
    section: str = ""
    platform: str = ""
    account: str = ""


@dataclass(frozen=True)
class Change:
    """A student of the book of whom the list says something else: each field, before and after."""

    student: Person
    fields: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Gone:
    """A student of the book who is not in the list, and the number of their attempts."""

    student: Person
    attempts: int


@dataclass(frozen=True)
class Plan:
    """What a list would change. `back` are those that had been dropped."""

    new: Sequence[Entry]
    back: Sequence[Person]
    gone: Sequence[Gone]
    changes: Sequence[Change]

    @property
    def empty(self) -> bool:
        """Whether the book is as the list says."""
        return not (self.new or self.back or self.gone or self.changes)


def plan(connection: Connection, entries: Sequence[Entry]) -> Plan:
    """What a list would change; raises BookError where it cannot be told who is who."""
    there = people.everybody(connection)
    new, back, changes = [], [], []
    seen: dict[int, str] = {}
    for entry in entries:
        found = people.find(connection, entry.name)
        if found is None:
            _must_be_nobody(entry, there)
            new.append(entry)
            continue
        if found.id in seen:
            raise BookError(f"“{seen[found.id]}” and “{entry.name}” are one student of the book")
        seen[found.id] = entry.name
        if found.status == DROPPED:
            back.append(found)
        other = {
            name: (getattr(found, name), clean(getattr(entry, name)))
            for name in FIELDS
            if getattr(entry, name) and clean(getattr(entry, name)) != getattr(found, name)
        }
        if other:
            changes.append(Change(found, other))
    missing = [one for one in there if one.id not in seen and one.status == ACTIVE]
    attempts = _attempts(connection, [one.id for one in missing])
    gone = [Gone(one, attempts.get(one.id, 0)) for one in missing]
    return Plan(new, back, gone, changes)


def apply(connection: Connection, planned: Plan, topics: Mapping[str, int], by: Person) -> None:
    """Change the book as planned; everybody has a mark in each of the topics, of what it is worth.

    Nobody is deleted: who is gone is dropped, with all that they submitted.
    """
    for entry in planned.new:
        made = people.known(connection, entry.name)
        said = {name: clean(getattr(entry, name)) for name in FIELDS}
        connection.execute(update(person).where(person.c.id == made.id).values(**said))
        note(connection, Event("enrolled", by.id, reference=str(made.id)))
    for change in planned.changes:
        values = {name: after for name, (_, after) in change.fields.items()}
        mine = person.c.id == change.student.id
        connection.execute(update(person).where(mine).values(**values))
        note(connection, Event("person", by.id, reference=str(change.student.id)))
    for student in planned.back:
        _becomes(connection, student, ACTIVE, by)
    for one in planned.gone:
        _becomes(connection, one.student, DROPPED, by)
    _fill(connection, topics)


def call(connection: Connection, student: Person, other: str, by: Person) -> None:
    """Have another name mean a student; raises BookError where it means somebody already."""
    found = people.find(connection, other)
    if found is not None and found.id == student.id:
        raise BookError(f"“{other}” means {student.name} already")
    if found is not None:
        number = _attempts(connection, [found.id]).get(found.id, 0)
        raise BookError(
            f"“{other}” is a student of the book with {number} attempts, which stay theirs: only a "
            "name that nobody has can be given"
        )
    if not other.strip():
        raise BookError("a name cannot be empty")
    connection.execute(insert(alias).values(name=clean(other), person_id=student.id))
    note(connection, Event("alias", by.id, reference=str(student.id)))


def _must_be_nobody(entry: Entry, there: Collection[Person]) -> None:
    """That a new student does not have the address or account of one of the book."""
    for one in there:
        same_account = entry.account and (entry.platform, entry.account) == (
            one.platform,
            one.account,
        )
        if one.status != ERASED and (same_account or entry.email and entry.email == one.email):
            what = "account" if same_account else "e-mail address"
            raise BookError(
                f"“{entry.name}” has the {what} of {one.name}. If they are the same person: "
                f"autograder book alias '{one.name}' '{entry.name}'"
            )


def _attempts(connection: Connection, students: Sequence[int]) -> dict[int, int]:
    query = (
        select(attempt.c.person_id, func.count())
        .where(attempt.c.person_id.in_(students))
        .group_by(attempt.c.person_id)
    )
    return {number: count for number, count in connection.execute(query)}


def _becomes(connection: Connection, student: Person, status: str, by: Person) -> None:
    connection.execute(update(person).where(person.c.id == student.id).values(status=status))
    reference = str(student.id)
    note(connection, Event("status", by.id, None, reference, student.status, status))


def _fill(connection: Connection, topics: Mapping[str, int]) -> None:
    """A mark in each topic for everybody who has none there: “not submitted”."""
    students = [one.id for one in people.everybody(connection) if one.status == ACTIVE]
    for name, most in topics.items():
        of_topic = marks.topic_id(connection, name)
        query = select(mark.c.person_id).where(mark.c.topic_id == of_topic)
        have = {number for (number,) in connection.execute(query)}
        for number in students:
            if number not in have:
                marks.mark_id(connection, number, of_topic, most)
