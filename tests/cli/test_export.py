"""`autograder export` writes what a platform takes beside the reports, or says why it cannot."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.model.report import Report
from autograder.platforms.coursera import results as coursera
from autograder.platforms.gitlab import junit
from autograder.platforms.gradescope import results as gradescope
from autograder.platforms.prairielearn import results as prairielearn
from autograder.reports import files
from tests.platforms.builders import GRADED, TOPIC, report
from tests.platforms.canvas.test_gradebook import COLUMN, HEADER
from tests.platforms.moodle.test_worksheet import HEADER as WORKSHEET


@pytest.fixture
def graded(tmp_path: Path) -> Callable[[Sequence[Report]], Path]:
    def write(reports: Sequence[Report]) -> Path:
        for one in reports:
            files.write_report(one, tmp_path / "graded")
        return tmp_path / "graded"

    return write


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["export", *(str(argument) for argument in arguments)])


def test_a_gradebook_is_written_beside_the_reports(
    tmp_path: Path, graded: Callable[[Sequence[Report]], Path]
) -> None:
    folder = graded([report("ada"), report("nobody \x1b[31m")])
    book = tmp_path / "book.csv"
    book.write_text(HEADER + "A,1,,ada,,,\nB,2,,,,,\n", newline="")
    done = run("canvas", folder, "--gradebook", book, "--topic", TOPIC, "--column", COLUMN)
    assert done.exit_code == 0, done.output
    target = folder / "canvas-activations.csv"
    assert done.output.splitlines() == [
        f"1 mark in {target}",
        "left alone: 1",
        "  nobody : no row is theirs",
        "rows without a report: 1 (B (2))",
    ]
    rows = list(csv.reader(target.open(encoding="utf-8-sig", newline="")))
    assert rows[1][5] == "17.5"
    assert book.read_text() == HEADER + "A,1,,ada,,,\nB,2,,,,,\n"


def test_a_worksheet_and_its_feedback_files_are_written(
    tmp_path: Path, graded: Callable[[Sequence[Report]], Path]
) -> None:
    folder = graded([report("ada")])
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(WORKSHEET + "Participant 1,ada,a@x,-,,20,Yes,-,\n", newline="")
    pages = tmp_path / "pages.zip"
    done = run("moodle", folder, "--worksheet", sheet, "--topic", TOPIC, "--feedback", pages)
    assert done.exit_code == 0, done.output
    assert zipfile.ZipFile(pages).namelist() == ["ada_1_assignfeedback_file/report.html"]
    assert f"feedback files: {pages}" in done.output
    assert ",17.5,20," in (folder / "moodle-activations.csv").read_text()


def test_bad_usage_is_one_line(tmp_path: Path, graded: Callable[[Sequence[Report]], Path]) -> None:
    book = tmp_path / "book.csv"
    book.write_text(HEADER + "A,1,,ada,,,\n")
    options = ("--gradebook", book, "--column", COLUMN, "--topic")
    done = run("canvas", tmp_path, *options, TOPIC)
    assert done.exit_code == 2 and "holds no reports" in done.output
    folder = graded([report("ada"), report("ben")])
    done = run("canvas", folder, *options, "backprop")
    assert done.exit_code == 2 and "it has: activations" in done.output
    done = run("gradescope", folder)
    assert done.exit_code == 2 and "this format is for one" in done.output
    (folder / "reports/ada/activations.json").write_text("{}")
    done = run("junit", folder)
    assert done.exit_code == 2 and "is not a grade report" in done.output


@pytest.mark.parametrize("form", ["gradescope", "prairielearn", "coursera", "junit"])
def test_a_single_report_is_exported(tmp_path: Path, form: str) -> None:
    report = replace(GRADED, student="ada")
    files.write_report(report, tmp_path)
    target = tmp_path / "out" / "file"
    path = tmp_path / "reports/ada/backprop.json"
    done = run(form, path, "--output", target)
    assert done.exit_code == 0, done.output
    module = {"gradescope": gradescope, "prairielearn": prairielearn, "coursera": coursera}
    wanted = module[form].document(report) if form in module else junit.document([report])
    assert target.read_text() == wanted
