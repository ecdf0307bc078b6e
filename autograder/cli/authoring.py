"""Commands for authors of a course: new-course, new-topic, build, figures."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.console import UNGRADED, USAGE, console
from autograder.cli.options import folder_option
from autograder.course import topics as course
from autograder.course.authoring import check, check_course
from autograder.course.authoring.leaks import check_built
from autograder.course.errors import BrokenCourse, CourseError
from autograder.course.new import FRAMEWORKS, Framework, new_course, new_topic
from autograder.course.topic import Topic
from autograder.errors import UserError
from autograder.figures.picture import FILE as PICTURE
from autograder.keys import files as key_files
from autograder.keys.build import build as build_key
from autograder.keys.figures import drawn, require_shown, up_to_date
from autograder.keys.worked_numbers import wrong_numbers
from autograder.release.hand_out import NOTEBOOK, SCRIPT
from autograder.sandbox import tiers
from autograder.sandbox.availability import unavailable
from autograder.storage.atomic_write import write_file


@click.command("new-course")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
def make_course(target: Path) -> None:
    """Make the folder DIR, a course with one example topic that verifies."""
    new_course(target)
    console.print(f"Made the course {target}. Read {target}/README.md, then:", markup=False)
    console.print(f"  cd {target}", markup=False)
    console.print("  autograder build")
    console.print("  autograder verify")


@click.command("new-topic")
@click.argument("name")
@folder_option
@click.option(
    "--framework",
    type=click.Choice(FRAMEWORKS),
    default="numpy",
    show_default=True,
    help="What its functions work on.",
)
def make_topic(name: str, folder: Path | None, framework: Framework) -> None:
    """Make the topic NAME: files that verify as they are, for you to change."""
    # Not the kit's own course, which others are found in where there is none.
    place = course.find_course(folder) if folder else course.course_around(Path.cwd())
    if place is None:
        raise CourseError(
            "no course found here: pass --course DIR, or make one with `autograder new-course DIR`"
        )
    for path in new_topic(place, name, framework):
        console.print(f"  {path.relative_to(place)}", markup=False)
    console.print(f"Change these files in {place} until they are yours, then:", markup=False)
    console.print(f"  autograder build {name}")
    console.print(f"  autograder verify {name}")


@click.command("build")
@click.argument("topics", nargs=-1)
@folder_option
def build(topics: tuple[str, ...], folder: Path | None) -> None:
    """Make stub, notebook and public key of each topic from its reference and its handout.

    A topic's figure is drawn again where it no longer is what its reference gives.

    TOPICS are those to make; by default all. A topic with an error is left as it was; the errors of
    all of them are told first.
    """
    place = course.find_course(folder)
    errors = [] if topics else check_course(place)
    sound = []
    for topic in (course.choose(place, name) for name in topics or course.topics(place)):
        found = check(topic)
        errors += found
        if not found:
            sound.append(topic)
    for error in errors:
        console.print(str(error), markup=False)
    refused, incomplete = bool(errors), False
    for topic in sound:
        try:
            incomplete |= not _built(topic)
        except UserError as error:  # of this topic; the others can be built
            refused = True
            console.print(str(error), markup=False)
    if refused:
        raise SystemExit(USAGE)
    if incomplete:
        raise SystemExit(UNGRADED)


@click.command("figures")
@click.argument("topics", nargs=-1)
@folder_option
def figures(topics: tuple[str, ...], folder: Path | None) -> None:
    """Draw the figure of each topic from its reference, for its handout and its notebook.

    TOPICS are those to draw; by default all that have a figure.py.
    """
    place = course.find_course(folder)
    chosen = [course.choose(place, name) for name in topics or course.topics(place)]
    without = [topic.name for topic in chosen if not topic.figure_file.exists()]
    if topics and without:
        raise CourseError(f"{without[0]}: it has no figure.py in its folder of the reference")
    for topic in chosen:
        if topic.name not in without:
            _draw(topic)


def _draw(topic: Topic) -> None:
    """Write a topic's figure, and say how the handout shows it where it does not yet."""
    lacking = unavailable(topic.rubric.frameworks)
    if lacking is not None:
        console.print(f"{topic.name}: its figure is {lacking.message}", markup=False)
        raise SystemExit(UNGRADED)
    picture = drawn(topic)
    leaks = list(check_built(topic, PICTURE, picture.svg))
    if leaks:
        raise BrokenCourse(leaks)
    topic.assignment.mkdir(parents=True, exist_ok=True)
    write_file(topic.picture_file, picture.svg)
    count = len(picture.values)
    said = f"{topic.name}: figure drawn ({count} frame{'s' if count > 1 else ''})"
    console.print(said, markup=False)
    try:
        require_shown(topic, picture)
    except BrokenCourse as lacking_line:
        console.print(str(lacking_line), markup=False, soft_wrap=True)


def _built(topic: Topic) -> bool:
    """Write a topic's files, all or none; whether the key was among them."""
    lacking = unavailable(topic.rubric.frameworks)
    key = None if lacking else build_key(topic, key_files.PUBLIC_SEED)
    picture = topic.picture
    if lacking is None and topic.figure_file.exists():
        picture = up_to_date(topic)
        require_shown(topic, picture)
    made = {
        f"{topic.name}{SCRIPT}": topic.stub,
        f"{topic.name}{NOTEBOOK}": topic.notebook_with(picture),
        f"{topic.name}.key": key,
        **({PICTURE: picture.svg} if picture else {}),
    }
    leaks = [error for name, value in made.items() for error in check_built(topic, name, value)]
    if leaks:
        raise BrokenCourse(leaks)
    if lacking is None:
        _require_right_numbers(topic)
    if key is not None:
        topic.assignment.mkdir(parents=True, exist_ok=True)
        key_files.save(key, topic.assignment / f"{topic.name}.key")
    if picture is not None:
        write_file(topic.picture_file, picture.svg)
    write_file(topic.assignment / f"{topic.name}{SCRIPT}", topic.stub)
    write_file(topic.assignment / f"{topic.name}{NOTEBOOK}", topic.notebook_with(picture))
    if lacking is not None:
        said = f"{topic.name}: stub and notebook written; the public key is {lacking.message}"
        console.print(said, markup=False)
        return False
    console.print(f"{topic.name}: stub, notebook and public key written", markup=False)
    return True


def _require_right_numbers(topic: Topic) -> None:
    """Raise BrokenCourse where the handout shows another number than the reference gives."""
    if not topic.worked_numbers.examples:
        return
    sandbox = tiers.find().sandbox(topic.rubric.frameworks, topic.packages)
    try:
        wrong = wrong_numbers(topic, sandbox)
    finally:
        sandbox.close()
    if wrong:
        raise BrokenCourse(wrong)
