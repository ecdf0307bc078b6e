"""Moodle, as the kit finds it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click

from autograder.platforms.errors import PlatformError
from autograder.platforms.export_command import (
    FILE,
    Graded,
    export_command,
    missing_option,
    scale_option,
    topic_option,
)
from autograder.platforms.interface import Export, Platform
from autograder.platforms.moodle.downloads import MoodleDownload


class MoodleOptions(TypedDict):
    """The options of `autograder export moodle`."""

    worksheet: Path
    topic: str
    feedback: Path | None
    headers: Sequence[str]
    scale: bool
    missing_as_zero: bool


@export_command("moodle", "moodle-TOPIC.csv")
@click.option("--worksheet", type=FILE, required=True, help="The offline grading worksheet.")
@topic_option
@click.option("--feedback", type=FILE, metavar="FILE.zip", help="Also write the reports to upload.")
@click.option(
    "--header",
    "headers",
    multiple=True,
    metavar="NAME=TEXT",
    help="What a column is called where the worksheet's language is not known: “Grade=Arvosana”.",
)
@scale_option
@missing_option
def export(graded: Graded, **options: Unpack[MoodleOptions]) -> Export:
    """Fill an offline grading worksheet, to be uploaded in Moodle again."""
    from autograder.platforms.moodle import worksheet as moodle

    filled = moodle.worksheet(
        graded.reports(options["topic"]),
        options["worksheet"],
        options["scale"],
        dict(map(_header, options["headers"])),
        options["missing_as_zero"],
    )
    target = graded.target(f"moodle-{options['topic']}.csv")
    files: dict[Path, str | bytes] = {target: filled.table.content}
    lines = filled.table.summary(target)
    feedback = options["feedback"]
    if feedback is not None:
        files[feedback] = filled.feedback
        lines = (f"feedback files: {feedback}", *lines)
    return Export(files, lines)


def _header(words: str) -> tuple[str, str]:
    from autograder.platforms.moodle.columns import COLUMNS

    name, _, text = (part.strip() for part in words.partition("="))
    known = {one.casefold(): one for one in COLUMNS}
    if name.casefold() not in known or not text:
        raise PlatformError(
            f"--header “{words}”: write it as NAME=TEXT, where NAME is one of: {', '.join(COLUMNS)}"
        )
    return known[name.casefold()], text


platform = Platform(name="moodle", exports=(export,), downloads=MoodleDownload())
