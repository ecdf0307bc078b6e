"""Canvas: a column of the gradebook that the instructor exported (docs/instructors/canvas.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.model.report import Report
from autograder.platforms.errors import ExportError
from autograder.platforms.matching import Row, match, turned
from autograder.platforms.points import scaled
from autograder.platforms.spreadsheet import Spreadsheet

STUDENT, ID = "Student", "ID"
LAST, FIRST = "LastName", "FirstName"  # instead of STUDENT, as who exports likes it
NAMES = ("SIS User ID", "SIS Login ID")
POSSIBLE = "points possible"
READ_ONLY = "read only"
EXCUSED, NOT_ASSIGNED = "ex", "n/a"
NUMBERED = re.compile(r"\(\d+\)$")


@dataclass(frozen=True)
class Filled:
    """The file with its marks, their number, what was left alone and why, rows without a report."""

    content: bytes
    marks: int
    left: tuple[str, ...]
    without: tuple[str, ...]


def gradebook(reports: Sequence[Report], path: Path, column: str, scale: bool = False) -> Filled:
    """Fill `column` with the scores of reports of one topic; raises ExportError."""
    if not NUMBERED.search(column):
        said = "Canvas makes a new assignment of a title without its number"
        raise ExportError(f"{said}: name the column “{column} (…)” as in the header")
    sheet = Spreadsheet.read(path, [STUDENT, ID, column], [LAST, FIRST, ID, column])
    target = sheet.column(column)
    student, number = sheet.column(STUDENT), sheet.column(ID)
    last, first = sheet.column(LAST), sheet.column(FIRST)
    others = [sheet.column(name) for name in NAMES]
    assert target is not None
    possible = ""
    rows = []
    for place in range(1, len(sheet.rows)):
        if POSSIBLE in sheet.value(place, 0).casefold():
            possible = sheet.value(place, target)
            continue
        name = sheet.value(place, student)
        if student is None:
            parts = (sheet.value(place, last), sheet.value(place, first))
            name = ", ".join(filter(None, parts))
        also = [sheet.value(place, one) for one in others]
        names = tuple(one for one in (*also, turned(name), name) if one)
        if names and sheet.has(place, target):
            rows.append(Row(place, sheet.value(place, number), names))
    if not rows:
        raise ExportError(f"{path.name} has no rows of students")
    if READ_ONLY in possible.casefold():
        raise ExportError(f"Canvas takes no marks for “{column}”: it is read only there")
    nameless = [report for report in reports if _nameless(report)]
    matched = match([report for report in reports if not _nameless(report)], rows, "canvas")
    said = "is anonymous (docs/instructors/canvas.md says how to get names)"
    left = [f"{report.student}: {said}" for report in nameless]
    left += matched.left
    marks = 0
    for place, report in sorted(matched.reports.items()):
        mark = scaled(report, possible, scale, f"“{column}”")
        before = sheet.value(place, target)
        if before.casefold() == EXCUSED:
            left.append(f"{report.student}: is excused")
        elif before.casefold() == NOT_ASSIGNED:
            said = "is not assigned this in Canvas, or it is anonymous there"
            left.append(f"{report.student}: {said} ({before}); Canvas would skip the mark")
        elif not mark:
            kept = f"; {before} was left there" if before else ""
            left.append(f"{report.student}: is ungraded{kept}")
        else:
            sheet.fill(place, target, mark)
            marks += 1
    return Filled(sheet.encoded(), marks, tuple(left), matched.without(rows))


def _nameless(report: Report) -> bool:
    """Whether it came from a download in which numbers stand for nobody (anonymous grading)."""
    account = report.account
    return account is not None and account.platform == "canvas" and not account.id.isdigit()
