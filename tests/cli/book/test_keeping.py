"""A gradebook is copied and upgraded by commands, and asks for its libraries in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.gradebook import book, database, migrations
from tests.cli.book.conftest import Course
from tests.conftest import ROOT
from tests.databases import Server
from tests.gradebook.material import dump


@pytest.fixture
def older(ada: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A book that a kit to come finds older than its own: it has one more revision."""
    monkeypatch.setattr("autograder.gradebook.migrations._known", lambda: ["0001", "0002"])
    return ada


def test_a_backup_holds_what_the_book_holds(ada: Course, tmp_path: Path) -> None:
    file = tmp_path / "of monday.db"
    assert ada.book("backup", file) == [f"Copied: {file}"]
    with (
        book.opened(str(file)) as copy,
        copy.reading() as copied,
        ada.classroom.book.reading() as original,
    ):
        assert dump(copied) == dump(original)


def test_a_backup_takes_the_place_of_no_file(ada: Course, tmp_path: Path) -> None:
    file = tmp_path / "thesis.txt"
    file.write_text("years of work", encoding="utf-8")
    [said] = ada.book("backup", file, code=1)
    assert "is there already" in said
    assert file.read_text(encoding="utf-8") == "years of work"


def test_an_older_book_can_be_copied(older: Course, tmp_path: Path) -> None:
    assert "book upgrade" in older.book("check", code=2)[0]
    older.book("backup", tmp_path / "copy.db")


def test_what_is_no_gradebook_is_not_copied(course: Course, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"")
    [said] = course.book("backup", "--book", other, tmp_path / "copy.db", code=2)
    assert "is not a gradebook" in said


def test_for_postgresql_its_own_program_is_named(
    course: Course, postgresql: Server, tmp_path: Path
) -> None:
    with postgresql.database() as url:
        book.make(url).engine.dispose()
        [said] = course.book("backup", "--book", url, tmp_path / "a copy", code=1)
    assert f"pg_dump --format=custom --file='{tmp_path}/a copy' " in said


def test_passwords_are_not_in_what_pg_dump_is_told() -> None:
    engine = database.connect("postgresql://ada:secret@db.example.org/marks")
    address = database.address_without_password(engine)
    assert address == "postgresql://ada@db.example.org/marks"


def test_a_book_of_this_version_needs_no_upgrade(ada: Course) -> None:
    file = ada.folder / "gradebook.db"
    assert ada.book("upgrade") == [f"{file} is of this version: nothing to do."]


def test_an_upgrade_says_where_the_copy_is(
    ada: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = tmp_path / "later"
    versions = later / "versions"
    versions.mkdir(parents=True)
    for name in ("env.py", "versions/r0001.py"):
        (later / name).write_bytes((migrations.FOLDER / name).read_bytes())
    second = 'revision = "0002"\ndown_revision = "0001"\n\ndef upgrade():\n    pass\n'
    (versions / "r0002.py").write_text(second, encoding="utf-8")
    monkeypatch.setattr(migrations, "FOLDER", later)
    assert ada.book("upgrade") == [
        f"{ada.folder / 'gradebook.db'}: revision 0001 → 0002",
        f"As it was before: {ada.folder / 'gradebook.before-0002.db'}",
    ]
    ada.book("check")


def test_upgrading_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    done = CliRunner().invoke(main, ["book", "upgrade", "--book", str(missing)])
    assert (done.exit_code, missing.exists()) == (2, False)
    assert "there is no gradebook" in done.output


@pytest.mark.parametrize("command", ["book check", "book --help", "book upgrade", "regrade list"])
def test_without_its_libraries_one_line_says_what_to_install(command: str, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "sys.modules.update(sqlalchemy=None, alembic=None)\n"
        "from autograder.cli import main\n"
        f"main({command.split()})\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    arguments = [sys.executable, "-c", program]
    done = subprocess.run(
        arguments, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.endswith("pip install 'neural-autograder[gradebook]'")
