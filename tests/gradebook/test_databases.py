"""The rig that gives tests their databases."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from tests import databases
from tests.conftest import ROOT
from tests.databases import Server


def test_a_database_is_empty_and_can_be_written(database_url: str) -> None:
    engine = sqlalchemy.create_engine(database_url)
    assert sqlalchemy.inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE one (id INTEGER)")
    assert sqlalchemy.inspect(engine).get_table_names() == ["one"]
    engine.dispose()


def test_databases_of_one_server_know_nothing_of_each_other(postgresql: Server) -> None:
    with postgresql.database() as one, postgresql.database() as other:
        with psycopg.connect(one) as connection:
            connection.execute("CREATE TABLE one (id INTEGER)")
        with psycopg.connect(other) as connection:
            assert tables(connection) == []


def test_a_database_can_be_a_copy_of_another(postgresql: Server) -> None:
    with postgresql.database() as pattern:
        with psycopg.connect(pattern) as connection:
            connection.execute("CREATE TABLE one (id INTEGER)")
            name = connection.info.dbname
        with postgresql.database(name) as copy, psycopg.connect(copy) as connection:
            assert tables(connection) == ["one"]


def test_a_database_is_removed_while_somebody_is_connected(postgresql: Server) -> None:
    with postgresql.database() as url:
        connection = psycopg.connect(url)
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_tests_are_no_superuser(postgresql: Server) -> None:
    with postgresql.database() as url, psycopg.connect(url) as connection:
        found = connection.execute("SELECT current_setting('is_superuser')").fetchone()
    assert found == ("off",)


def test_the_server_cannot_be_reached_from_elsewhere(postgresql: Server) -> None:
    with postgresql.database() as url, psycopg.connect(url) as connection:
        found = connection.execute("SELECT current_setting('listen_addresses')").fetchone()
    assert found == ("",)
    assert postgresql.folder.stat().st_mode & 0o077 == 0


def test_names_are_not_sorted_as_sqlite_does(postgresql: Server) -> None:
    with postgresql.database() as url, psycopg.connect(url) as connection:
        found = connection.execute("SELECT 'ab' < 'B', 'é' < 'f'").fetchone()
    assert found == (True, True)


@pytest.mark.parametrize("durable", [True, False])
def test_only_a_durable_server_writes_to_disk(postgresql: Server, durable: bool) -> None:
    with (
        databases.running(durable=durable) as server,
        server.database() as url,
        psycopg.connect(url) as connection,
    ):
        found = connection.execute("SELECT current_setting('fsync')").fetchone()
    assert found == ("on" if durable else "off",)


def test_nothing_is_left_of_a_server_that_was_ended(postgresql: Server) -> None:
    with databases.running() as server:
        process = os.pidfd_open(server.process)
    assert ended(process)
    assert not server.folder.exists()


def test_what_postgresql_complains_about_is_reported(
    postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "SMALL", ("shared_buffers=much",))
    complaint = pytest.raises(RuntimeError, match='invalid value for parameter "shared_buffers"')
    with complaint, databases.running():
        pass


# A test that says which server it has, and then waits until something happens to it.
WAITS = """
import os, time
def test_waits(postgresql):
    with open(int(os.environ["REPORT_TO"]), "w") as file:
        print(postgresql.process, postgresql.guardian, postgresql.folder, file=file)
    while True:  # `signal.pause` would wait for ever for a signal that came just before it
        time.sleep(0.1)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_tests_are_killed(
    how: signal.Signals, postgresql: Server, tmp_path: Path
) -> None:
    (tmp_path / "test_waits.py").write_text(WAITS, encoding="utf-8")
    reports, report_to = os.pipe()
    plugin = ["-p", "tests.databases", "-p", "no:cacheprovider", "-p", "no:autograder"]
    command = [sys.executable, "-m", "pytest", *plugin, "-c", os.devnull, "test_waits.py"]
    tests = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=os.environ | {"REPORT_TO": str(report_to), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        pass_fds=[report_to],
        start_new_session=True,
        # What runs in the background may ignore Ctrl-C, and so would all that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(report_to)
    with open(reports, encoding="utf-8") as file:
        process, guardian, folder = file.read().split()
    left = [os.pidfd_open(int(number)) for number in (process, guardian)]
    os.killpg(tests.pid, how)  # as a terminal does, for Ctrl-C
    tests.wait(60)
    assert all([ended(one) for one in left])
    assert not Path(folder).exists()


def test_without_its_programs_the_half_on_postgresql_is_skipped(tmp_path: Path) -> None:
    file = "def test_it(database_url):\n    assert database_url\n"
    (tmp_path / "test_it.py").write_text(file, encoding="utf-8")
    (tmp_path / "conftest.py").write_text(
        "from tests import databases\ndatabases.programs = lambda: None\n", encoding="utf-8"
    )
    plugin = ["-p", "tests.databases", "-p", "no:cacheprovider", "-p", "no:autograder"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plugin, "-c", os.devnull, "-rs", "test_it.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert "1 passed, 1 skipped" in done.stdout
    assert "apt-get install postgresql" in done.stdout


def tables(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [name for (name,) in rows]


def ended(process: int) -> bool:
    """Whether a process ends within a minute; the descriptor is closed."""
    ready, _, _ = select.select([process], [], [], 60)
    os.close(process)
    return ready != []
