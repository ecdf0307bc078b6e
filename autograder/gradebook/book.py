"""A gradebook: where it is, making and opening it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from autograder.gradebook import database, migrations
from autograder.gradebook.errors import BookError
from autograder.gradebook.place import ADDRESS, FILE, address_of


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
        return database.place(self.engine)


def new(folder: Path, address: str | None = None) -> Book:
    """Make a gradebook for the course in a folder: its own file, or at an address; BookError."""
    there = address_of(folder)
    if there is not None:
        raise BookError(f"this course has a gradebook already: {there}")
    made = make(address or str(folder / FILE))
    if address is not None:
        path = folder / ADDRESS
        # It may hold a password: nobody else may read it, not even for a moment.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(address + "\n")
    return made


def make(address: str) -> Book:
    """An empty gradebook at an address; raises BookError where there is one."""
    engine = database.connect(address)
    migrations.create(engine)
    return Book(engine)


@contextlib.contextmanager
def opened(address: str) -> Iterator[Book]:
    """The gradebook at an address; raises BookError where there is none, or of another version."""
    with of_any_version(address) as there:
        migrations.demand_current(there.engine)
        yield there


@contextlib.contextmanager
def of_any_version(address: str) -> Iterator[Book]:
    """The database at an address, whatever it holds: to copy or upgrade it. Raises BookError."""
    engine = database.connect(address)
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).is_file():
        raise BookError(f"there is no gradebook {address}: autograder book new makes one")
    try:
        yield Book(engine)
    finally:
        engine.dispose()
