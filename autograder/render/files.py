"""Write reports: JSON and HTML for each submission; tables and a page for the class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.render import class_summary, gradebook_csv, html
from autograder.render.places import report_path
from autograder.replacing import replace
from autograder.report import GradeReport


def write_report(report: GradeReport, folder: Path) -> None:
    """JSON and HTML of one submission, as soon as it is graded."""
    place = folder / report_path(report)
    replace(place.with_name(place.name + ".json"), report.to_json())
    replace(place.with_name(place.name + ".html"), html.submission_page(report))


def write_class(reports: list[GradeReport], folder: Path, topics: Sequence[str] = ()) -> None:
    """grades.csv, misconceptions.csv and index.html, over all that has been graded.

    `topics` is the order in which topics are shown.
    """
    summary = class_summary.summarise(reports, topics)
    replace(folder / "grades.csv", gradebook_csv.grades(summary))
    replace(folder / "misconceptions.csv", gradebook_csv.misconceptions(summary))
    replace(folder / "index.html", html.class_page(summary))
