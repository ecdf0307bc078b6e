"""The bulk downloads of Canvas and Moodle are read as they are, and their numbers stay known."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.collect import discover as intake
from autograder.model.submission import Submission, TimeSource, TrustedTimes
from autograder.platforms.canvas.downloads import CanvasDownload
from autograder.platforms.moodle.downloads import MoodleDownload
from autograder.reports import files
from tests.conftest import TOPICS
from tests.platforms.builders import report

KNOWN = ["activations", "backprop"]
FORMATS = (CanvasDownload(), MoodleDownload())
FIRST = "Ada Lovelace_11_assignsubmission_file"
Download = Callable[[dict[str, bytes]], Path]


def packed(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture(params=["folder", "zip"])
def as_downloaded(request: pytest.FixtureRequest, tmp_path: Path) -> Download:
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
    return {one.student: one for one in intake.discover(where, KNOWN, "activations", FORMATS)}


def number(one: Submission) -> tuple[str, str] | None:
    return (one.account.platform, one.account.id) if one.account else None


def told(found: dict[str, Submission]) -> dict[str, tuple[Any, str]]:
    """Of each submission, whose number it bears and whether it is graded."""
    return {name: (number(one), one.status) for name, one in found.items()}


def test_canvas_files_are_students(as_downloaded: Download) -> None:
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


def test_canvas_a_file_submitted_again_has_its_own_name(as_downloaded: Download) -> None:
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


def test_the_only_file_of_an_assignment_counts_whatever_its_name(as_downloaded: Download) -> None:
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
    # Nothing that can be run, but not nothing: it is no zero.
    assert found["c"].status == "ungraded" and "photo.png" in found["c"].problems[0].message


def test_students_of_one_name_are_told_apart(as_downloaded: Download) -> None:
    found = discover(
        as_downloaded({f"lovelaceada_{n}_9{n}_activations.py": b"%d\n" % n for n in (1, 2)})
    )
    assert set(found) == {"lovelaceada (1)", "lovelaceada (2)"}
    assert found["lovelaceada (2)"].files == {"activations.py": b"2\n"}


def test_what_was_typed_in_is_no_zero(as_downloaded: Download) -> None:
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
    assert "not submitted as a file" in found["a"].problems[0].message


def test_moodle_folders_are_students(as_downloaded: Download) -> None:
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


def test_moodle_one_student_alone(as_downloaded: Download) -> None:
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


@pytest.mark.parametrize(
    "place", ["a_1_10_work.zip", f"{FIRST}/work.zip", "ada/work.zip", "ada/week/work.zip"]
)
def test_an_archive_that_a_student_submitted_is_opened(as_downloaded: Download, place: str) -> None:
    inside = packed({"work/activations.py": b"a = 1\n", "work/backprop.py": b"b = 1\n"})
    [found] = discover(as_downloaded({place: inside})).values()
    assert found.status == "graded", found.problems
    assert found.files == {"activations.py": b"a = 1\n", "backprop.py": b"b = 1\n"}


def test_a_file_counts_before_one_in_an_archive(as_downloaded: Download) -> None:
    inside = packed({"activations.py": b"old = 1\n", "backprop.py": b"b = 1\n"})
    where = as_downloaded({f"{FIRST}/old.zip": inside, f"{FIRST}/activations.py": b"a = 1\n"})
    [found] = discover(where).values()
    assert found.files == {"activations.py": b"a = 1\n", "backprop.py": b"b = 1\n"}


def test_what_is_in_two_archives_is_not_guessed(as_downloaded: Download) -> None:
    one, other = (packed({"activations.py": f"a = {n}\n".encode()}) for n in (1, 2))
    ada, ben = (f"{name}_assignsubmission_file" for name in ("Ada_1", "Ben_2"))
    where = as_downloaded(
        {f"{ada}/a.zip": one, f"{ada}/b.zip": other, f"{ben}/a.zip": one, f"{ben}/b.zip": one}
    )
    found = discover(where)
    assert [problem.kind for problem in found["Ada"].problems] == ["ambiguous"]
    assert found["Ada"].status == "ungraded"
    assert found["Ben"].files["activations.py"] == b"a = 1\n"


@pytest.mark.parametrize("source", TimeSource)
def test_no_file_of_a_download_dates_it(as_downloaded: Download, source: TimeSource) -> None:
    """The students uploaded all that is there, with names and clocks as they liked."""
    early = b"2020-01-01 10:00:00 UTC"
    where = as_downloaded(
        {
            f"{FIRST}/activations.py": b"a = 1\n",
            f"{FIRST}/timestamp.txt": early,
            "lovelaceada_101_9001_activations.py": b"a = 1\n",
            "lovelaceada_101_9002_timestamp.txt": early,
            "Ben_12_assignsubmission_file/work.zip": packed(
                {"activations.py": b"a = 1\n", "timestamp.txt": early}
            ),
        }
    )
    found = intake.discover(where, KNOWN, "activations", FORMATS, TrustedTimes(source))
    assert [(one.student, one.status, one.submitted) for one in found] == [
        (name, "graded", None) for name in ("Ada Lovelace", "Ben", "lovelaceada")
    ]


def nested(names: Sequence[str]) -> bytes:
    return packed({name: b"a = 1\n" for name in names})


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"no archive", "bad_archive"),
        (nested(["../activations.py"]), "refused_archive"),
        (nested(["/etc/activations.py"]), "refused_archive"),
        (nested(["activations.py", "ACTIVATIONS.py"]), "refused_archive"),
        (nested([f"{n}.py" for n in range(2001)]), "refused_archive"),
        (packed({"activations.py": b"0" * (5 << 20)}), "refused_archive"),
        (packed({"deeper.zip": nested(["activations.py"])}), "archive_not_opened"),
    ],
    ids=["broken", "out", "absolute", "twins", "many", "bomb", "deeper"],
)
def test_an_archive_in_an_archive_has_the_same_limits(
    as_downloaded: Download, content: bytes, kind: str
) -> None:
    """What cannot be opened is ungraded: the work may be in it. The next student is graded."""
    found = discover(
        as_downloaded(
            {
                f"{FIRST}/helper.py": b"h = 1\n",
                f"{FIRST}/work.zip": content,
                "Ben_12_assignsubmission_file/activations.py": b"b = 1\n",
            }
        )
    )
    ada, ben = found["Ada Lovelace"], found["Ben"]
    assert ben.status == "graded"
    assert (ada.status, [one.kind for one in ada.problems]) == ("ungraded", [kind])


def test_bombs_of_bombs_stay_shut(tmp_path: Path) -> None:
    level = packed({"activations.py": b"a = 1\n"})
    for _ in range(3):
        level = packed({f"{n}.zip": level for n in range(9)})
    (tmp_path / "ada.zip").write_bytes(level)
    [found] = discover(tmp_path).values()
    assert (found.status, found.problems[0].kind) == ("ungraded", "archive_not_opened")


def test_so_many_archives_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    for n in range(11):
        content = nested(["activations.py"] if n == 10 else [f"m{n}.py"])
        (tmp_path / f"ada/{n:02}.zip").write_bytes(content)
    [found] = discover(tmp_path).values()
    assert found.status == "ungraded" and "more than 10 archives" in found.problems[0].message


@pytest.mark.parametrize("name", ["work.rar", "work.7z"])
def test_an_archive_of_a_foreign_kind_is_no_zero(as_downloaded: Download, name: str) -> None:
    [found] = discover(as_downloaded({f"{FIRST}/{name}": b"Rar!"})).values()
    assert (found.status, found.problems[0].kind) == ("ungraded", "archive_not_opened")


def test_a_time_stamp_alone_is_nothing(as_downloaded: Download) -> None:
    [found] = discover(as_downloaded({f"{FIRST}/timestamp.txt": b"2026-10-01 10:00:00"})).values()
    assert found.status == "not_attempted"


def test_a_whole_class_may_pack_more_than_a_student(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    path.write_bytes(packed({f"s{n}/activations.py": b"a = 1\n" for n in range(2001)}))
    assert len(discover(path)) == 2001


@pytest.mark.parametrize("ending", ["zip", "tar.gz"])
def test_the_list_of_a_whole_class_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """And not for each of its files, which would take hours for a large class."""
    for student in range(9):
        work = tmp_path / f"class/Ada L_{student}_assignsubmission_file/activations.py"
        work.parent.mkdir(parents=True)
        work.write_text(f"a = {student}\n")
    kind = {"zip": "zip", "tar.gz": "gztar"}[ending]
    where = Path(shutil.make_archive(str(tmp_path / "class"), kind, tmp_path / "class"))
    opened = []
    plain = Path.open

    def counted(path: Path, mode: str = "r") -> Any:
        opened.append(path)
        return plain(path, mode)

    monkeypatch.setattr(Path, "open", counted)
    found = discover(where)
    assert len(found) == 9
    for one in found.values():
        assert one.account and one.files["activations.py"] == f"a = {one.account.id}\n".encode()
    assert opened == [where]


def test_archives_of_students_in_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    path.write_bytes(packed({f"{name}.zip": nested(["activations.py"]) for name in ("ada", "ben")}))
    found = discover(path)
    assert {name: one.status for name, one in found.items()} == {"ada": "graded", "ben": "graded"}


def test_canvas_hides_names_where_it_grades_anonymously(as_downloaded: Download) -> None:
    found = discover(
        as_downloaded(
            {
                "anon_3dR9f_9001_activations.py": b"a = 1\n",
                "LATE_anon_12345_9002_activations-1.py": b"b = 1\n",
                "anon_Xy1zW_text.html": b"<p>x</p>",
            }
        )
    )
    assert told(found) == {
        "anon_3dR9f": (("canvas", "anon_3dR9f"), "graded"),
        "anon_12345": (("canvas", "anon_12345"), "graded"),
        "anon_Xy1zW": (("canvas", "anon_Xy1zW"), "ungraded"),
    }
    assert found["anon_12345"].files == {"activations.py": b"b = 1\n"}


def test_moodle_files_without_folders(as_downloaded: Download) -> None:
    """A file's own name may look like Canvas'; the numbers in it are nobody's."""
    found = discover(
        as_downloaded(
            {
                "Ada Lovelace_11_assignsubmission_file_activations.py": b"a = 1\n",
                "Ada Lovelace_11_assignsubmission_file_backprop.py": b"b = 1\n",
                "Öz_Ben_12_assignsubmission_file_hw_3_4_activations.py": b"c = 1\n",
                "Cem_13_assignsubmission_onlinetext_onlinetext.html": b"<p>x</p>",
            }
        )
    )
    assert told(found) == {
        "Ada Lovelace": (("moodle", "11"), "graded"),
        "Öz_Ben": (("moodle", "12"), "graded"),
        "Cem": (("moodle", "13"), "ungraded"),
    }
    assert found["Ada Lovelace"].files == {"activations.py": b"a = 1\n", "backprop.py": b"b = 1\n"}


def test_of_two_forms_that_which_explains_more_of_a_name_counts(as_downloaded: Download) -> None:
    """By chance this name is of Canvas' form as well."""
    name = "Ada_5_11_assignsubmission_file_activations.py"
    assert all(form.owner_of_file(name) for form in FORMATS)
    found = discover(as_downloaded({name: b"a = 1\n", "Ben_6_10_activations.py": b"b = 1\n"}))
    assert {student: number(one) for student, one in found.items()} == {
        "Ada_5": ("moodle", "11"),
        "Ben": ("canvas", "6"),
    }
    assert found["Ada_5"].files == {"activations.py": b"a = 1\n"}


def test_without_formats_every_folder_is_a_students(tmp_path: Path) -> None:
    (tmp_path / FIRST).mkdir()
    (tmp_path / FIRST / "activations.py").touch()
    (tmp_path / "a_1_10_activations.py").touch()
    [found] = intake.discover(tmp_path, KNOWN, "activations")
    assert (found.student, found.account) == (FIRST, None)
    assert intake.strays(tmp_path, ()) == ["a_1_10_activations.py"]


def test_a_download_in_a_folder_of_its_own_is_said(tmp_path: Path) -> None:
    for n, name in enumerate(("Ada", "Ben")):
        folder = tmp_path / f"CS 101-Week 3/{name}_{n}_assignsubmission_file"
        folder.mkdir(parents=True)
        (folder / "activations.py").touch()
    with pytest.raises(intake.IntakeError, match="CS 101-Week 3: grade that folder"):
        discover(tmp_path)


def test_one_name_is_one_however_it_is_composed(tmp_path: Path) -> None:
    for name in ("Jose\u0301", "Jos\u00e9"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "activations.py").touch()
    assert list(discover(tmp_path)) == ["Jos\u00e9", "Jos\u00e9 (2)"]


def test_a_count_is_nobodys_name(tmp_path: Path) -> None:
    for name in ("ada.zip", "ada (2).zip"):
        (tmp_path / name).write_bytes(nested(["activations.py"]))
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada/activations.py").touch()
    assert sorted(discover(tmp_path)) == ["ada", "ada (2)", "ada (3)"]


def test_work_in_nobodys_folder_is_said(as_downloaded: Download) -> None:
    where = as_downloaded(
        {
            "ada/activations.py": b"a = 1\n",
            "a_1_10_activations.py": b"a = 1\n",
            "loose.py": b"x = 1\n",
            "work.rar": b"Rar!",
            "readme.txt": b"hello",
        }
    )
    assert intake.strays(where, FORMATS) == ["loose.py", "work.rar"]


def test_a_class_of_one_has_no_work_of_nobodys(tmp_path: Path) -> None:
    where = tmp_path / "class.zip"
    where.write_bytes(packed({f"ada/{name}": b"a = 1\n" for name in ("activations.py", "b.py")}))
    [found] = discover(where).values()
    assert (found.student, found.status) == ("ada", "graded")
    assert intake.strays(where, FORMATS) == []


def test_ordinary_folders_have_no_number(tmp_path: Path) -> None:
    (tmp_path / "ada_1_2_x").mkdir()
    (tmp_path / "ada_1_2_x/activations.py").touch()
    [found] = discover(tmp_path).values()
    assert (found.student, found.account) == ("ada_1_2_x", None)


def test_what_no_list_shows_is_said(tmp_path: Path) -> None:
    graded = tmp_path / "graded"
    for student in ("ada", "gone \x1b[31m"):
        files.write_report(report(student), graded)
    files.write_report(replace(report("gone too"), topic="backprop"), graded)
    (graded / "reports/mine").mkdir()
    (graded / "reports/mine/activations.json").write_text("{}")
    work = tmp_path / "class/ada/activations.py"
    work.parent.mkdir(parents=True)
    work.write_text("x = 1\n")
    (tmp_path / "class/loose.py").touch()
    options = ["--output", str(graded), "--seed", "tests"]
    done = CliRunner().invoke(main, ["grade", str(tmp_path / "class"), *options])
    assert done.exit_code == 0, done.output
    assert "In no student's folder, so not graded: loose.py\n" in done.output
    assert "without a submission now: gone . They" in done.output
    done = CliRunner().invoke(main, ["grade", str(work), *options])
    assert done.exit_code == 0 and "earlier run" not in done.output


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
