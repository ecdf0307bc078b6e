"""The bulk downloads of Canvas and Moodle are read as they are, and their numbers stay known."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder import intake
from autograder.cli import main
from autograder.grading import Submission
from tests.conftest import TOPICS

KNOWN = ["activations", "backprop"]
FIRST = "Ada Lovelace_11_assignsubmission_file"


def packed(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture(params=["folder", "zip"])
def as_downloaded(request: pytest.FixtureRequest, tmp_path: Path):
    """Puts a download where `grade` looks, unpacked or as it came."""

    def put(files: dict[str, bytes]) -> Path:
        where = tmp_path / "submissions"
        if request.param == "zip":
            path = where.with_suffix(".zip")
            path.write_bytes(packed(files))
            return path
        for name, content in files.items():
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            (where / name).write_bytes(content)
        return where

    return put


def discover(where: Path) -> dict[str, Submission]:
    return {one.student: one for one in intake.discover(where, KNOWN, "activations")}


def number(one: Submission) -> tuple[str, str] | None:
    return (one.account.platform, one.account.id) if one.account else None


def test_canvas_files_are_students(as_downloaded) -> None:
    found = discover(
        as_downloaded(
            {
                "lovelaceada_101_9001_activations.py": b"a = 1\n",
                "lovelaceada_101_9002_backprop.py": b"b = 1\n",
                "muñozjosé_LATE_102_9003_activations.py": b"c = 1\n",
                "o_hara_103_9004_2024_1_my_activations_7_v2.py": b"d = 1\n",
            }
        )
    )
    assert {name: number(one) for name, one in found.items()} == {
        "lovelaceada": ("canvas", "101"),
        "muñozjosé": ("canvas", "102"),
        "o_hara": ("canvas", "103"),
    }
    assert found["lovelaceada"].files == {"activations.py": b"a = 1\n", "backprop.py": b"b = 1\n"}
    assert found["muñozjosé"].files == {"activations.py": b"c = 1\n"}
    [note] = found["o_hara"].problems
    assert note.kind == "renamed_file" and "2024_1_my_activations_7_v2.py" in note.message


def test_canvas_a_file_handed_in_again_has_its_own_name(as_downloaded) -> None:
    found = discover(
        as_downloaded(
            {
                "a_1_10_activations-3.py": b"a = 1\n",
                "b_2_11_activations-1.py": b"old = 1\n",
                "b_2_12_activations.py": b"b = 1\n",
                "c_3_13_activations-1.py": b"\n",
                "c_3_14_activations-2.py": b"\n",
            }
        )
    )
    assert found["a"].files["activations.py"] == b"a = 1\n" and not found["a"].problems
    assert found["b"].files["activations.py"] == b"b = 1\n"
    assert found["c"].status == "ungraded" and found["c"].problems[0].kind == "ambiguous"


def test_the_only_file_of_an_assignment_counts_whatever_its_name(as_downloaded) -> None:
    where = as_downloaded(
        {
            "a_1_10_homework 1.py": b"a = 1\n",
            "b_2_11_hw.py": b"b = 1\n",
            "b_2_12_extra.py": b"b = 2\n",
            "c_3_13_photo.png": b"c",
        }
    )
    found = discover(where)
    assert found["a"].files == {"activations.py": b"a = 1\n"}
    assert found["a"].problems[0].kind == "renamed_file"
    assert found["b"].status == "ungraded" and found["b"].problems[0].kind == "ambiguous"
    assert found["c"].status == "not_attempted"


def test_students_of_one_name_are_told_apart(as_downloaded) -> None:
    found = discover(
        as_downloaded({f"lovelaceada_{n}_9{n}_activations.py": b"%d\n" % n for n in (1, 2)})
    )
    assert set(found) == {"lovelaceada (1)", "lovelaceada (2)"}
    assert found["lovelaceada (2)"].files == {"activations.py": b"2\n"}


def test_what_was_typed_in_is_no_zero(as_downloaded) -> None:
    found = discover(
        as_downloaded(
            {
                "a_1_text.html": b"<p>def sigmoid</p>",
                "Ben B_2_assignsubmission_onlinetext/onlinetext.html": b"<p>x</p>",
                f"{FIRST}/activations.py": b"a = 1\n",
                "Ada Lovelace_11_assignsubmission_onlinetext/onlinetext.html": b"see file",
            }
        )
    )
    assert {name: one.status for name, one in found.items()} == {
        "a": "ungraded",
        "Ben B": "ungraded",
        "Ada Lovelace": "graded",
    }
    assert "not handed in as a file" in found["a"].problems[0].message


def test_moodle_folders_are_students(as_downloaded) -> None:
    found = discover(
        as_downloaded(
            {
                f"{FIRST}/activations/activations.py": b"a = 1\n",
                "Öz_Maria, O'Hara_12_assignsubmission_file_/activations.py": b"b = 1\n",
                "May Gray_13_assignsubmission_file/activations.py": b"c = 1\n",
                "May Gray_14_assignsubmission_file/activations.py": b"d = 1\n",
            }
        )
    )
    assert {name: number(one) for name, one in found.items()} == {
        "Ada Lovelace": ("moodle", "11"),
        "Öz_Maria, O'Hara": ("moodle", "12"),
        "May Gray (13)": ("moodle", "13"),
        "May Gray (14)": ("moodle", "14"),
    }
    assert {one.status for one in found.values()} == {"graded"}


def test_moodle_one_student_alone(as_downloaded) -> None:
    found = discover(as_downloaded({f"{FIRST}/activations.py": b"a = 1\n"}))
    assert number(found["Ada Lovelace"]) == ("moodle", "11")


def test_an_archive_in_a_canvas_folder_is_opened(tmp_path: Path) -> None:
    inside = packed({"work/activations.py": b"a = 1\n", "work/notes.txt": b"hi"})
    (tmp_path / "a_1_10_work.zip").write_bytes(inside)
    (tmp_path / "b_2_11_work.zip").write_bytes(b"no zip")
    (tmp_path / "ben.zip").write_bytes(inside)
    found = discover(tmp_path)
    assert found["a"].files["activations.py"] == b"a = 1\n" and number(found["a"])
    assert found["b"].problems[0].kind == "bad_archive" and found["b"].status == "ungraded"
    assert found["ben"].status == "graded" and found["ben"].account is None


def test_an_archive_in_a_canvas_archive_is_ungraded(tmp_path: Path) -> None:
    path = tmp_path / "submissions.zip"
    path.write_bytes(packed({"a_1_10_work.zip": packed({"activations.py": b"a = 1\n"})}))
    [found] = discover(path).values()
    assert found.status == "ungraded" and "unpack the outer one" in found.problems[0].message


def test_ordinary_folders_have_no_number(tmp_path: Path) -> None:
    (tmp_path / "ada_1_2_x").mkdir()
    (tmp_path / "ada_1_2_x/activations.py").touch()
    [found] = discover(tmp_path).values()
    assert (found.student, found.account) == ("ada_1_2_x", None)


def test_from_download_to_gradebook(tmp_path: Path) -> None:
    solution = TOPICS["activations"].solution.encode()
    download = {
        "lovelaceada_101_9001_activations.py": solution,
        "lovelaceada_LATE_102_9002_activations-1.py": b"x = 1\n",
        "hack=cmd_103_9003_activations.py": b"\xff\xfe",
    }
    (tmp_path / "submissions.zip").write_bytes(packed(download))
    graded = tmp_path / "graded"
    run = CliRunner()
    done = run.invoke(
        main,
        ["grade", str(tmp_path / "submissions.zip"), "--output", str(graded), "--seed", "tests"],
    )
    assert done.exit_code == 0, done.output
    reports = [json.loads(path.read_text()) for path in (graded / "reports").glob("*/*.json")]
    assert {(one["student"], one["account"]["id"]) for one in reports} == {
        ("lovelaceada (101)", "101"),
        ("lovelaceada (102)", "102"),
        ("hack=cmd", "103"),
    }
    most = f"{reports[0]['max_score']:g}"
    book = tmp_path / "book.csv"
    book.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Work (7)\n"
        f'Points Possible,,,,,{most}\n"Lovelace, Ada",101,,,,\n"Lovelace, Ada",102,,,,\nC,103,,,,\n'
    )
    arguments = ["--gradebook", book, "--topic", "activations", "--column", "Work (7)"]
    done = run.invoke(main, ["export", "canvas", str(graded), *map(str, arguments)])
    assert done.exit_code == 0, done.output
    rows = list(csv.reader((graded / "canvas-activations.csv").open()))
    assert [row[-1] for row in rows[1:]] == [most, most, "0", ""]
    assert "hack=cmd: is ungraded" in done.output
