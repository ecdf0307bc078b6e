"""`autograder export`: marks in the form that a learning platform takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from autograder.cli.console import Trouble, console
from autograder.platforms.canvas import gradebook as canvas
from autograder.platforms.coursera import results as coursera
from autograder.platforms.gradescope import results as gradescope
from autograder.platforms.gradescope.results import Visibility
from autograder.platforms.junit import document as junit
from autograder.platforms.moodle import columns as moodle_columns
from autograder.platforms.moodle import worksheet as moodle
from autograder.platforms.prairielearn import results as prairielearn
from autograder.reports import reading
from autograder.reports.plain_text import plain_text
from autograder.storage.atomic_write import write_file

SHOWN = 10
FILE = click.Path(path_type=Path)
graded = click.argument("graded", type=click.Path(path_type=Path, exists=True))
one_topic = click.option("--topic", required=True, help="Whose marks the column takes.")
scale = click.option("--scale", is_flag=True, help="Convert to the points that it is worth there.")


def _output(by_default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    said = f"Where to write; by default {by_default}."
    return click.option("--output", type=FILE, help=said)


@click.group("export")
def export() -> None:
    """Write marks in the form that a platform takes, from a folder that `grade` wrote."""


@export.command("canvas")
@graded
@click.option("--gradebook", type=FILE, required=True, help="The CSV file that Canvas exported.")
@one_topic
@click.option("--column", required=True, help="The assignment as in its header: “Title (id)”.")
@scale
@_output("GRADED/canvas-TOPIC.csv")
def to_canvas(
    graded: Path, gradebook: Path, topic: str, column: str, scale: bool, output: Path | None
) -> None:
    """Fill one column of a gradebook, to be imported in Canvas again."""
    reports = reading.reports(graded, topic)
    filled = canvas.gradebook(reports, gradebook, column, scale)
    target = output or _beside(graded) / f"canvas-{topic}.csv"
    write_file(target, filled.content)
    _tell(filled, target)


@export.command("moodle")
@graded
@click.option("--worksheet", type=FILE, required=True, help="The offline grading worksheet.")
@one_topic
@click.option("--feedback", type=FILE, metavar="FILE.zip", help="Also write the reports to upload.")
@click.option(
    "--header",
    "headers",
    multiple=True,
    metavar="NAME=TEXT",
    help="What a column is called where the worksheet's language is not known: “Grade=Arvosana”.",
)
@scale
@_output("GRADED/moodle-TOPIC.csv")
def to_moodle(
    graded: Path,
    worksheet: Path,
    topic: str,
    feedback: Path | None,
    headers: Sequence[str],
    scale: bool,
    output: Path | None,
) -> None:
    """Fill an offline grading worksheet, to be uploaded in Moodle again."""
    said = dict(map(_header, headers))
    filled = moodle.worksheet(reading.reports(graded, topic), worksheet, scale, said)
    target = output or _beside(graded) / f"moodle-{topic}.csv"
    write_file(target, filled.content)
    if feedback is not None:
        write_file(feedback, filled.feedback)
        console.print(f"feedback files: {feedback}", markup=False)
    _tell(filled, target)


@export.command("junit")
@graded
@click.option("--topic", help="Only this topic.")
@_output("GRADED/junit.xml")
def to_junit(graded: Path, topic: str | None, output: Path | None) -> None:
    """JUnit XML of all reports, or of one."""
    target = output or _beside(graded) / "junit.xml"
    text = junit.document(reading.reports(graded, topic))
    write_file(target, text)
    console.print(str(target), markup=False)
    if len(text.encode()) > junit.MAX_BYTES:
        console.print("GitLab reads 30 MB at most: export one topic at a time (--topic)")


@export.command("coursera")
@graded
@_output("GRADED/coursera.json")
def to_coursera(graded: Path, output: Path | None) -> None:
    """What a Coursera grader answers, for one report."""
    _one(coursera.document(reading.only(graded)), output or _beside(graded) / "coursera.json")


@export.command("prairielearn")
@graded
@_output("GRADED/results.json")
def to_prairielearn(graded: Path, output: Path | None) -> None:
    """PrairieLearn's results.json, for one report."""
    _one(prairielearn.document(reading.only(graded)), output or _beside(graded) / "results.json")


@export.command("gradescope")
@graded
@click.option(
    "--visibility",
    type=click.Choice(["visible", "hidden", "after_due_date", "after_published"]),
    default="visible",
    show_default=True,
    help="When students see it.",
)
@_output("GRADED/results.json")
def to_gradescope(graded: Path, visibility: Visibility, output: Path | None) -> None:
    """Gradescope's results.json, for one report."""
    text = gradescope.document(reading.only(graded), visibility)
    _one(text, output or _beside(graded) / "results.json")


def _header(words: str) -> tuple[str, str]:
    name, _, text = (part.strip() for part in words.partition("="))
    known = {one.casefold(): one for one in moodle_columns.COLUMNS}
    if name.casefold() not in known or not text:
        columns = ", ".join(moodle_columns.COLUMNS)
        raise Trouble(f"--header “{words}”: say it as NAME=TEXT, where NAME is one of: {columns}")
    return known[name.casefold()], text


def _beside(graded: Path) -> Path:
    return graded if graded.is_dir() else graded.parent


def _one(text: str, target: Path) -> None:
    write_file(target, text)
    console.print(str(target), markup=False)


def _tell(filled: canvas.Filled | moodle.Filled, target: Path) -> None:
    marks, left, without = filled.marks, filled.left, filled.without
    console.print(f"{marks} {'mark' if marks == 1 else 'marks'} in {target}", markup=False)
    if left:
        console.print(f"left alone: {len(left)}")
    for line in left:
        console.print(f"  {plain_text(line)}", markup=False)
    if without:
        more = "; …" if len(without) > SHOWN else ""
        names = plain_text("; ".join(without[:SHOWN]))
        console.print(f"rows without a report: {len(without)} ({names}{more})", markup=False)
