"""Canvas: a column of the gradebook that the instructor exported (docs/instructors/canvas.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.model.outcomes import Status
from autograder.model.report import Report
from autograder.platforms.errors import PlatformError
from autograder.platforms.tables.filled import Filled
from autograder.platforms.tables.matching import Row, match, turned
from autograder.platforms.tables.scale import scaled
from autograder.platforms.tables.spreadsheet import Spreadsheet
from autograder.platforms.tables.unscored import why_unmarked

STUDENT, ID = "Student", "ID"
LAST, FIRST = "LastName", "FirstName"  # instead of STUDENT, as who exports likes it
NAMES = ("SIS User ID", "SIS Login ID")
POSSIBLE = "points possible"
READ_ONLY = "read only"
EXCUSED, NOT_ASSIGNED = "EX", "n/a"
NUMBERED = re.compile(r"\(\d+\)$")


@dataclass(frozen=True)
class _Gradebook:
    """The file, the place of the column to fill, its students, and what the column is worth."""

    sheet: Spreadsheet
    target: int
    rows: tuple[Row, ...]
    possible: str


def gradebook(
    reports: Sequence[Report],
    path: Path,
    column: str,
    scale: bool = False,
    missing_as_zero: bool = False,
) -> Filled:
    """Fill `column` with the scores of reports of one topic; raises PlatformError.

    Who is excused here is excused there; who submitted nothing keeps the cell as it is, for which
    Canvas has a policy of its own.
    """
    if not NUMBERED.search(column):
        raise PlatformError(
            f"name the column “{column} (…)” as in the header: of a title without its number "
            "Canvas makes a new assignment"
        )
    book = _read(path, column)
    if READ_ONLY in book.possible.casefold():
        raise PlatformError(f"Canvas takes no marks for “{column}”: it is read only there")
    matched = match([one for one in reports if not _nameless(one)], book.rows, "canvas")
    left = [
        f"{report.student}: is anonymous (docs/instructors/canvas.md says how to get names)"
        for report in filter(_nameless, reports)
    ]
    left += matched.left
    marks = 0
    for place, report in sorted(matched.reports.items()):
        unmarked = why_unmarked(report, missing_as_zero)
        why = _why_left(report, unmarked, book.sheet.value(place, book.target))
        if why:
            left.append(why)
        else:
            mark = scaled(report, book.possible, scale, f"“{column}”")
            excused = report.status == Status.EXCUSED
            book.sheet.fill(place, book.target, EXCUSED if excused else mark)
            marks += 1
    return Filled(book.sheet.encoded(), marks, tuple(left), matched.without(book.rows))


def _read(path: Path, column: str) -> _Gradebook:
    sheet = Spreadsheet.read(path, [STUDENT, ID, column], [LAST, FIRST, ID, column])
    target = sheet.column(column)
    assert target is not None
    number = sheet.column(ID)
    others = [sheet.column(name) for name in NAMES]
    possible = ""
    rows = []
    for place in range(1, len(sheet.rows)):
        if POSSIBLE in sheet.value(place, 0).casefold():
            possible = sheet.value(place, target)
            continue
        name = _name(sheet, place)
        also = [sheet.value(place, one) for one in others]
        names = tuple(one for one in (*also, turned(name), name) if one)
        if names and sheet.has(place, target):
            rows.append(Row(place, sheet.value(place, number), names))
    if not rows:
        raise PlatformError(f"{path.name} has no rows of students")
    return _Gradebook(sheet, target, tuple(rows), possible)


def _name(sheet: Spreadsheet, place: int) -> str:
    """“Lovelace, Ada”, which stands in one column or in two."""
    student = sheet.column(STUDENT)
    if student is not None:
        return sheet.value(place, student)
    parts = (sheet.value(place, sheet.column(one)) for one in (LAST, FIRST))
    return ", ".join(filter(None, parts))


def _why_left(report: Report, unmarked: str, before: str) -> str:
    """Why a cell is left as it was before; empty where it takes the mark."""
    if before.casefold() == EXCUSED.casefold():
        return f"{report.student}: is excused"
    if before.casefold() == NOT_ASSIGNED:
        return (
            f"{report.student}: is not assigned this in Canvas, or it is anonymous there "
            f"({before}); Canvas would skip the mark"
        )
    if not unmarked or report.status == Status.EXCUSED:
        return ""
    return f"{report.student}: {unmarked}{f'; the mark {before} was kept' if before else ''}"


def _nameless(report: Report) -> bool:
    """Whether it came from a download in which numbers stand for nobody (anonymous grading)."""
    account = report.account
    return account is not None and account.platform == "canvas" and not account.id.isdigit()
