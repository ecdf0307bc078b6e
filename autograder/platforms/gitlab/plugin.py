"""GitLab, as the kit finds it."""

from __future__ import annotations

import click

from autograder.platforms.export_command import Graded, export_command
from autograder.platforms.gitlab import junit
from autograder.platforms.interface import (
    Export,
    GradedRepository,
    Integration,
    IntegrationResults,
    Platform,
)

FILE = "junit.xml"


@export_command("junit", FILE)
@click.option("--topic", help="Only this topic.")
def export(graded: Graded, topic: str | None) -> Export:
    """JUnit XML of all reports, or of one."""
    text = junit.document(graded.reports(topic))
    target = graded.target(FILE)
    lines = [str(target)]
    if len(text.encode()) > junit.MAX_BYTES:
        lines.append("GitLab reads 30 MB at most: export one topic at a time (--topic)")
    return Export({target: text}, tuple(lines))


def results(graded: GradedRepository) -> IntegrationResults:
    """The file that a job's artifacts name as its JUnit report."""
    return IntegrationResults(files={FILE: junit.document(graded.reports)})


platform = Platform(name="gitlab", exports=(export,), integration=Integration(results))
