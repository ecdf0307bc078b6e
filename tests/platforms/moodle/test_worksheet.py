"""Marks go into the worksheet that Moodle gave out, and nothing else in it changes."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.model.report import Report
from autograder.platforms.errors import PlatformError
from autograder.platforms.moodle import worksheet as moodle
from tests.platforms.builders import report

HEADER = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (grade),Feedback comments\n"
)
BEGINS = ("=", "+", "-", "@")


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), "")))


def fill_worksheet(
    folder: Path, text: str, reports: Sequence[Report], scale: bool = False
) -> moodle.FilledWorksheet:
    path = folder / "Grades.csv"
    path.write_bytes(text.encode())
    return moodle.worksheet(reports, path, scale)


def test_a_worksheet_is_filled_and_otherwise_kept(tmp_path: Path) -> None:
    text = "\ufeff" + (
        HEADER + 'Participant 11,"Lovelace, Ada",ada@x,"Submitted, late",,20.00,Yes,"Monday, 1",\n'
        "Participant 12,Öz O'Hara,oz@x,-,4.00,20.00,Yes,-,Well done\n"
        "Participant 13,Anne Byron,anne@x,-,1.00,20.00,No,-,\n"
        "Participant 14,May Gray,may@x,-,,20.00,Yes,-,\n"
    ).replace("\n", "\r\n")
    reports = [
        report("Ada Lovelace", account="11", platform="moodle"),
        report("oz@x", 20.0),
        report("Participant 13", 5.0),
        report("14", None),
    ]
    filled = fill_worksheet(tmp_path, text, reports)
    before, after = table(text.encode()), table(filled.table.content)
    assert after[1].pop().startswith("Autograder: 17.5 of 20 points")
    assert before[1].pop() == ""
    assert (after[1].pop(4), before[1].pop(4)) == ("17.5", "")
    assert (after[2].pop(4), before[2].pop(4)) == ("20", "4.00")
    assert after == before
    assert (
        filled.table.content.startswith(b"\xef\xbb\xbf")
        and filled.table.content.count(b"\r\n") == 5
    )
    assert filled.table.left == (
        "Participant 13: is locked, Moodle would skip the row",
        "14: is ungraded",
    )


def test_our_comment_is_renewed_as_html(tmp_path: Path) -> None:
    text = HEADER + "Participant 1,A,a@x,-,1,20,Yes,-,Autograder: old\n"
    broken = replace(report("A"), problems=report("A", None).problems)
    comment = table(fill_worksheet(tmp_path, text, [broken]).table.content)[1][-1]
    assert comment == "Autograder: 17.5 of 20 points<br>it broke &lt;b&gt;here&lt;/b&gt;"


@pytest.mark.parametrize("separator", ",;")
def test_no_part_of_a_comment_is_a_formula(tmp_path: Path, separator: str) -> None:
    text = (HEADER + "Participant 1,A,a@x,Draft,1,20,Yes,Never,\n").replace(",", separator)
    said = "ValueError: x;=1+1;y where a <= -1,=2"
    problems = (replace(report("A", None).problems[0], message=said),)
    content = fill_worksheet(tmp_path, text, [replace(report("A"), problems=problems)])
    written = content.table.content.decode()
    for expected in ",;\t":
        rows = csv.reader(io.StringIO(written, ""), delimiter=expected)
        assert not [cell for row in rows for cell in row if cell.strip(' "').startswith(BEGINS)]
    [_, row] = csv.reader(io.StringIO(written, ""), delimiter=separator)
    assert row[4] == "17.5"
    assert html.unescape(row[-1]).endswith(said), "Moodle shows it unchanged"


def test_a_mark_out_of_range_is_said(tmp_path: Path) -> None:
    text = HEADER + "Participant 1,A,a@x,-,,20.00,Yes,-,\n"
    filled = fill_worksheet(tmp_path, text, [report("A", 22.0)])
    assert filled.table.marks == 0 and filled.table.left == (
        "A: 22 is above 20.00, Moodle would skip the row",
    )
    with pytest.raises(PlatformError, match="--scale"):
        fill_worksheet(tmp_path, text.replace("20.00", "100.00"), [report("A")])
    filled = fill_worksheet(tmp_path, text.replace("20.00", "100.00"), [report("A")], scale=True)
    assert table(filled.table.content)[1][4] == "87.5"


def test_feedback_files_lie_where_moodle_looks(tmp_path: Path) -> None:
    text = (
        HEADER + "Participant 11,Ada_Maria Lovelace,a@x,-,,20,Yes,-,\n"
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
