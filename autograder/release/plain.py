"""What a course gives to its students, as one folder: nothing of the references is in it."""

from __future__ import annotations

import click

from autograder.release.format import Release, kit_option
from autograder.release.hand_out import NOTEBOOK, SCRIPT, hand_out, title
from autograder.release.kit import requirements, this_kit, where_the_kit_comes_from
from autograder.release.templates import rendered


@click.command("plain", short_help="What students get: stubs, notebooks, handouts, public keys.")
@kit_option
@click.pass_obj
def plain(release: Release, kit: str | None) -> tuple[str, ...]:
    """Fill a release with what students get; gives notes for the instructor."""
    fill(release, kit)
    return where_the_kit_comes_from(release.topics, kit)


def fill(release: Release, kit: str | None) -> None:
    """Put what students get into a release's folder.

    `kit` is how pip is to install the kit; by default this version from the package index.
    """
    for topic in release.topics:
        hand_out(topic.assignment, release.folder / topic.name, [SCRIPT, NOTEBOOK])
    topics = [{"name": topic.name, "title": title(topic.handout)} for topic in release.topics]
    readme = rendered("autograder.release", "README.md", topics=topics)
    (release.folder / "README.md").write_text(readme, encoding="utf-8")
    needed = requirements(kit or this_kit(release.topics), release.topics)
    (release.folder / "requirements.txt").write_text(needed, encoding="utf-8")
