"""Write reports: JSON and HTML for each submission, grades.csv and index.html for the class."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from pathlib import Path

from jinja2 import Environment, PackageLoader

from autograder.report import GradeReport

COLUMNS = ("student", "topic", "score", "max_score", "status", "findings", "problems")
FORMULA = ("=", "+", "-", "@", "\t", "\r")

_pages = Environment(loader=PackageLoader("autograder.render"), autoescape=True, trim_blocks=True)


def write_report(report: GradeReport, folder: Path) -> None:
    """JSON and HTML of one submission, as soon as it is graded."""
    place = folder / "reports" / file_name(report.student)
    place.mkdir(parents=True, exist_ok=True)
    replace(place / f"{report.topic}.json", report.to_json())
    page = _pages.get_template("submission.html").render(report=report)
    replace(place / f"{report.topic}.html", page)


def write_class(reports: list[GradeReport], folder: Path) -> None:
    """grades.csv and the class page, over all that has been graded."""
    ordered = sorted(reports, key=lambda report: (report.topic, report.student))
    replace(folder / "grades.csv", _csv(ordered))
    page = _pages.get_template("class.html").render(
        reports=ordered,
        difficulty=_difficulty(ordered),
        misconceptions=_misconceptions(ordered),
        file_name=file_name,
    )
    replace(folder / "index.html", page)


def file_name(student: str) -> str:
    """A student's name as a folder: letters, digits and a few signs; never a path."""
    return re.sub(r"[^\w.@+-]", "_", student).lstrip(".") or "_"


def replace(path: Path, text: str) -> None:
    """Write so that only a complete file ever stands at `path`."""
    partial = path.with_name(path.name + ".part")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)


def _csv(reports: list[GradeReport]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for report in reports:
        writer.writerow(
            [
                _cell(report.student),
                report.topic,
                "" if report.score is None else f"{report.score:g}",
                f"{report.max_score:g}",
                report.status,
                " ".join(finding.id for finding in report.findings),
                _cell("; ".join(problem.message for problem in report.problems)),
            ]
        )
    return stream.getvalue()


def _cell(text: str) -> str:
    """A spreadsheet must not take a student's text for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _difficulty(reports: list[GradeReport]) -> list[tuple[str, str, int, float]]:
    earned: dict[tuple[str, str], list[float]] = {}
    for report in reports:
        for task in report.tasks:
            share = task.score / task.max_score
            earned.setdefault((report.topic, task.name), []).append(share)
    return [
        (topic, task, len(shares), sum(shares) / len(shares))
        for (topic, task), shares in earned.items()
    ]


def _misconceptions(reports: list[GradeReport]) -> list[tuple[str, str, str, int]]:
    counted: Counter[tuple[str, str, str]] = Counter()
    for report in reports:
        for finding in report.findings:
            counted[(report.topic, finding.id, finding.says)] += 1
    return [(*what, count) for what, count in counted.most_common()]
