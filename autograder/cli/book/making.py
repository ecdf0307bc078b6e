"""`autograder book new`: a gradebook for a course."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.console import Trouble, console
from autograder.cli.options import folder_option
from autograder.course import topics as course
from autograder.gradebook import book


@click.command("new")
@click.argument("url", required=False)
@folder_option
def new(url: str | None, folder: Path | None) -> None:
    """Make a gradebook for the course: the file gradebook.db in its folder, or at URL.

    URL is postgresql://USER:PASSWORD@HOST/DATABASE; it is written to gradebook.url in the course.
    From then on `autograder grade` remembers attempts and results.
    """
    # Never the kit's own course, for somebody who is elsewhere: there nobody would look for it.
    place = course.find_course(folder) if folder is not None else course.course_around(Path.cwd())
    if place is None:
        raise Trouble("no course found here: pass --course DIR, a folder that holds `reference`")
    made = book.new(place, url)
    kind = "SQLite" if made.engine.dialect.name == "sqlite" else "PostgreSQL"
    console.print(f"Gradebook made: {made.place} ({kind})", markup=False)
    console.print("From now on `autograder grade` remembers there.", markup=False)
    made.engine.dispose()
