"""The reports that `autograder grade` wrote, read back."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from autograder.model.report import Report
from autograder.platforms.errors import ExportError
from autograder.reports import json_form
from autograder.reports.paths import report_path


def reports(graded: Path, topic: str | None = None) -> list[Report]:
    """All reports of a graded folder, or those of one topic; there is at least one (ExportError).

    A single report's JSON file may stand for the folder.
    """
    if graded.is_file():
        return [_report(graded)]
    paths = sorted((graded / "reports").glob("*/*.json"))
    if not paths:
        raise ExportError(f"{graded} holds no reports: is it the folder that `grade` wrote?")
    found = [_report(path) for path in paths]
    topics = sorted({report.topic for report in found})
    if topic is not None:
        found = [report for report in found if report.topic == topic]
        if not found:
            said = f"{graded} holds no report of “{topic}”; it has: {', '.join(topics)}"
            raise ExportError(said)
    return found


def written(report: Report, graded: Path) -> Report:
    """All of a report that was just written to a folder; a batch returns them condensed."""
    place = graded / report_path(report)
    return _report(place.with_name(place.name + ".json"))


def only(graded: Path) -> Report:
    """The one report that is meant; raises ExportError where there are several."""
    found = reports(graded)
    if len(found) > 1:
        raise ExportError(
            f"{graded} holds {len(found)} reports, and this format is for one: name its file, "
            f"such as {graded}/reports/<student>/<topic>.json"
        )
    return found[0]


def _report(path: Path) -> Report:
    try:
        return json_form.decode(path.read_bytes())
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "its text"
        raise ExportError(f"{path} is no grade report ({where}: {first['msg']})") from None
