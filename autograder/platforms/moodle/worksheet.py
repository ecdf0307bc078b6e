"""Moodle: its offline grading worksheet, and feedback files (docs/instructors/moodle.md)."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.model.report import Report
from autograder.platforms.errors import PlatformError
from autograder.platforms.moodle import columns as moodle_columns
from autograder.platforms.moodle.columns import (
    CHANGEABLE,
    COMMENTS,
    GRADE,
    IDENTIFIER,
    MAXIMUM,
    NAME,
    NAMES,
    TEAM,
    Columns,
)
from autograder.platforms.tables.filled import Filled
from autograder.platforms.tables.matching import Matched, Row, folded, match
from autograder.platforms.tables.scale import number, scaled
from autograder.platforms.tables.spreadsheet import Spreadsheet
from autograder.platforms.tables.unscored import why_unmarked
from autograder.reports import sentences as feedback
from autograder.reports.html import submission_page
from autograder.reports.spreadsheet_text import cell_html

PARTICIPANT = re.compile(r"(\d+)\s*$")
OURS = "Autograder: "
# The first year that a zip can hold: the same reports give the same file.
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class FilledWorksheet:
    """The worksheet to upload, and the zip of the students' pages as feedback files."""

    table: Filled
    feedback: bytes


@dataclass(frozen=True)
class _Worksheet:
    """The file, its columns, its participants, and the group of each row (empty for none)."""

    sheet: Spreadsheet
    columns: Columns
    rows: tuple[Row, ...]
    teams: Mapping[int, str]

    def value(self, place: int, column: str) -> str:
        """What stands in a row's column, by its English name; empty where there is none."""
        return self.sheet.value(place, self.columns.places.get(column))


def worksheet(
    reports: Sequence[Report],
    path: Path,
    scale: bool = False,
    headers: Mapping[str, str] | None = None,
    missing_as_zero: bool = False,
) -> FilledWorksheet:
    """Fill in the scores of reports of one topic.

    `headers` says what columns are called where their language is not known, by English names.
    Moodle knows no excused students: theirs and the rows of those who submitted nothing stay as
    they are. Raises PlatformError.
    """
    book = _read(path, headers or {})
    if TEAM in book.columns.places:
        matched = _by_team(reports, book.rows, book.teams)
    else:
        matched = match(reports, book.rows, "moodle")
    left = list(matched.left)
    numbers = {row.place: row.id for row in book.rows}
    pages: dict[str, str] = {}
    marks = 0
    for place, report in sorted(matched.reports.items()):
        mark = scaled(report, book.value(place, MAXIMUM), scale, "the assignment")
        pages[_page_name(book.value(place, NAME), numbers[place])] = submission_page(report)
        why = _why_left(book, place, report, mark, why_unmarked(report, missing_as_zero))
        if why:
            left.append(why)
        else:
            _fill(book, place, report, mark)
            marks += 1
    table = Filled(book.sheet.encoded(), marks, tuple(left), matched.without(book.rows))
    return FilledWorksheet(table, _zipped(pages))


def _read(path: Path, headers: Mapping[str, str]) -> _Worksheet:
    sheet, columns = moodle_columns.read(path, headers)
    at = columns.places
    rows = []
    teams: dict[int, str] = {}
    for place in range(1, len(sheet.rows)):
        identifier = sheet.value(place, at[IDENTIFIER])
        found = PARTICIPANT.search(identifier)
        if found and sheet.has(place, at[GRADE]):
            names = [identifier, *(sheet.value(place, at.get(one)) for one in NAMES)]
            rows.append(Row(place, found[1], tuple(filter(None, names))))
            teams[place] = sheet.value(place, at.get(TEAM))
    if not rows:
        raise PlatformError(f"{path.name} has no rows of participants")
    return _Worksheet(sheet, columns, tuple(rows), teams)


def _why_left(book: _Worksheet, place: int, report: Report, mark: str, unmarked: str) -> str:
    """Why a row is left as it is; empty where it takes the mark."""
    most, before = book.value(place, MAXIMUM), book.value(place, GRADE)
    if folded(book.value(place, CHANGEABLE)) in map(folded, book.columns.no):
        return f"{report.student}: is locked, Moodle would skip the row"
    if unmarked:
        return f"{report.student}: {unmarked}{f'; the mark {before} was kept' if before else ''}"
    if (number(mark) or 0.0) > (number(most) or float("inf")):
        return f"{report.student}: {mark} is above {most}, Moodle would skip the row"
    return ""


def _fill(book: _Worksheet, place: int, report: Report, mark: str) -> None:
    """Put in the mark, and a comment where there is none of a person."""
    book.sheet.fill(place, book.columns.places[GRADE], mark)
    comments = book.columns.places.get(COMMENTS)
    if comments is not None and book.sheet.has(place, comments):
        before = book.value(place, COMMENTS)
        if not before or before.startswith(OURS):
            book.sheet.fill(place, comments, _comment(report))


def _by_team(reports: Sequence[Report], rows: Sequence[Row], teams: Mapping[int, str]) -> Matched:
    """The same where groups submit: the number in Moodle's download is then that of the group.

    It stands in no worksheet and must not be taken for a participant's, unless the name agrees: the
    group's name tells whose the mark is, everybody's in it.
    """
    members: dict[str, list[int]] = {}
    for place, team in teams.items():
        members.setdefault(team, []).append(place)
    groups = [Row(places[0], "", (team,)) for team, places in members.items() if team]
    people = {row.id: {folded(name) for name in row.names} for row in rows}
    downloaded, own = [], []
    for report in reports:
        if report.account is None or report.account.platform != "moodle":
            own.append(report)
            continue
        name = report.student.removesuffix(f" ({report.account.id})")
        if folded(name) in people.get(report.account.id, ()):
            own.append(report)
        else:
            downloaded.append(replace(report, student=name, account=None))
    found, by_team = match(own, rows, "moodle"), match(downloaded, groups, "moodle")
    found.left += by_team.left
    for first, report in by_team.reports.items():
        for place in members[teams[first]]:
            if place in found.reports:
                both = f"{found.reports.pop(place).student} and {report.student}"
                found.left.append(f"{both}: two reports for one row")
            else:
                found.reports[place] = report
    return found


def _comment(report: Report) -> str:
    """As HTML, which is what Moodle takes a comment for."""
    text = feedback.text(report, feedback.SHORT)
    return OURS + cell_html(html.escape(text, quote=False).replace("\n", "<br>"))


def _page_name(name: str, participant: str) -> str:
    """Moodle takes the name apart at underscores: the number must follow the first one."""
    plain = " ".join(re.sub(r"[\x00-\x1f\x7f<>:\"/\\|?*_]", " ", name).split()).strip(" .~")
    plain = plain or "Participant"
    return f"{plain}_{participant}_assignfeedback_file/report.html"


def _zipped(pages: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, page in pages.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), page, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
