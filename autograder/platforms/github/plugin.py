"""GitHub, as the kit finds it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from autograder.platforms.github import annotations as github
from autograder.platforms.interface import (
    GradedRepository,
    Integration,
    IntegrationResults,
    Platform,
)
from autograder.release.format import Release, kit_option
from autograder.release.kit import where_the_kit_comes_from


@click.command("github", short_help="The same as a template repository that checks each push.")
@kit_option
@click.option(
    "--grader",
    metavar="OWNER/REPOSITORY@REF",
    help="Grade by the workflow in the course's repository (docs/instructors/ci.md).",
)
@click.pass_obj
def release(release: Release, kit: str | None, grader: str | None) -> tuple[str, ...]:
    """Fill a release with a template repository; gives notes for the instructor."""
    from autograder.platforms.github.template_repository import fill

    fill(release, kit, grader)
    return where_the_kit_comes_from(release.topics, kit)


def results(graded: GradedRepository) -> IntegrationResults:
    """Annotations in the log, the summary of the step, and its output `result`."""
    log: list[str] = []
    if graded.environment.get("GITHUB_ACTIONS") == "true":
        for report in graded.reports:
            place, text = graded.places[report.topic], graded.texts[report.topic]
            log += github.commands(report, place, text)
    texts = {
        "GITHUB_STEP_SUMMARY": f"{github.summary(graded.reports)}\n",
        "GITHUB_OUTPUT": f"result={github.classroom(graded.reports)}\n",
    }
    return IntegrationResults(log=tuple(log), appended=_named(texts, graded.environment))


def _named(texts: Mapping[str, str], environment: Mapping[str, str]) -> dict[Path, str]:
    """Texts by the files that the runner named in these variables, as far as it did."""
    return {Path(path): text for name, text in texts.items() if (path := environment.get(name))}


platform = Platform(
    name="github",
    release=release,
    integration=Integration(results, github.harmless),
)
