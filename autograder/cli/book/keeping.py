"""`autograder book upgrade` and `backup`: a book of an older version, and a copy of one."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from autograder.cli.book.desk import of_any_version
from autograder.cli.console import Refusal, console
from autograder.gradebook import copies, database, migrations
from autograder.gradebook.book import Book


@click.command("upgrade")
@of_any_version
def upgrade(book: Book) -> None:
    """Bring a gradebook of an older version of the kit to this one; a copy is made first.

    In PostgreSQL no copy is made: back it up with pg_dump before.
    """
    done = migrations.upgrade(book.engine)
    if done.before == done.after:
        console.print(f"{book.place} is of this version: nothing to do.", markup=False)
        return
    console.print(f"{book.place}: revision {done.before} → {done.after}", markup=False)
    if done.copy is not None:
        console.print(f"As it was before: {done.copy}", markup=False)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@of_any_version
def backup(book: Book, file: Path) -> None:
    """Copy the gradebook to FILE, while others use it; FILE must not be there yet.

    FILE is a gradebook, too: to restore it, put it in the place of gradebook.db.
    """
    migrations.demand_book(book.engine)
    if book.engine.dialect.name != "sqlite":
        address = shlex.quote(database.address_without_password(book.engine))
        dump = f"pg_dump --format=custom --file={shlex.quote(str(file))} {address}"
        raise Refusal(f"a gradebook in PostgreSQL is copied by PostgreSQL's own program: {dump}")
    if file.exists():
        raise Refusal(f"{file} is there already: give a backup a name of its own")
    copies.copy(book.engine, file)
    console.print(f"Copied: {file}", markup=False)
