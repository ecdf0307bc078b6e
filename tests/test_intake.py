"""What a class hands in is found; what cannot be read is said in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder import intake
from autograder.grading import Submission

KNOWN = ["activations", "backprop"]


def put(path: Path, content: bytes = b"x = 1\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def only(where: Path) -> Submission:
    [found] = intake.discover(where, KNOWN, "activations")
    return found


@pytest.mark.parametrize("place", ["activations.py", "activations/activations.py"])
def test_both_places_are_read(tmp_path: Path, place: str) -> None:
    put(tmp_path / "ada" / place)
    found = only(tmp_path)
    assert (found.student, found.status, found.problems) == ("ada", "graded", ())


@pytest.mark.parametrize("place", ["backprop.py", "backprop/backprop.py"])
def test_earlier_work_of_the_same_student_comes_along(tmp_path: Path, place: str) -> None:
    put(tmp_path / "ada" / place, b"mine = 1\n")
    put(tmp_path / "ada/activations.py")
    assert only(tmp_path).files["backprop.py"] == b"mine = 1\n"


@pytest.mark.parametrize("name", ["Activations.py", "activation.py", "my_activations_v2.py"])
def test_a_renamed_file_is_found_and_said(tmp_path: Path, name: str) -> None:
    put(tmp_path / "ada" / name)
    found = only(tmp_path)
    assert found.status == "graded"
    assert found.problems[0].kind == "renamed_file" and name in found.problems[0].message


def test_two_candidates_are_not_guessed(tmp_path: Path) -> None:
    put(tmp_path / "ada/activations_old.py")
    put(tmp_path / "ada/activations_new.py")
    found = only(tmp_path)
    assert (found.status, found.problems[0].kind) == ("ungraded", "ambiguous")


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"\xff\xfe\x00", "not_utf8"), (b"#" * (intake.MAX_FILE + 1), "huge_file")],
)
def test_a_file_that_cannot_be_read_is_ungraded(tmp_path: Path, content: bytes, kind: str) -> None:
    put(tmp_path / "ada/activations.py", content)
    found = only(tmp_path)
    assert (found.status, found.problems[0].kind) == ("ungraded", kind)


def test_an_empty_folder_is_not_attempted(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    assert only(tmp_path).status == "not_attempted"


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    secret = put(tmp_path / "solution.py")
    (tmp_path / "class/eve").mkdir(parents=True)
    (tmp_path / "class/eve/activations.py").symlink_to(secret)
    (tmp_path / "class/eve/helper.py").symlink_to(secret)
    (tmp_path / "class/mal").symlink_to(tmp_path)
    found = only(tmp_path / "class")
    assert (found.student, found.status, found.problems[0].kind) == (
        "eve",
        "ungraded",
        "not_a_file",
    )
    assert not found.files


def test_a_linked_companion_stays_behind(tmp_path: Path) -> None:
    secret = put(tmp_path / "solution.py")
    put(tmp_path / "class/eve/activations.py")
    (tmp_path / "class/eve/helper.py").symlink_to(secret)
    assert set(only(tmp_path / "class").files) == {"activations.py"}


@pytest.mark.skipif(os.name != "posix", reason="only POSIX file names may be any bytes")
def test_a_name_that_is_no_text_becomes_text(tmp_path: Path) -> None:
    os.makedirs(os.fsencode(tmp_path) + b"/J\xf6rg")
    found = only(tmp_path)
    found.student.encode("utf-8")
    assert found.student == "J\N{REPLACEMENT CHARACTER}rg"
