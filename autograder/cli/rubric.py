"""`autograder rubric`: what a topic is worth, in the terminal or as a sheet to print."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.console import Trouble, console
from autograder.cli.options import folder_option
from autograder.course import topics as course
from autograder.reports.html import rubric_sheet
from autograder.reports.terminal import show_rubric
from autograder.storage.atomic_write import write_file


@click.command("rubric")
@click.argument("topic")
@folder_option
@click.option("--sheet", is_flag=True, help="Write a page to print on A4 and to mark by hand.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File for the sheet; by default TOPIC-rubric.html.",
)
def show(topic: str, folder: Path | None, sheet: bool, output: Path | None) -> None:
    """Show the tasks of TOPIC, their checks, and what each is worth.

    A check with + counts only where all other checks of its task pass. A sheet has the titles of
    all checks, which students see in their reports, but no inputs and no results.
    """
    if output is not None and not sheet:
        raise Trouble("--output is the file of a sheet: say --sheet as well")
    rubric = course.choose(course.find_course(folder), topic).rubric
    if not sheet:
        show_rubric(console, rubric)
        return
    target = output or Path(f"{topic}-rubric.html")
    write_file(target, rubric_sheet(rubric))
    console.print(f"Sheet: {target}", markup=False)
