"""What is handed out to a student holds all of theirs, and nobody else's name."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.gradebook.mark import Kind
from tests.cli.book.conftest import TASKS, Course


@pytest.fixture
def handed_out(course: Course, tmp_path: Path) -> zipfile.ZipFile:
    """What ada gets, of a class with noether and ada lovelace in it."""
    classroom = course.classroom
    classroom.submit("ada", TASKS, text="# my own\n")
    classroom.submit("noether", TASKS, text="# of noether\n")
    classroom.submit("ada lovelace", TASKS, text="# of another ada\n")
    classroom.decide("ada", Kind.ADJUST, 1, because="ada is right, as Noether and ada lovelace are")
    classroom.decide("noether", Kind.ADJUST, 2, because="hers alone")
    course.book("comment", "ada", "backprop", "Ask noether", "--as", "bo")
    course.book("hand-out", "ada", "--output", tmp_path / "ada.zip")
    return zipfile.ZipFile(tmp_path / "ada.zip")


@pytest.fixture
def document(handed_out: zipfile.ZipFile) -> Any:
    return json.loads(handed_out.read("gradebook.json"))


def test_the_files_are_those_that_the_student_submitted(handed_out: zipfile.ZipFile) -> None:
    names = sorted(name for name in handed_out.namelist() if name.startswith("backprop/"))
    assert names == ["backprop/attempt-1/backprop.py", "backprop/attempt-1/report-of-run-1.json"]
    assert handed_out.read("backprop/attempt-1/backprop.py") == b"# my own\n"


def test_it_tells_who_decided_what(document: Any) -> None:
    [mark] = document["marks"]
    assert mark["points"] == 9.5
    [decided] = [one for one in mark["history"] if one.get("kind") == "adjust"]
    assert decided["by"] == "bo"


def test_nobody_else_is_named(handed_out: zipfile.ZipFile, document: Any) -> None:
    everything = "".join(handed_out.read(name).decode() for name in handed_out.namelist())
    assert "noether" not in everything.casefold()
    assert "lovelace" not in everything
    assert "ada is right, as (another student) and (another student) are" in document["texts"]


def test_the_log_tells_that_it_was_handed_out(handed_out: zipfile.ZipFile, course: Course) -> None:
    assert [one["kind"] for one in course.json("log")][-1] == "handed out"


def test_others_on_the_machine_cannot_read_it(handed_out: zipfile.ZipFile) -> None:
    assert stat.S_IMODE(Path(str(handed_out.filename)).stat().st_mode) == 0o600


def test_it_takes_the_place_of_no_file(ada: Course, tmp_path: Path) -> None:
    (tmp_path / "ada.zip").write_bytes(b"mine")
    ada.book("hand-out", "ada", "--output", tmp_path / "ada.zip", code=1)
    assert (tmp_path / "ada.zip").read_bytes() == b"mine"
