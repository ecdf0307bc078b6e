"""What is said of a gradebook as a whole: its content, and that nothing in it is wrong."""

from __future__ import annotations

from sqlalchemy import Connection, select

from autograder.gradebook import events, marks
from autograder.gradebook.book import Book
from autograder.gradebook.schema import metadata

# Columns that hold a time of the clock, or follow from one; and what is drawn.
_OF_THE_CLOCK = {"at", "first_seen", "begun", "ended", "chain", "process", "pseudonym", "salt"}


def dump(connection: Connection) -> list[str]:
    """Everything in a book but times of the clock and what is drawn, as lines of text."""
    lines = []
    for table in metadata.sorted_tables:
        columns = [one for one in table.columns if one.name not in _OF_THE_CLOCK]
        rows = connection.execute(select(*columns).order_by(*table.primary_key.columns))
        lines += [f"{table.name}: {tuple(row)!r}" for row in rows]
    return lines


def faults(book: Book) -> list[object]:
    """What is wrong with a book: there should be nothing."""
    with book.reading() as connection:
        found: list[object] = [*marks.wrong(connection), *events.broken(connection)]
        if book.engine.dialect.name == "sqlite":
            found += connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            [checked] = connection.exec_driver_sql("PRAGMA integrity_check").one()
            found += [] if checked == "ok" else [checked]
    return found
