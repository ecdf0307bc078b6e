"""Every revision of a gradebook's tables, and the way to the newest."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from autograder.gradebook import book, copies, database, events, guards, marks, migrations, people
from autograder.gradebook.errors import BookError
from autograder.gradebook.migrations import State
from autograder.gradebook.schema import APPEND_ONLY, metadata
from tests.conftest import ROOT
from tests.databases import Server
from tests.gradebook import kept

# A revision that never was: it changes a table that may only be appended to (SQLite can do that
# only by rebuilding it), and fills a column.
SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

def upgrade():
    with op.batch_alter_table(
        "decision", table_kwargs={"sqlite_autoincrement": True}
    ) as decision:
        decision.alter_column("task", type_=sa.Text())
        decision.add_column(sa.Column("mood", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE decision SET mood = 'good'")
"""
KILLED = "import os, signal\n" + SECOND + "    os.kill(os.getpid(), signal.SIGKILL)\n"
BREAKS = SECOND + "    op.execute(\"DELETE FROM person WHERE kind = 'staff'\")\n"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Of an empty database."""
    made = database.connect(database_url)
    yield made
    made.dispose()


@pytest.fixture
def old(engine: Engine, database_url: str) -> Engine:
    """Of the book that revision 0001 made."""
    kept.restore("revision-0001", database_url)
    return engine


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Revisions of a kit to come: a folder that has SECOND, too."""
    folder = tmp_path / "later"
    shutil.copytree(migrations.FOLDER, folder)
    for file in (folder / "versions").glob("r*.py"):
        if file.name > "r0001.py":
            file.unlink()
    (folder / "versions/r0002.py").write_text(SECOND, encoding="utf-8")
    monkeypatch.setattr(migrations, "FOLDER", folder)
    return folder


def test_revisions_are_one_line_and_named_as_their_files() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    config.set_main_option("path_separator", "os")
    line = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
    assert line == sorted((f"{n:04}" for n in range(1, len(line) + 1)), reverse=True)
    assert line[0] == migrations.newest()


@pytest.mark.parametrize("table", [one.name for one in APPEND_ONLY])
def test_no_table_that_is_appended_to_can_be_emptied_as_a_whole(
    table: str, postgresql: Server
) -> None:
    with postgresql.database() as url:
        engine = database.connect(url)
        migrations.create(engine)
        with (
            pytest.raises(DatabaseError, match=f"{table} is append-only"),
            engine.begin() as connection,
        ):
            connection.exec_driver_sql(f"TRUNCATE {table} CASCADE")
        engine.dispose()


def test_revisions_make_the_tables_of_the_schema(engine: Engine) -> None:
    migrations.create(engine)
    with engine.connect() as connection:
        assert differences(connection) == []


def test_revisions_make_what_the_schema_would_make_itself(
    database_url: str, engine: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """What Alembic's comparison does not see: CHECK, AUTOINCREMENT, names of keys."""
    migrations.create(engine)
    with engine.connect() as connection:
        migrated = described(connection)
    if engine.dialect.name == "sqlite":
        assert migrated == made_directly(f"sqlite:///{tmp_path / 'other.db'}")
    else:
        with request.getfixturevalue("postgresql").database() as url:
            assert migrated == made_directly(url)


def made_directly(url: str) -> Counter[str]:
    engine = database.connect(url)
    with engine.begin() as connection:
        metadata.create_all(connection)
        made = described(connection)
    engine.dispose()
    return made


def test_a_new_book_is_current_and_guarded(engine: Engine) -> None:
    migrations.create(engine)
    assert migrations.state(engine) is State.CURRENT
    with engine.connect() as connection:
        assert guards.names(connection) == guards.wanted(connection)


def test_a_book_is_made_in_an_empty_database_only(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE grades (id INTEGER)")
    with pytest.raises(BookError, match="there is a database already at"):
        migrations.create(engine)
    assert migrations.state(engine) is State.NOT_A_BOOK


def test_an_older_book_is_opened_by_an_upgrade_only(
    old: Engine, database_url: str, later: Path
) -> None:
    assert migrations.state(old) is State.OLDER
    with pytest.raises(BookError, match="autograder book upgrade"), book.opened(database_url):
        pass


def test_a_newer_book_is_refused(
    old: Engine, later: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations.upgrade(old)
    monkeypatch.undo()
    assert migrations.state(old) is State.NEWER
    with pytest.raises(BookError, match="of a newer version"), book.opened(database_url):
        pass
    with pytest.raises(BookError, match="of a newer version"):
        migrations.upgrade(old)


def test_the_database_of_another_program_that_uses_alembic_is_not_a_book(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0001')")
    assert migrations.state(engine) is State.NOT_A_BOOK
    with pytest.raises(BookError, match="is not a gradebook"):
        migrations.upgrade(engine)


@pytest.mark.parametrize("content", [b"", b"Name,Points\nBohr,3\n" * 100])
def test_another_file_is_not_a_book(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "gradebook.db"
    file.write_bytes(content)
    with pytest.raises(BookError, match="is not a gradebook"), book.opened(str(file)):
        pass
    with pytest.raises(BookError, match="is not a gradebook"):
        migrations.upgrade(database.connect(str(file)))


def test_a_file_of_another_program_stays_as_it_is(tmp_path: Path) -> None:
    """nbgrader keeps a gradebook.db in a course's folder, too."""
    file = tmp_path / "gradebook.db"
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE student (id TEXT)")
    before = file.read_bytes()
    with pytest.raises(BookError, match="is not a gradebook"), book.opened(str(file)):
        pass
    with pytest.raises(BookError, match="there is a database already"):
        book.make(str(file))
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["50% done?.db", "a#b.db", "50%25.db"])
def test_a_path_may_have_any_character(name: str, tmp_path: Path) -> None:
    book.make(str(tmp_path / name)).engine.dispose()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with book.opened(str(tmp_path / name)):
        pass


def test_a_backup_that_is_put_in_place_is_read_while_somebody_writes(tmp_path: Path) -> None:
    made = book.make(str(tmp_path / "gradebook.db"))
    copies.copy(made.engine, tmp_path / "backup.db")
    made.engine.dispose()
    with (
        book.opened(str(tmp_path / "backup.db")) as opened,
        opened.writing() as writing,
        opened.reading() as reading,
    ):
        people.known(writing, "Bohr")
        assert people.everybody(reading) == []


@pytest.mark.parametrize("revision", kept.REVISIONS)
def test_the_books_of_every_revision_are_upgraded(
    revision: str, engine: Engine, database_url: str
) -> None:
    kept.restore(revision, database_url)
    migrations.upgrade(engine)
    with book.opened(database_url) as opened, opened.reading() as connection:
        assert differences(connection) == []
        assert guards.names(connection) == guards.wanted(connection)
        assert finals(connection) == kept.MARKS
        assert marks.wrong(connection) == []
        assert events.broken(connection) == []


def test_every_revision_has_kept_books() -> None:
    known = [f"revision-{n:04}" for n in range(1, int(migrations.newest()) + 1)]
    assert known == kept.REVISIONS
    assert [path.stem for path in sorted(kept.FILES.glob("*.sql"))] == known


def test_an_upgrade_keeps_every_row(old: Engine, later: Path) -> None:
    before = rows(old)
    done = migrations.upgrade(old)
    assert (done.before, done.after) == ("0001", "0002")
    assert migrations.state(old) is State.CURRENT
    assert rows(old) == before
    with old.connect() as connection:
        moods = connection.execute(text("SELECT DISTINCT mood FROM decision")).scalars().all()
    assert moods == ["good"]


def test_a_second_upgrade_does_nothing(old: Engine, later: Path) -> None:
    migrations.upgrade(old)
    done = migrations.upgrade(old)
    assert (done.before, done.after, done.copy) == ("0002", "0002", None)


def test_a_table_that_is_rebuilt_loses_its_guards_on_sqlite(tmp_path: Path) -> None:
    """Why `upgrade` makes them anew."""
    engine = book.make(str(tmp_path / "gradebook.db")).engine
    with database.rebuilding(engine) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("decision", recreate="always"):
            pass
        lost = guards.wanted(connection) - guards.names(connection)
    engine.dispose()
    assert lost == {"keep_decision_update", "keep_decision_delete"}


@pytest.mark.parametrize("change", ["UPDATE decision SET points = 0", "DELETE FROM decision"])
def test_guards_hold_after_an_upgrade_that_rebuilt_their_table(
    old: Engine, later: Path, change: str
) -> None:
    migrations.upgrade(old)
    with pytest.raises(DatabaseError, match="decision is append-only"), old.begin() as connection:
        connection.execute(text(change))


def test_references_are_checked_again_after_an_upgrade(old: Engine, later: Path) -> None:
    migrations.upgrade(old)
    with pytest.raises(DatabaseError), old.begin() as connection:
        connection.execute(text("INSERT INTO alias (name, person_id) VALUES ('x', 9999)"))


def test_an_upgrade_that_leaves_broken_references_is_refused(old: Engine, later: Path) -> None:
    before = rows(old)
    (later / "versions/r0002.py").write_text(BREAKS, encoding="utf-8")
    # On PostgreSQL the server refuses the statement itself.
    with pytest.raises((BookError, DatabaseError)):
        migrations.upgrade(old)
    assert migrations.state(old) is State.OLDER
    assert rows(old) == before
    with old.connect() as connection:
        assert guards.names(connection) == guards.wanted(connection)


def test_an_upgrade_that_is_killed_leaves_the_book_as_it_was(
    old: Engine, later: Path, database_url: str
) -> None:
    before = rows(old)
    (later / "versions/r0002.py").write_text(KILLED, encoding="utf-8")
    program = (
        "import pathlib, sys\n"
        "from autograder.gradebook import database, migrations\n"
        "migrations.FOLDER = pathlib.Path(sys.argv[1])\n"
        "migrations.upgrade(database.connect(sys.argv[2]))\n"
    )
    command = [sys.executable, "-c", program, str(later), database_url]
    killed = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert killed.returncode == -signal.SIGKILL
    assert migrations.state(old) is State.OLDER
    assert rows(old) == before
    (later / "versions/r0002.py").write_text(SECOND, encoding="utf-8")
    migrations.upgrade(old)
    assert rows(old) == before


def test_of_two_upgrades_at_once_one_finds_nothing_to_do(
    old: Engine, later: Path, database_url: str
) -> None:
    def upgrade(_: int) -> str:
        engine = database.connect(database_url)
        done = migrations.upgrade(engine)
        engine.dispose()
        return done.before

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(upgrade, range(2))) == ["0001", "0002"]


def test_a_file_is_copied_before_it_is_upgraded(later: Path, tmp_path: Path) -> None:
    file = tmp_path / "gradebook.db"
    kept.restore("revision-0001", f"sqlite:///{file}")
    file.chmod(0o640)
    engine = database.connect(str(file))
    before = rows(engine)
    done = migrations.upgrade(engine)
    engine.dispose()
    assert done.copy == tmp_path / "gradebook.before-0002.db"
    assert stat.S_IMODE(done.copy.stat().st_mode) == 0o640
    copy = database.connect(str(done.copy))
    assert migrations.state(copy) is State.OLDER
    assert rows(copy) == before
    migrations.upgrade(copy)
    copy.dispose()


def test_an_earlier_copy_is_not_replaced(later: Path, tmp_path: Path) -> None:
    file = tmp_path / "gradebook.db"
    earlier = [
        tmp_path / name for name in ("gradebook.before-0002.db", "gradebook.before-0002-2.db")
    ]
    for path in earlier:
        path.write_bytes(b"earlier")
    kept.restore("revision-0001", f"sqlite:///{file}")
    engine = database.connect(str(file))
    assert migrations.upgrade(engine).copy == tmp_path / "gradebook.before-0002-3.db"
    engine.dispose()
    assert [path.read_bytes() for path in earlier] == [b"earlier"] * 2


def test_nothing_is_copied_on_postgresql(later: Path, postgresql: Server) -> None:
    with postgresql.database() as url:
        kept.restore("revision-0001", url)
        engine = database.connect(url)
        assert migrations.upgrade(engine).copy is None
        engine.dispose()


def differences(connection: Connection) -> list[object]:
    """What Alembic finds different from `schema`."""
    options = {"version_table": migrations.VERSION_TABLE}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, metadata))


# On PostgreSQL: columns, constraints and indexes, each as one line.
_DESCRIBE = """
SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable,
    column_default)
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
"""


def described(connection: Connection) -> Counter[str]:
    """All that makes up the tables, as the database itself tells it; without the order."""
    if connection.dialect.name == "postgresql":
        lines = connection.exec_driver_sql(_DESCRIBE).scalars().all()
    else:
        query = "SELECT tbl_name || ' ' || sql FROM sqlite_master WHERE type IN ('table', 'index')"
        made = connection.exec_driver_sql(query).scalars().all()
        lines = [
            f"{one.split()[0]} {line.strip().rstrip(',')}"
            for one in made
            if one is not None
            for line in one.splitlines()
        ]
    return Counter(line for line in lines if migrations.VERSION_TABLE not in line)


def rows(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table, in the columns of `schema`."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select())))
            for table in metadata.sorted_tables
        }


def finals(connection: Connection) -> dict[str, int | None]:
    query = "SELECT person.name, mark.final FROM mark JOIN person ON person.id = mark.person_id"
    return {name: final for name, final in connection.execute(text(query))}
