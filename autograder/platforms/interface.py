"""What a platform may offer to the kit, each part of it optional."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from autograder.collect.downloads import DownloadFormat
from autograder.model.report import Report
from autograder.model.submission import Submission


@dataclass(frozen=True, kw_only=True)
class Platform:
    """One platform, as an entry point of the group `autograder.platforms` names it.

    `name` stands in reports, beside the numbers of its accounts. `exports` are the commands of
    `autograder export`, made with `export_command`. `release` is the format that `autograder
    release --format` calls by the command's own name: a click command that fills the `Release`
    which it gets as its object, and may return lines for the instructor. `downloads` tells the
    students apart in what the platform packs; `find_course` finds a course of the platform's own
    around a folder of submissions; `integration` is what the platform makes of `autograder ci`.
    """

    name: str
    exports: tuple[click.Command, ...] = ()
    release: click.Command | None = None
    downloads: DownloadFormat | None = None
    find_course: Callable[[Path], PlatformCourse | None] | None = None
    integration: Integration | None = None


@dataclass(frozen=True)
class Export:
    """What an export made: files to be written, and lines that tell what is in them."""

    files: Mapping[Path, str | bytes]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PlatformCourse:
    """A course that the platform keeps on disk, whose submissions are to be graded.

    `references` is the folder of the kit's course, where the platform's course names it. `collect`
    finds the submissions, of all known topics or of one.
    """

    references: Path | None
    collect: Callable[[Sequence[str], str | None], Collected]


@dataclass(frozen=True)
class Collected:
    """Submissions of a platform's course, and how their reports get back into it.

    `record` is called with the reports and the folder into which they were written.
    """

    submissions: tuple[Submission, ...]
    record: Callable[[Sequence[Report], Path], Recorded]


@dataclass(frozen=True)
class Recorded:
    """How many reports were entered, and where; in words those that were not, or not wholly."""

    marks: int
    where: str
    left: tuple[str, ...]


@dataclass(frozen=True)
class GradedRepository:
    """A student's repository that `autograder ci` graded, and the environment in which it ran.

    `places` tells for each topic where its file is in the repository, and `texts` what it holds;
    both are empty where it was found under another name, or not at all.
    """

    reports: Sequence[Report]
    places: Mapping[str, str]
    texts: Mapping[str, str]
    environment: Mapping[str, str]


@dataclass(frozen=True)
class IntegrationResults:
    """What a platform reads: files for the folder of results, lines of the log, files it named.

    Lines are printed as they are. What stands in `appended` is added to files that are there.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    log: tuple[str, ...] = ()
    appended: Mapping[Path, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Integration:
    """A platform on which pushes are built.

    `harmless` rewrites a line of the log so that the platform's runner finds no command in it.
    """

    results: Callable[[GradedRepository], IntegrationResults]
    harmless: Callable[[str], str] = str
