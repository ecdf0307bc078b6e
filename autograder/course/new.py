"""Make a new course or topic: files that verify as they are, for their author to change."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Literal, get_args

from jinja2 import Environment, StrictUndefined

from autograder.course.assignments import listed as listed_topics
from autograder.course.authoring.names import why_not
from autograder.course.errors import CourseError
from autograder.storage.atomic_write import new_folder, write_file

Framework = Literal["numpy", "torch"]
FRAMEWORKS: tuple[Framework, ...] = get_args(Framework)
# What a new course begins with; its name says that it may be deleted.
EXAMPLE = "example"
HALVES = ("reference", "assignments")
TEMPLATES = Path(__file__).parent / "templates"
SUFFIX = ".jinja"


def new_course(target: Path) -> None:
    """Make a course with one example topic, complete or not at all.

    `target` must be new or empty. Raises CourseError, or OutputError.
    """
    if target.resolve() == Path.cwd().resolve():
        raise CourseError("name a new folder: the current one cannot be replaced")
    values = {"title": _title(target.resolve().name), "example": EXAMPLE}
    with new_folder(target) as folder:
        for path, text in _filled("course", values):
            write_file(folder / path, text)
        (folder / "reference").mkdir()
        new_topic(folder, EXAMPLE, "numpy")


def new_topic(course: Path, name: str, framework: Framework) -> list[Path]:
    """Make a topic in a course, and put it last in its order. Returns the files that were made.

    Raises CourseError where there is one of this name or none can have it, or OutputError.
    """
    reason = why_not(name)
    if reason is not None:
        raise CourseError(f"“{name}” cannot be the name of a topic: {reason}")
    for half in HALVES:
        for there in (course / half).glob("*/"):
            if there.name.casefold() == name.casefold():  # one file, on some systems
                raise CourseError(f"there is a folder {there} already: choose another name")
    values = {"name": name, "title": _title(name)}
    halves = {half: course / half / name for half in HALVES}
    with contextlib.ExitStack() as complete:
        folders = {half: complete.enter_context(new_folder(halves[half])) for half in HALVES}
        files = [(*_halved(path), text) for path, text in _filled(f"topic/{framework}", values)]
        for half, path, text in files:
            write_file(folders[half] / path, text)
    _put_last(name, course / "assignments" / "ORDER")
    return [halves[half] / path for half, path, _ in files]


def _put_last(name: str, order: Path) -> None:
    """Without such a file topics come by name."""
    known = {listed for _, listed in listed_topics(order.parent)}
    if order.exists() and name not in known:
        write_file(order, f"{order.read_text(encoding='utf-8').rstrip()}\n{name}\n")


def _halved(path: PurePosixPath) -> tuple[str, PurePosixPath]:
    return path.parts[0], path.relative_to(path.parts[0])


def _filled(kind: str, values: dict[str, str]) -> Iterator[tuple[PurePosixPath, str]]:
    """The files of a template by their paths in the course, filled in."""
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    folder = TEMPLATES / kind
    for file in sorted(folder.rglob(f"*{SUFFIX}")):
        path = PurePosixPath(file.relative_to(folder).as_posix().removesuffix(SUFFIX))
        yield path, environment.from_string(file.read_text(encoding="utf-8")).render(values)


def _title(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]
