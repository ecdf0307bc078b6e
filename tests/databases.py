"""The databases of the tests: a file of SQLite, and a PostgreSQL of their own.

A test that asks for `database_url` runs on both. Each process with tests starts one server the
first time that one is wanted, without TCP and apart from any that the machine has.
"""

from __future__ import annotations

import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests import postgresql_guardian

# Written to disk when the system likes: what a test killed or cut off is a process, not the power.
FAST = ("fsync=off", "full_page_writes=off")
SMALL = ("shared_buffers=16MB", "max_connections=60")
# As in real life no superuser: rights that an instructor lacks are missing in the tests, too.
ROLE = "instructor"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """This process's server."""
    if programs() is None:
        pytest.skip("PostgreSQL's programs are missing (Debian: apt-get install postgresql)")
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of this test alone: on SQLite a file that is not there yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'gradebook.db'}"
    else:
        server: Server = request.getfixturevalue("postgresql")
        with server.database() as url:
            yield url


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that runs."""

    folder: Path  # with its socket and its data
    guardian: int  # the number of the process that ends it

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The address of a new database, gone afterwards; `template`: one to copy, by name.

        A template may have no connections while it is copied.
        """
        name = f"test_{secrets.token_hex(6)}"
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        self.run(make.format(*map(sql.Identifier, (name, template, ROLE))))
        yield f"postgresql://{ROLE}@/{name}?host={self.folder}"
        # Whoever has left a connection open is cut off.
        self.run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @property
    def process(self) -> int:
        """The number of the process that all of the server's others belong to."""
        lines = (self.folder / "data/postmaster.pid").read_text(encoding="ascii").splitlines()
        return int(lines[0])

    def run(self, statement: sql.Composed) -> None:
        """Run a statement as the server's superuser."""
        place = f"host={self.folder} dbname=postgres user=postgres"
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """Start a server; `durable`: one that has on disk what it has acknowledged.

    A RuntimeError has what PostgreSQL's programs print.
    """
    found = programs()
    assert found is not None
    settings = SMALL if durable else SMALL + FAST
    guardian = subprocess.Popen(
        [sys.executable, "-I", postgresql_guardian.__file__, found, *settings],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C in a terminal is for the tests; they end the server
    )
    assert guardian.stdin is not None and guardian.stdout is not None
    try:
        place = guardian.stdout.readline().strip()
        if place:
            server = Server(Path(place), guardian.pid)
            server.run(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(ROLE)))
            yield server
    finally:
        _, told = guardian.communicate()
    if guardian.returncode != 0:
        raise RuntimeError(told)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest where there are several."""
    # Debian has them where no PATH leads.
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    every = sorted(debian, key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if on_path is not None:
        every.append(Path(on_path).resolve())
    return every[-1].parent if every else None
