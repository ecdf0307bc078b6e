"""Commands of `autograder export`: what they all take, and what they give back."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from autograder.course.topics import find_course
from autograder.gradebook.place import address_of, must_be_installed
from autograder.model.report import Report
from autograder.platforms.interface import Export
from autograder.reports import reading
from autograder.reports.json_form import ReportError

FILE = click.Path(path_type=Path)
topic_option = click.option("--topic", required=True, help="Whose marks the column takes.")
scale_option = click.option(
    "--scale", is_flag=True, help="Convert to the points that it is worth there."
)


missing_option = click.option(
    "--missing-as-zero", is_flag=True, help="Enter 0 for those who submitted nothing."
)


@dataclass(frozen=True)
class Graded:
    """What is exported, and where it goes.

    `path` is the folder that `grade` wrote, or one report's file; None: the gradebook at `address`.
    """

    path: Path | None
    output: Path | None
    address: str = ""

    def reports(self, topic: str | None = None) -> list[Report]:
        """All reports, or those of one topic; there is at least one, else ReportError.

        From a gradebook they are as they are marked, and of those students who are in the class.
        """
        if self.path is not None:
            return reading.reports(self.path, topic)
        must_be_installed()
        from autograder.gradebook.marked import reports_of_class

        return reports_of_class(self.address, topic)

    def only_report(self) -> Report:
        """The one report that there is; raises ReportError where there are several."""
        if self.path is None:
            raise ReportError("this format is for one report: name its file")
        return reading.only(self.path)

    def target(self, name: str) -> Path:
        """The file to write: as `--output` names it, else of this name beside the reports.

        What comes from a gradebook is written here.
        """
        if self.path is None:
            return self.output or Path(name)
        beside = self.path if self.path.is_dir() else self.path.parent
        return self.output or beside / name

    def one_file(self, name: str, content: str) -> Export:
        """An export that is one file, whose place is all there is to tell."""
        target = self.target(name)
        return Export({target: content}, (str(target),))


def export_command(name: str, by_default: str) -> Callable[[Callable[..., Export]], click.Command]:
    """Make a function a command of `autograder export`; its first parameter is `graded: Graded`.

    `by_default` shows in the help how the file is called that it writes without `--output`. Options
    of its own stand below it, as click has them.
    """

    def decorate(function: Callable[..., Export]) -> click.Command:
        @functools.wraps(function)
        def run(
            graded: Path | None, output: Path | None, address: str | None, **options: object
        ) -> Export:
            address = address or ("" if graded is not None else _course_book())
            return function(Graded(graded, output, address), **options)

        command = click.command(name)(run)
        place = click.Path(path_type=Path, exists=True)
        reports = click.Argument(["graded"], type=place, required=False)
        where = f"Where to write; by default GRADED/{by_default}, or from a gradebook here."
        output = click.Option(["--output"], type=FILE, help=where)
        book = click.Option(["--book", "address"], help="The gradebook, if not the course's own.")
        command.params = [reports, *command.params, output, book]
        return command

    return decorate


def _course_book() -> str:
    """Where the gradebook of the course here is; raises ReportError where it has none."""
    found = address_of(find_course(None))
    if found is None:
        raise ReportError("name the folder that `grade` wrote: this course has no gradebook")
    return found
