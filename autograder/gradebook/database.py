"""A gradebook's database: SQLite by default, PostgreSQL by its address.

Writers come one after the other on both: `BEGIN IMMEDIATE` on SQLite, an advisory lock on
PostgreSQL. What reads and then writes thus never fails half-way because of another writer, and the
chain of events has one order.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from autograder.gradebook.errors import BookError

Value = TypeVar("Value")
BUSY_MS = 30_000
# PostgreSQL takes 65,535 values in a query, SQLite as few as 32,766.
PORTION = 10_000
# Any number that nothing else in the database uses as a lock.
_WRITERS = 0x6E61_6772_6164_6572
# File systems that other machines see, too: SQLite's shared memory does not work across machines.
_SHARED = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "lustre"}


def connect(address: str) -> Engine:
    """The database at an address: the path of a file, or `postgresql://…`. Raises BookError.

    Nothing is made: SQLite's file must be there, or be made by whoever calls this for a new one.
    """
    if "://" not in address:
        return _sqlite(Path(address))
    try:
        url = make_url(address)
    except ArgumentError:
        raise BookError(f"“{address}” is not the address of a database") from None
    if url.get_backend_name() == "sqlite" and url.database:
        return _sqlite(Path(url.database))
    if url.get_backend_name() != "postgresql":
        raise BookError("a gradebook is kept in SQLite (a file) or in PostgreSQL (postgresql://…)")
    url = url.set(drivername="postgresql+psycopg")
    try:
        return create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError:
        said = "PostgreSQL needs an extra: pip install 'neural-autograder[postgresql]'"
        raise BookError(said) from None


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write; no other one can until it ends. Raises BookError."""
    with _told(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.info["begin"] = "BEGIN IMMEDIATE"
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
            yield connection


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the book, whoever writes meanwhile. Raises BookError."""
    with _told(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        connection.info["begin"] = "BEGIN"
        with connection.begin():
            yield connection


@contextlib.contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """A transaction that may rebuild tables; no other one can write until it ends. BookError.

    On SQLite references are not checked meanwhile, since a table that others refer to is dropped.
    """
    if engine.dialect.name != "sqlite":
        with writing(engine) as connection:
            yield connection
        return
    with _told(engine), engine.connect() as connection:
        driver = _driver(connection)
        driver.execute("PRAGMA foreign_keys=OFF")  # SQLite ignores it inside a transaction
        connection.info["begin"] = "BEGIN IMMEDIATE"
        try:
            with connection.begin():
                yield connection
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


@contextlib.contextmanager
def outside_transaction(engine: Engine) -> Iterator[sqlite3.Connection]:
    """A connection of SQLite for what it does in no transaction. Raises BookError."""
    with _told(engine), engine.connect() as connection:
        try:
            yield _driver(connection)
        except sqlite3.OperationalError as error:
            raise OperationalError(None, None, error) from error


def portions(values: Iterable[Value]) -> Iterator[Sequence[Value]]:
    """The values, so many at a time as one query may name."""
    every = list(values)
    for start in range(0, len(every), PORTION):
        yield every[start : start + PORTION]


def let_readers_and_writer_work(engine: Engine) -> None:
    """Have SQLite read while somebody writes; only once it is known that the file is a gradebook.

    It changes the file, and stays so until it is copied. Raises BookError.
    """
    if engine.dialect.name == "sqlite":
        with outside_transaction(engine) as connection:
            connection.execute("PRAGMA journal_mode=WAL")


def place(engine: Engine) -> str:
    """Where the database is, without a password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=True)


def address_without_password(engine: Engine) -> str:
    """The address of a database as PostgreSQL's own programs take it; they ask for a password."""
    url = engine.url
    return URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    ).render_as_string()


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _sqlite(path: Path) -> Engine:
    kind = _file_system(path)
    if kind in _SHARED or kind.startswith("fuse"):
        raise BookError(
            f"{path} is on a network drive ({kind}), where SQLite loses data. Keep the gradebook "
            "on a disk of this machine, or in PostgreSQL: autograder book new postgresql://…"
        )
    url = URL.create("sqlite", database=str(path))  # as text, ? and % would mean something
    engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # `begin` below says how a transaction begins
        for pragma in (
            f"busy_timeout={BUSY_MS}",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # else INSERT OR REPLACE deletes behind the guards' backs
            "synchronous=FULL",  # what was acknowledged survives a power cut
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.info.get("begin", "BEGIN"))

    return engine


@contextlib.contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """What the database refuses, as one line."""
    try:
        yield
    except OperationalError as error:
        first = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
        raise BookError(f"the gradebook {place(engine)} cannot be used: {first}") from error


def _file_system(path: Path) -> str:
    """The kind of file system a file is on, where the system tells it; otherwise empty."""
    mounts = Path("/proc/self/mounts")
    place = os.path.realpath(path.parent)
    found = ("", "")
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    for line in lines:
        _, where, kind, *_ = line.split(" ")
        where = where.replace("\\040", " ")
        inside = place == where or place.startswith(where.rstrip("/") + "/")
        if inside and len(where) >= len(found[0]):
            found = (where, kind)
    return found[1]
