"""Marks go into the tables that Canvas and Moodle gave out, and nothing else in them changes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Account, Platform, Problem, Report, Status
from autograder.platforms.canvas import gradebook as canvas
from autograder.platforms.errors import ExportError
from autograder.platforms.moodle import worksheet as moodle
from autograder.platforms.points import points
from autograder.platforms.spreadsheet import Spreadsheet
from autograder.reports import files

TOPIC = "activations"
COLUMN = "Activations, part 1 (4711)"
HEADER = f'Student,ID,SIS User ID,SIS Login ID,Section,"{COLUMN}",Final Score\n'


BROKEN = Problem(kind=ProblemKind.KIT, message="it broke <b>here</b>")


def report(
    student: str,
    score: float | None = 17.5,
    account: str | None = None,
    platform: Platform = "canvas",
    status: Status | None = None,
) -> Report:
    return Report(
        student=student,
        topic=TOPIC,
        score=score,
        max_score=20.0,
        status=Status(status or ("ungraded" if score is None else "graded")),
        sandbox_tier="A",
        key="",
        submission="",
        duration_s=0.1,
        problems=(Problem(kind=ProblemKind.KIT, message="it broke <b>here</b>"),)
        if score is None
        else (),
        account=Account(platform=Platform(platform), id=account) if account else None,
    )


def table(content: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), ""), delimiter=separator))


def fill(folder: Path, text: str, reports: Sequence[Report], scale: bool = False) -> canvas.Filled:
    path = folder / "gradebook.csv"
    path.write_bytes(text.encode())
    return canvas.gradebook(reports, path, COLUMN, scale)


def marks(filled: canvas.Filled) -> dict[str, str]:
    return {row[1] or row[0]: row[5] for row in table(filled.content)[1:]}


@pytest.mark.parametrize("value", ["a\nb", "a\r\nb", 'a"b', "a,b", " a ", "\u2028"])
def test_whatever_is_filled_in_stays_in_its_cell(tmp_path: Path, value: str) -> None:
    path = tmp_path / "some.csv"
    path.write_text("A,B\n1,2\n3,4\n", encoding="utf-8")
    sheet = Spreadsheet.read(path, ["A", "B"])
    sheet.fill(1, 0, value)
    found = csv.reader(io.StringIO(sheet.encoded().decode("utf-8"), newline=""))
    assert list(found) == [["A", "B"], [value, "2"], ["3", "4"]]


def test_canvas_a_gradebook_keeps_every_other_byte(tmp_path: Path) -> None:
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


def test_canvas_semicolons_and_lone_line_feeds(tmp_path: Path) -> None:
    text = (
        f"Student;ID;SIS User ID;SIS Login ID;Section;{COLUMN};Final Score\n"
        "Points Possible;;;;;20,0;\nLovelace, Ada;101;;ada;A;3,5;x\n"
    )
    filled = fill(tmp_path, text, [report("ada")])
    assert filled.content.decode() == text.replace(";3,5;", ";17.5;")


@pytest.mark.parametrize("student", ["101", "s-1", "ADA@x.edu", "Lovelace, Ada", "ada  lovelace"])
def test_canvas_a_student_is_found_by_number_login_or_name(tmp_path: Path, student: str) -> None:
    text = HEADER + '"Lovelace, Ada",101,s-1,ada@x.edu,A,,\n"Byron, Anne",102,s-2,anne,A,,\n'
    assert marks(fill(tmp_path, text, [report(student)])) == {"101": "17.5", "102": ""}


def test_canvas_accents_match_however_they_are_composed(tmp_path: Path) -> None:
    text = HEADER + '"Mun\u0303oz, Jose\u0301",102,,,A,,\n'
    assert marks(fill(tmp_path, text, [report("José Muñoz")])) == {"102": "17.5"}


def test_canvas_an_account_belongs_to_its_number_alone(tmp_path: Path) -> None:
    text = HEADER + '"Lovelace, Ada",101,,,A,,\n"Lovelace, Ada",102,,,A,,\n'
    filled = fill(tmp_path, text, [report("lovelaceada", account="102")])
    assert marks(filled) == {"101": "", "102": "17.5"}
    filled = fill(tmp_path, text, [report("Lovelace, Ada", account="999")])
    assert marks(filled) == {"101": "", "102": ""}
    assert filled.left == ("Lovelace, Ada: no row has their number, 999",)
    # The number of another platform says nothing here.
    filled = fill(tmp_path, text, [report("x", account="101", platform=Platform.MOODLE)])
    assert filled.marks == 0


def test_canvas_what_fits_two_is_left_alone(tmp_path: Path) -> None:
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


def test_canvas_two_students_without_numbers_are_not_one(tmp_path: Path) -> None:
    text = HEADER + '"Lovelace, Ada",,,,A,,\n"Byron, Anne",,,,A,,\n'
    filled = fill(tmp_path, text, [report("Anne Byron"), report("")])
    assert marks(filled) == {"Lovelace, Ada": "", "Byron, Anne": "17.5"}
    assert filled.left == (": no row is theirs",)


def test_canvas_ungraded_is_blank_and_never_zero(tmp_path: Path) -> None:
    text = HEADER + "A,1,,,,,\nB,2,,,,12,\nC,3,,,,,\n"
    reports = [report("A", None), report("B", None), report("C", 0.0, status=Status.NOT_ATTEMPTED)]
    filled = fill(tmp_path, text, reports)
    assert marks(filled) == {"1": "", "2": "12", "3": "0"}
    assert filled.left == ("A: is ungraded", "B: is ungraded; 12 was left there")


def test_canvas_other_points_are_converted_only_when_asked(tmp_path: Path) -> None:
    text = HEADER + "Points Possible,,,,,50,\nA,1,,,,,\n"
    with pytest.raises(ExportError, match="worth 50 points there and 20 here"):
        fill(tmp_path, text, [report("A")])
    assert marks(fill(tmp_path, text, [report("A")], scale=True))["1"] == "43.75"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Student,ID,Section,Activations\nA,1,x,\n", "no column “Activations, part 1"),
        (HEADER.replace("Final Score", f'"{COLUMN}"') + "A,1,,,,,\n", "two columns"),
        (HEADER, "no rows of students"),
        (HEADER + 'A,1,,,"x,,\n', "quotation mark in line 2 is not closed"),
        ("", "is empty"),
    ],
)
def test_canvas_a_file_that_cannot_be_filled_is_refused(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(ExportError, match=said):
        fill(tmp_path, text, [report("A")])


def test_canvas_first_and_last_names_may_have_columns_of_their_own(tmp_path: Path) -> None:
    text = (
        f'LastName,FirstName,ID,SIS Login ID,Section,"{COLUMN}"\n'
        "    Points Possible,,,,,20\nLovelace,Ada,101,ada,A,\nMadonna,,102,m,A,\n"
    )
    filled = fill(tmp_path, text, [report("Ada Lovelace", 4.0), report("Madonna", 5.0)])
    assert filled.content.decode() == text.replace(",ada,A,", ",ada,A,4").replace(",m,A,", ",m,A,5")


def test_canvas_a_column_that_takes_no_marks_is_refused(tmp_path: Path) -> None:
    text = HEADER + "Points Possible,,,,,(read only),\nA,1,,,,,\n"
    with pytest.raises(ExportError, match="read only there"):
        fill(tmp_path, text, [report("A")])


def test_canvas_who_is_not_assigned_gets_no_mark(tmp_path: Path) -> None:
    filled = fill(tmp_path, HEADER + "A,1,,,,N/A,\n", [report("A")])
    assert marks(filled) == {"1": "N/A"}
    assert "Canvas would skip the mark" in filled.left[0]


def test_canvas_an_anonymous_hand_in_is_nobodys(tmp_path: Path) -> None:
    """Its five signs may be digits, and somebody's number."""
    text = HEADER + "A,12345,,anon_12345,,,\n"
    filled = fill(tmp_path, text, [report("anon_12345", account="anon_12345")])
    assert marks(filled) == {"12345": ""}
    said = "anon_12345: is anonymous (docs/instructors/canvas.md says how to get names)"
    assert filled.left == (said,)


def test_canvas_a_title_without_its_number_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("Student,ID,Section,Activations\nA,1,x,\n")
    with pytest.raises(ExportError, match="new assignment"):
        canvas.gradebook([report("A")], path, "Activations")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.csv"
    path.write_bytes((HEADER + "José,1,,,,,\n").encode("cp1252"))
    with pytest.raises(ExportError, match="save it as “CSV UTF-8”"):
        canvas.gradebook([report("A")], path, COLUMN)


MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (grade),Feedback comments\n"
)


def fill_worksheet(
    folder: Path, text: str, reports: Sequence[Report], scale: bool = False
) -> moodle.Filled:
    path = folder / "Grades.csv"
    path.write_bytes(text.encode())
    return moodle.worksheet(reports, path, scale)


def test_moodle_a_worksheet_is_filled_and_otherwise_kept(tmp_path: Path) -> None:
    text = "\ufeff" + (
        MOODLE + 'Participant 11,"Lovelace, Ada",ada@x,"Submitted, late",,20.00,Yes,"Monday, 1",\n'
        "Participant 12,Öz O'Hara,oz@x,-,4.00,20.00,Yes,-,Well done\n"
        "Participant 13,Anne Byron,anne@x,-,1.00,20.00,No,-,\n"
        "Participant 14,May Gray,may@x,-,,20.00,Yes,-,\n"
    ).replace("\n", "\r\n")
    reports = [
        report("Ada Lovelace", account="11", platform=Platform.MOODLE),
        report("oz@x", 20.0),
        report("Participant 13", 5.0),
        report("14", None),
    ]
    filled = fill_worksheet(tmp_path, text, reports)
    before, after = table(text.encode()), table(filled.content)
    assert after[1].pop().startswith("Autograder: 17.5 of 20 points")
    assert before[1].pop() == ""
    assert (after[1].pop(4), before[1].pop(4)) == ("17.5", "")
    assert (after[2].pop(4), before[2].pop(4)) == ("20", "4.00")
    assert after == before
    assert filled.content.startswith(b"\xef\xbb\xbf") and filled.content.count(b"\r\n") == 5
    assert filled.left == (
        "Participant 13: is locked, Moodle would skip the row",
        "14: is ungraded",
    )


def test_moodle_our_comment_is_renewed_as_html(tmp_path: Path) -> None:
    text = MOODLE + "Participant 1,A,a@x,-,1,20,Yes,-,Autograder: old\n"
    broken = replace(report("A"), problems=report("A", None).problems)
    comment = table(fill_worksheet(tmp_path, text, [broken]).content)[1][-1]
    assert comment == "Autograder: 17.5 of 20 points<br>it broke &lt;b&gt;here&lt;/b&gt;"


def test_moodle_a_mark_out_of_range_is_said(tmp_path: Path) -> None:
    text = MOODLE + "Participant 1,A,a@x,-,,20.00,Yes,-,\n"
    filled = fill_worksheet(tmp_path, text, [report("A", 22.0)])
    assert filled.marks == 0 and filled.left == ("A: 22 is above 20.00, Moodle would skip the row",)
    with pytest.raises(ExportError, match="--scale"):
        fill_worksheet(tmp_path, text.replace("20.00", "100.00"), [report("A")])
    filled = fill_worksheet(tmp_path, text.replace("20.00", "100.00"), [report("A")], scale=True)
    assert table(filled.content)[1][4] == "87.5"


def test_moodle_feedback_files_lie_where_moodle_looks(tmp_path: Path) -> None:
    text = (
        MOODLE + "Participant 11,Ada_Maria Lovelace,a@x,-,,20,Yes,-,\n"
        'Participant 12,"../Öz, ""O""",o@x,-,,20,Yes,-,\nParticipant 13,,p@x,-,,20,Yes,-,\n'
        "Participant 14,May Gray,m@x,-,,20,Yes,-,\n"
    )
    filled = fill_worksheet(tmp_path, text, [report(f"Participant {n}") for n in (11, 12, 13)])
    with zipfile.ZipFile(io.BytesIO(filled.feedback)) as archive:
        names = archive.namelist()
        page = archive.read(names[0]).decode()
    assert names == [
        "Ada Maria Lovelace_11_assignfeedback_file/report.html",
        "Öz, O_12_assignfeedback_file/report.html",
        "Participant_13_assignfeedback_file/report.html",
    ]
    assert "17.5" in page and "<html" in page
    for name in names:  # as Moodle takes them apart
        parts = name.split("/")[0].split("_", 4)
        assert parts[1].isdigit() and parts[2:] == ["assignfeedback", "file"]


def test_points_have_no_exponent_and_no_rounding_surprise() -> None:
    numbers = [0.0, 20.0, 17.5, 0.1 + 0.2, 12345.67, -0.001]
    assert [points(one) for one in numbers] == ["0", "20", "17.5", "0.3", "12345.67", "0"]


@pytest.fixture
def graded(tmp_path: Path) -> Callable[[Sequence[Report]], Path]:
    def write(reports: Sequence[Report]) -> Path:
        for one in reports:
            files.write_report(one, tmp_path / "graded")
        return tmp_path / "graded"

    return write


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["export", *(str(argument) for argument in arguments)])


def test_the_commands_write_beside_the_reports(
    tmp_path: Path, graded: Callable[[Sequence[Report]], Path]
) -> None:
    folder = graded([report("ada"), report("nobody")])
    book = tmp_path / "book.csv"
    book.write_text(HEADER + "A,1,,ada,,,\nB,2,,,,,\n", newline="")
    done = run("canvas", folder, "--gradebook", book, "--topic", TOPIC, "--column", COLUMN)
    assert done.exit_code == 0, done.output
    assert "1 mark in" in done.output and "nobody: no row is theirs" in done.output
    assert "rows without a report: 1 (B (2))" in done.output
    assert table((folder / "canvas-activations.csv").read_bytes())[1][5] == "17.5"
    assert book.read_text() == HEADER + "A,1,,ada,,,\nB,2,,,,,\n"
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(MOODLE + "Participant 1,ada,a@x,-,,20,Yes,-,\n", newline="")
    pages = tmp_path / "pages.zip"
    done = run("moodle", folder, "--worksheet", sheet, "--topic", TOPIC, "--feedback", pages)
    assert done.exit_code == 0, done.output
    assert zipfile.ZipFile(pages).namelist() == ["ada_1_assignfeedback_file/report.html"]


def test_mistakes_are_one_line(tmp_path: Path, graded: Callable[[Sequence[Report]], Path]) -> None:
    book = tmp_path / "book.csv"
    book.write_text(HEADER + "A,1,,ada,,,\n")
    options = ("--gradebook", book, "--column", COLUMN, "--topic")
    done = run("canvas", tmp_path, *options, TOPIC)
    assert done.exit_code == 2 and "holds no reports" in done.output
    folder = graded([report("ada"), report("ben")])
    done = run("canvas", folder, *options, "backprop")
    assert done.exit_code == 2 and "it has: activations" in done.output
    done = run("gradescope", folder)
    assert done.exit_code == 2 and "this format is for one" in done.output
    (folder / "reports/ada/activations.json").write_text("{}")
    done = run("junit", folder)
    assert done.exit_code == 2 and "is not a grade report" in done.output
