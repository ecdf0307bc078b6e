"""Canvas: a column of the gradebook that the instructor exported (docs/canvas.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.export import ExportError
from autograder.export.matching import Row, match, turned
from autograder.export.numbers import scaled
from autograder.export.spreadsheet import Spreadsheet
from autograder.report import GradeReport

STUDENT, ID = "Student", "ID"
NAMES = ("SIS User ID", "SIS Login ID")
POSSIBLE = "points possible"
EXCUSED = "ex"
NUMBERED = re.compile(r"\(\d+\)$")


@dataclass(frozen=True)
class Filled:
    """The file with its marks, how many cells got one, and in words what was left alone."""

    content: bytes
    marks: int
    left: tuple[str, ...]


def gradebook(
    reports: Sequence[GradeReport], path: Path, column: str, scale: bool = False
) -> Filled:
    """Fill `column` with the scores of reports of one topic; raises ExportError."""
    if not NUMBERED.search(column):
        said = "Canvas makes a new assignment of a title without its number"
        raise ExportError(f"{said}: name the column “{column} (…)” as in the header")
    sheet = Spreadsheet.read(path, [STUDENT, ID, column])
    target = sheet.column(column)
    student, number = sheet.column(STUDENT), sheet.column(ID)
    others = [sheet.column(name) for name in NAMES]
    assert target is not None
    possible = ""
    rows = []
    for place in range(1, len(sheet.rows)):
        name = sheet.value(place, student)
        if POSSIBLE in name.casefold():
            possible = sheet.value(place, target)
            continue
        also = [sheet.value(place, one) for one in others]
        names = tuple(one for one in (*also, turned(name), name) if one)
        if names and sheet.has(place, target):
            rows.append(Row(place, sheet.value(place, number), names))
    if not rows:
        raise ExportError(f"{path.name} has no rows of students")
    matched = match(reports, rows, "canvas")
    left = list(matched.left)
    marks = 0
    for place, report in sorted(matched.reports.items()):
        mark = scaled(report, possible, scale, f"“{column}”")
        before = sheet.value(place, target)
        if before.casefold() == EXCUSED:
            left.append(f"{report.student}: is excused")
        elif not mark:
            kept = f"; {before} was left there" if before else ""
            left.append(f"{report.student}: is ungraded{kept}")
        else:
            sheet.fill(place, target, mark)
            marks += 1
    return Filled(sheet.encoded(), marks, tuple(left))
