"""The command that grades a class."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.cli.console import UNGRADED, Trouble, console, unconfined
from autograder.cli.hunt import hunt_class, hunt_options, must_be_installed, tell, usable
from autograder.cli.options import book_option, folder_option
from autograder.cli.platforms import platforms
from autograder.cli.remembering import remembering
from autograder.collect import discover as intake
from autograder.course import topics as course
from autograder.course.deadlines import Deadlines
from autograder.course.settings import FILE
from autograder.engines.class_run import ClassRun, keys_of
from autograder.gradebook.place import address_of
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Report
from autograder.platforms.interface import Recorded
from autograder.reading.process import reader_here
from autograder.release.format import seed_option
from autograder.reports import files, terminal
from autograder.reports.plain_text import plain_text
from autograder.sandbox import tiers
from autograder.storage import user_data


class GradeOptions(TypedDict):
    """The options of `autograder grade`."""

    topic: str | None
    output: Path
    workers: int
    folder: Path | None
    seed: str
    trust_submissions: bool
    address: str | None
    no_book: bool
    again: bool
    hunted: bool
    hunt_inputs: int
    hunt_seconds: float


@click.command("grade")
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("--topic", help="Grade only this topic; needed where a file's name does not tell it.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("graded"),
    show_default=True,
    help="Folder for the reports and grades.csv.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    help="How many submissions are graded at a time; by default one a core.",
)
@folder_option
@seed_option
@click.option(
    "--trust-submissions",
    is_flag=True,
    help="Grade even where this machine cannot confine what it runs; every report says so.",
)
@book_option
@click.option("--no-book", is_flag=True, help="Grade without the course's gradebook.")
@click.option(
    "--again",
    is_flag=True,
    help="With a gradebook: grade also what has a result. `autograder regrade run` shows first "
    "what would change.",
)
@hunt_options(
    "Also search for inputs at which work with full marks differs from the reference. Points stay."
)
def grade_class(submissions: Path, **options: Unpack[GradeOptions]) -> None:
    """Grade a whole class: SUBMISSIONS/<student>/<topic>.py or .ipynb, or one file.

    Writes grades.csv, index.html for the class, and a page and a JSON file for each submission.
    Where the course has a gradebook (`autograder book new`), only what has no result yet is graded.
    Of an nbgrader course's `submitted` it also fills nbgrader's own (docs/instructors/nbgrader.md).
    """
    if options["hunted"]:
        must_be_installed()
    installed = platforms(click.get_current_context())
    platform_course = installed.course_around(submissions)
    references = platform_course.references if platform_course else None
    place = course.find_course(options["folder"] or references)
    known = course.topics(place)
    topic, output = options["topic"], options["output"]
    if topic is not None and topic not in known:
        raise Trouble(f"there is no topic “{topic}”; there are: {', '.join(known)}")
    deadlines = Deadlines.read(place / FILE, list(known))
    collected = platform_course.collect(list(known), topic) if platform_course else None
    if collected is not None:
        found = list(collected.submissions)
    else:
        times, formats = deadlines.times, installed.downloads
        with reader_here() as reader:
            found = intake.discover(submissions, list(known), topic, formats, times, reader)
    for name in deadlines.strangers(one.student for one in found):
        console.print(f"{FILE}: nobody here is called “{name}”", markup=False)
    tier = tiers.find()
    if tier.letter == "D" and not options["trust_submissions"]:
        raise Trouble(unconfined(tier.reasons))
    _must_be_writable(output)
    keys = keys_of(found, known, options["seed"], user_data.keys_folder())
    console.print(f"{len(found)} submissions, sandbox tier {tier.letter}")
    run = ClassRun(found, keys, tier, options["workers"], output, deadlines)
    address = None if options["no_book"] else options["address"] or address_of(place)
    with remembering(address, run, options["again"]) as run:
        reports = _with_progress(run)
        terminal.show_class(console, reports)
    if submissions.is_dir() or intake.is_archive(submissions):
        with reader_here() as reader:
            _tell_whose_nothing_is(intake.strays(submissions, installed.downloads, reader))
        _tell_who_is_gone(files.left_over(reports, files.standing(output, reports)), output)
    console.print(f"\nReport: {output / 'index.html'}   Grades: {output / 'grades.csv'}")
    if collected is not None:
        _tell_what_was_entered(collected.record(reports, output), len(reports))
    if options["hunted"]:
        effort = options["hunt_inputs"], options["hunt_seconds"]
        tell(*hunt_class(found, reports, usable(keys, known), tier, effort), output)
    _tell_what_waits(reports)


def _must_be_writable(output: Path) -> None:
    """Make the folder for the reports, before anything is graded for nothing."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=output):  # what an earlier run wrote stays until replaced
            pass
    except OSError as error:
        raise Trouble(f"cannot write to {output}: {error.strerror}") from None


def _with_progress(run: ClassRun) -> list[Report]:
    """Grade a class with a bar on the error stream."""
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("grading", total=len(run.submissions))
        return run.grade(lambda: progress.advance(bar))


def _tell_what_waits(reports: Sequence[Report]) -> None:
    """What could not be graded through no fault of the submission; then the exit code says so."""
    waiting = [report for report in reports if report.may_be_graded_again]
    if not waiting:
        return
    lacking = {
        problem.message
        for report in waiting
        for problem in report.problems
        if problem.kind == ProblemKind.NOT_AVAILABLE
    }
    for message in sorted(lacking):
        console.print(message, markup=False)
    console.print(f"{len(waiting)} submissions could not be graded: run this again.")
    raise SystemExit(UNGRADED)


def _tell_whose_nothing_is(names: Sequence[str]) -> None:
    """Files of nobody, which a class's page cannot show."""
    if names:
        listed = plain_text(", ".join(names))
        console.print(f"In no student's folder, so not graded: {listed}", markup=False)


def _tell_who_is_gone(students: Sequence[str], output: Path) -> None:
    """Reports of those who submitted before and not now."""
    if students:
        console.print(
            f"Reports of an earlier run are still in {output / 'reports'}, of students without a "
            f"submission now: {plain_text(', '.join(students))}. They stand in the class's page "
            "and tables, too: delete their folders there if they left.",
            markup=False,
        )


def _tell_what_was_entered(recorded: Recorded, reports: int) -> None:
    """What a platform's course has now, and what it has not."""
    console.print(f"{recorded.marks} of {reports} entered in {recorded.where}", markup=False)
    for line in recorded.left:
        console.print(f"  {plain_text(line)}", markup=False)
