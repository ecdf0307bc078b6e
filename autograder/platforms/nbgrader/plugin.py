"""nbgrader, as the kit finds it. nbgrader itself is imported only for a course of its own."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.platforms.errors import PlatformError
from autograder.platforms.interface import Collected, Platform, PlatformCourse
from autograder.platforms.nbgrader import CONFIG
from autograder.release.format import Release

if TYPE_CHECKING:
    from autograder.platforms.nbgrader.course_folder import CourseFolder


@click.command("nbgrader", short_help="The course folder for nbgrader, for the instructor.")
@click.pass_obj
def release(release: Release) -> None:
    """Fill a release with a course folder."""
    from autograder.platforms.nbgrader.source import fill

    fill(release)


def find_course(submissions: Path) -> PlatformCourse | None:
    """The course whose `submitted` this folder is: its settings lie beside it.

    Raises PlatformError where there is one, and it cannot be used.
    """
    folder = submissions.resolve()
    if not folder.is_dir() or not (folder.parent / CONFIG).is_file():
        return None
    try:
        from autograder.platforms.nbgrader.course_folder import CourseFolder
    except ImportError as error:
        raise PlatformError(
            f"{folder.parent} is an nbgrader course, and nbgrader cannot be imported ({error}): "
            "install it here (docs/instructors/nbgrader.md)"
        ) from None
    course = CourseFolder.read(folder.parent)
    if folder != course.submitted.resolve():
        return None
    return PlatformCourse(course.references, functools.partial(_collect, course))


def _collect(course: CourseFolder, known: Sequence[str], topic: str | None) -> Collected:
    """What was submitted; raises PlatformError where there is nothing to grade."""
    from autograder.platforms.nbgrader.recording import record

    found = course.collected(known, topic)
    if not found:
        raise PlatformError("nothing was submitted yet for the assignments that are graded here")
    submissions = tuple(one.submission for one in found)
    return Collected(submissions, functools.partial(record, course, found))


platform = Platform(name="nbgrader", release=release, find_course=find_course)
