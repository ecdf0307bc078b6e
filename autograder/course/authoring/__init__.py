"""What an author gets wrong, found before students get anything: every error, with file and line.

`autograder build`, `release` and `verify` refuse what is found here (docs/authors/refusals.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from autograder.course.assignments import listed
from autograder.course.authoring import handout, leaks, tasks
from autograder.course.authoring.names import why_not
from autograder.course.errors import AuthoringError, BrokenCourse
from autograder.course.refusals import Refusal
from autograder.course.sources import Program, parsed, read_text
from autograder.course.topic import Topic
from autograder.course.topics import every_topic


def check(topic: Topic) -> list[AuthoringError]:
    """Everything that has to be changed before a topic is built, by file and line."""
    found: list[AuthoringError] = []
    for examine in EXAMINATIONS:
        try:
            for error in examine(topic):
                found.append(error)
        except BrokenCourse as broken:  # of what cannot be read nothing else is asked
            found += broken.errors
    return sorted(dict.fromkeys(found), key=lambda error: (error.file, error.line))


def check_course(course: Path) -> list[AuthoringError]:
    """What is wrong beside the topics: folders that are no topics, and the order of the topics."""
    found = []
    for folder in sorted((course / "reference").iterdir()):
        begun = any((folder / name).exists() for name in ("solution.py", "misconceptions.py"))
        if begun and not (folder / "rubric.py").exists():
            found.append(Refusal.RUBRIC_FILE_MISSING.at(folder / "rubric.py", name=folder.name))
    shipped = course / "assignments"
    known = every_topic(course)
    for line, name in listed(shipped):
        if name not in known:
            found.append(Refusal.ORDER_UNKNOWN.at(shipped / "ORDER", line, name=name))
    return found


def require_sound(chosen: Iterable[Topic]) -> None:
    """Raise BrokenCourse with everything that has to be changed in some topics, if anything."""
    found = [error for topic in chosen for error in check(topic)]
    if found:
        raise BrokenCourse(found)


def _name(topic: Topic) -> Iterator[AuthoringError]:
    reason = why_not(topic.name)
    if reason is not None:
        yield Refusal.NAME.at(topic.reference, name=topic.name, reason=reason)


def _misconceptions(topic: Topic) -> Iterator[AuthoringError]:
    file = topic.misconceptions_file
    yield from topic.catalogue.errors
    names = [task.name for task in topic.rubric.tasks]
    first: dict[str, int] = {}
    for one, line in zip(topic.catalogue.misconceptions, topic.catalogue.lines, strict=True):
        if one.task not in names:
            known = ", ".join(names)
            yield Refusal.MISCONCEPTION_OF_NO_TASK.at(file, line, name=one.task, tasks=known)
        if first.get(one.id, line) != line:
            yield Refusal.MISCONCEPTION_TWICE.at(file, line, name=one.id, first=first[one.id])
        first.setdefault(one.id, line)
        yield from _of_program(partial(topic.program, one))


def _transplants(topic: Topic) -> Iterator[AuthoringError]:
    declared = topic.transplants
    yield from declared.errors
    known = {one.id for one in topic.catalogue.misconceptions}
    for one, line in zip(declared.transplants, declared.lines, strict=True):
        if one.misconception not in known:
            yield Refusal.TRANSPLANT_OF_NOTHING.at(declared.file, line, name=one.misconception)
        elif one.variant not in topic.variants:
            yield Refusal.TRANSPLANT_TO_NOTHING.at(declared.file, line, name=one.variant)
        else:
            yield from _of_program(partial(topic.transplanted, one))


def _of_program(make: Callable[[], Program]) -> tuple[AuthoringError, ...]:
    """What keeps a program from being put together."""
    try:
        make()
    except BrokenCourse as broken:
        return broken.errors
    return ()


def _programs(topic: Topic) -> Iterator[AuthoringError]:
    """Whether the driver, every variant and the course's own kinds of check are programs."""
    driver = [topic.driver_file] if topic.driver_file.exists() else []
    for file in (*driver, *topic.variant_files, *topic.check_kind_files):
        try:
            parsed(read_text(file), file)
        except BrokenCourse as broken:
            yield from broken.errors


EXAMINATIONS: tuple[Callable[[Topic], Iterator[AuthoringError]], ...] = (
    _name,
    tasks.check,
    _misconceptions,
    _transplants,
    _programs,
    handout.check,
    leaks.check,
)
