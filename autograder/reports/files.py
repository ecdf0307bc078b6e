"""Write reports: JSON and HTML for each submission; tables and a page for the class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.model.differences import Difference
from autograder.model.report import Report
from autograder.reports import class_summary, html, json_form
from autograder.reports import tables as gradebook_csv
from autograder.reports.json_form import ReportError
from autograder.reports.paths import folder_name, report_path
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


def write_differences(found: Sequence[Difference], folder: Path) -> None:
    """What a hunt found; an empty table says that one was made and found nothing."""
    write_file(folder / DIFFERENCES, gradebook_csv.differences(found))


def left_over(reports: Sequence[Report], folder: Path) -> list[str]:
    """Students of whom an earlier run left a report of these topics, and this one wrote none."""
    written = {report_path(report) for report in reports}
    topics = {folder_name(report.topic) for report in reports}
    found = set()
    for path in (folder / "reports").glob("*/*.json"):
        if path.stem in topics and f"reports/{path.parent.name}/{path.stem}" not in written:
            try:
                found.add(json_form.decode(path.read_bytes()).student)
            except (OSError, ReportError):
                continue  # none of ours
    return sorted(found)
