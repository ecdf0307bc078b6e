"""A gradebook: where it is, making and opening it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from autograder.gradebook import database, guards
from autograder.gradebook.database import BookError
from autograder.gradebook.place import ADDRESS, FILE, address_of
from autograder.gradebook.schema import metadata
from autograder.storage.atomic_write import write_file


@dataclass(frozen=True)
class Book:
    """An open gradebook."""

    engine: Engine

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that may write: one at a time, whoever else is at work."""
        return database.writing(self.engine)

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the book."""
        return database.reading(self.engine)

    @property
    def place(self) -> str:
        """Where it is kept, without a password."""
        if self.engine.dialect.name == "sqlite":
            return str(self.engine.url.database)
        return self.engine.url.set(drivername="postgresql").render_as_string(hide_password=True)


def new(folder: Path, address: str | None = None) -> Book:
    """Make a gradebook for the course in a folder: its own file, or at an address; BookError."""
    there = address_of(folder)
    if there is not None:
        raise BookError(f"this course has a gradebook already: {there}")
    made = make(address or str(folder / FILE))
    if address is not None:
        path = folder / ADDRESS
        write_file(path, address + "\n")
        path.chmod(0o600)  # it may hold a password
    return made


def make(address: str) -> Book:
    """An empty gradebook at an address; raises BookError where there is one."""
    engine = database.connect(address)
    with database.writing(engine) as connection:
        if inspect(connection).get_table_names():
            raise BookError(f"there is a database already at {Book(engine).place}")
        metadata.create_all(connection)
        guards.make(connection)
    return Book(engine)


@contextlib.contextmanager
def opened(address: str) -> Iterator[Book]:
    """The gradebook at an address; raises BookError where there is none, or of another version."""
    if "://" not in address and not Path(address).is_file():
        raise BookError(f"there is no gradebook {address}: autograder book new makes one")
    engine = database.connect(address)
    try:
        yield Book(engine)
    finally:
        engine.dispose()
