"""Marks leave as a table and come back as decisions."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.gradebook import book as books
from autograder.gradebook.mark import Kind
from tests.gradebook.classroom import Classroom

TASKS = {"forward": 3.0, "loss": 1.0}


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    made = Classroom(books.make(str(tmp_path / "book.db")))
    for name in ("ada", "ben", "=cem"):
        made.submit(name, TASKS)
    made.enroll("'t Hart")
    return made


def book(room: Classroom, *arguments: str, code: int = 0) -> str:
    address = str(room.book.engine.url.database)
    done = CliRunner().invoke(main, ["book", *arguments, "--book", address])
    assert done.exit_code == code, done.output
    return done.output


def written(room: Classroom, folder: Path) -> Path:
    book(room, "marks", "backprop", "--output", str(folder / "marks.csv"))
    return folder / "marks.csv"


def change(path: Path, who: str, **cells: str) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["student"] == who:
            row.update(cells)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_table_that_nobody_changed_changes_nothing(room: Classroom, tmp_path: Path) -> None:
    path = written(room, tmp_path)
    assert "'=cem" in path.read_text()  # no formula for whoever opens it
    assert book(room, "import", str(path), "--because", "x") == "4 rows without a change\n"


def test_changed_cells_become_decisions_only_when_that_is_said(
    room: Classroom, tmp_path: Path
) -> None:
    path = written(room, tmp_path)
    change(path, "ada", loss="2.5")
    change(path, "'=cem", mark="7")
    change(path, "ben", mark="", forward="")
    said = book(room, "import", str(path), "--because", "read on paper")
    assert "ada: loss becomes 2.5" in said and "=cem: total becomes 7" in said
    assert room.points("ada") == 4
    said = book(room, "import", str(path), "--apply", "--because", "read on paper")
    assert [room.points(name) for name in ("ada", "ben", "=cem")] == [5.5, 4, 7]
    batch = said.splitlines()[-1].split()[-1]
    book(room, "withdraw", batch)
    assert [room.points(name) for name in ("ada", "ben", "=cem")] == [4, 4, 4]


def test_a_stale_row_a_stranger_and_another_email_are_refused_by_name(
    room: Classroom, tmp_path: Path
) -> None:
    path = written(room, tmp_path)
    room.decide("ada", Kind.TASK, 3.0, task="loss")
    change(path, "ada", loss="2.5")
    change(path, "ben", student="bean", loss="2")
    change(path, "'=cem", email="another@example.org", loss="2")
    said = book(room, "import", str(path), "--apply", "--because", "read on paper")
    assert "Refused: ada: changed in the gradebook since the table was written" in said
    assert "Refused: bean: nobody in the class has this name" in said
    assert "Refused: =cem: the email is another than in the gradebook" in said
    assert [room.points(name) for name in ("ada", "ben", "=cem")] == [6, 4, 4]


@pytest.mark.parametrize("cell", ["2.555", "two", "-1", "1e9999"])
def test_what_is_no_number_of_points_is_refused(room: Classroom, tmp_path: Path, cell: str) -> None:
    path = written(room, tmp_path)
    change(path, "ada", loss=cell)
    said = book(room, "import", str(path), "--apply", "--because", "x", code=2)
    assert "in the column loss is not a number of points" in said
    assert room.points("ada") == 4
