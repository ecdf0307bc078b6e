"""PrairieLearn, as the kit finds it."""

from __future__ import annotations

import click

from autograder.platforms.export_command import Graded, export_command
from autograder.platforms.interface import Export, Platform
from autograder.release.format import Release, kit_option, seed_option
from autograder.release.kit import where_the_kit_comes_from


@export_command("prairielearn", "results.json")
def export(graded: Graded) -> Export:
    """PrairieLearn's results.json, for one report."""
    from autograder.platforms.prairielearn import results

    return graded.one_file("results.json", results.document(graded.only_report()))


@click.command("prairielearn", short_help="Questions and the image that grades them there.")
@kit_option
@seed_option
@click.option("--image", required=True, help="The name of the image that you build from `image/`.")
@click.pass_obj
def release(release: Release, kit: str | None, seed: str, image: str) -> tuple[str, ...]:
    """Fill a release with questions; gives notes for the instructor."""
    from autograder.platforms.prairielearn.question import fill

    fill(release, kit, seed, image)
    return where_the_kit_comes_from(release.topics, kit)


platform = Platform(name="prairielearn", exports=(export,), release=release)
