"""`autograder book appeal`: a student's appeal, as the staff enters and answers it."""

from __future__ import annotations

import click

from autograder.cli.book.desk import Desk, Reason, claiming, on_the_book
from autograder.cli.book.numbers import HUNDREDTHS, ROW
from autograder.cli.book.words import done_lines, moment_words
from autograder.gradebook import appeals, people
from autograder.gradebook.appeals import Appeal
from autograder.reports.plain_text import plain_text


@click.group("appeal")
def appeal() -> None:
    """Enter a student's appeal, answer it, list what is open.

    An open appeal holds the student's page back when marks are published.
    """


@appeal.command("open")
@click.argument("name")
@click.argument("topic")
@click.argument("words")
@click.option("--task", help="It is about this task; by default about the mark as a whole.")
@claiming
def begin(desk: Desk, reason: Reason, name: str, topic: str, words: str, task: str | None) -> None:
    """Enter what NAME appeals against in TOPIC, in WORDS."""
    with desk.book.writing() as connection:
        which = desk.mark_id(connection, name, topic)
        number = appeals.begin(connection, which, task, words, reason.staff(connection))
        [one] = [one for one in appeals.appeals(connection) if one.id == number]
    desk.answer(
        [_line(one), f"Answer it: autograder book appeal answer {number} WORDS [--points P]"],
        _document(one),
    )


@appeal.command("post")
@click.argument("number", type=ROW)
@click.argument("words")
@claiming
def add(desk: Desk, reason: Reason, number: int, words: str) -> None:
    """Add WORDS to appeal NUMBER, open or answered."""
    with desk.book.writing() as connection:
        appeals.add(connection, number, words, reason.staff(connection))
    desk.answer([f"Added to appeal {number}."], {"appeal": number})


@appeal.command("assign")
@click.argument("number", type=ROW)
@click.argument("to")
@claiming
def assign(desk: Desk, reason: Reason, number: int, to: str) -> None:
    """Have TO, one of the staff, answer appeal NUMBER."""
    with desk.book.writing() as connection:
        staff = people.known(connection, to, people.STAFF)
        appeals.assign(connection, number, staff, reason.staff(connection))
    desk.answer([f"Appeal {number} is for {staff.name}."], {"appeal": number, "to": staff.name})


@appeal.command("answer")
@click.argument("number", type=ROW)
@click.argument("words")
@click.option("--points", type=HUNDREDTHS, help="The task's new points; without, the mark stays.")
@claiming
def answer(desk: Desk, reason: Reason, number: int, words: str, points: int | None) -> None:
    """Answer appeal NUMBER with WORDS; with --points the mark changes."""
    with desk.book.writing() as connection:
        done = appeals.answer(connection, number, words, reason.staff(connection), points)
    changed = done_lines(done) if done is not None else ["The mark stays."]
    desk.answer([f"Appeal {number} is answered.", *changed], {"appeal": number})


@appeal.command("list")
@click.option("--all", "every", is_flag=True, help="Also those that were answered.")
@on_the_book
def list_them(desk: Desk, every: bool) -> None:
    """List the open appeals with all that was written."""
    with desk.book.reading() as connection:
        found = appeals.appeals(connection, only_open=not every)
    lines = []
    for one in found:
        lines.append(_line(one))
        lines += [
            f"  {moment_words(post.at)} {plain_text(post.by)}: {plain_text(post.said)}"
            for post in one.posts
        ]
    desk.answer(lines or ["No appeal is open."], [_document(one) for one in found])


def _line(one: Appeal) -> str:
    what = one.task or "the mark as a whole"
    to = f", for {plain_text(one.assigned)}" if one.assigned else ""
    return f"Appeal {one.id} ({one.state}): {plain_text(one.student)}, {one.topic}, {what}{to}"


def _document(one: Appeal) -> dict[str, object]:
    return {
        "appeal": one.id,
        "student": one.student,
        "topic": one.topic,
        "task": one.task,
        "state": one.state,
        "assigned": one.assigned,
        "posts": [
            {"by": post.by, "at": post.at.isoformat(), "said": post.said} for post in one.posts
        ],
    }
