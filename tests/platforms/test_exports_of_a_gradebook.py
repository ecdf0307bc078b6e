"""Marks that leave a gradebook: as people decided them, each state in the platform's own way."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.gradebook.book import make
from autograder.gradebook.mark import Kind
from autograder.gradebook.people import DROPPED, known
from autograder.gradebook.schema import person
from tests.gradebook.classroom import Classroom

HEADER = "Student,ID,SIS User ID,SIS Login ID,Section,Backprop (7)\n"
CANVAS = (
    HEADER
    + "    Points Possible,,,,,12\n"
    + "".join(f"{name},{number},,{name},A,\n" for number, name in enumerate(("ada", "ben", "cem")))
    + "dee,8,,dee,A,\n"
)
MOODLE = "Identifier,Full name,Grade,Maximum Grade,Last modified (grade)\n" + "".join(
    f"Participant {number},{name},,12,\n"
    for number, name in enumerate(("ada", "ben", "cem", "dee"))
)


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    """Ada's loss was set by hand, ben is excused, cem submitted nothing, dee left the class."""
    made = Classroom(make(str(tmp_path / "book.db")))
    for student in ("ada", "ben", "dee"):
        made.submit(student, {"forward": 3.0, "loss": 1.0, "gradients": 3.0})
    made.decide("ada", Kind.TASK, 2.0, task="loss")
    made.decide("ben", Kind.EXCUSE)
    made.enroll("cem")
    with made.book.writing() as connection:
        dee = known(connection, "dee")
        connection.execute(person.update().where(person.c.id == dee.id).values(status=DROPPED))
    return made


def export(room: Classroom, folder: Path, *arguments: str) -> tuple[str, str]:
    """What an export wrote, and what it told."""
    target = folder / "out"
    book = ["--book", str(room.book.engine.url.database), "--output", str(target)]
    done = CliRunner().invoke(main, ["export", *arguments, *book], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return target.read_text(encoding="utf-8-sig"), done.output


def cells(text: str, name: str, column: str) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(text)))
    return {row[name]: row[column] for row in rows if row[name].strip().islower()}


def test_canvas_gets_points_by_hand_and_excused_students(room: Classroom, tmp_path: Path) -> None:
    (tmp_path / "canvas.csv").write_text(CANVAS)
    told = ["canvas", "--topic", "backprop", "--gradebook", str(tmp_path / "canvas.csv")]
    told += ["--column", "Backprop (7)"]
    text, said = export(room, tmp_path, *told)
    found = cells(text, "Student", "Backprop (7)")
    assert found == {"ada": "8", "ben": "EX", "cem": "", "dee": ""}
    assert "cem: submitted nothing" in said and "rows without a report: 1 (dee" in said
    text, _ = export(room, tmp_path, *told, "--missing-as-zero")
    assert cells(text, "Student", "Backprop (7)")["cem"] == "0"


def test_moodle_keeps_the_rows_of_who_is_excused_or_missing(
    room: Classroom, tmp_path: Path
) -> None:
    (tmp_path / "moodle.csv").write_text(MOODLE)
    told = ["moodle", "--topic", "backprop", "--worksheet", str(tmp_path / "moodle.csv")]
    text, said = export(room, tmp_path, *told)
    assert cells(text, "Full name", "Grade") == {"ada": "8", "ben": "", "cem": "", "dee": ""}
    assert "ben: is excused" in said and "cem: submitted nothing" in said


def test_junit_skips_who_is_excused(room: Classroom, tmp_path: Path) -> None:
    text, _ = export(room, tmp_path, "junit")
    suites = {one.get("name"): one for one in ElementTree.fromstring(text)}
    assert set(suites) == {f"backprop of {name}" for name in ("ada", "ben", "cem")}
    ben = suites["backprop of ben"]
    assert (ben.get("skipped"), ben.get("failures")) == ("1", "0")


def test_without_a_folder_or_a_gradebook_nothing_is_exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reference").mkdir()
    (tmp_path / "assignments").mkdir()
    done = CliRunner().invoke(main, ["export", "junit"])
    assert done.exit_code == 2 and "has no gradebook" in done.output
