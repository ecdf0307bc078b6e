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
from autograder.platforms.errors import ExportError
from autograder.platforms.matching import Matched, Row, folded, match
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
)
from autograder.platforms.points import number, scaled
from autograder.reports import sentences as feedback
from autograder.reports.html import submission_page

PARTICIPANT = re.compile(r"(\d+)\s*$")
OURS = "Autograder: "
# The first year that a zip can hold: the same reports give the same file.
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Filled:
    """The worksheet and the feedback zip; else as in `canvas.Filled`."""

    content: bytes
    feedback: bytes
    marks: int
    left: tuple[str, ...]
    without: tuple[str, ...]


def worksheet(
    reports: Sequence[Report],
    path: Path,
    scale: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Filled:
    """Fill in the scores of reports of one topic; raises ExportError.

    `headers` says what columns are called where their language is not known, by English names.
    """
    sheet, columns = moodle_columns.read(path, headers or {})
    at = columns.places
    target, maximum, comments = at[GRADE], at[MAXIMUM], at.get(COMMENTS)
    no = {folded(word) for word in columns.no}
    others = [at.get(one) for one in NAMES]
    rows = []
    teams: dict[int, str] = {}
    for place in range(1, len(sheet.rows)):
        identifier = sheet.value(place, at[IDENTIFIER])
        found = PARTICIPANT.search(identifier)
        if found and sheet.has(place, target):
            names = [identifier, *(sheet.value(place, one) for one in others)]
            rows.append(Row(place, found[1], tuple(filter(None, names))))
            teams[place] = sheet.value(place, at.get(TEAM))
    if not rows:
        raise ExportError(f"{path.name} has no rows of participants")
    matched = _by_team(reports, rows, teams) if TEAM in at else match(reports, rows, "moodle")
    left = list(matched.left)
    numbers = {row.place: row.id for row in rows}
    pages: dict[str, str] = {}
    marks = 0
    for place, report in sorted(matched.reports.items()):
        most = sheet.value(place, maximum)
        mark = scaled(report, most, scale, "the assignment")
        name = sheet.value(place, at.get(NAME))
        pages[_page_name(name, numbers[place])] = submission_page(report)
        if folded(sheet.value(place, at.get(CHANGEABLE))) in no:
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
    return Filled(sheet.encoded(), _zipped(pages), marks, tuple(left), matched.without(rows))


def _by_team(reports: Sequence[Report], rows: Sequence[Row], teams: Mapping[int, str]) -> Matched:
    """The same where groups hand in: the number in Moodle's download is then that of the group.

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
