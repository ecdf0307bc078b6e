"""`autograder book extend`: more time, for one topic or for all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import click
from sqlalchemy import Connection

from autograder.cli.book.dates import moment_of
from autograder.cli.book.desk import Desk, Reason, deciding
from autograder.cli.book.words import batch_lines, done_document, done_lines
from autograder.cli.console import Trouble
from autograder.course.deadlines import Deadlines
from autograder.gradebook import batches, decisions, people, policy
from autograder.gradebook.decisions import Done, Wish
from autograder.gradebook.errors import Refused
from autograder.gradebook.histories import of_marks
from autograder.gradebook.mark import Kind
from autograder.gradebook.people import Person
from autograder.gradebook.schema import mark


@dataclass(frozen=True)
class _Longer:
    """How much more time: until a moment, or so many days more than there is now."""

    until: datetime | None
    days: int

    def than(self, now: datetime) -> datetime:
        return self.until or now + timedelta(days=self.days)


@click.command("extend")
@click.argument("name")
@click.argument("topic", required=False)
@click.option("--all", "everywhere", is_flag=True, help="In every topic that has a due date.")
@click.option("--until", metavar="DATE", help="2026-11-03 is the end of that day; or a moment.")
@click.option("--days", type=click.IntRange(1, 366), help="So many days more than there are now.")
@deciding
def extend(
    desk: Desk,
    reason: Reason,
    name: str,
    topic: str | None,
    everywhere: bool,
    **when: str | int | None,
) -> None:
    """Give NAME more time for TOPIC, or for all topics.

    Of this and an extension in course.toml, the later date counts.
    """
    if (topic is None) != everywhere:
        raise Trouble("say which: TOPIC, or --all for every topic that has a due date")
    if (when["until"] is None) == (when["days"] is None):
        raise Trouble("say how long: --until DATE or --days NUMBER")
    with desk.book.writing() as connection:
        rules = policy.current(connection)
        until = None if when["until"] is None else moment_of(str(when["until"]), rules)
        longer = _Longer(until, int(when["days"] or 0))
        by = reason.staff(connection)
        if topic is not None:
            which = desk.mark_id(connection, name, topic)
            given, batch = [_extend(connection, which, longer, by, reason.because)], None
        else:
            marks = _marks(connection, desk, name, rules)
            batch = batches.new(connection, by)
            given = [
                _extend(connection, which, longer, by, reason.because, batch)
                for which, due in marks.items()
                if longer.than(due) > due
            ]
            if not given:
                raise Refused(f"{name} has as much time everywhere already")
    if batch is None:
        desk.answer(done_lines(given[0]), done_document(given[0]))
    else:
        document = {"batch": f"b{batch}", "decisions": [done_document(one) for one in given]}
        desk.answer(batch_lines(given, batch), document)


def _marks(connection: Connection, desk: Desk, name: str, rules: Deadlines) -> dict[int, datetime]:
    """A student's marks in all topics in which something is due, and when it is."""
    student = people.student(connection, name)
    topics = {*rules.settings.due, *rules.settings.extensions.get(student.name, {})}
    which = [desk.mark_id(connection, name, topic) for topic in sorted(topics)]
    found = of_marks(connection, mark.c.id.in_(which))
    return {one.mark_id: one.history.due_for_all for one in found if one.history.due_for_all}


def _extend(
    connection: Connection,
    which: int,
    longer: _Longer,
    by: Person,
    because: str,
    batch: int | None = None,
) -> Done:
    [of] = of_marks(connection, mark.c.id == which)
    if of.history.due_for_all is None:
        raise Refused(f"nothing is due in {of.topic}: there is no date to extend")
    wish = Wish(which, Kind.EXTEND, until=longer.than(of.history.due_for_all))
    return decisions.decide(connection, wish, by, because, batch)
