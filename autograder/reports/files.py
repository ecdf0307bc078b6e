"""Write reports: JSON and HTML for each submission; tables and a page for the class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.model.differences import Difference
from autograder.model.report import Report
from autograder.reports import class_summary, html, json_form
from autograder.reports import tables as gradebook_csv
from autograder.reports.json_form import ReportError
from autograder.reports.paths import report_path
from autograder.storage.atomic_write import write_file

DIFFERENCES = "differences.csv"


def write_report(report: Report, folder: Path) -> None:
    """JSON and HTML of one submission, as soon as it is graded."""
    place = folder / report_path(report)
    write_file(place.with_name(place.name + ".json"), json_form.encode(report))
    write_file(place.with_name(place.name + ".html"), html.submission_page(report))


def write_class(reports: list[Report], folder: Path, topics: Sequence[str] = ()) -> None:
    """grades.csv, misconceptions.csv and index.html, over all that has been graded.

    `topics` is the order in which topics are shown.
    """
    summary = class_summary.summarise(reports, topics)
    write_file(folder / "grades.csv", gradebook_csv.grades(summary))
    write_file(folder / "misconceptions.csv", gradebook_csv.misconceptions(summary))
    write_file(folder / "index.html", html.class_page(summary))


def earlier(report: Report, folder: Path) -> Report | None:
    """What an earlier run wrote of the same files, where it could grade them."""
    place = folder / report_path(report)
    try:
        found = json_form.decode(place.with_name(place.name + ".json").read_bytes())
    except (OSError, ReportError):
        return None  # nothing, or none of ours
    same = found.submission == report.submission and found.student == report.student
    return found if same and not found.may_be_graded_again else None


def standing(folder: Path, written: Sequence[Report]) -> list[Report]:
    """The reports of earlier runs in a folder beside those that were just written, condensed."""
    fresh = {report_path(report) for report in written}
    found = []
    for path in sorted((folder / "reports").glob("*/*.json")):
        if f"reports/{path.parent.name}/{path.stem}" not in fresh:
            try:
                found.append(json_form.decode(path.read_bytes()).condensed())
            except (OSError, ReportError):
                continue  # none of ours
    return found


def write_differences(found: Sequence[Difference], folder: Path) -> None:
    """What a hunt found; an empty table says that one was made and found nothing."""
    write_file(folder / DIFFERENCES, gradebook_csv.differences(found))


def left_over(reports: Sequence[Report], earlier: Sequence[Report]) -> list[str]:
    """Students of whom only an earlier run wrote reports of the topics of this one."""
    topics = {report.topic for report in reports}
    here = {report.student for report in reports}
    return sorted({one.student for one in earlier if one.topic in topics} - here)
