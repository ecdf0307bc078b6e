"""A course on disk: where it is, and which topics it has."""

from __future__ import annotations

from pathlib import Path

from autograder.course.assignments import in_order
from autograder.course.errors import CourseError
from autograder.course.settings import FILE, read_settings
from autograder.course.topic import Topic


def find_course(folder: Path | None) -> Path:
    """The folder that holds `reference/`: the given one, this one or one above, or the kit's.

    Raises CourseError.
    """
    if folder is not None:
        if not (folder / "reference").is_dir():
            raise CourseError(f"{folder} is not a course: it has no folder `reference`")
        return folder.resolve()
    kit = Path(__file__).resolve().parents[2]
    found = course_around(Path.cwd()) or (kit if _is_course(kit) else None)
    if found is None:
        raise CourseError(
            "no course found here: pass --course DIR, a folder that holds `reference`"
        )
    return found


def course_around(folder: Path) -> Path | None:
    """The course that a folder is or lies in."""
    folder = folder.resolve()
    return next(filter(_is_course, (folder, *folder.parents)), None)


def topics(course: Path) -> dict[str, Topic]:
    """The topics that a course consists of, by name, in the order in which they are taught.

    Raises SettingsError where `course.toml` cannot be read.
    """
    known = every_topic(course)
    left_out = read_settings(course / FILE, known).left_out
    return {name: topic for name, topic in known.items() if name not in left_out}


def every_topic(course: Path) -> dict[str, Topic]:
    """All topics there are, also those that a course does without."""
    shipped = course / "assignments"
    found = {path.parent.name: path.parent for path in (course / "reference").glob("*/rubric.py")}
    return {name: Topic(name, found[name], shipped / name) for name in in_order(found, shipped)}


def choose(course: Path, name: str) -> Topic:
    """One topic by name, or a CourseError that lists the names there are."""
    known = topics(course)
    if name in known:
        return known[name]
    names = ", ".join(known) or "none"
    if name in every_topic(course):
        raise CourseError(
            f"“{name}” is not in this course, by the framework in {FILE}; there are: {names}"
        )
    raise CourseError(f"there is no topic “{name}”; there are: {names}")


def _is_course(folder: Path) -> bool:
    return (folder / "reference").is_dir() and (folder / "assignments").is_dir()
