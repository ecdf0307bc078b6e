"""Gradescope, as the kit finds it."""

from __future__ import annotations

import click

from autograder.platforms.export_command import Graded, export_command
from autograder.platforms.gradescope.visibility import Visibility, visibility_option
from autograder.platforms.interface import Export, Platform
from autograder.release.format import Release, kit_option, seed_option
from autograder.release.kit import where_the_kit_comes_from


@export_command("gradescope", "results.json")
@visibility_option
def export(graded: Graded, visibility: Visibility) -> Export:
    """Gradescope's results.json, for one report."""
    from autograder.platforms.gradescope import results

    return graded.one_file("results.json", results.document(graded.only_report(), visibility))


@click.command("gradescope", short_help="Zips that grade there, one a topic, for the instructor.")
@kit_option
@seed_option
@visibility_option
@click.pass_obj
def release(
    release: Release, kit: str | None, seed: str, visibility: Visibility
) -> tuple[str, ...]:
    """Fill a release with autograders; gives notes for the instructor."""
    from autograder.platforms.gradescope.autograder_zip import fill

    fill(release, kit, seed, visibility)
    return where_the_kit_comes_from(release.topics, kit)


platform = Platform(name="gradescope", exports=(export,), release=release)
