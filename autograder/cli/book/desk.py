"""What the commands of `book` share: the open book, who is at work on it, and how they answer."""

from __future__ import annotations

import functools
import getpass
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import Connection, select

from autograder.cli.console import Trouble, console
from autograder.cli.options import book_option, folder_option
from autograder.course import topics as course
from autograder.course.deadlines import Deadlines
from autograder.course.settings import FILE
from autograder.course.topic import Topic
from autograder.gradebook import book, marks, people, policy, rules
from autograder.gradebook.book import Book
from autograder.gradebook.errors import BookError
from autograder.gradebook.events import Event, note
from autograder.gradebook.nearest import nearest
from autograder.gradebook.people import STAFF, Person
from autograder.gradebook.place import address_of
from autograder.gradebook.schema import topic
from autograder.reports.plain_text import plain_text

# A command is given the open desk before its own arguments, one that decides a reason as well.
Command = Callable[..., None]


@dataclass(frozen=True)
class Desk:
    """An open book, and the topics of the course beside it, if there is one: in which folder."""

    book: Book
    topics: Mapping[str, Topic]
    as_json: bool
    course: Path | None = None

    def answer(self, lines: Iterable[str], document: object) -> None:
        """Print lines for people or, where it was asked for, the same as JSON."""
        if self.as_json:
            click.echo(json.dumps(document, ensure_ascii=False, indent=1))
            return
        for line in lines:
            console.print(plain_text(line), markup=False)

    def known_topic(self, connection: Connection, name: str) -> int | None:
        """The id of a topic; None where only the course has it. Raises BookError if none does."""
        kept = {row.name: int(row.id) for row in connection.execute(select(topic))}
        if name not in {*kept, *self.topics}:
            said = f"neither the gradebook nor the course has a topic “{name}”"
            raise BookError(f"{said}; {nearest(name, {*kept, *self.topics})}")
        return kept.get(name)

    def mark_id(self, connection: Connection, name: str, of_topic: str) -> int:
        """The id of the mark that a student's name and a topic's mean, made where it is new.

        Raises BookError for names that nobody and nothing has.
        """
        student = people.student(connection, name)
        self.known_topic(connection, of_topic)
        return marks.mark_id(connection, student.id, marks.topic_id(connection, of_topic))


def on_the_book(command: Command, *, follows: bool = True) -> Command:
    """Open the book for a command, with the options that say which.

    The book then `follows` the rules of `course.toml`, where no mark changes by them.
    """

    @folder_option
    @book_option
    @click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
    @functools.wraps(command)
    def run(folder: Path | None, address: str | None, as_json: bool, **rest: object) -> None:
        place, where = _where(folder, address)
        with book.opened(where) as opened:
            known = course.topics(place) if place is not None else {}
            desk = Desk(opened, known, as_json, place)
            if follows and place is not None and (place / FILE).exists():
                _follow(desk, place)
            command(desk, **rest)

    return run


def of_any_version(command: Command) -> Command:
    """Give a command the book as it is, also an older one, with the options that say which."""

    @folder_option
    @book_option
    @functools.wraps(command)
    def run(folder: Path | None, address: str | None, **rest: object) -> None:
        with book.of_any_version(_where(folder, address)[1]) as there:
            command(there, **rest)

    return run


def _where(folder: Path | None, address: str | None) -> tuple[Path | None, str]:
    """The folder of the course, if there is one, and the address of its book; raises BookError."""
    place = None if address is not None and folder is None else course.find_course(folder)
    where = address or address_of(place or Path())
    if where is None:
        raise BookError(f"{place} has no gradebook: autograder book new makes one")
    return place, where


def _follow(desk: Desk, place: Path) -> None:
    """Follow the rules of `course.toml`, if it was changed; tell how many marks that would move."""
    deadlines = Deadlines.read(place / FILE, list(desk.topics))
    with desk.book.reading() as connection:
        if policy.holds(connection, deadlines):
            return
    with desk.book.writing() as connection:
        by = people.known(connection, system_user(), STAFF)
        waiting = rules.follow_unless_marks_move(connection, deadlines, by.id)
    if waiting:
        what = "1 mark" if len(waiting) == 1 else f"{len(waiting)} marks"
        said = f"{FILE} has other rules than before, and {what} would change"
        click.echo(f"{said}: autograder regrade rules", err=desk.as_json)


@dataclass(frozen=True)
class Reason:
    """Why something is decided, and who says that they decide it."""

    because: str
    claimed: str | None

    def staff(self, connection: Connection) -> Person:
        """Who decides: the user of this system, or whom they name, which the log tells."""
        user = people.known(connection, system_user(), STAFF)
        if self.claimed is None or self.claimed == user.name:
            return user
        by = people.known(connection, self.claimed, STAFF)
        note(connection, Event("as", by.id, reference=str(user.id)))
        return by


def deciding(command: Command) -> Command:
    """Open the book for a command that decides, with the options that say who does, and why."""
    return click.option(
        "--because", required=True, help="The reason, which is kept with the decision."
    )(claiming(command))


def taking_back(command: Command) -> Command:
    """The same for a command that only goes back to what was: it needs no reason."""
    return click.option("--because", help="The reason, which is kept with it.")(claiming(command))


def ruling(command: Command) -> Command:
    """The same for a command that shows what following `course.toml` would change."""
    return _claiming(command, follows=False)


def claiming(command: Command) -> Command:
    """Open the book for a command that changes it, with the option that says who does."""
    return _claiming(command)


def _claiming(command: Command, *, follows: bool = True) -> Command:
    @click.option(
        "--as",
        "claimed",
        metavar="NAME",
        callback=_name,
        help="Who does this, if not the user of this system; the log has both.",
    )
    @functools.wraps(command)
    def run(desk: Desk, claimed: str | None, because: str | None = None, **rest: object) -> None:
        command(desk, Reason(because or "", claimed), **rest)

    return on_the_book(run, follows=follows)


def _name(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value is not None and not value.strip():
        raise Trouble("--as needs a name")
    return value


def system_user() -> str:
    """The name of who runs this."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return f"user {os.getuid()}"
