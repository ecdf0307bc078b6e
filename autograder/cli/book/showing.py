"""`autograder book show`: marks, and what they follow from."""

from __future__ import annotations

import click
from sqlalchemy import ColumnElement, Connection

from autograder.cli.book.columns import in_columns
from autograder.cli.book.desk import Desk, on_the_book
from autograder.cli.book.stories import entry_document, entry_line, mark_lines
from autograder.cli.book.words import mark_document, mark_words, shown
from autograder.cli.console import Trouble
from autograder.gradebook import people, policy
from autograder.gradebook.histories import OfMark, of_marks
from autograder.gradebook.mark import Mark, settle
from autograder.gradebook.people import Person
from autograder.gradebook.schema import mark
from autograder.gradebook.timeline import commented, decided, timeline


@click.command("show")
@click.argument("name", required=False)
@click.argument("topic", required=False)
@click.option("--topic", "all_of", metavar="TOPIC", help="Everybody's marks in this topic.")
@click.option("--history", is_flag=True, help="Also all that happened to the mark.")
@on_the_book
def show(
    desk: Desk, name: str | None, topic: str | None, all_of: str | None, history: bool
) -> None:
    """Show the mark of NAME in TOPIC and what it follows from, or all marks of NAME."""
    if (name is None) == (all_of is None) or (topic is not None and all_of is not None):
        raise Trouble("say whose mark: NAME TOPIC, NAME, or --topic TOPIC for everybody's")
    if history and topic is None:
        raise Trouble("--history is that of one mark: say NAME TOPIC")
    if name is not None and topic is not None:
        _one(desk, name, topic, history)
        return
    with desk.book.reading() as connection:
        if name is not None:
            which = mark.c.person_id == people.student(connection, name).id
        else:
            which = mark.c.topic_id == desk.known_topic(connection, all_of or "")
        _many(desk, connection, which)


def _one(desk: Desk, name: str, topic: str, history: bool) -> None:
    with desk.book.reading() as connection:
        student = people.student(connection, name)
        of_topic = desk.known_topic(connection, topic)
        which = (mark.c.person_id == student.id) & (mark.c.topic_id == of_topic)
        found = of_marks(connection, which)
        if not found:
            said = f"{student.label} has no mark in {topic}: nothing was submitted or decided"
            desk.answer([said], None)
            return
        zone = policy.current(connection).zone
        which_one = found[0].mark_id
        theirs = decided(connection, which_one), commented(connection, which_one)
        lines = mark_lines(found[0], student, theirs, zone)
        entries = timeline(connection, which_one) if history else []
    document = _document(found[0], student, settle(found[0].history))
    if history:
        document["history"] = [entry_document(one, zone) for one in entries]
        lines += ["", *(entry_line(one, zone) for one in entries)]
    desk.answer(lines, document)


def _many(desk: Desk, connection: Connection, which: ColumnElement[bool]) -> None:
    students = {one.id: one for one in people.everybody(connection)}
    order = {one: place for place, one in enumerate(students)}
    rows = sorted(of_marks(connection, which), key=lambda one: (order[one.person_id], one.topic))
    table, documents = [("student", "topic", "mark", "of", "remarks")], []
    for of in rows:
        student, settled = students[of.person_id], settle(of.history)
        remarks = "; ".join(look.words for look in settled.look)
        points = mark_words(settled.state, settled.final)
        table.append((student.label, of.topic, points, shown(settled.most), remarks))
        documents.append(_document(of, student, settled))
    desk.answer(in_columns(table) if rows else ["there are no marks"], documents)


def _document(of: OfMark, student: Person, settled: Mark) -> dict[str, object]:
    attempts = {one.id: one.number for one in of.history.attempts}
    return {
        "student": of.student,
        "status": student.status,
        "topic": of.topic,
        "version": of.version,
        "attempt": attempts.get(settled.attempt_id or 0),
        "attempts": len(attempts),
        **mark_document(settled.state, settled.final),
        "most": settled.most / 100,
        "look": [{"reason": one.reason, "words": one.words} for one in settled.look],
    }
