"""`autograder book comment`: what a person says of a student's work."""

from __future__ import annotations

from typing import TypedDict, Unpack

import click
from sqlalchemy import Connection

from autograder.cli.book.desk import Desk, Reason, claiming
from autograder.cli.book.numbers import ROW
from autograder.cli.console import Trouble
from autograder.gradebook import comments
from autograder.gradebook.comments import Comment
from autograder.gradebook.errors import BookError, Refused
from autograder.gradebook.histories import OfMark, of_marks
from autograder.gradebook.mark import Attempt, settle
from autograder.gradebook.schema import mark


class Place(TypedDict):
    """What a comment is about, and who sees it."""

    task: str | None
    line: int | None
    attempt: int | None
    not_shown: bool


@click.command("comment")
@click.argument("name")
@click.argument("topic")
@click.argument("text")
@click.option("--task", help="It is about this task.")
@click.option("--line", type=click.IntRange(min=1), help="It is about this line of the program.")
@click.option("--attempt", type=ROW, help="About this attempt; by default the one that counts.")
@click.option("--not-shown", is_flag=True, help="For staff only: students never see it.")
@claiming
def comment(
    desk: Desk, reason: Reason, name: str, topic: str, text: str, **place: Unpack[Place]
) -> None:
    """Say TEXT of NAME's work for TOPIC. Students see it when marks are published."""
    if not text.strip():
        raise Trouble("an empty comment says nothing")
    with desk.book.writing() as connection:
        which = desk.mark_id(connection, name, topic)
        of, about = _about(connection, which, place)
        said = Comment(
            mark_id=which,
            said=text,
            attempt_id=about.id,
            task=place["task"],
            line=place["line"],
            result_id=about.judged.result_id if about.judged is not None else None,
            shown=not place["not_shown"],
        )
        number = comments.say(connection, said, reason.staff(connection))
    seen = "for staff only" if place["not_shown"] else "students will see it"
    desk.answer(
        [
            f"Comment c{number} on attempt {about.number} of {of.student}, {of.topic}: {seen}.",
            f"Take it back: autograder book withdraw c{number}",
        ],
        {"comment": f"c{number}", "student": of.student, "topic": topic, "attempt": about.number},
    )


def _about(connection: Connection, which: int, place: Place) -> tuple[OfMark, Attempt]:
    """The mark, and the attempt that a comment is about."""
    [of] = of_marks(connection, mark.c.id == which)
    number, counted = place["attempt"], settle(of.history).attempt_id
    found = [
        one
        for one in of.history.attempts
        if (one.id == counted if number is None else one.number == number)
    ]
    if not found:
        which_one = "attempt that counts" if number is None else f"attempt {number}"
        raise Refused(f"{of.student} has no {which_one} in {of.topic}")
    judged = found[0].judged
    tasks = judged.tasks if judged is not None else {}
    if place["task"] is not None and place["task"] not in tasks:
        there = ", ".join(tasks) or "none, since it is ungraded"
        said = f"attempt {found[0].number} has no task “{place['task']}”; it has: {there}"
        raise BookError(said)
    return of, found[0]
