"""Marks go into the gradebook that Canvas exported, and nothing else in it changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from autograder.model.outcomes import Status
from autograder.model.report import Report
from autograder.platforms.canvas import gradebook as canvas
from autograder.platforms.errors import PlatformError
from autograder.platforms.tables.filled import Filled
from tests.platforms.builders import report

COLUMN = "Activations, part 1 (4711)"
HEADER = f'Student,ID,SIS User ID,SIS Login ID,Section,"{COLUMN}",Final Score\n'


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), "")))


def fill(folder: Path, text: str, reports: Sequence[Report], scale: bool = False) -> Filled:
    path = folder / "gradebook.csv"
    path.write_bytes(text.encode())
    return canvas.gradebook(reports, path, COLUMN, scale)


def marks(filled: Filled) -> dict[str, str]:
    return {row[1] or row[0]: row[5] for row in table(filled.content)[1:]}


def test_a_gradebook_keeps_every_other_byte(tmp_path: Path) -> None:
    text = (
        "\ufeff" + HEADER.replace("\n", "\r\n") + ",,,,,Manual Posting,(read only)\r\n"
        "    Points Possible,,,,, 20.00 ,(read only)\r\n"
        '"Lovelace, Ada",101,s-1,ada,"A ""1"" , B",,88.1\r\n'
        '"Muñoz ""Pepe"", José",102,,jose,A;2,EX,\r\n'
        "Ōe Kenzaburō,103,,kenz,'x,12.5,\r\n"
        '\r\n"Student, Test",199,,,,,'
    )
    reports = [report("ada"), report("103", 9.25), report('José Muñoz "Pepe"', 3.0)]
    filled = fill(tmp_path, text, reports)
    assert filled.content.decode() == text.replace('B",,88.1', 'B",17.5,88.1').replace(
        "'x,12.5,", "'x,9.25,"
    )
    assert filled.marks == 2
    assert filled.left == ('José Muñoz "Pepe": is excused',)


def test_semicolons_and_lone_line_feeds(tmp_path: Path) -> None:
    text = (
        f"Student;ID;SIS User ID;SIS Login ID;Section;{COLUMN};Final Score\n"
        "Points Possible;;;;;20,0;\nLovelace, Ada;101;;ada;A;3,5;x\n"
    )
    filled = fill(tmp_path, text, [report("ada")])
    assert filled.content.decode() == text.replace(";3,5;", ";17.5;")


@pytest.mark.parametrize("student", ["101", "s-1", "ADA@x.edu", "Lovelace, Ada", "ada  lovelace"])
def test_a_student_is_found_by_number_login_or_name(tmp_path: Path, student: str) -> None:
    text = HEADER + '"Lovelace, Ada",101,s-1,ada@x.edu,A,,\n"Byron, Anne",102,s-2,anne,A,,\n'
    assert marks(fill(tmp_path, text, [report(student)])) == {"101": "17.5", "102": ""}


def test_accents_match_however_they_are_composed(tmp_path: Path) -> None:
    text = HEADER + '"Mun\u0303oz, Jose\u0301",102,,,A,,\n'
    assert marks(fill(tmp_path, text, [report("José Muñoz")])) == {"102": "17.5"}


def test_an_account_belongs_to_its_number_alone(tmp_path: Path) -> None:
    text = HEADER + '"Lovelace, Ada",101,,,A,,\n"Lovelace, Ada",102,,,A,,\n'
    filled = fill(tmp_path, text, [report("lovelaceada", account="102")])
    assert marks(filled) == {"101": "", "102": "17.5"}
    filled = fill(tmp_path, text, [report("Lovelace, Ada", account="999")])
    assert marks(filled) == {"101": "", "102": ""}
    assert filled.left == ("Lovelace, Ada: no row has their number, 999",)
    # The number of another platform says nothing here.
    filled = fill(tmp_path, text, [report("x", account="101", platform="moodle")])
    assert filled.marks == 0


def test_what_fits_two_is_left_alone(tmp_path: Path) -> None:
    text = (
        HEADER + '"Lovelace, Ada",101,7,a1,A,,\n"Lovelace, Ada",102,8,a2,A,,\n'
        '"Byron, Anne",7,9,a3,A,4,\n"Gray, May",104,,may,A,,\n'
    )
    reports = [report("Ada Lovelace"), report("7"), report("May Gray"), report("may")]
    filled = fill(tmp_path, text, reports)
    assert filled.content.decode() == text and filled.marks == 0
    assert filled.left == (
        "Ada Lovelace: fits several rows: Lovelace, Ada (101) and Lovelace, Ada (102)",
        "7: fits several rows: Lovelace, Ada (101) and Byron, Anne (7)",
        "Gray, May (104): several reports are theirs: May Gray and may",
    )


def test_two_students_without_numbers_are_not_one(tmp_path: Path) -> None:
    text = HEADER + '"Lovelace, Ada",,,,A,,\n"Byron, Anne",,,,A,,\n'
    filled = fill(tmp_path, text, [report("Anne Byron"), report("")])
    assert marks(filled) == {"Lovelace, Ada": "", "Byron, Anne": "17.5"}
    assert filled.left == (": no row is theirs",)


def test_ungraded_is_blank_and_never_zero(tmp_path: Path) -> None:
    text = HEADER + "A,1,,,,,\nB,2,,,,12,\nC,3,,,,,\n"
    reports = [report("A", None), report("B", None), report("C", 0.0, status=Status.NOT_ATTEMPTED)]
    filled = fill(tmp_path, text, reports)
    assert marks(filled) == {"1": "", "2": "12", "3": "0"}
    assert filled.left == ("A: is ungraded", "B: is ungraded; the mark 12 was kept")


def test_other_points_are_converted_only_when_asked(tmp_path: Path) -> None:
    text = HEADER + "Points Possible,,,,,50,\nA,1,,,,,\n"
    with pytest.raises(PlatformError, match="worth 50 points there and 20 here"):
        fill(tmp_path, text, [report("A")])
    assert marks(fill(tmp_path, text, [report("A")], scale=True))["1"] == "43.75"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Student,ID,Section,Activations\nA,1,x,\n", "lacks columns: “Activations, part 1"),
        (HEADER.replace("Final Score", f'"{COLUMN}"') + "A,1,,,,,\n", "two columns"),
        (HEADER, "no rows of students"),
        (HEADER + 'A,1,,,"x,,\n', "quotation mark in line 2 is not closed"),
        ("", "is empty"),
    ],
)
def test_a_file_that_cannot_be_filled_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PlatformError, match=said):
        fill(tmp_path, text, [report("A")])


def test_first_and_last_names_may_have_columns_of_their_own(tmp_path: Path) -> None:
    text = (
        f'LastName,FirstName,ID,SIS Login ID,Section,"{COLUMN}"\n'
        "    Points Possible,,,,,20\nLovelace,Ada,101,ada,A,\nMadonna,,102,m,A,\n"
    )
    filled = fill(tmp_path, text, [report("Ada Lovelace", 4.0), report("Madonna", 5.0)])
    assert filled.content.decode() == text.replace(",ada,A,", ",ada,A,4").replace(",m,A,", ",m,A,5")


def test_a_column_that_takes_no_marks_is_refused(tmp_path: Path) -> None:
    text = HEADER + "Points Possible,,,,,(read only),\nA,1,,,,,\n"
    with pytest.raises(PlatformError, match="read only there"):
        fill(tmp_path, text, [report("A")])


def test_who_is_not_assigned_gets_no_mark(tmp_path: Path) -> None:
    filled = fill(tmp_path, HEADER + "A,1,,,,N/A,\n", [report("A")])
    assert marks(filled) == {"1": "N/A"}
    assert "Canvas would skip the mark" in filled.left[0]


def test_an_anonymous_submission_is_nobodys(tmp_path: Path) -> None:
    """Its five signs may be digits, and somebody's number."""
    text = HEADER + "A,12345,,anon_12345,,,\n"
    filled = fill(tmp_path, text, [report("anon_12345", account="anon_12345")])
    assert marks(filled) == {"12345": ""}
    said = "anon_12345: is anonymous (docs/instructors/canvas.md says how to get names)"
    assert filled.left == (said,)


def test_a_title_without_its_number_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("Student,ID,Section,Activations\nA,1,x,\n")
    with pytest.raises(PlatformError, match="new assignment"):
        canvas.gradebook([report("A")], path, "Activations")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.csv"
    path.write_bytes((HEADER + "José,1,,,,,\n").encode("cp1252"))
    with pytest.raises(PlatformError, match="save it as “CSV UTF-8”"):
        canvas.gradebook([report("A")], path, COLUMN)
