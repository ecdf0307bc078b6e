"""Commands of `autograder export`: what they all take, and what they give back."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from autograder.model.report import Report
from autograder.platforms.interface import Export
from autograder.reports import reading

FILE = click.Path(path_type=Path)
topic_option = click.option("--topic", required=True, help="Whose marks the column takes.")
scale_option = click.option(
    "--scale", is_flag=True, help="Convert to the points that it is worth there."
)


@dataclass(frozen=True)
class Graded:
    """The folder that `grade` wrote, or one report's file, and where an export of it goes."""

    path: Path
    output: Path | None

    def reports(self, topic: str | None = None) -> list[Report]:
        """All reports, or those of one topic; there is at least one, else ReportError."""
        return reading.reports(self.path, topic)

    def only_report(self) -> Report:
        """The one report that there is; raises ReportError where there are several."""
        return reading.only(self.path)

    def target(self, name: str) -> Path:
        """The file to write: as `--output` names it, else of this name beside the reports."""
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
        def run(graded: Path, output: Path | None, **options: object) -> Export:
            return function(Graded(graded, output), **options)

        command = click.command(name)(run)
        reports = click.Argument(["graded"], type=click.Path(path_type=Path, exists=True))
        where = f"Where to write; by default GRADED/{by_default}."
        output = click.Option(["--output"], type=FILE, help=where)
        command.params = [reports, *command.params, output]
        return command

    return decorate
