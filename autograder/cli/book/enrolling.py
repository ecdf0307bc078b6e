"""`autograder book roster` and `alias`: who is in the class, and under which names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy import Connection, func, select

from autograder.cli.book import class_list
from autograder.cli.book.desk import Desk, Reason, claiming
from autograder.cli.book.words import counted
from autograder.gradebook import people, roster
from autograder.gradebook.roster import Plan
from autograder.gradebook.schema import mark, topic
from autograder.model.hundredths import hundredths

SHOWN = 20


@click.command("roster")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--apply", "really", is_flag=True, help="Change the gradebook, not only tell.")
@claiming
def enroll(desk: Desk, reason: Reason, file: Path, really: bool) -> None:
    """Compare the class list FILE, a CSV file, with the gradebook; --apply makes it the same.

    Columns: name (or first and last name), email, section, platform with account. Students who are
    new have a mark in each topic, “not submitted”. Those who are gone are dropped: all is kept.
    """
    entries = class_list.read(file)
    with desk.book.reading() as connection:
        planned = roster.plan(connection, entries)
    if really:
        with desk.book.writing() as connection:
            planned = roster.plan(connection, entries)
            worth = _worth(connection, desk)
            roster.apply(connection, planned, worth, reason.staff(connection))
    desk.answer(_lines(planned, len(entries), really), _document(planned, really))


@click.command("alias")
@click.argument("name")
@click.argument("other")
@claiming
def alias(desk: Desk, reason: Reason, name: str, other: str) -> None:
    """From now on, take submissions of OTHER for those of NAME."""
    with desk.book.writing() as connection:
        student = people.student(connection, name)
        roster.call(connection, student, other, reason.staff(connection))
    said = f"“{other}” is {student.name} from now on."
    desk.answer([said], {"student": student.name, "alias": other})


def _worth(connection: Connection, desk: Desk) -> dict[str, int]:
    """What each topic of the course and of the book is worth, in hundredths."""
    worth = select(topic.c.name, func.max(mark.c.most)).join_from(topic, mark)
    known = {name: int(most) for name, most in connection.execute(worth.group_by(topic.c.name))}
    for name, one in desk.topics.items():
        if not known.get(name):
            known[name] = sum(hundredths(task.points) for task in one.rubric.tasks)
    return known


def _lines(planned: Plan, listed: int, really: bool) -> Iterator[str]:
    if planned.empty:
        yield f"{listed} in the file: the gradebook has the same."
        return
    counts = [
        (len(planned.new), "new"),
        (len(planned.back), "back"),
        (len(planned.gone), "gone"),
        (len(planned.changes), "changed"),
    ]
    told = ", ".join(f"{number} {what}" for number, what in counts if number)
    yield f"{listed} in the file: {told}."
    yield from _names("new", [one.name for one in planned.new])
    yield from _names("back", [one.name for one in planned.back])
    gone = [f"{one.student.name} ({counted(one.attempts, 'attempt')})" for one in planned.gone]
    yield from _names("gone", gone)
    for change in planned.changes[:SHOWN]:
        fields = [f"{name} {was or '–'} → {now}" for name, (was, now) in change.fields.items()]
        yield f"  {change.student.name}: {', '.join(fields)}"
    if len(planned.changes) > SHOWN:
        yield f"  and {len(planned.changes) - SHOWN} more"
    if planned.gone:
        does = "are" if really else "will be"
        yield f"Those who are gone {does} dropped: all they submitted is kept."
    yield "The gradebook is changed." if really else "Nothing was changed; --apply does it."


def _names(what: str, names: list[str]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        yield f"  {what}: {', '.join(names[:SHOWN])}{more}"


def _document(planned: Plan, really: bool) -> dict[str, object]:
    return {
        "applied": really,
        "new": [one.name for one in planned.new],
        "back": [one.name for one in planned.back],
        "gone": [{"student": one.student.name, "attempts": one.attempts} for one in planned.gone],
        "changed": [
            {
                "student": one.student.name,
                **{name: {"before": was, "after": now} for name, (was, now) in one.fields.items()},
            }
            for one in planned.changes
        ],
    }
