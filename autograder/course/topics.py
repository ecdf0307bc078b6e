"""A course on disk: where it is, and which topics it has."""

from __future__ import annotations

from pathlib import Path

from autograder.course.assignments import in_order
from autograder.course.errors import CourseError
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
    """All topics of a course by name, in the order in which they are taught."""
    shipped = course / "assignments"
    found = {path.parent.name: path.parent for path in (course / "reference").glob("*/rubric.py")}
    return {name: Topic(name, found[name], shipped / name) for name in in_order(found, shipped)}


def choose(course: Path, name: str) -> Topic:
    """One topic by name, or a CourseError that lists the names there are."""
    known = topics(course)
    if name not in known:
        raise CourseError(f"there is no topic “{name}”; there are: {', '.join(known) or 'none'}")
    return known[name]


def _is_course(folder: Path) -> bool:
    return (folder / "reference").is_dir() and (folder / "assignments").is_dir()
