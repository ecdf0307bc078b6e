"""The marks of a topic as a table that a person may edit, and what came back of it as decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from autograder.gradebook import batches, decisions, views
from autograder.gradebook.decisions import Done, Wish
from autograder.gradebook.mark import Kind
from autograder.gradebook.people import ACTIVE, Person
from autograder.gradebook.schema import mark, person, topic
from autograder.gradebook.views import Row


@dataclass(frozen=True)
class Line:
    """A row that came back: whose, at which version it was written, and the points that changed.

    `total` is in hundredths, None where the cell is as it was written or empty; `tasks` are those
    whose cell has other points.
    """

    student: str
    email: str
    version: int
    total: int | None
    tasks: Mapping[str, int]


@dataclass(frozen=True)
class Plan:
    """What a table would change; `stale`, `strangers` and `unequal` rows are refused by name.

    Stale are rows whose mark changed since the table was written, strangers those of nobody, and
    unequal those whose email is another student's than the name.
    """

    wishes: tuple[tuple[str, Wish], ...]
    unchanged: int
    stale: tuple[str, ...]
    strangers: tuple[str, ...]
    unequal: tuple[str, ...]


def rows(connection: Connection, topic_name: str, section: str | None = None) -> list[Row]:
    """The marks of the students in the class, by name."""
    query = (
        select(mark.c.id, person.c.name)
        .join(person, person.c.id == mark.c.person_id)
        .join(topic, topic.c.id == mark.c.topic_id)
        .where(topic.c.name == topic_name, person.c.status == ACTIVE)
    )
    if section is not None:
        query = query.where(person.c.section == section)
    found = sorted(connection.execute(query).all(), key=lambda one: (one[1].casefold(), one[1]))
    return views.rows(connection, [number for number, _ in found])


def plan(connection: Connection, topic_name: str, lines: Sequence[Line]) -> Plan:
    """What the lines of a table ask for, beside the marks as they are now."""
    now = {one.of.student: one for one in rows(connection, topic_name)}
    emails = {one.name: one.email for one in views.people(connection).values()}
    wishes: list[tuple[str, Wish]] = []
    stale, strangers, unequal, unchanged = [], [], [], 0
    for line in lines:
        row = now.get(line.student)
        if row is None:
            strangers.append(line.student)
        elif line.email != emails[line.student]:
            unequal.append(line.student)
        elif line.total is None and not line.tasks:
            unchanged += 1
        elif line.version != row.of.version:
            stale.append(line.student)
        else:
            wishes += [(line.student, wish) for wish in _wishes(row, line)]
    return Plan(tuple(wishes), unchanged, tuple(stale), tuple(strangers), tuple(unequal))


def apply(
    connection: Connection, planned: Plan, by: Person, because: str
) -> tuple[int, list[Done]]:
    """Make the decisions of a plan, as one batch: its number, and what was done."""
    batch = batches.new(connection, by)
    done = [decisions.decide(connection, wish, by, because, batch) for _, wish in planned.wishes]
    return batch, done


def _wishes(row: Row, line: Line) -> list[Wish]:
    """The decisions of a row whose version is the one that was written."""
    wanted = [Wish(row.of.mark_id, Kind.TASK, task, points) for task, points in line.tasks.items()]
    if line.total is not None:
        wanted.append(Wish(row.of.mark_id, Kind.TOTAL, points=line.total))
    return wanted
