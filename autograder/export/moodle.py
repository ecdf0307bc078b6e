"""Moodle: the offline grading worksheet, and the zip of feedback files (docs/moodle.md)."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.export import ExportError, feedback
from autograder.export.matching import Row, match
from autograder.export.numbers import number, scaled
from autograder.export.spreadsheet import Spreadsheet
from autograder.render.html import submission_page
from autograder.report import GradeReport

IDENTIFIER, GRADE, MODIFIED = "Identifier", "Grade", "Last modified (grade)"
NAME, MAXIMUM, COMMENTS = "Full name", "Maximum Grade", "Feedback comments"
NAMES = ("ID number", "Username", "Email address", NAME)
LOCKED = ("Grade can be changed", "no")
PARTICIPANT = re.compile(r"(\d+)\s*$")
OURS = "Autograder: "
# The first year that a zip can hold: the same reports give the same file.
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Filled:
    """The worksheet with its marks, the feedback zip, and in words what was left alone."""

    content: bytes
    feedback: bytes
    marks: int
    left: tuple[str, ...]


def worksheet(reports: Sequence[GradeReport], path: Path, scale: bool = False) -> Filled:
    """Fill in the scores of reports of one topic; raises ExportError."""
    sheet = Spreadsheet.read(path, [IDENTIFIER, GRADE, MODIFIED])
    identifier, target = sheet.column(IDENTIFIER), sheet.column(GRADE)
    assert identifier is not None and target is not None
    maximum, comments, name = (sheet.column(one) for one in (MAXIMUM, COMMENTS, NAME))
    changeable = sheet.column(LOCKED[0])
    others = [sheet.column(one) for one in NAMES]
    rows = []
    for place in range(1, len(sheet.rows)):
        found = PARTICIPANT.search(sheet.value(place, identifier))
        if found and sheet.has(place, target):
            names = [sheet.value(place, one) for one in (identifier, *others)]
            rows.append(Row(place, found[1], tuple(filter(None, names))))
    if not rows:
        raise ExportError(f"{path.name} has no rows of participants")
    matched = match(reports, rows, "moodle")
    left = list(matched.left)
    numbers = {row.place: row.id for row in rows}
    pages: dict[str, str] = {}
    marks = 0
    for place, report in sorted(matched.reports.items()):
        most = sheet.value(place, maximum)
        mark = scaled(report, most, scale, "the assignment")
        pages[_page_name(sheet.value(place, name), numbers[place])] = submission_page(report)
        if sheet.value(place, changeable).casefold() == LOCKED[1]:
            left.append(f"{report.student}: is locked, Moodle would skip the row")
        elif not mark:
            before = sheet.value(place, target)
            kept = f"; {before} was left there" if before else ""
            left.append(f"{report.student}: is ungraded{kept}")
        elif (number(mark) or 0.0) > (number(most) or float("inf")):
            left.append(f"{report.student}: {mark} is above {most}, Moodle would skip the row")
        else:
            sheet.fill(place, target, mark)
            marks += 1
            if comments is not None and sheet.has(place, comments):
                before = sheet.value(place, comments)
                if not before or before.startswith(OURS):
                    sheet.fill(place, comments, _comment(report))
    return Filled(sheet.encoded(), _zipped(pages), marks, tuple(left))


def _comment(report: GradeReport) -> str:
    """As HTML, which is what Moodle takes a comment for."""
    said = feedback.text(report, feedback.SHORT)
    return OURS + html.escape(said, quote=False).replace("\n", "<br>")


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
