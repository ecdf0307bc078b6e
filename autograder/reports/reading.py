"""The reports that `autograder grade` wrote, read back."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from autograder.model.report import Report
from autograder.reports import json_form
from autograder.reports.json_form import ReportError
from autograder.reports.paths import report_path
from autograder.storage.atomic_write import write_file


def reports(graded: Path, topic: str | None = None) -> list[Report]:
    """All reports of a graded folder, or those of one topic; there is at least one (ReportError).

    A single report's JSON file may stand for the folder.
    """
    if graded.is_file():
        return [read_report(graded)]
    paths = sorted((graded / "reports").glob("*/*.json"))
    if not paths:
        raise ReportError(f"{graded} holds no reports: is it the folder that `grade` wrote?")
    found = [read_report(path) for path in paths]
    topics = sorted({report.topic for report in found})
    if topic is not None:
        found = [report for report in found if report.topic == topic]
        if not found:
            said = f"{graded} holds no report of “{topic}”; it has: {', '.join(topics)}"
            raise ReportError(said)
    return found


def read_written(report: Report, graded: Path) -> Report:
    """All of a report that was just written to a folder; a batch returns them condensed."""
    place = graded / report_path(report)
    return read_report(place.with_name(place.name + ".json"))


def only(graded: Path) -> Report:
    """The one report that is meant; raises ReportError where there are several."""
    found = reports(graded)
    if len(found) > 1:
        raise ReportError(
            f"{graded} holds {len(found)} reports, and this format is for one: name its file, "
            f"such as {graded}/reports/<student>/<topic>.json"
        )
    return found[0]


def read_report(path: str | PathLike[str]) -> Report:
    """The report in a JSON file; raises ReportError, which is a UserError."""
    try:
        return json_form.decode(Path(path).read_bytes())
    except OSError as error:
        raise ReportError(f"{path} cannot be read: {error.strerror}") from None
    except ReportError as error:
        raise ReportError(f"{path} is not a grade report ({error})") from None


def write_report(report: Report, path: str | PathLike[str]) -> None:
    """Write a report as a JSON file, whole or not at all; raises OutputError, a UserError."""
    write_file(Path(path), json_form.encode(report))
