"""The versions of a gradebook's tables, and the way from each to the next.

In: a database. Out: the same one with the tables of `schema`. Not here: what the tables hold.

`versions/` has one file for each revision: 0001 makes all tables, and each later one changes them.
An upgrade is one transaction, also on SQLite: whoever kills it finds the database as it was.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from autograder.gradebook import copies, database, guards
from autograder.gradebook.errors import BookError

FOLDER = Path(__file__).parent
# Not Alembic's usual name: a database of another program that uses Alembic is not a gradebook.
VERSION_TABLE = "gradebook_version"


class State(StrEnum):
    """How a database stands to this version of the kit."""

    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"
    NOT_A_BOOK = "not a book"


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade did: the revisions, equal where nothing was to do, and the copy it made."""

    before: str
    after: str
    copy: Path | None


def state(engine: Engine) -> State:
    """How the database stands to this version of the kit; raises BookError if it cannot be read."""
    try:
        with database.reading(engine) as connection:
            return _state(_revision(connection))
    except DatabaseError:  # SQLite: a file of another kind
        return State.NOT_A_BOOK


def demand_current(engine: Engine) -> None:
    """Raise BookError, with what to do, unless this version of the kit can use the database."""
    found = state(engine)
    if found is not State.CURRENT:
        raise _refusal(engine, found)
    database.let_readers_and_writer_work(engine)


def demand_book(engine: Engine) -> None:
    """Raise BookError, with what to do, unless the database is a gradebook of some version."""
    found = state(engine)
    if found is State.NOT_A_BOOK:
        raise _refusal(engine, found)


def create(engine: Engine) -> None:
    """Make all tables and guards in an empty database; raises BookError where it is not empty."""
    with database.rebuilding(engine) as connection:
        if inspect(connection).get_table_names():
            raise BookError(f"there is a database already at {database.place(engine)}")
        _run_revisions(connection)
    database.let_readers_and_writer_work(engine)


def upgrade(engine: Engine) -> Upgraded:
    """Bring a gradebook of an older version to this one's tables.

    On SQLite a copy is made first, beside the file. Raises BookError where the database is not a
    gradebook, is of a newer version, or is damaged; it is then as it was.
    """
    if state(engine) is State.NOT_A_BOOK:  # perhaps no database at all
        raise _refusal(engine, State.NOT_A_BOOK)
    with database.rebuilding(engine) as connection:
        before = _revision(connection)
        found = _state(before)
        if found in (State.NEWER, State.NOT_A_BOOK):
            raise _refusal(engine, found)
        if found is State.CURRENT:
            return Upgraded(before, before, None)
        # While this transaction is the only one that writes, so that the copy lacks nothing.
        copy = _copy(engine)
        guards.remove(connection)
        _run_revisions(connection)
        _check_references(connection, engine)
        return Upgraded(before, newest(), copy)


def newest() -> str:
    """The revision that this version of the kit works with."""
    return _known()[-1]


def _known() -> list[str]:
    """All revisions in their order, without loading them: Alembic is slow to import."""
    names = [path.name for path in (FOLDER / "versions").iterdir()]
    return sorted(found[1] for name in names if (found := re.fullmatch(r"r(\d{4})\.py", name)))


def _state(revision: str) -> State:
    if not revision:
        return State.NOT_A_BOOK
    if revision == newest():
        return State.CURRENT
    return State.OLDER if revision in _known() else State.NEWER


def _refusal(engine: Engine, found: State) -> BookError:
    place = database.place(engine)
    says = {
        State.OLDER: f"the gradebook {place} is of an older version of the kit. Upgrade it: "
        "autograder book upgrade",
        State.NEWER: f"the gradebook {place} is of a newer version of the kit. Install that one: "
        "pip install --upgrade neural-autograder",
        State.NOT_A_BOOK: f"{place} is not a gradebook. If it belongs to another program, move it "
        "and make one: autograder book new",
    }
    return BookError(says[found])


def _revision(connection: Connection) -> str:
    """The revision that the database has; empty where it is not a gradebook."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() or ""


def _run_revisions(connection: Connection) -> None:
    """Run the revisions that the database lacks; then make all guards and count them."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
    # Last: on SQLite a table that is rebuilt has lost its triggers.
    guards.make(connection)
    missing = guards.wanted(connection) - guards.names(connection)
    if missing:
        raise AssertionError(f"guards are missing: {missing}")


def _copy(engine: Engine) -> Path | None:
    """Copy a file of SQLite to beside it; where the database is another, its server has backups.

    An earlier copy stays: it may be the only one of what an upgrade before this one changed.
    """
    if engine.dialect.name != "sqlite":
        return None
    path = Path(str(engine.url.database))
    stem = f"{path.stem}.before-{newest()}"
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    targets = (path.with_name(f"{name}{path.suffix}") for name in names)
    target = next(one for one in targets if not one.exists())
    copies.copy(engine, target)
    return target


def _check_references(connection: Connection, engine: Engine) -> None:
    """SQLite checks none while tables are rebuilt, so all are checked afterwards."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise BookError(
            f"the gradebook {database.place(engine)} is damaged: rows of {tables} refer to rows "
            "that are not there. It is as it was; restore a backup, then upgrade that"
        )
