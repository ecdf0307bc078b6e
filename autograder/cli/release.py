"""`autograder release`: what students get, or what grades them on a platform."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from autograder.cli.console import Trouble, console
from autograder.cli.instructor import folder_option
from autograder.course import topics as course
from autograder.platforms import packing
from autograder.platforms.gradescope.results import Visibility
from autograder.platforms.nbgrader import source
from autograder.release.plain import refuse_stale, this_kit
from autograder.release.plain import release as make_release
from autograder.storage import user_data as own_data
from autograder.storage.atomic_write import new_folder


@click.command("release")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--topics", help="Only these topics, separated by commas; by default all.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["plain", "github", "nbgrader", "gradescope", "prairielearn"]),
    default="plain",
    show_default=True,
    help="github: a template repository that checks each push. nbgrader: its course folder. "
    "gradescope, prairielearn: what grades there, for the instructor.",
)
@click.option(
    "--grader",
    metavar="OWNER/REPOSITORY@REF",
    help="github: grade by the workflow in the course's repository (docs/instructors/ci.md).",
)
@click.option("--kit", metavar="REQUIREMENT", help="How pip installs the kit, or a wheel's path.")
@click.option("--seed", envvar="AUTOGRADER_SEED", help="Secret from which hidden cases are drawn.")
@click.option(
    "--visibility",
    type=click.Choice(["visible", "hidden", "after_due_date", "after_published"]),
    default="visible",
    show_default=True,
    help="gradescope: when students see results.",
)
@click.option("--image", help="prairielearn: the name of the image that you build from `image/`.")
@folder_option
def release(
    target: Path,
    topics: str | None,
    form: Literal["plain", "github", "nbgrader", "gradescope", "prairielearn"],
    grader: str | None,
    kit: str | None,
    seed: str | None,
    visibility: Visibility,
    image: str | None,
    folder: Path | None,
) -> None:
    """Make the folder DIR, which students get: stubs, notebooks, handouts, public keys.

    For nbgrader it is the instructor's course folder, for Gradescope and PrairieLearn what is
    uploaded there.
    """
    place = course.find_course(folder)
    known = list(course.topics(place))
    names = [name.strip() for name in topics.split(",")] if topics else known
    chosen = [course.choose(place, name) for name in dict.fromkeys(names)]
    if not chosen:
        raise Trouble(f"{place} has no topics")
    if form in ("plain", "github"):
        make_release(chosen, target, form, kit, grader)
    elif form == "nbgrader":
        for topic in chosen:
            refuse_stale(topic)
        with new_folder(target) as made:
            source.write(chosen, place, made)
    else:
        for topic in chosen:
            refuse_stale(topic)
        pack = packing.Pack(
            chosen, place, known, seed or own_data.secret(), kit or this_kit(chosen)
        )
        with new_folder(target) as made:
            if form == "gradescope":
                packing.gradescope(pack, visibility, made)
            elif image is not None:
                packing.prairielearn(pack, image, made)
            else:
                raise Trouble("name its image with --image (docs/instructors/prairielearn.md)")
    many = "topic" if len(chosen) == 1 else "topics"
    console.print(f"{len(chosen)} {many} in {target}", markup=False)
    if kit is None and form != "nbgrader":
        said = (
            f"It installs the kit as “{this_kit(chosen)}” from the package index. Where it does "
            "not come from there, say --kit with a wheel's path or a git address."
        )
        console.print(said, markup=False)
